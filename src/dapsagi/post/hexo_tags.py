"""Hexo's tags and those that its themes share, in the words that are read here: code, pictures, links, notes, quotes.

What is in a block or a span of code is code. Tags that are not known here stay as they stand, for Liquid to speak of.

Sources: Hexo's documentation, "Tag Plugins" (https://hexo.io/docs/tag-plugins), those of NexT
(https://theme-next.js.org/docs/tag-plugins/) and Butterfly.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

from dapsagi.patterns import lazy_pattern
from dapsagi.post.hugo_shortcodes import CODE

_BLOCKS = "codeblock|code|blockquote|quote|pullquote|centerquote|cq|note|mermaid|tabs|fold|hideToggle|spoiler"
_LINES = "asset_img|img|asset_link|asset_path|post_link|post_path|link|label|btn|button|iframe"
# No block looks beyond where another of its name begins.
_PIECE = lazy_pattern(
    rf"{CODE}|\{{%-?\s*raw\s*-?%\}}(?:(?!\{{%-?\s*raw).)*?\{{%-?\s*endraw\s*-?%\}}"
    rf"|^(?P<before>[ \t>]*)\{{%-?\s*(?P<block>{_BLOCKS})\b(?P<said>[^%\n]*)-?%\}}[ \t]*"
    r"(?P<lines>\n(?:(?!\{%-?\s*(?P=block)\b).)*?)\n[ \t>]*\{%-?\s*end(?P=block)\s*-?%\}"
    rf"|\{{%-?\s*(?P<name>{_LINES})[ \t]++(?P<given>(?:(?!-?%\}}|\{{%)[^\n])++)-?%\}}",
    re.S | re.M,
)
_FILE = re.compile(r".+\.\w{2,5}(?:[?#].*)?")
_LANGUAGE = re.compile(r"\blang:([\w+#.-]+)")
_TAB = re.compile(r"<!--[ \t]*+(?:tab[ \t]++([^@\n<>-]*+)[^\n<>]*|endtab[ \t]*+)-->")
_TICKS = re.compile(r"`{3,}")
_KINDS = {
    **dict.fromkeys(("note", "info", "primary", "default", "blue"), "note"),
    **dict.fromkeys(("tip", "success", "green", "done"), "tip"),
    **dict.fromkeys(("warning", "orange", "yellow"), "warning"),
    **dict.fromkeys(("danger", "error", "red"), "caution"),
    **dict.fromkeys(("important", "purple"), "important"),
}


def with_tags(text: str) -> str:
    """Return a text with Hexo's tags as Markdown and HTML; only tabs, and whom a quote names, take lines more."""
    return _PIECE.sub(_said, text) if "{%" in text else text


def _said(found: re.Match[str]) -> str:
    if found["block"]:
        return _block(found)
    given = (found["given"] or "").strip()
    return _LINE[found["name"]](given) or found[0] if given else found[0]


def _words(given: str) -> list[str]:
    try:
        return shlex.split(given)
    except ValueError:
        return given.split()


def _block(found: re.Match[str]) -> str:
    before, name, said, lines = found["before"], found["block"], found["said"].strip(), found["lines"]
    if name in ("codeblock", "code", "mermaid"):
        language = _LANGUAGE.search(said)
        title = _LANGUAGE.sub("", said).split(" http")[0].strip().replace('"', "")
        fence = max([*_TICKS.findall(lines), "``"], key=len) + "`"
        info = "mermaid" if name == "mermaid" else (language[1] if language else "text" if title else "")
        info += f' title="{title}"' if title and name != "mermaid" else ""
        return f"{before}{fence}{info}{lines}\n{before}{fence}"
    lines = with_tags(lines)
    if name == "tabs":
        return _TAB.sub(lambda tab: f"**{tab[1].strip()}**\n" if tab[1] else "", lines) + "\n"
    head = ""
    if name == "note":
        kind, _, title = said.partition(" ")
        if kind and kind not in _KINDS:
            kind, title = "note", said
        head = f"[!{_KINDS.get(kind, 'note').upper()}] {title}".rstrip()
    elif name in ("fold", "hideToggle", "spoiler"):
        head = f"[!NOTE]- {said.strip(chr(34))}".rstrip()
    elif said and name.endswith("quote") and name != "pullquote":
        lines += f"\n{before}\n{before}— {' '.join(_words(said))}"
    return before + _quoted(lines, before, head)


def _quoted(lines: str, before: str, head: str) -> str:
    return "> " + head + "".join(f"\n{before}> {line.removeprefix(before)}" for line in lines.split("\n")[1:]) + "\n"


def _image(given: str) -> str:
    words = _words(given)
    place = next((index for index, word in enumerate(words) if _FILE.fullmatch(word)), None)
    if place is None:
        return ""
    title = " ".join(word for word in words[place + 1 :] if not _SIZE.fullmatch(word))
    return f"![{title.strip(_AROUND)}]({words[place]})"


def _file(given: str) -> str:
    file, *title = _words(given)
    return f"[{' '.join(title).strip(_AROUND) or file}]({file})"


def _post(given: str) -> str:
    name, *title = _words(given)
    title = title[:-1] if title[-1:] in (["true"], ["false"]) else title
    return f"[[{name}|{' '.join(title)}]]" if title else f"[[{name}]]"


def _link(given: str) -> str:
    """Read `{% link words address %}`, or with commas `{% btn address, words, icon %}` and the like."""
    words = [word.strip(_AROUND) for word in given.split(",")] if "," in given else _words(given)
    place = next((index for index, word in enumerate(words) if word.startswith(("http", "/", "#", "."))), None)
    if place is None:
        return ""
    others = words[:place] or words[1:2]
    return f"[{others[0] if ',' in given and others else ' '.join(others) or words[place]}]({words[place]})"


def _label(given: str) -> str:
    if "@" in given:
        return given.partition("@")[2].strip()
    words = _words(given)
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in _KINDS else words)


_SIZE = re.compile(r"\d+(?:px|%)?|auto")
_AROUND = " '\"[]"
_LINE: dict[str, Callable[[str], str]] = {
    "asset_img": _image,
    "img": _image,
    "asset_link": _file,
    "asset_path": lambda given: _words(given)[0],
    "post_link": _post,
    "post_path": lambda given: f"{_words(given)[0]}.md",
    "link": _link,
    "btn": _link,
    "button": _link,
    "label": _label,
    "iframe": lambda given: f'<iframe src="{_words(given)[0]}" width="560" height="315" loading="lazy"></iframe>',
}
