"""A blog of Jekyll's moves in: what is copied, what is told, and that every address is asked for."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import Result

from blog import Blog, MakeBlog
from commands import run
from dapsagi.importers.comparison import compare_addresses, old_addresses
from dapsagi.importers.traits import find_traits
from dapsagi.problems import RefusedError
from publish.remotes import git

OLD = """\
-- _config.yml --
title: Old
url: https://example.com
disqus: {shortname: me}
plugins: [jekyll-feed, jemoji]
-- Gemfile --
gem "jekyll"
gem "jekyll-archives"
-- _layouts/default.html --
<script src="https://cdn.example/MathJax.js"></script>{{ content }}
-- _layouts/wall.html --
{% for post in site.posts %}{{ post.title }}{% endfor %}
-- _plugins/own.rb --
puts 1
-- _sass/main.scss --
a {}
-- assets/main.scss --
---
---
@import 'main';
-- images/a.png --
bytes
-- _data/people.yml --
- me
-- _includes/note.html --
Note!
-- _drafts/idea.md --
An idea
-- _posts/2020-01-01-one.md --
---
layout: essay
title: "One: more"
---
{% include note.html %} [gone](https://example.com/nowhere/)\r
-- wall.html --
---
layout: wall
---
-- about.md --
---
---
Me.
"""


def move_in(*arguments: object) -> Result:
    return run("move-in", "--jobs", "1", *arguments)


def test_an_old_blog_is_built_where_it_stands(blog: MakeBlog) -> None:
    old = blog(OLD)
    result = move_in(old.root)
    assert result.exit_code == 0
    assert "1 post (and 1 more: drafts" in result.output
    assert "Note!" in old.read("2020/01/01/one.html")


def test_what_the_author_made_is_copied_byte_for_byte_and_the_theme_stays(blog: MakeBlog, tmp_path: Path) -> None:
    old = blog(OLD)
    assert move_in(old.root, tmp_path / "new").exit_code == 0
    new = {file.relative_to(tmp_path / "new").as_posix(): file for file in (tmp_path / "new").rglob("*")}
    copied = {path for path, file in new.items() if file.is_file() and not path.startswith(("site/", ".dapsagi/"))}
    assert copied == {
        *("_config.yml", "_posts/2020-01-01-one.md", "_drafts/idea.md", "_data/people.yml", "_includes/note.html"),
        *("about.md", "wall.html", "images/a.png", "_layouts/default.html", "_layouts/wall.html"),
    }
    assert all(new[path].read_bytes() == (old.root / path).read_bytes() for path in copied)


def test_the_copy_has_the_addresses_of_the_original(blog: MakeBlog, tmp_path: Path) -> None:
    old = blog(OLD)
    old.put("_layouts/tagwall.html", "{% for tag in site.tags %}x{% endfor %}")
    old.put("labels.html", "---\nlayout: tagwall\n---\n")
    move_in(old.root, tmp_path / "new")
    move_in(old.root)
    site = tmp_path / "new" / "site"
    pages = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    assert pages == {path for path in old.output() if path.endswith(".html")}
    assert (site / "labels.html").read_bytes() == old.output()["labels.html"]


def test_the_copy_says_what_the_original_says(blog: MakeBlog, tmp_path: Path) -> None:
    old = blog(
        "-- _config.yml --\ntitle: Old\nurl: https://example.com\n"
        "-- _layouts/post.html --\n<script>MathJax = {tex: {inlineMath: [['$', '$']]}}</script>{{ content }}\n"
        "-- _layouts/dev.html --\n{% for post in site.categories[page.kind] %}{{ post.title }}{% endfor %}\n"
        '-- _layouts/gone.html --\n<meta http-equiv="refresh" content="0; url={{ page.to }}">\n'
        "-- _posts/2020-01-01-one.md --\n---\nlayout: post\ncategories: dev\n---\n식은 $a_1 * b_2 * c$.\n"
        "-- mine.md --\n---\nlayout: dev\nkind: dev\n---\n-- me.md --\n---\nlayout: gone\nto: /about/\n---\n"
    )
    move_in(old.root, tmp_path / "new")
    move_in(old.root)
    there = {file.relative_to(tmp_path / "new/site"): file for file in (tmp_path / "new/site").rglob("*.html")}
    assert {path.as_posix(): file.read_text("utf-8") for path, file in there.items()} == {
        path: text.decode() for path, text in old.output().items() if path.endswith(".html")
    }
    assert "katex" in old.read("dev/2020/01/01/one.html")


def test_the_report_names_what_the_old_theme_and_its_plugins_did(blog: MakeBlog) -> None:
    data = json.loads(move_in(blog(OLD).root, "--json").stdout)
    assert data["layouts"] == {"essay": 1}
    assert {trait["what"]: trait["names"] for trait in data["traits"]} == {
        "comments": ["Disqus"],
        "formulas": ["MathJax"],
    }
    assert {plugin["name"]: plugin["extent"] for plugin in data["plugins"]} == {
        "jekyll-feed": "done",
        "jemoji": "done",
        "jekyll-archives": "done",
    }
    assert data["scripts"] == ["own.rb"]
    assert [link["span"] for link in data["dead_links"]] == [
        {"path": "_posts/2020-01-01-one.md", "line": 5, "column": 0}
    ]


def test_a_source_with_errors_is_among_those_to_look_at_the_worst_first(blog: MakeBlog) -> None:
    old = blog(OLD)
    old.put("_posts/2020-01-02-two.md", "---\ndate: never\n---\n")
    old.put("_posts/2020-01-03-three.md", "---\ntags: {a: b}\nseries: x\norder: y\n---\n{% nonsense %}\n")
    data = json.loads(move_in(old.root, "--json").stdout)
    assert data["looks"][0]["path"] == "_posts/2020-01-02-two.md"
    assert data["looks"][0]["errors"] == 1


def test_what_is_wrong_in_the_settings_is_told_where_the_allowed_codes_name_it(blog: MakeBlog) -> None:
    old = blog(OLD)
    old.edit("_config.yml", "title: Old", "title: Older\ntitle: Old")
    output = move_in(old.root).output
    assert '_config.yml:2: the key "title" is written twice' in output
    assert "Y105" in output.splitlines()[-2]


def test_a_source_whose_address_another_has_is_counted_and_looked_at(blog: MakeBlog) -> None:
    old = blog(OLD)
    old.put("_posts/2020-01-02-two.md", "---\npermalink: /2020/01/01/one.html\n---\n")
    result = move_in(old.root)
    said = "1 post that Jekyll hid behind another one of the same address stands beside it (U102 below)"
    assert said in result.output
    assert "_posts/2020-01-01-one.md: 1 warning (U102)" in result.output

    old.put("_posts/2020-01-03-three.md", "---\npermalink: /2020/01/01/one-2020-01-01.html\n---\n")
    result = move_in(old.root)
    assert said not in result.output
    assert "1 source not shown: another one has the same address" in result.output
    assert "_posts/2020-01-01-one.md: 1 error (U102)" in result.output
    assert "2 posts (and 1 more: drafts, of the future or not published), 1 page," in result.output


def test_a_folder_that_holds_something_is_refused(blog: MakeBlog, tmp_path: Path) -> None:
    old = blog(OLD)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "thesis.txt").write_text("years")
    for place in (tmp_path / "new", old.root / "inside"):
        result = move_in(old.root, place)
        assert result.exit_code == 2
        assert "choose a folder" in result.output
    assert not (old.root / "inside").exists()


def test_every_address_of_the_old_site_is_asked_for(blog: MakeBlog, tmp_path: Path) -> None:
    old = blog(OLD)
    built = Blog(
        tmp_path / "old_site", "-- 2020/01/01/one.html --\n-- about.html --\n-- abuot/index.html --\n-- a.css --\n"
    )
    result = move_in(old.root, "--against", built.root)
    assert result.exit_code == 1
    assert "2 of 3 old addresses answer" in result.output
    assert "lost: /abuot/; the nearest is /about" in result.output


@pytest.mark.parametrize(
    "text",
    [
        "<urlset><url><loc>https://example.com/2020/01/01/one.html</loc></url><url><loc>/about</loc></url></urlset>",
        "# the old ones\nhttps://example.com/2020/01/01/one.html?x=1#y\n\n/about\n/wall.html\n",
    ],
)
def test_addresses_come_from_a_sitemap_or_a_list_too(blog: MakeBlog, tmp_path: Path, text: str) -> None:
    (tmp_path / "old.txt").write_text(text)
    result = move_in(blog(OLD).root, "--against", tmp_path / "old.txt")
    assert "lost" not in result.output
    assert result.exit_code == 0


def test_the_sitemaps_that_an_index_lists_are_read_from_beside_it(tmp_path: Path) -> None:
    index = tmp_path / "sitemap.xml"
    index.write_text(
        "<sitemapindex><sitemap><loc>https://x.example/blog/sitemap-1.xml</loc></sitemap>"
        "<sitemap><loc>https://x.example/blog/sitemap-2.xml.gz?a=1&amp;b=2</loc></sitemap></sitemapindex>"
    )
    part = "<urlset><url><loc>https://x.example/blog/{}/</loc></url></urlset>"
    (tmp_path / "sitemap-1.xml").write_text(part.format("one"))
    with pytest.raises(
        RefusedError, match=r"sitemap-2.xml.gz\?a=1&b=2, which is not beside it; fetch it: curl -O 'https://x"
    ):
        old_addresses(index)
    for name, data in (("sitemap-2.xml", part.format("two").encode()), ("sitemap-2.xml.gz", b"\x1f\x8b broken")):
        (tmp_path / name).write_bytes(data)
    with pytest.raises(RefusedError, match=r"sitemap-2.xml.gz: cannot be read"):
        old_addresses(index)
    (tmp_path / "sitemap-2.xml.gz").write_bytes(gzip.compress(part.format("two").encode()))
    assert old_addresses(index) == ["https://x.example/blog/one/", "https://x.example/blog/two/"]
    (tmp_path / "sitemap-2.xml.gz").unlink()
    assert len(old_addresses(index)) == 2


def test_a_file_with_a_question_mark_in_its_name_is_asked_for_by_its_whole_name(tmp_path: Path) -> None:
    for folder in ("old", "new"):
        (tmp_path / folder / "2018?04").mkdir(parents=True)
        (tmp_path / folder / "2018?04" / "100%25.html").touch()
    assert compare_addresses(tmp_path / "old", tmp_path / "new").lost == ()


def test_addresses_are_compared_decoded_and_below_the_base_path(tmp_path: Path) -> None:
    (tmp_path / "site/답사기").mkdir(parents=True)
    (tmp_path / "site/답사기/index.html").touch()
    (tmp_path / "old.txt").write_text("https://x.example/blog/%EB%8B%B5%EC%82%AC%EA%B8%B0/\n/blog/답사기\n")
    compared = compare_addresses(tmp_path / "old.txt", tmp_path / "site", "/blog")
    assert (compared.addresses, compared.lost) == (2, ())


@pytest.mark.parametrize("name", ["nothing.xml", "empty.txt"])
def test_addresses_that_cannot_be_read_stop_the_move_before_it_begins(
    blog: MakeBlog, tmp_path: Path, name: str
) -> None:
    (tmp_path / "empty.txt").write_text("\n")
    old = blog(OLD)
    result = move_in(old.root, "--against", tmp_path / name)
    assert result.exit_code == 2
    assert name in result.output
    assert not (old.root / "site").exists()


def test_a_sitemap_on_the_web_is_to_be_fetched_first(blog: MakeBlog) -> None:
    result = move_in(blog(OLD).root, "--against", "https://a.example/sitemap.xml")
    assert result.exit_code == 2
    assert "`curl -O https://a.example/sitemap.xml` fetches that, then name the file" in result.output


def test_a_folder_without_a_blog_is_not_moved_in(tmp_path: Path) -> None:
    (tmp_path / "2019-12-25-walk.md").write_text("---\ntitle: 답사\n---\n", "utf-8")
    result = move_in(tmp_path)
    assert result.exit_code == 2
    assert "neither _config.yml nor _posts" in result.output
    assert [file.name for file in tmp_path.iterdir()] == ["2019-12-25-walk.md"]


def test_the_search_of_an_old_theme_is_answered_by_that_of_this_one() -> None:
    (trait,) = find_traits({"search_provider": "lunr"}, ())
    assert (trait.what, trait.names) == ("search", ("Lunr",))
    assert trait.here.startswith("done")


def test_posts_in_other_markup_and_a_blog_without_an_address_are_named(blog: MakeBlog) -> None:
    old = blog(OLD + "-- _posts/2020-01-02-two.adoc --\n= Two\n-- notes/_posts/2020-01-03-three.org --\n* Three\n")
    result = move_in(old.root)
    assert (
        "2 posts not read: .adoc, .org is neither Markdown nor HTML; convert _posts/2020-01-02-two.adoc"
        in result.output
    )
    assert "sitemap" not in result.output.partition("Plugins")[0]
    old.edit("_config.yml", "url: https://example.com\n", "")
    assert (
        "no feed and no sitemap, for they need the address of the blog; write `url: https://…`"
        in move_in(old.root).output
    )
    data = json.loads(move_in(old.root, "--json").output)
    assert data["unread"] == ["_posts/2020-01-02-two.adoc", "notes/_posts/2020-01-03-three.org"]


def test_the_address_that_its_repository_tells_is_named_for_a_blog_without_one(blog: MakeBlog) -> None:
    old = blog("-- _config.yml --\ntitle: t\n-- _posts/2020-01-01-a.md --\n---\n---\n글\n")
    git(old.root, "init", "--quiet")
    git(old.root, "remote", "add", "origin", "git@github.com:kim/notes.git")
    assert "write `url: https://kim.github.io` into _config.yml" in move_in(old.root).output


def test_a_setting_that_needs_a_hand_is_named_with_its_line(blog: MakeBlog) -> None:
    site = blog("-- _config.yml --\ntitle: t\nurl: kim.github.io\n-- _posts/2020-01-01-a.md --\n---\n---\n글\n")
    told = move_in(site.root).output
    assert '_config.yml:2: "kim.github.io" is no address of a site; write https://kim.github.io' in told
    assert "for they need the address" not in told and " 0 addresses" not in told


def test_files_among_the_posts_that_are_none_are_counted(blog: MakeBlog) -> None:
    old = blog(OLD)
    assert "among the posts" not in move_in(old.root).output
    old.put("_posts/owls.md", "---\ntitle: Owls\n---\nOwls.\n")
    old.put("_posts/README.md", "How to write.\n")
    assert (
        "1 file among the posts is no post, for its name has no date, and so it was in Jekyll; "
        "name _posts/owls.md and its like 2020-01-31-….md"
    ) in move_in(old.root).output
    old.put("_posts/hawks.md", "---\ntitle: Hawks\n---\nHawks.\n")
    assert "2 files among the posts are no posts, for their names have no date" in move_in(old.root).output


def test_a_folder_around_a_blog_is_answered_with_the_blog(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/_config.yml").write_text("title: t\n", "utf-8")
    result = move_in(tmp_path)
    assert result.exit_code == 2
    assert result.output.endswith(f"neither _config.yml nor _posts; {tmp_path / 'docs'} has one: name that\n")
