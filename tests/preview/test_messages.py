"""What tabs are told of an edition, and what a panel shows of a problem."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from blog import Blog, MakeBlog
from dapsagi.preview.client import insert
from dapsagi.preview.messages import Message, Messenger
from dapsagi.preview.page_cache import PageCache
from dapsagi.preview.trouble import file_at, show
from dapsagi.preview.workspace import Workspace
from dapsagi.problems import Problem, Severity, Span
from preview.samples import BLOG, FIRST

Open = Callable[[Blog], Workspace]


def told(workspace: Workspace, path: str, *addresses: str, follow: bool = False) -> Message:
    """Take in `path`, and return what tabs with the pages at `addresses` are told."""
    messenger = Messenger(workspace.root, PageCache(), follow)
    before = workspace.edition
    return messenger.report(workspace.take([path]), before, addresses)


def test_a_saved_post_is_offered_where_no_tab_shows_it(blog: MakeBlog, open_blog: Open) -> None:
    workspace = open_blog(blog(BLOG))
    Blog(workspace.root).edit(FIRST, "처음.", "고침. ![](gone.png)")
    message = told(workspace, FIRST, "/second/")
    assert message.offer is not None
    assert (message.offer.url, message.offer.title, message.offer.errors) == ("/first/", "첫 글", 1)
    assert message.pages["/second/"].troubles == ()


def test_a_saved_post_that_a_tab_shows_is_not_offered(blog: MakeBlog, open_blog: Open) -> None:
    workspace = open_blog(blog(BLOG))
    Blog(workspace.root).edit(FIRST, "처음.", "고침. ![](gone.png)")
    message = told(workspace, FIRST, "/second/", "/first/")
    assert message.offer is None
    assert message.pages["/first/"].saved
    assert [trouble.place for trouble in message.pages["/first/"].troubles] == [f"{FIRST}:4"]


def test_with_follow_tabs_are_sent_to_the_saved_post(blog: MakeBlog, open_blog: Open) -> None:
    workspace = open_blog(blog(BLOG))
    Blog(workspace.root).edit(FIRST, "처음.", "고침.")
    message = told(workspace, FIRST, "/", follow=True)
    assert (message.follow, message.offer) == ("/first/", None)


def test_many_changes_at_once_offer_nothing(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    for number in range(5):
        made.put(f"posts/2024-03-0{number + 1}-new-{number}.md", "새 글.\n")
    assert told(workspace, "posts", "/").offer is None


def test_tabs_are_told_of_files_under_the_address_that_pages_use(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG.replace("title: 답사기", "title: 답사기\nbaseurl: /blog") + "-- own.css --\na {}\n")
    workspace = open_blog(made)
    made.put("own.css", "b {}")
    assert told(workspace, "own.css", "/blog/").files == ("/blog/own.css",)


def test_errors_of_the_whole_site_are_shown_on_every_page(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    made.put("templates/strings/ko.yml", "a: [\n")
    message = told(workspace, "templates/strings/ko.yml", "/first/", "/tags/")
    assert all(state.troubles for state in message.pages.values())


def test_a_source_without_a_page_is_complained_of_until_it_is_mended(blog: MakeBlog, open_blog: Open) -> None:
    made = blog(BLOG)
    workspace = open_blog(made)
    messenger = Messenger(workspace.root, PageCache(), follow=False)

    def troubles(path: str, text: str) -> list[str]:
        made.put(path, text)
        before = workspace.edition
        state = messenger.report(workspace.take([path]), before, ["/tags/"]).pages["/tags/"]
        return [trouble.path for trouble in state.troubles]

    twin = "posts/2024-03-01-twin.md"
    assert troubles(twin, "---\npermalink: /first/\n---\n글.\n") == [twin]
    assert troubles(FIRST, "고침.\n") == [twin]
    assert troubles(twin, "글.\n") == []


def test_a_panel_shows_the_lines_around_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("하나\n둘\r\n셋\n넷\n다섯\n여섯\n", "utf-8")
    trouble = show(Problem("X1", Severity.ERROR, "잘못", Span("a.md", 4), "고치기"), tmp_path)
    assert (trouble.place, trouble.code, trouble.message, trouble.hint) == ("a.md:4", "X1", "잘못", "고치기")
    assert trouble.lines == ((2, "둘"), (3, "셋"), (4, "넷"), (5, "다섯"), (6, "여섯"))
    assert show(Problem("X1", Severity.ERROR, "잘못", Span("gone.md", 4)), tmp_path).lines == ()


def test_the_place_of_a_problem_is_never_outside_the_blog_or_the_theme(tmp_path: Path) -> None:
    root = tmp_path / "blog"
    root.mkdir()
    (tmp_path / "secret").write_text("x", "utf-8")
    (root / "link").symlink_to(tmp_path / "secret")
    assert file_at("../secret", root) is None
    assert file_at("link", root) is None
    assert file_at(str(tmp_path / "secret"), root) is None
    assert file_at("a\0b", root) is None
    template = file_at("theme/post.html", root)
    assert template is not None
    assert template.name == "post.html"


def test_the_script_stands_before_every_other_and_after_the_doctype() -> None:
    assert insert(b"<!doctype html><html><head lang=x><script>", "k", "ko").startswith(
        b"<!doctype html><html><head lang=x><script data-dapsagi "
    )
    assert insert(b"<!DOCTYPE html>\n<p>x", "k", "ko").startswith(b"<!DOCTYPE html><script data-dapsagi ")
    assert insert(b"<p>x", 'a"b', "ko").startswith(b"<script data-dapsagi ")
    assert b'data-key="a&quot;b"' in insert(b"<p>x", 'a"b', "ko")
