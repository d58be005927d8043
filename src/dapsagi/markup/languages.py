"""The names by which Rouge, Jekyll's highlighter, knows languages, and the Pygments lexers that stand in for its own.

Rouge's names are case-sensitive, and a name that it does not know gives an unhighlighted block of another shape: so
they are listed here. Source: the tags and aliases of the lexers of Rouge 3.30.
"""

from __future__ import annotations

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
