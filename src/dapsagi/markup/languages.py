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

# Where Pygments has the language under another name, or a close relative of it.
_PYGMENTS_NAMES = {
    "Dockerfile": "docker",
    "HAML": "haml",
    "Isabelle": "isabelle",
    "LaTeX": "latex",
    "R": "r",
    "S": "r",
    "TeX": "tex",
    "apex": "java",
    "aug": "augeas",
    "batchfile": "batch",
    "behat": "gherkin",
    "biml": "xml",
    "bsl": "visualbasic",
    "cfscript": "cfc",
    "cmm": "c",
    "common_lisp": "common-lisp",
    "conf": "ini",
    "config": "ini",
    "configuration": "ini",
    "datastudio": "sql",
    "dlang": "d",
    "e-mail": "email",
    "eex": "html+erb",
    "eps": "postscript",
    "epp": "puppet",
    "eruby": "erb",
    "ff": "freefem",
    "ghc-cmm": "c",
    "gnumake": "make",
    "gradle": "groovy",
    "hack": "php",
    "hbs": "handlebars",
    "heex": "html+erb",
    "hh": "php",
    "hocon": "json",
    "hql": "sql",
    "idlang": "idl",
    "irb_output": "irb",
    "isa": "isabelle",
    "jdn": "janet",
    "json-doc": "json",
    "jsonc": "json",
    "kdb+": "q",
    "leex": "html+erb",
    "lisp": "common-lisp",
    "litcoffee": "coffeescript",
    "literate_coffeescript": "coffeescript",
    "literate_haskell": "lhs",
    "lithaskell": "lhs",
    "ls": "livescript",
    "m": "matlab",
    "microsoftshell": "powershell",
    "mkd": "markdown",
    "ml": "sml",
    "msshell": "powershell",
    "mustache": "handlebars",
    "obj-cpp": "objective-c++",
    "obj_c": "objective-c",
    "obj_c++": "objective-c++",
    "obj_cpp": "objective-c++",
    "objcpp": "objective-c++",
    "objective_c": "objective-c",
    "objective_cpp": "objective-c++",
    "objectivecpp": "objective-c++",
    "patch": "diff",
    "plist": "xml",
    "plsql": "sql",
    "pp": "puppet",
    "pry": "irb",
    "ps": "postscript",
    "robot": "robotframework",
    "robot-framework": "robotframework",
    "robot_framework": "robotframework",
    "rs,ignore": "rust",
    "rs,no_run": "rust",
    "rs,should_panic": "rust",
    "rust,ignore": "rust",
    "rust,no_run": "rust",
    "rust,should_panic": "rust",
    "shell_session": "console",
    "terminal": "console",
    "unit-file": "systemd",
    "varnish": "vcl",
    "varnishconf": "vcl",
    "vb": "vb.net",
    "vim": "vim",
    "vimscript": "vim",
    "viml": "vim",
    "vuejs": "vue",
    "xpath": "xquery",
    "zir": "zig",
}

#: Languages that are shown as they are.
PLAIN = frozenset({"plaintext", "text", "escape", "esc"})


def pygments_name(language: str) -> str:
    """Return the name by which Pygments may know a language."""
    return _PYGMENTS_NAMES.get(language, language)
