"""Code, highlighted by Pygments in the markup of Rouge, whose class names are Pygments' own.

Source: kramdown's page "Syntax Highlighting", and the highlighter options that Jekyll sets: code without a language
is `plaintext`, and a language that the highlighter does not know is shown without its wrapper.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from dapsagi.markup.tree import markup

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

    from dapsagi.markup.options import MarkupOptions

# Blocks of code that are kept: a blog repeats few of them, a preview renders the same post again and again.
_KEPT_BLOCKS = 1024
_KEPT_LEXERS = 256

# Some lexers take a time that grows with the square of a line's length: seconds for this many characters, minutes for
# the one line of a program that was made small. Nobody writes such a line by hand.
_LONGEST_LINE = 10_000

_LANGUAGE = re.compile(r"\blanguage-(\S+)")


def language_of(classes: str) -> str | None:
    """Return the language that the class of an element names."""
    match = _LANGUAGE.search(classes) if "language-" in classes else None
    return match[1] if match else None


def without_language(classes: str) -> str:
    """Return the class of an element without the first name of a language."""
    return _LANGUAGE.sub("", classes, count=1).strip()


def with_language(classes: str, language: str) -> str:
    """Return the class of a highlighted element."""
    classes = f"{classes} highlighter-rouge".lstrip()
    if classes.startswith("language-"):
        return _LANGUAGE.sub(lambda _: f"language-{language}", classes, count=1)
    return f"language-{language} {classes}"


def highlight_span(
    element: Element, code: str, options: MarkupOptions, attributes: dict[str, str] | None = None
) -> None:
    """Write a code span into its element: text and class; `attributes` are those of an attribute list."""
    attributes = attributes or {}
    classes = attributes.get("class", "")
    language = language_of(classes)
    html = highlighted(code, language or options.default_lang or "plaintext", options)
    for name, value in attributes.items():
        element.set(name, value)
    for child in list(element):
        element.remove(child)
    if html is not None:
        element.set("class", with_language(classes, language or options.default_lang or "plaintext"))
    if html is None or "<" not in html:
        # The serializer leaves entities alone, so the ampersand of code is escaped here.
        element.text = code.replace("&", "&amp;")
    else:
        element.text = None
        element.append(markup(html))


def highlighted(code: str, language: str, options: MarkupOptions) -> str | None:
    """Return code as HTML, or None if it is not to be highlighted."""
    name = highlighter_name(language, options)
    return None if name is None else tokens_as_html(name, code)


def highlighter_name(language: str, options: MarkupOptions) -> str | None:
    """Return a language as the highlighter calls it, or None if it is not to be highlighted."""
    if options.syntax_highlighter is None:
        return None
    name = language.split("?", 1)[0]
    if name in ROUGE_NAMES:
        return name
    return name.lower() if options.dialect == "dapsagi" else None


@lru_cache(maxsize=_KEPT_BLOCKS)
def tokens_as_html(language: str, code: str) -> str:
    """Return code as HTML; in a language that the highlighter does not know, or in endless lines, it has no tags."""
    endless = len(code) > _LONGEST_LINE and max(map(len, code.split("\n"))) > _LONGEST_LINE
    lexer = None if language in PLAIN or endless else _lexer(pygments_name(language))
    if not lexer:
        return escape(code, quote=False)
    pieces: list[str] = []
    run: list[str] = []
    current = ""
    read: list[str] = []
    for token, value in lexer.get_tokens(code):
        read.append(value)
        name = _class_of(token)
        if name != current:
            _flush(pieces, run, current)
            current = name
        run.append(value)
    _flush(pieces, run, current)
    if "".join(read) == code:
        return "".join(pieces)
    if code.endswith("\n"):
        # Another text than the author's is worth no colours.
        return escape(code, quote=False)
    # The lexers of consoles read whole lines, and would drop a last one that does not end.
    before, _, behind = tokens_as_html(language, code + "\n").rpartition("\n")
    return before + behind


def _flush(pieces: list[str], run: list[str], name: str) -> None:
    if run:
        text = escape("".join(run), quote=False)
        pieces.append(f'<span class="{name}">{text}</span>' if name else text)
        run.clear()


@lru_cache(maxsize=_KEPT_LEXERS)
def _lexer(name: str) -> Lexer | None:
    from pygments.util import ClassNotFound

    from dapsagi.markup.lexing import find_lexer

    try:
        return find_lexer(name)
    except ClassNotFound:
        return None


@lru_cache(maxsize=1024)
def _class_of(token: _TokenType) -> str:
    """Return the short class name of a token, of its nearest kind that has one; white space needs none."""
    from pygments.token import STANDARD_TYPES, Whitespace

    if token is Whitespace:
        return ""
    while token not in STANDARD_TYPES and token.parent:
        token = token.parent
    return STANDARD_TYPES.get(token, "")


# The tags and aliases of the lexers of Rouge 3.30. They are case-sensitive, and a name that it does not know gives an
# unhighlighted block of another shape: so they are listed here.
_NAMES = """
    Dockerfile HAML Isabelle LaTeX OCL R S TeX abap actionscript ada apache apex apib apiblueprint
    applescript armasm as as3 aug augeas awk bash bat batch batchfile bbcbasic behat bib bibtex biml bpf
    brainfuck brightscript brs bs bsdmake bsl c c# c++ ceylon cfc cfscript cl clean clj cljs clojure
    cmake cmhg cmm coffee coffee-script coffeescript common-lisp common_lisp conf config configuration
    console coq cpp cr crystal cs csharp css csvs cucumber cuda cypher cython d dafny dart datastudio
    diff digdag django dlang docker dockerfile dosbatch dot e-mail ecl eex eiffel elisp elixir elm
    emacs-lisp email eml epp eps erb erl erlang eruby esc escape ex exs factor fea ff fluent fortran
    freefem fsharp ftl gd gdscript ghc-cmm ghc-core gherkin glsl gnumake go golang gradle graphql groovy
    hack haml handlebars haskell haxe hbs hcl heex hh hlsl hocon hql hs html http hx hy hylang idlang
    idr idris igorpro ini io irb irb_output isa isabelle isbl j janet java javascript jdn jinja jl js
    jsl json json-doc jsonc jsonnet jsp jsx julia kdb+ kotlin ksh lasso lassoscript latex lean leex
    lhaskell lhs liquid lisp litcoffee literate_coffeescript literate_haskell lithaskell livescript llvm
    ls lua lustre lutin m m68k magik make makefile markdown mason mathematica matlab md meson mf
    microsoftshell minizinc mkd ml moon moonscript mosel msgtrans msshell mustache mxml nasm nes nesasm
    nginx nial nim nimrod nix nixos obj-c obj-c++ obj-cpp obj_c obj_c++ obj_cpp objc objc++ objcpp
    objective_c objective_cpp objectivec objectivec++ objectivecpp ocaml ocl openedge opentype
    opentype_feature_file opentypefeature pascal patch perl php php3 php4 php5 pl plaintext plist plsql
    pony posh postscr postscript powershell pp praat prolog prometheus properties proto protobuf pry ps
    puppet py pyrex python pyx q qml r racket rb react realbasic reasonml rego rescript rhtml robot
    robot-framework robot_framework rs rs,ignore rs,no_run rs,should_panic ruby rust rust,ignore
    rust,no_run rust,should_panic s sas sass scala scheme scss sed sh shell shell-session shell_session
    sieve slice slim smalltalk smarty sml solidity sparql sqf sql squeak ssh st stan stata supercollider
    swift systemd syzlang syzprog tap tcl terminal terraform tex text tf toml ts tsx ttcn3 tulip turtle
    twig typescript udiff unit-file vala varnish varnishconf vb vcl velocity verilog vhdl vim viml
    vimscript visualbasic vue vuejs winbatch wl wollok xml xojo xpath xquery yaml yang yml zig zir zsh
"""
ROUGE_NAMES = frozenset(_NAMES.split())

# What Pygments calls a language, or a close relative of it, by Rouge's names for it that it does not know, with `-` for
# `_`.
_OTHER_NAMES = {
    "augeas": "aug",
    "batch": "batchfile",
    "c": "cmm ghc-cmm",
    "cfc": "cfscript",
    "coffeescript": "litcoffee literate-coffeescript",
    "console": "terminal",
    "d": "dlang",
    "diff": "patch",
    "email": "e-mail",
    "erb": "eruby",
    "freefem": "ff",
    "gherkin": "behat",
    "groovy": "gradle",
    "handlebars": "hbs mustache",
    "html+erb": "eex heex leex",
    "idl": "idlang",
    "ini": "conf config configuration",
    "irb": "irb-output pry",
    "isabelle": "isa",
    "janet": "jdn",
    "java": "apex",
    "json": "hocon json-doc jsonc",
    "lhs": "lithaskell",
    "livescript": "ls",
    "make": "gnumake",
    "markdown": "mkd",
    "matlab": "m",
    "objective-c++": "obj-cpp objcpp objective-cpp objectivecpp",
    "php": "hack hh",
    "postscript": "eps ps",
    "powershell": "microsoftshell msshell",
    "puppet": "epp pp",
    "q": "kdb+",
    "robotframework": "robot robot-framework",
    "sml": "ml",
    "sql": "datastudio hql plsql",
    "systemd": "unit-file",
    "vb.net": "vb",
    "vcl": "varnish varnishconf",
    "vim": "vimscript viml",
    "visualbasic": "bsl",
    "vue": "vuejs",
    "xml": "biml plist",
    "xquery": "xpath",
    "zig": "zir",
}
_PYGMENTS_NAMES = {other: name for name, others in _OTHER_NAMES.items() for other in others.split()}

#: Languages that are shown as they are.
PLAIN = frozenset({"plaintext", "text", "escape", "esc"})


def pygments_name(language: str) -> str:
    """Return the name by which Pygments may know a language; to Rouge, `rust,ignore` and `rust` are one."""
    name = language.partition(",")[0].replace("_", "-")
    return _PYGMENTS_NAMES.get(name, name)
