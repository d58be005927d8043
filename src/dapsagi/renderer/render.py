"""The renderer: Jinja2 layouts applied to pages.

Templates enter as texts, pages as values, and bytes come out; no file, clock or environment is looked at. The key of a
page is the digest of its view, of the text of every template that its own can reach, and of the tool's version.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import cached_property
from html import escape
from importlib import import_module
from typing import Any

import jinja2
import msgspec
from markupsafe import Markup

from dapsagi.batches import batched
from dapsagi.digest import Digest, digest
from dapsagi.markup.body import FORMULA, MARKER_CLOSE, MARKER_OPEN, Body, Formula, Heading
from dapsagi.markup.embedding import quoted, with_embedded
from dapsagi.markup.plain_formula import plain_formula
from dapsagi.pages import views
from dapsagi.pages.page import Page
from dapsagi.pages.views.parts import BodyRef
from dapsagi.patterns import lazy_pattern
from dapsagi.problems import Problem, RefusedError, Severity, Span
from dapsagi.renderer.annotations import annotate
from dapsagi.renderer.pictures import kind_of_recording, set_figures, set_pictures, set_recordings
from dapsagi.renderer.refinement import allow_breaks, frame_tables, mark_first, set_sources
from dapsagi.renderer.ties import tie_dates, tie_particles

#: A blog's own template extends the one of the theme that it shadows under this prefix: `theme/post.html`.
THEME_PREFIX = "theme/"

# What a template multiplies may have so many signs or items, and what it counts so many steps.
_LONGEST = 1_000_000

# So many pieces of a page are joined at a time; most pages have fewer.
_PIECES = 8192


class Template(msgspec.Struct, frozen=True):
    """The text of a template, and the path that an error message should name."""

    text: str
    path: str


class TemplateSet(msgspec.Struct, frozen=True):
    """The templates by name, the theme's own under `theme/` as well, and the version of the tool that applies them.

    `bytecode` keeps them compiled; `closures` are those that another renderer found for the same texts and version.
    """

    texts: Mapping[str, Template]
    version: str
    bytecode: jinja2.BytecodeCache
    closures: Mapping[str, Digest]


class RenderError(Exception):
    """A page could not be rendered; `problem` says where in the templates and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class EndlessError(Exception):
    """Raised within a template by whoever renders with a bound, when that is passed."""


class _Environment(jinja2.Environment):
    # Jinja has its operators asked for in sandboxes alone. This is none otherwise: templates are the author's own.
    sandboxed = True
    intercepted_binops = frozenset(("*", "**"))
    intercepted_unops = frozenset[str]()
    call = staticmethod(jinja2.runtime.Context.call)

    def call_binop(self, _context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply what a template says, unless that would take all of the memory in one step."""
        if operator == "**":
            if isinstance(left, int) and isinstance(right, int) and left.bit_length() * right > _LONGEST:
                raise ValueError("a power has too many digits")
            return left**right
        for many, times in ((left, right), (right, left)):
            if isinstance(many, str | list | tuple) and isinstance(times, int) and len(many) * times > _LONGEST:
                raise ValueError(f"what is repeated {times:,} times gets too long")
        return left * right

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what every template sees: Jinja asks at every include, and nothing of it ever changes."""
        return {**self.globals, **d} if d else self.globals


def _range(*bounds: int) -> range:
    """Count as `range` does, not without end."""
    counted = range(*bounds)
    if counted and abs(counted[-1] - counted[0]) // abs(counted.step) >= _LONGEST:
        raise ValueError(f"a range has more than {_LONGEST:,} steps")
    return counted


class Renderer:
    """Renders pages with one set of templates."""

    def __init__(
        self,
        templates: TemplateSet,
        filters: Mapping[str, Callable[..., Any]],
        body_of: Callable[[Digest], Body],
        draw: Callable[[Sequence[Formula]], Sequence[str]],
    ) -> None:
        """Take the templates; `body_of` finds a body, and `draw` returns the HTML of formulas."""
        self.templates = templates.texts
        self._version = templates.version
        self._body_of = body_of
        self._draw = draw
        self._environment = _Environment(
            loader=jinja2.FunctionLoader(self._load),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=templates.bytecode,
        )
        self._environment.filters.update(filters)
        self._environment.globals |= {"body_html": self.body_html, "range": _range}
        self.closures: dict[str, Digest] = dict(templates.closures)
        #: What was wrong with the templates that came to no end.
        self.endless: dict[str, Problem] = {}

    def key(self, page: Page) -> Digest:
        """Return the key of a page: a page whose key is unchanged need be neither rendered nor written again."""
        return digest((page.template, page.chrome.digest, digest(page.view), self.closure(page.template)))

    def render(self, page: Page) -> bytes:
        """Return the bytes of a page. Raises `RenderError`."""
        context: dict[str, Any] = {"site": page.chrome, "page": page.view}
        reference: BodyRef | None = getattr(page.view, "body", None)
        try:
            if reference is not None:
                body = self._body_of(reference.digest)
                formulas = self._show(body, reference)
                toc = _show_in_headings(body, formulas)
                context |= {"content": self._filled(body, reference, formulas), "toc": toc, "body": body}
            return self._bytes_of(self._environment.get_template(page.template), context)
        except RefusedError:
            raise
        except _FAULTS as error:
            raise RenderError(self._problem_of(error, page)) from error

    def _bytes_of(self, template: jinja2.Template, context: dict[str, Any]) -> bytes:
        """Return what `template.render` does, encoded; a page of many megabytes is never in memory in pieces."""
        pieces = template.root_render_func(template.new_context(context))
        encoded: list[bytes] = []
        try:
            encoded.extend("".join(some).encode() for some in batched(pieces, _PIECES))
        except Exception:  # as Jinja does: what went wrong gets the lines of the templates
            self._environment.handle_exception()
        return b"".join(encoded) if len(encoded) > 1 else next(iter(encoded), b"")

    def body_html(self, reference: BodyRef) -> Markup:
        """Return the HTML of a body with its addresses and formulas filled in."""
        body = self._body_of(reference.digest)
        return self._filled(body, reference, self._show(body, reference))

    def _filled(self, body: Body, reference: BodyRef, formulas: Sequence[str]) -> Markup:
        shown = {
            index: quoted(self.body_html(embed.body), embed.title, embed.url, f"embed-{index}-")
            for index, embed in reference.embeds
        }
        return _fill(body, reference, formulas, {index: html for index, html in shown.items() if html})

    def closure(self, name: str) -> Digest:
        """Return the digest of a template and of all that it extends, includes or imports, and of the version.

        A name that is only known at run time (`{% include x %}`) may be any template, so it stands for all of them.
        """
        if name not in self.closures:
            reached: set[str] = set()
            waiting = [name]
            while waiting:
                current = waiting.pop()
                if current in self.templates and current not in reached:
                    reached.add(current)
                    named = templates_named(self.templates[current].text)
                    waiting += self.templates if None in named else filter(None, named)
            texts = sorted((each, self.templates[each].text) for each in reached)
            self.closures[name] = digest((self._version, texts))
        return self.closures[name]

    def _show(self, body: Body, reference: BodyRef) -> Sequence[str]:
        """Return the HTML of the formulas of a body as the view wants them shown."""
        if reference.math == "katex":
            return _with_names(body, self._draw(body.formulas))
        if reference.math == "mathjax":
            return [formula.for_mathjax() for formula in body.formulas]
        return [f'<code class="math">{escape(formula.tex, quote=False)}</code>' for formula in body.formulas]

    def _load(self, name: str) -> tuple[str, str, None] | None:
        template = self.templates.get(name)
        return None if template is None else (template.text, template.path, None)

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(template.path for template in self.templates.values())

    def _place(self, error: BaseException, name: str) -> tuple[str, int]:
        """Find the innermost line of a template that the error passed through."""
        place = (name, 0)
        trace = error.__traceback__
        while trace is not None:
            path = trace.tb_frame.f_code.co_filename
            if path in self._paths:
                place = (path, trace.tb_lineno)
            trace = trace.tb_next
        return place

    def _problem_of(self, error: Exception, page: Page) -> Problem:
        if isinstance(error, jinja2.TemplateSyntaxError):
            words, name, line = (error.message or "syntax error").rstrip("."), error.name or "", error.lineno
        else:
            words = _words_of(error, page.url)
            name, line = self._place(error, page.template)
        path = self.templates[name].path if name in self.templates else name
        hint = "correct the template; the pages that need it keep their last good version"
        words, _, meant = words.partition("; did you mean ")
        hint = f"did you mean {meant} The pages that need it keep their last good version" if meant else hint
        problem = Problem("T101", Severity.ERROR, words, Span(path, line), hint)
        if isinstance(error, EndlessError):
            self.endless[page.template] = problem
        return problem


# What may go wrong in a template; anything else is a mistake of the tool.
_FAULTS = (
    *(jinja2.TemplateError, EndlessError, RecursionError, MemoryError),
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
)


def _words_of(error: Exception, url: str) -> str:
    """Return what went wrong on the page at `url`, by the names that a template's author knows."""
    match error:
        case jinja2.TemplateNotFound():
            return f'there is no template "{error.message}"'
        case jinja2.UndefinedError():
            return _in_plain_words(error.message or str(error))
        case EndlessError():
            return "rendering came to no end; look for a loop in a loop, or for a macro that calls itself"
        case RecursionError():
            return "templates include, extend or call each other in a circle"
        case MemoryError():
            return f"rendering takes more memory than there is (on the page {url})"
        case _:
            return f"{error} (on the page {url})"


_NO_FIELD = re.compile(rf"'({re.escape(views.__name__)}\.\w+)\.(\w+) object' has no attribute '(\w+)'")


def _in_plain_words(message: str) -> str:
    """Return what Jinja says of a missing field, by the name of the view."""
    found = _NO_FIELD.fullmatch(message)
    if found is None:
        return message
    module, view, field = found.groups()
    known = getattr(import_module(module), view).__struct_fields__
    # Slow to import, and asked of what is wrong alone.
    from difflib import get_close_matches

    close = get_close_matches(field, known, 1)
    return f'a {view} has no "{field}"' + (f'; did you mean "{close[0]}"?' if close else "")


# A tag that names another template, and the name where it is one plain string. A tag in a comment counts too: to parse
# all templates for their references would take as long as to compile them.
_REFERENCE = re.compile(
    r"\{%[-+]?\s*(?:extends|include|import|from)\b"
    r"(?:\s*([\"'])([^\"'\\]*)\1\s*(?=[-+]?%|(?:as|ignore|import|with|without)\b))?"
)


def templates_named(text: str) -> list[str | None]:
    """Return the names of the templates that a text refers to, None among them for a name known only at run time."""
    return [found[2] for found in _REFERENCE.finditer(text)]


def _fill(body: Body, reference: BodyRef, formulas: Sequence[str], embedded: Mapping[int, str]) -> Markup:
    addresses = [link.target for link in body.links]
    for index, address in reference.addresses:
        addresses[index] = address
    if reference.plain:
        return Markup(body.fill(addresses, formulas))
    html = annotate(set_pictures(set_sources(mark_first(body.html)), dict(reference.pictures)))
    if reference.refined:
        html = tie_dates(allow_breaks(tie_particles(frame_tables(set_figures(html)))))
    recordings = {
        index: kind
        for index, link in enumerate(body.links)
        if link.element == "img" and (kind := kind_of_recording(link.target))
    }
    if recordings:
        html = set_recordings(html, recordings)
    if embedded:
        html = with_embedded(html, embedded)
    return Markup(msgspec.structs.replace(body, html=html).fill(addresses, formulas, tied=reference.refined))


# Parts that are called by what is in them, and the formulas there.
_CALLED = lazy_pattern(r"<(th|h[1-6]|a|summary)[ >].{0,5000}?</\1>", re.S)
_MARKED = lazy_pattern(rf"{MARKER_OPEN}{re.escape(FORMULA)}(\d+){MARKER_CLOSE}")


def _with_names(body: Body, drawn: Sequence[str]) -> Sequence[str]:
    """Give the formulas in headings, links and heads of tables a name in plain signs.

    Browsers take no text from MathML when they say what a column or a link is called: without one it has no name.
    """
    if not drawn:
        return drawn
    named = list(drawn)
    for part in _CALLED.finditer(body.html):
        for marker in _MARKED.finditer(part[0]):
            index = int(marker[1])
            name = escape(plain_formula(body.formulas[index].tex))
            named[index] = named[index].replace("<math ", f'<math aria-label="{name}" ', 1)
    return named


def _show_in_headings(body: Body, formulas: Sequence[str]) -> tuple[Heading, ...]:
    """Return the table of contents with its formulas shown as in the headings themselves."""
    # The parser leaves a heading's formulas to MathJax; without a backslash there are none.
    if not formulas or not any("\\" in heading.html for heading in body.toc):
        return body.toc
    shown = {formula.for_mathjax(): html for formula, html in zip(body.formulas, formulas, strict=True)}
    pattern = re.compile("|".join(re.escape(tex) for tex in shown))
    return tuple(
        msgspec.structs.replace(heading, html=pattern.sub(lambda match: shown[match[0]], heading.html))
        for heading in body.toc
    )
