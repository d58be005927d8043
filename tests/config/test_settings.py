"""Settings: a strict `dapsagi.yml`, a `_config.yml` as it is, and front matter defaults."""

from __future__ import annotations

import ast
from itertools import product
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dapsagi
from dapsagi.config import SETTINGS, BlogKind, NamedLink, Scope, Settings, defaults_for, read_settings, split_base_url
from dapsagi.config.meanings import _OTHER_NAMES
from dapsagi.digest import digest
from dapsagi.problems import Severity
from parsed_code import parsed


def own(text: str, **overrides: Any) -> Settings:
    settings, problems = read_settings(text, "dapsagi.yml", "dapsagi", overrides)
    assert not problems
    return settings


def jekyll(text: str) -> Settings:
    settings, problems = read_settings(text, "_config.yml", "jekyll")
    assert not problems
    return settings


def complaint(text: str, kind: BlogKind = "dapsagi") -> str:
    _, (problem,) = read_settings(text, "dapsagi.yml", kind)
    return str(problem)


def test_every_setting_is_read_by_somebody() -> None:
    files = [file for file in Path(dapsagi.__file__).parent.rglob("*.py") if file.name != "settings.py"]
    read = {node.attr for file in files for node in ast.walk(parsed(file)) if isinstance(node, ast.Attribute)}
    assert not set(Settings.__struct_fields__) - read


def test_a_blog_of_its_own_is_korean_and_local() -> None:
    settings = own("title: 답사기\n")
    assert (settings.title, settings.lang, settings.timezone) == ("답사기", "ko", "Asia/Seoul")
    assert (settings.permalink, settings.markup.dialect, settings.is_jekyll) == ("/:title/", "dapsagi", False)


def test_a_jekyll_blog_starts_as_jekyll_does() -> None:
    settings = jekyll("title: Notes\n")
    assert (settings.permalink, settings.timezone, settings.markup.dialect) == ("date", "UTC", "jekyll")
    assert settings.output == "site"
    assert "node_modules" in settings.exclude


def test_settings_may_stand_in_groups() -> None:
    settings = own(
        "author: {name: 김답사, url: https://me.kr, picture: me.png}\n"
        "markdown: {dialect: jekyll, smart_quotes: 'apos,apos,quot,quot', toc_levels: 2..3}\n"
        "feed: {path: atom.xml}\n"
        "excerpt_separator: <!--more-->\n"
    )
    assert (settings.author, settings.author_url, settings.feed_path) == ("김답사", "https://me.kr", "/atom.xml")
    assert settings.markup.smart_quotes == ("apos", "apos", "quot", "quot")
    assert settings.markup.toc_levels == (2, 3)
    assert settings.markup.excerpt_separator == "<!--more-->"


def test_links_are_a_mapping_or_a_list() -> None:
    expected = (NamedLink("소개", "/about/"), NamedLink("GitHub", "https://github.com/x"))
    as_mapping = own("navigation: {소개: /about/, GitHub: 'https://github.com/x'}\n")
    as_list = own("navigation:\n- 소개: /about/\n- {title: GitHub, url: 'https://github.com/x'}\n")
    assert as_mapping.navigation == as_list.navigation == expected


def test_texts_stay_as_they_are_written() -> None:
    settings = own("title: 1.10\ndescription: 2020-01-05\n")
    assert (settings.title, settings.description) == ("1.10", "2020-01-05")


def test_empty_settings_ask_for_the_default() -> None:
    assert own("baseurl:\nurl:\npaginate: ~\n") == own("")


def test_addresses_lose_the_slash_at_their_end() -> None:
    settings = own("url: https://example.com/\nbaseurl: blog/\n")
    assert (settings.url, settings.baseurl) == ("https://example.com", "/blog")


def test_the_command_line_wins() -> None:
    settings = own("url: https://old.kr\nfuture: false\n", base_url="https://new.kr/blog/", future=True, title="새")
    assert (settings.url, settings.baseurl, settings.future, settings.title) == ("https://new.kr", "/blog", True, "새")
    with pytest.raises(KeyError):
        read_settings("", "dapsagi.yml", "dapsagi", {"no_such_setting": 1})


def test_a_base_address_is_split_into_host_and_path() -> None:
    assert split_base_url("https://a.kr/") == ("https://a.kr", "")
    assert split_base_url("https://a.kr:8080/b/c/") == ("https://a.kr:8080", "/b/c")
    assert split_base_url("/b") == ("", "/b")


def test_an_unknown_setting_is_a_warning_that_knows_a_better_name() -> None:
    assert complaint("title: a\npermalnik: /:title/\n") == (
        'dapsagi.yml:2: C101 there is no setting "permalnik"; did you mean "permalink"?'
    )
    assert complaint("markdown:\n  dialekt: jekyll\n").endswith('did you mean "markdown.dialect"?')
    assert complaint("zzz: 1\n").endswith("values for templates go below `extra:`")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("counting", "analytics"),
        ("comment", "comments"),
        ("google_analytics", "analytics.google"),
        ("output", "destination"),
        ("Language", "lang"),
        ("posts-per-page", "paginate"),
        ("baseURL", "baseurl"),
        ("navigaton", "navigation"),
        ("제목", "title"),
    ],
)
def test_another_name_for_a_setting_is_understood(name: str, meant: str) -> None:
    assert complaint(f"{name}: x\n").endswith(f'did you mean "{meant}"?')


def test_other_names_lead_to_settings_and_are_none_themselves() -> None:
    names = {setting.name for setting in SETTINGS}
    names |= {name.rpartition(".")[0] for name in names}
    assert set(_OTHER_NAMES) <= names
    assert not {other for others in _OTHER_NAMES.values() for other in others.split()} & names


def test_a_country_is_taken_for_its_language() -> None:
    settings, problems = read_settings("lang: kr\n", "dapsagi.yml", "dapsagi")
    assert settings.lang == "ko"
    assert [str(problem) for problem in problems] == [
        'dapsagi.yml:1: C111 "kr" is not the code of the language, and is taken for "ko"; write `lang: ko`'
    ]
    settings, problems = read_settings("lang: en_US\n", "_config.yml", "jekyll")
    assert (settings.lang, problems) == ("en-US", ())


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("title: 웹으로 말하기", "ko"),
        ("title: Notes\ndescription: 배운 것을 적는다", "ko"),
        ("title: 웹으로 말하기\nlang: en", "en"),
        ("title: Notes\nlocale: ko_KR.UTF-8", "ko-KR"),
        ("title: 웹으로 말하기\nlang: UTF-8", "ko"),
        ("title: Notes", "en"),
        ("", "en"),
    ],
)
def test_a_jekyll_blog_with_a_korean_name_is_korean_if_it_does_not_say_otherwise(text: str, lang: str) -> None:
    assert read_settings(text, "_config.yml", "jekyll")[0].lang == lang


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("future: maybe", '1: C102 "future" takes true or false, not `maybe`; write for example `future: true`'),
        ("title: [a]", '1: C102 "title" takes a text, not a list; write for example `title: some words`'),
        ("timezone: [a]", '"timezone" takes a text, not a list; write for example `timezone: Asia/Seoul`'),
        ("title: a\npaginate: many", '2: C102 "paginate" takes a whole number, not `many`'),
        ("exclude: {a: b}", '1: C102 "exclude" takes a list of texts, not a mapping'),
        ("markdown: {dialect: gfm}", '1: C102 "markdown.dialect" takes `dapsagi` or `jekyll`, not `gfm`'),
        ("defaults: {a: b}", '1: C102 "defaults" takes a list of `scope` and `values`, not a mapping'),
        ("timezone: Mars/Olympus", '1: C103 the time zone "Mars/Olympus" is not known'),
        ("permalink: /:titel/", "1: C104 the permalink has an unknown placeholder :titel"),
        ("paginate: 0", "1: C105"),
        ("limit_posts: -1", "1: C105"),
        ("paginate_path: /page/", "1: C106 the path has no :num"),
        ("url: example.com", '1: C107 "example.com" is no address of a site; write https://example.com'),
        ("url: ftp://a.example/b", '1: C107 "ftp://a.example/b" is no address of a site; write https://a.example/b'),
        ("url: 'http://[x'", '1: C107 "http://[x" is no address of a site; write one such as https://example.com'),
        (
            "feed: {path: atom}",
            '1: C115 "/atom" is not the address of a file with an ending, by which hosts know a feed',
        ),
        ("feed: {path: 'http://[x/'}", '1: C115 "/" is not the address of a file'),
        (
            "navigation:\n  소개:",
            '1: C102 "navigation" takes a mapping of titles and addresses, not a mapping in which `소개` is nothing',
        ),
        ("learning: [a, [b]]", '1: C102 "learning" takes a list of texts, not a list with a list in it'),
        ("images: {widths: [480, wide]}", "not a list with `wide` in it"),
        (
            "lang: 한국말",
            '1: C111 "한국말" is not the code of a language; write one such as `lang: ko` or `lang: en-US`',
        ),
        ("lang: en_US", '1: C111 "en_US" is not the code of the language, and is taken for "en-US"'),
        (
            "repository: name",
            '1: C102 "name" is neither a repository on GitHub nor the address of one; write for example',
        ),
        ("repository: git@github.com:a/b.git", "1: C102"),
        ("edit_url: edit/{path}", '1: C102 "edit/{path}" is no address; write for example `edit_url: https://'),
        ("markdown: {toc_levels: 7}", '1: C102 "markdown.toc_levels" takes levels from 1 to 6, not `7`'),
        ("limit_posts: 99999999999999999999", '"limit_posts" takes a whole number, not `99999999999999999999`'),
        (
            "url: https://github.com/Owl/nest",
            '1: C107 "https://github.com/Owl/nest" is where the sources are kept, so https://owl.github.io is taken',
        ),
        ("title: a: b", "1: Y100 a second colon"),
    ],
)
def test_a_wrong_value_is_reported_with_its_line_and_an_example(text: str, said: str) -> None:
    assert said in complaint(text)


@pytest.mark.parametrize(
    "value",
    [
        "[a, b]",
        "{a: b}",
        "[[a]]",
        "{a: }",
        "[null]",
        "true",
        "5",
        "-1",
        "''",
        "9" * 5000,
        "1..99999999999999",
        "http://[x",
    ],
)
def test_no_value_of_a_setting_stops_the_reading(value: str) -> None:
    for setting, kind in product(SETTINGS, get_args(BlogKind)):
        *groups, last = setting.name.split(".")
        text = "".join(f"{'  ' * depth}{group}:\n" for depth, group in enumerate(groups))
        read_settings(f"{text}{'  ' * len(groups)}{last}: {value}\n", "dapsagi.yml", kind)


def test_addresses_of_sites_are_taken_as_they_are_written() -> None:
    for url in (
        "https://a.example",
        "http://localhost:4000",
        "https://한글.한국",
        "http://[::1]:80",
        "//a.example",
        "https://a.example/b",
    ):
        assert own(f"url: '{url}'\n").url == url


def test_a_feed_has_the_address_of_a_file() -> None:
    assert own("feed: {path: 'https://a.example/atom.xml'}\n").feed_path == "/atom.xml"
    settings, _ = read_settings("feed: {path: /}\n", "dapsagi.yml", "dapsagi")
    assert settings.feed_path == "/feed.xml"


def test_extensions_of_markdown_may_have_their_dot_and_never_are_none() -> None:
    assert own("markdown_ext: [.md, .Markdown]\n").markdown_ext == ("md", "markdown")
    assert own("markdown_ext: []\n").markdown_ext == Settings().markdown_ext


def test_an_empty_name_in_a_list_is_none() -> None:
    assert own("exclude: ['', a, ' ']\nplugins: ''\n").exclude == ("a",)


def test_what_a_blog_of_jekyll_cannot_exclude_is_reported() -> None:
    settings, (problem,) = read_settings("exclude: {a: b}\n", "_config.yml", "jekyll")
    assert str(problem).startswith('_config.yml:1: C102 "exclude" takes a list of texts, not a mapping')
    assert "node_modules" in settings.exclude


def test_a_wrong_value_leaves_the_default() -> None:
    settings, problems = read_settings("paginate: many\ntimezone: x\npermalink: ':y'\n", "d", "dapsagi")
    assert settings == Settings()
    assert {problem.severity for problem in problems} == {Severity.ERROR}


def test_a_config_of_jekyll_keeps_what_belongs_to_its_theme() -> None:
    settings = jekyll("copyright: true\nsearch: {provider: lunr}\nauthor: {name: Kim, picture: a.png}\nlogo: [1]\n")
    assert settings.author == "Kim"
    assert settings.extra["search"] == {"provider": "lunr"}
    assert settings.extra["author"] == {"name": "Kim", "picture": "a.png"}


def test_a_config_of_jekyll_speaks_of_kramdown() -> None:
    settings = jekyll(
        "markdown: kramdown\nhighlighter: none\nkramdown:\n  input: kramdown\n  hard_wrap: true\n  auto_ids: false\n"
        "  math_engine: ~\n  syntax_highlighter_opts: {default_lang: python}\n  unknown: 1\n"
    )
    markup = settings.markup
    assert (markup.gfm, markup.hard_wrap, markup.auto_ids) == (False, True, False)
    assert (markup.math_engine, markup.syntax_highlighter, markup.default_lang) == (None, None, "python")


@pytest.mark.parametrize(
    ("options", "line_numbers", "highlighter"),
    [
        ("{block: {line_numbers: true, start_line: 1}, span: {line_numbers: false}}", True, "rouge"),
        ("{line_numbers: true}", True, "rouge"),
        ("{line_numbers: true, block: {line_numbers: false}}", False, "rouge"),
        ("{disable: true}", False, None),
        ("{block: }", False, "rouge"),
    ],
)
def test_a_config_of_jekyll_says_how_blocks_of_code_look(
    options: str, line_numbers: bool, highlighter: str | None
) -> None:
    markup = jekyll(f"kramdown:\n  syntax_highlighter_opts: {options}\n").markup
    assert (markup.line_numbers, markup.syntax_highlighter) == (line_numbers, highlighter)


@pytest.mark.parametrize(
    ("text", "url", "baseurl", "hint"),
    [
        ("baseurl: https://a.io", "https://a.io", "", 'write `baseurl: ""` and `url: https://a.io`'),
        ("url: https://b.io\nbaseurl: 'https://a.io/blog/'", "https://b.io", "/blog", 'write `baseurl: "/blog"`'),
    ],
)
def test_a_baseurl_that_is_an_address_counts_by_its_path(text: str, url: str, baseurl: str, hint: str) -> None:
    settings, problems = read_settings(text, "_config.yml", "jekyll")
    assert (settings.url, settings.baseurl) == (url, baseurl)
    assert [(problem.code, problem.hint) for problem in problems] == [("C107", hint)]


def test_a_config_of_jekyll_may_name_plugins_and_languages_in_older_words() -> None:
    settings = jekyll(
        "gems: [jekyll-paginate]\nlocale: ko_KR\ntagline: words\nexclude: [drafts]\ngithub_username: me\n"
    )
    assert (settings.plugins, settings.lang, settings.description) == (("jekyll-paginate",), "ko-KR", "words")
    assert settings.exclude[0] == "drafts"
    assert "node_modules" in settings.exclude
    assert settings.social == (NamedLink("GitHub", "https://github.com/me"),)


def test_a_blog_without_a_title_is_called_by_its_name() -> None:
    assert [jekyll(text).title for text in ("name: 답사기\n", "name: Me\ntitle: 답사기\n", "name: ''\n")] == [
        "답사기",
        "답사기",
        "",
    ]
    assert jekyll("name: 답사기\n").lang == "ko"


def test_profiles_without_a_name_are_called_by_their_places() -> None:
    links = "[https://github.com/me, https://www.linkedin.com/in/me, https://www.owl.example/me]"
    settings = jekyll(f"social: {{name: Me, links: {links}}}\n")
    assert [link.title for link in settings.social] == ["GitHub", "LinkedIn", "owl.example"]


def test_a_description_in_html_is_said_as_text() -> None:
    assert jekyll('description: "김답사 <br /> <b>걷고</b> 적는다"\n').description == "김답사 걷고 적는다"
    assert jekyll('description: "오차 < 0.1"\n').description == "오차 < 0.1"


def test_a_blog_of_al_folio_without_a_title_is_called_as_its_author() -> None:
    names = "first_name: 길동\nmiddle_name:\nlast_name: 홍\n"
    assert jekyll(f"title: blank\n{names}").title == "길동 홍"
    assert jekyll(names).title == "길동 홍"
    assert jekyll(f"title: 답사기\n{names}").title == "답사기"
    assert jekyll("title: blank\n").title == "blank"


def test_a_key_that_is_written_twice_is_as_ruby_reads_it() -> None:
    settings, (problem,) = read_settings("gems: [a]\ngems: [b]\n", "_config.yml", "jekyll")
    assert settings.plugins == ("b",)
    assert str(problem).startswith("_config.yml:2: Y105")


def test_collections_have_templates_and_output() -> None:
    settings = jekyll("collections: {notes: {output: true, permalink: /n/:title/}, data_only: ~}\n")
    assert settings.collections["notes"].output
    assert settings.collections["notes"].permalink == "/n/:title/"
    assert not settings.collections["data_only"].output
    assert set(jekyll("collections: [a, b]\n").collections) == {"a", "b"}


def test_every_setting_is_in_the_table_with_its_default() -> None:
    fields = {(setting.part, setting.field) for setting in SETTINGS}
    parts = {part: getattr(Settings(), part).__struct_fields__ for part in ("markup", "comments", "analytics", "theme")}
    known = {("", field) for field in Settings.__struct_fields__ if field not in {*parts, "kind"}}
    no_settings = ("spans", "extensions_digest")
    known |= {(part, field) for part, names in parts.items() for field in names if field not in no_settings}
    assert fields == known
    assert all(setting.meaning for setting in SETTINGS)
    assert {setting.name: setting.default for setting in SETTINGS}["feed.path"] == "/feed.xml"


@given(
    st.dictionaries(st.sampled_from([setting.name.partition(".")[0] for setting in SETTINGS]), st.text(max_size=12)),
    st.sampled_from(["dapsagi", "jekyll"]),
)
def test_any_settings_survive_storing_and_have_a_digest(values: dict[str, str], kind: BlogKind) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in values.items())
    settings, problems = read_settings(text, "x.yml", kind)
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(settings), type=Settings)
    assert again == settings
    assert digest(again) == digest(settings)
    assert all(each.span.path == "x.yml" and each.span.line and each.message and each.hint for each in problems)


# --- Front matter defaults


def scope(path: str, type_: str = "", **values: Any) -> Scope:
    return Scope(path, type_, values)


def test_a_longer_path_wins_then_a_type_then_what_stands_later() -> None:
    scopes = (scope("", b=3, c=3), scope("", c=4), scope("", "posts", a=2, b=2), scope("_posts/sub", a=1))
    assert defaults_for(Settings(defaults=scopes), "_posts/sub/x.md", "posts") == {"a": 1, "b": 2, "c": 4}
    assert defaults_for(Settings(defaults=scopes), "about.md", "pages") == {"b": 3, "c": 4}


def test_nested_defaults_merge() -> None:
    scopes = (scope("", image={"path": "a.png", "alt": "a"}), scope("_posts", image={"alt": "b"}))
    assert defaults_for(Settings(defaults=scopes), "_posts/x.md", "posts") == {"image": {"path": "a.png", "alt": "b"}}


@pytest.mark.parametrize(
    ("pattern", "path", "covered"),
    [
        ("_posts", "_posts/x.md", True),
        ("post", "posts/x.md", True),
        ("sub", "other/sub/x.md", False),
        ("_posts/*", "_posts/a/x.md", True),
        ("*/_posts", "a/_posts/x.md", True),
        ("*/_posts", "a/b/_posts/x.md", False),
        ("**/_posts", "a/b/_posts/x.md", True),
        ("_posts/**/*.md", "_posts/a/b/x.md", True),
        ("_posts/**/*.md", "_posts/a/b/x.html", False),
        ("_posts/?*.md", "_posts/x1.md", True),
        ("_posts/{x,y}*", "_posts/y1.md", True),
        ("_posts/[xy]*", "_posts/z.md", False),
        ("*", ".hidden/x.md", False),
    ],
)
def test_a_scope_covers_by_prefix_or_pattern(pattern: str, path: str, covered: bool) -> None:
    assert (defaults_for(Settings(defaults=(scope(pattern, a=1),)), path, "posts") == {"a": 1}) is covered


def test_the_folder_of_collections_does_not_count_in_a_scope() -> None:
    settings = Settings(collections_dir="docs", defaults=(scope("docs/_posts", a=1),))
    assert defaults_for(settings, "docs/_posts/x.md", "posts") == {"a": 1}


def test_singular_types_are_understood() -> None:
    settings = jekyll("defaults: [{scope: {type: post}, values: {layout: post}}]\n")
    assert defaults_for(settings, "_posts/x.md", "posts") == {"layout": "post"}
