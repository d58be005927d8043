"""The manual's page of what `dapsagi check` looks for, made from the table of its rules."""

from __future__ import annotations

from collections.abc import Sequence

from dapsagi.rules.table import LINKS, READING, WEB, WRITING, Rule

_HEAD = """\
# What `dapsagi check` looks for

`dapsagi check` reads the whole blog as a build does, and writes nothing. Each problem comes with its file, its line
and a way out, and has a code that stays the same. It exits with 0 if there is nothing to do, with 1 if there is a
warning or an error (with `--strict` also for a note), and with 2 if it could not start.

| option | what it does |
|---|---|
| `--external` | asks the web whether foreign addresses still answer; see below |
| `--fix` | shows what can be put right without you as a diff, and does it if you agree |
| `--localise-images` | fetches the images of other hosts, shows what would change, and does it if you agree |
| `--yes` | agrees beforehand |
| `--format json`, `--json` | prints one JSON document: `posts` and `problems`, each with all its parts |
| `--all` | shows each place; without it, the first ten stand for what is there more than fifty times |
| `--format github` | prints workflow commands, which GitHub shows beside the lines of a pull request |
| `--drafts`, `--future` | looks at drafts and at posts of the future too |

**Switching a rule off.** For the whole blog in the settings, `check: {ignore: [W201]}`; for one post by a comment in
it, which no reader sees:

```html
<!-- dapsagi-ignore W203 L206 -->
```

"""

_WEB_WORDS = """\
The hosts are asked side by side, each of them one question at a time with a pause between, and none more than 300
times in a run. HEAD comes first, then GET where a host does not know it. A host that answers 429 or 503 gets the rest
that it asks for in `Retry-After`; one that asks for more than half a minute, or stays silent six times in a row, is
not asked again. A run takes a quarter of an hour at most, and holds no more than 64 kB of an answer. What was
answered is kept in `.dapsagi/web.sqlite`: two weeks for what is there, two days for what is gone, half a day for what
is unsure. The next run goes on with what was left. Where no name of a host can be looked up at all, the machine is
offline: one line says so, and no address is blamed.

"""

_IMAGES_WORDS = """\
## Bringing images home

`dapsagi check --localise-images` fetches every image that a post shows from another host, at most 20 MB and a minute
each, and opens it to see whether it is one. JPEG, PNG, GIF, WebP, AVIF and BMP are taken, whatever they are called, and
drawings in SVG that hold no script, no HTML, and nothing that asks other hosts; badges and counters, which are drawn
anew for each reader, stay where they are. The images wait in
`.dapsagi/foreign` while the diff is shown. If you agree, they go to `images/` into a folder named after the post,
under the name that their address or their alternative text gives; then the posts name them there. No file of yours is
overwritten, a text that you have changed meanwhile stays as it is, and a run that was broken off is gone on with.
What could not be had stays where it is, and is reported as L214.
"""


def check_page() -> str:
    """Return `docs/check.md`."""
    return "".join(
        (
            _HEAD,
            "## Links, addresses and images\n\n",
            _table(LINKS),
            "\n## What was probably meant otherwise\n\n",
            _table(WRITING),
            "\n## The live web (`--external`)\n\n",
            _WEB_WORDS,
            _table(WEB),
            "\n",
            _IMAGES_WORDS,
            "\n## What a build reports too\n\n",
            _table(READING),
        )
    )


def _table(rules: Sequence[Rule]) -> str:
    examples = any(rule.example for rule in rules)
    head = ("code", "what is wrong", "the way out", *(["for example"] if examples else []))
    rows = [head, ("---",) * len(head)]
    for rule in rules:
        example = "`" + rule.example.replace("\n", " ⏎ ") + "`" if rule.example else ""
        rows.append((rule.code, rule.wrong, rule.cure, *([example] if examples else [])))
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in rows)
