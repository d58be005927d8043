"""Blogs of other generators, which `move-in` sends on their way."""

from __future__ import annotations

import pytest

from blog import Blog, MakeBlog
from commands import run

HEXO = """
-- _config.yml --
title: 새의 길
url: https://owl.example
language: ko
timezone: ''
permalink: :year/:title/
theme: next
-- package.json --
{}
-- scaffolds/post.md --
---
title: {{ title }}
---
-- source/_posts/wings.md --
---
title: 날개
date: 2020-01-02 03:04:05
categories: [새]
---
날개를 편다.
"""
HUGO = """
-- hugo.toml --
title = "새의 길"
-- archetypes/default.md --
+++
title = "{{ .Name }}"
+++
-- content/posts/wings.md --
+++
title = "날개"
date = 2020-01-02
+++
날개를 편다.
-- content/about.md --
+++
title = "소개"
+++
새를 본다.
"""
ASTRO = """
-- astro.config.mjs --
export default {};
-- src/pages/index.astro --
<p></p>
-- src/content/config.ts --
export const collections = {};
-- src/content/blog/wings.md --
---
title: 날개
pubDatetime: 2020-01-02T03:04:05Z
modDatetime: 2021-01-02
---
날개를 편다.
-- src/content/blog/beaks.md --
---
title: 부리
pubDate: Jul 08 2022
updatedDate: Jul 09 2022
---
부리를 간다.
"""


def settings_for(made: Blog) -> str:
    result = run("move-in", made.root)
    assert result.exit_code == 2
    assert not (made.root / "site").exists()
    head, _, settings = result.stderr.partition("\n\n")
    assert f"write these lines into {made.root / 'dapsagi.yml'}, correct them, and run `dapsagi build`" in head
    return settings


@pytest.mark.parametrize(
    ("text", "said", "pages"),
    [
        (HEXO, "title: 새의 길\nurl: https://owl.example\nlang: ko\n", ["2020/wings/index.html"]),
        (
            HUGO,
            "title: 새의 길\nurl: https://name.github.io\nposts_dir: content/posts\n",
            ["posts/wings/index.html", "about/index.html"],
        ),
        (ASTRO, "posts_dir: src/content/blog\n", ["blog/wings/index.html", "blog/beaks/index.html"]),
    ],
    ids=["Hexo", "Hugo", "Astro"],
)
def test_a_blog_of_another_generator_is_told_the_settings_by_which_it_builds(
    blog: MakeBlog, text: str, said: str, pages: list[str]
) -> None:
    made = blog(text)
    settings = settings_for(made)
    assert said in settings
    made.put("dapsagi.yml", settings)
    assert not made.build().problems
    written = made.output()
    assert [path for path in pages if path not in written] == []
    of_the_tool = ("package", "scaffolds", "archetypes", "astro.config", "src/", "hugo.toml", "_config")
    assert [path for path in written if path.startswith(of_the_tool)] == []


@pytest.mark.parametrize(
    ("file", "text", "lines", "page"),
    [
        (
            "hugo.toml",
            """title = "새 & 길"
baseURL = "https://owl.example/blog/"
languageCode = "ko-KR"
[permalinks]
posts = "/:year/:section/:slugorfilename/"
""",
            ["title: 새 & 길", "url: https://owl.example", "baseurl: /blog", "lang: ko-KR"],
            "2020/posts/wings/index.html",
        ),
        (
            "config.yaml",
            "baseurl: https://owl.example\npermalinks: {page: {posts: '/p/:contentbasename/'}}\n",
            ["url: https://owl.example"],
            "p/wings/index.html",
        ),
        (
            "hugo.toml",
            '[permalinks]\nposts = "/:weekday/"\n',
            ["# the addresses were `/:weekday/`, which no setting gives here; `permalink` in front matter keeps one"],
            "posts/wings/index.html",
        ),
    ],
    ids=["TOML", "YAML", "addresses that nothing gives"],
)
def test_what_hugo_was_told_is_told_on(blog: MakeBlog, file: str, text: str, lines: list[str], page: str) -> None:
    made = blog(f"-- {file} --\n{text}" + HUGO.partition('"새의 길"\n')[2])
    settings = settings_for(made)
    assert [line for line in lines if line not in settings.splitlines()] == []
    made.put("dapsagi.yml", settings)
    made.build()
    assert page in made.output()


def test_a_file_of_hugo_has_the_address_that_hugo_makes_of_its_name(blog: MakeBlog) -> None:
    made = blog(HUGO.replace("posts/wings.md", "posts/2020-01-02-Wings.md"))
    made.put("dapsagi.yml", settings_for(made))
    made.build()
    assert "posts/2020-01-02-wings/index.html" in made.output()


def test_addresses_of_hugo_hold_folders_slugs_and_titles_as_hugo_writes_them(blog: MakeBlog) -> None:
    made = blog(
        HUGO.replace(
            'title = "새의 길"', 'title = "새의 길"\npermalinks = {birds = "/b/:slug", page = "/:slug/"}', 1
        ).replace("wings.md", "My Feet_and (claws).md")
        + """
-- content/posts/Nests/twigs.md --
---
title: 둥지
date: 2020-01-04
slug: Two Twigs
---
둥지를 튼다.
-- content/posts/eggs/index.md --
---
title: 알
date: 2020-01-05
URL: eggs/first
permalink: /from-jekyll/
---
![알](egg.png)
-- content/posts/eggs/egg.png --
-- content/birds/_index.md --
---
title: 새
---
-- content/birds/owl.md --
---
title: Node.js & C++ (부엉이)
date: 2020-01-06
---
부엉이.
-- content/birds/jay.md --
---
title: 어치
date: 2020-01-07
---
어치.
-- content/page/Me/index.md --
---
title: 나
---
나.
-- static/images/feather.png --
"""
    )
    made.put("dapsagi.yml", settings_for(made))
    assert {problem.code for problem in made.build().problems} == {"I101", "T106"}
    pages = (
        "posts/my-feet_and-claws",
        "posts/nests/two-twigs",
        "eggs/first",
        "b/node.js-c++-부엉이",
        "b/어치",
        "birds",
        "나",
    )
    files = {*(f"{page}/index.html" for page in pages), "images/feather.png", "posts/eggs/egg.png"}
    assert files - set(made.output()) == set()
    assert "/archive/" in made.read("birds/index.html")
    assert "/posts/eggs/egg.png" in made.read("eggs/first/index.html")


def test_pictures_of_hexo_stand_where_they_stood_and_beside_a_post_in_a_folder_of_its_name(blog: MakeBlog) -> None:
    made = blog(
        HEXO.replace(":year/:title/", "blog/:title/")
        + """
![발](foot.png) ![깃](/images/feather.png)
-- source/_posts/wings/foot.png --
-- source/images/feather.png --
-- source/_posts/nests/Twigs and Eggs.md --
---
title: 둥지
date: 2020-01-04
---
둥지를 튼다.
-- source/tags/index.md --
---
title: 꼬리표
type: tags
---
"""
    )
    made.put("dapsagi.yml", settings_for(made))
    assert {problem.code for problem in made.build().problems} == {"I101", "T106"}
    files = {"wings/foot.png", "images/feather.png", "blog/nests/Twigs and Eggs/index.html", "tags/index.html"}
    assert files - set(made.output()) == set()
    body = made.read("blog/wings/index.html")
    assert "/wings/foot.png" in body
    assert "/images/feather.png" in body


@pytest.mark.parametrize(
    ("name", "page"),
    [
        (":title.md", "nests/2020-01-02-twigs"),
        (":year-:month-:day-:title.md", "twigs"),
        (":category/:title.md", "2020-01-02-twigs"),
    ],
)
def test_the_names_of_new_files_say_what_of_a_name_hexo_has_in_an_address(blog: MakeBlog, name: str, page: str) -> None:
    twigs = "-- source/_posts/nests/2020-01-02-twigs.md --\n---\ntitle: 둥지\n---\n둥지를 튼다.\n"
    made = blog(HEXO.replace(":year/:title/", f":title/\nnew_post_name: {name}") + twigs)
    made.put("dapsagi.yml", settings_for(made))
    made.build()
    assert f"{page}/index.html" in made.output()


LANGUAGES = 'defaultContentLanguage = "ko"\n[languages.ko]\nweight = 1\n[languages.en]\nweight = 2\n'


def test_the_first_language_of_hugo_is_taken_and_the_others_are_named(blog: MakeBlog) -> None:
    made = blog(
        HUGO.replace('title = "새의 길"\n', LANGUAGES, 1).replace("-- content/", "-- content/ko/")
        + "-- content/en/posts/wings.md --\n---\ntitle: Wings\ndate: 2020-01-02\n---\nSpread.\n"
    )
    settings = settings_for(made)
    assert "# one language is taken: texts in content/en are left out" in settings
    made.put("dapsagi.yml", settings)
    assert not made.build().problems
    assert "posts/wings/index.html" in made.output()
    assert not [path for path in made.output() if path.startswith(("en/", "content/"))]


def test_what_hugo_is_told_in_a_folder_of_settings_counts_and_what_cannot_is_named(blog: MakeBlog) -> None:
    made = blog(
        """
-- config/_default/config.yaml --
baseURL: https://owl.example
defaultContentLanguage: ko
defaultContentLanguageInSubdir: true
uglyURLs: true
disablePathToLower: true
-- config/_default/languages.ko.toml --
title = "새의 길"
languageCode = "ko-KR"
-- config/_default/languages.en.toml --
title = "Way of birds"
-- config/_default/permalinks.toml --
birds = "/:year/:slug/"
"""
        + HUGO.partition('"새의 길"\n')[2].replace("-- content/", "-- content/ko/")
        + "-- content/ko/birds/owl.md --\n---\ntitle: 부엉이\ndate: 2020-01-03\n---\n부엉이.\n"
        + "-- content/ko/birds/jay.md --\n---\ntitle: 어치\ndate: 2020-01-04\n---\n어치.\n"
        + "-- content/en/birds/owl.md --\n---\ntitle: Owl\ndate: 2020-01-03\n---\nOwl.\n"
    )
    settings = settings_for(made)
    assert settings.splitlines()[:3] == ["title: 새의 길", "url: https://owl.example", "lang: ko-KR"]
    assert "# one language is taken: texts in content/en are left out" in settings
    assert "# pages beside the posts were at `/ko/about.html`" in settings
    assert "disablePathToLower" in settings
    made.put("dapsagi.yml", settings)
    made.build()
    assert "ko/2020/부엉이.html" in made.output()


@pytest.mark.parametrize(("text", "tool"), [(HEXO, "Hexo"), (HUGO, "Hugo")])
def test_every_command_sends_a_blog_of_another_tool_to_move_in(blog: MakeBlog, text: str, tool: str) -> None:
    made = blog(text)
    for command in ("build", "check", "posts"):
        assert f"is a blog of {tool}'s; `dapsagi move-in {made.root}` prints" in run(command, made.root).stderr
    made.put("dapsagi.yml", settings_for(made))
    assert run("build", made.root).exit_code == 0


def test_texts_with_a_language_in_their_names_are_taken_if_it_comes_first(blog: MakeBlog) -> None:
    made = blog(
        HUGO.replace('title = "새의 길"\n', LANGUAGES, 1).replace("wings.md", "wings.ko.md")
        + "-- content/posts/eggs/index.ko.md --\n---\ntitle: 알\ndate: 2020-01-03\n---\n알을 낳는다.\n"
        + "-- content/posts/eggs/index.en.md --\n---\ntitle: Egg\ndate: 2020-01-03\n---\nEgg.\n"
    )
    settings = settings_for(made)
    assert "# one language is taken: texts in '*.en.md' are left out" in settings
    made.put("dapsagi.yml", settings)
    assert not made.build().problems
    posts = [path for path in made.output() if path.startswith("posts/")]
    assert posts == ["posts/eggs/index.html", "posts/wings/index.html"]


def test_addresses_of_hexo_that_no_setting_gives_are_named(blog: MakeBlog) -> None:
    made = blog(HEXO.replace(":year/:title/", ":category/:title/").replace("새의 길", '"새: 길"'))
    settings = settings_for(made)
    assert "# the addresses were `:category/:title/`" in settings
    assert "title: '새: 길'" in settings


def test_a_blog_of_zola_is_not_taken_for_one_of_hugo(blog: MakeBlog) -> None:
    made = blog(
        HUGO.replace("hugo.toml", "config.toml").replace("title =", 'base_url = "https://owl.example"\ntitle =', 1)
    )
    assert "Hugo" not in run("move-in", made.root).stderr


def test_what_astro_calls_the_dates_of_a_post_are_its_dates(blog: MakeBlog) -> None:
    made = blog(ASTRO)
    made.put("dapsagi.yml", settings_for(made) + "timezone: UTC\n")
    made.build()
    assert 'datetime="2020-01-02' in made.read("blog/wings/index.html")
    assert "2021-01-02" in made.read("blog/wings/index.html")
    assert 'datetime="2022-07-08' in made.read("blog/beaks/index.html")
    made.put("src/content/blog/wings.md", "---\ntitle: 날개\npubDate: 어제\n---\n날개를 편다.\n")
    (problem,) = made.build().problems
    assert str(problem) == (
        'src/content/blog/wings.md:3: P101 "어제" is no date; write for example `pubDate: 2020-01-05 21:00`'
    )


def test_the_folder_of_posts_that_the_settings_name_is_no_category(blog: MakeBlog) -> None:
    made = blog(HEXO)
    made.put("dapsagi.yml", settings_for(made))
    made.build()
    assert "categories/새/index.html" in made.output()
    assert "categories/source/index.html" not in made.output()


def test_a_folder_of_nothing_but_markdown_is_told_where_that_goes(blog: MakeBlog) -> None:
    result = run("move-in", blog("-- 날개.md --\n날개를 편다.\n").root)
    assert result.exit_code == 2
    assert "into the posts/ of a blog that `dapsagi new` starts" in result.stderr
