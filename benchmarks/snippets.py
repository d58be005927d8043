"""Code, tables and formulas: what stands between the paragraphs of a study journal.

The pieces of code are in `pieces/`, a file a language. They are filled by name, `@name`; every identifier and number is
drawn anew, so that hardly any two blocks of a blog are alike. No piece holds two braces in a row: some generators would
take them for their own.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from string import Template

from benchmarks.vocabulary import words

#: How often a block of code is in a language; "" is a block that names none.
LANGUAGES: dict[str, int] = {
    "python": 42, "": 16, "bash": 12, "yaml": 6, "javascript": 6, "java": 5,
    "sql": 4, "json": 4, "c": 2, "go": 2, "html": 1,
}  # fmt: skip

_NOUNS = words("""
    record, weight, token, score, user, item, edge, node, page, window, label, sample, layer, column, price, order,
    frame, signal, packet, model, vector, gradient, bucket, cache, event
""")
_VERBS = words("load, train, split, count, update, merge, parse, find, score, build, reduce, encode")
_PACKAGES = words("numpy, pandas, torch, requests, scipy, networkx, gensim, pillow, sqlalchemy, pytest")


def _pieces_of(language: str) -> list[str]:
    """Read the pieces of a language, which lines of two percent signs keep apart."""
    file = Path(__file__).parent / "pieces" / f"{language or 'text'}.txt"
    return file.read_text("utf-8").rstrip().split("\n%%\n")


_PIECES = {language: _pieces_of(language) for language in LANGUAGES}

_FORMULAS = (
    r"L(\theta) = -\frac{1}{@n} \sum_{i=1}^{@n} \log p(y_i \mid x_i; \theta)",
    r"@u_{t+1} = @u_t - \eta \nabla_{@u} J(@u_t)",
    r"\mathrm{softmax}(@u_i) = \frac{e^{@u_i}}{\sum_{j=1}^{@k} e^{@u_j}}",
    r"@v = \begin{pmatrix} @n & @k \\ @k & @m \end{pmatrix}",
    r"P(@u \mid @v) = \frac{P(@v \mid @u) P(@u)}{P(@v)}",
    r"\| @u - @v \|^2 = \sum_{i=1}^{@n} (@u_i - @v_i)^2",
    r"\lim_{@u \to \infty} \left(1 + \frac{@k}{@u}\right)^{@u} = e^{@k}",
    r"f(@u) = \int_{0}^{@n} @v^{@k} e^{-@v} \, d@v",
    r"A @u = \lambda @u, \quad \det(A - \lambda I) = 0",
)
_SHORT_FORMULAS = (
    r"@u^2 + @v^2 = @n",
    r"@u_{@k}",
    r"\lambda_@k > 0",
    r"O(n \log n)",
    r"@u \in \mathbb{R}^{@n}",
    r"@u = @v + @k",
)


class _Form(Template):
    delimiter = "@"
    # A letter may follow a name (`@noun1s` is the plural of `@noun1`), so the names are exactly these.
    idpattern = "(?-i:[nmkfuvp](?![a-z])|[nN]oun[1-3]|NOUN[1-3]|[vV]erb[12]|package|decorator)"


def code(random: Random) -> str:
    """Return a fenced block of code of one to four pieces, in a language drawn by `LANGUAGES`."""
    language = random.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
    pieces = _PIECES[language]
    chosen = random.choices(pieces, k=random.choice((1, 1, 2, 2, 3, 4)) if len(pieces) > 1 else 1)
    text = "\n\n".join(_filled(piece, random) for piece in chosen)
    return f"```{language}\n{text}\n```"


def formula(random: Random) -> str:
    """Return a formula in a paragraph of its own."""
    return f"$$\n{_filled(random.choice(_FORMULAS), random)}\n$$"


def short_formula(random: Random) -> str:
    """Return a formula that stands in a sentence."""
    return f"${_filled(random.choice(_SHORT_FORMULAS), random)}$"


def table(random: Random) -> str:
    """Return a table of three or four columns and up to eight rows."""
    head = random.sample(_NOUNS, random.choice((3, 4)))
    rows = [
        [random.choice(_VERBS), *(f"{random.uniform(0, 100):.2f}" for _ in head[1:])]
        for _ in range(random.randint(3, 8))
    ]
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _filled(form: str, random: Random) -> str:
    names: dict[str, str] = {
        "n": str(random.randint(2, 99)),
        "m": str(random.randint(100, 999)),
        "k": str(random.randint(2, 9)),
        "f": f"{random.uniform(0, 1):.5f}",
        "u": random.choice("uwxyz"),
        "v": random.choice("abpqr"),
        "package": random.choice(_PACKAGES),
        "p": random.choice(("np", "pd", "lib", "api")),
        "decorator": random.choice(("@pytest.mark.slow", "@cache", "@wraps(func)", "@property")),
    }
    for number, noun in enumerate(random.sample(_NOUNS, 3), 1):
        names |= {f"noun{number}": noun, f"Noun{number}": noun.title(), f"NOUN{number}": noun.upper()}
    for number, verb in enumerate(random.sample(_VERBS, 2), 1):
        names |= {f"verb{number}": verb, f"Verb{number}": verb.title()}
    return _Form(form).substitute(names)
