"""Every way in which editors and people change files reaches the pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

from blog import Blog
from preview.samples import BLOG, FIRST
from served import Served, wait_for

Serve = Callable[..., Served]


def write_in_place(blog: Blog, text: str) -> None:
    blog.put(FIRST, text)


def replace_by_a_temporary_file(blog: Blog, text: str) -> None:
    blog.put("posts/.2024-01-01-first.md.tmp", text)
    (blog.root / "posts/.2024-01-01-first.md.tmp").replace(blog.root / FIRST)


def move_away_and_write_anew(blog: Blog, text: str) -> None:
    (blog.root / "posts/4913").touch()
    (blog.root / "posts/4913").unlink()
    (blog.root / FIRST).rename(blog.root / f"{FIRST}~")
    blog.put(FIRST, text)
    (blog.root / f"{FIRST}~").unlink()
    blog.put("posts/.2024-01-01-first.md.swp", "swap")


def delete_and_write_anew(blog: Blog, text: str) -> None:
    (blog.root / FIRST).unlink()
    blog.put(FIRST, text)


def write_piece_by_piece(blog: Blog, text: str) -> None:
    with (blog.root / FIRST).open("w", encoding="utf-8") as file:
        for letter in text:
            file.write(letter)
            file.flush()


WAYS = (
    write_in_place,
    replace_by_a_temporary_file,
    move_away_and_write_anew,
    delete_and_write_anew,
    write_piece_by_piece,
)


@pytest.mark.parametrize("options", [(), ("--poll",)], ids=["told", "polling"])
def test_every_way_of_saving_is_understood(serve: Serve, options: tuple[str, ...]) -> None:
    served = serve(BLOG, *options)
    wait_for(lambda: "처음." in served.get("/first/").text)
    for number, save in enumerate(WAYS):
        save(served.blog, f"---\ntitle: 첫 글\n---\n{number}번째로 저장한 글.\n")
        wait_for(lambda number=number: f"{number}번째로 저장한 글." in served.get("/first/").text)  # type: ignore[misc]  # a default binds the loop's value
        assert served.get("/first/").status == 200
    served.stop()
    assert not [line for line in served.lines if "error" in line or "warning" in line]


@pytest.mark.parametrize("options", [(), ("--poll",)], ids=["told", "polling"])
def test_folders_settings_templates_and_images_are_followed(serve: Serve, options: tuple[str, ...]) -> None:
    served = serve(BLOG, *options)
    blog = served.blog
    wait_for(lambda: served.get("/first/").status == 200)

    blog.put("posts/2025/2025-01-01-deep.md", "---\ntitle: 깊은 글\n---\n글.\n")
    wait_for(lambda: served.get("/deep/").status == 200)
    shutil.move(blog.root / "posts" / "2025", blog.root / "posts" / "2026")
    wait_for(lambda: served.get("/deep/").status == 200)
    shutil.rmtree(blog.root / "posts" / "2026")
    wait_for(lambda: served.get("/deep/").status == 404)

    blog.put("dapsagi.yml", "title: 새 이름\n")
    wait_for(lambda: "새 이름" in served.get("/").text)
    blog.put("templates/partials/footer.html", "<footer>우리 바닥글</footer>")
    wait_for(lambda: "우리 바닥글" in served.get("/first/").text)
    shutil.rmtree(blog.root / "templates")
    wait_for(lambda: "우리 바닥글" not in served.get("/first/").text)
    blog.put("images/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    wait_for(lambda: served.get("/images/a.svg").status == 200)
    blog.put("images/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" id="b"/>')
    wait_for(lambda: "id" in served.get("/images/a.svg").text)


def test_a_folder_that_was_taken_out_of_the_blog_and_put_back_is_followed_as_before(serve: Serve) -> None:
    served = serve(BLOG)
    blog = served.blog
    blog.put("posts/2025/2025-01-01-deep.md", "---\ntitle: 깊은 글\n---\n글.\n")
    wait_for(lambda: served.get("/deep/").status == 200)
    shutil.move(blog.root / "posts" / "2025", blog.root.parent / "elsewhere")
    wait_for(lambda: served.get("/deep/").status == 404)
    shutil.move(blog.root.parent / "elsewhere", blog.root / "posts" / "2025")
    wait_for(lambda: served.get("/deep/").status == 200)
    blog.put("posts/2025/2025-01-01-deep.md", "---\ntitle: 깊은 글\n---\n고쳤다.\n")
    wait_for(lambda: "고쳤다" in served.get("/deep/").text)
    served.stop()
    assert not [line for line in served.lines if "Warning" in line]


def test_what_lies_behind_a_link_is_followed(serve: Serve) -> None:
    served = serve(BLOG)
    vault = Blog(served.blog.root.with_name("vault"), "-- sub/2024-03-01-third.md --\n셋째.\n")
    (served.blog.root / "posts/vault").symlink_to(vault.root)
    wait_for(lambda: served.get("/third/").status == 200)
    vault.put("sub/2024-03-01-third.md", "고친 셋째.\n")
    wait_for(lambda: "고친 셋째" in served.get("/third/").text)


def test_the_terminal_names_each_problem_once_for_as_long_as_it_lasts(serve: Serve) -> None:
    served = serve(BLOG)
    blog = served.blog
    wait_for(lambda: served.get("/first/").status == 200)
    for number in range(3):
        blog.put(FIRST, "---\ntitle: 첫 글\n---\n" + "\n" * number + f"![{number}](gone.png) {number}\n")
        wait_for(lambda number=number: f" {number}" in served.get("/first/").text)  # type: ignore[misc]  # a default binds the loop's value
    blog.put(FIRST, "---\ntitle: 첫 글\n---\n고쳤다.\n")
    wait_for(lambda: "고쳤다" in served.get("/first/").text)
    blog.put(FIRST, "---\ntitle: 첫 글\n---\n![](gone.png) 또.\n")
    wait_for(lambda: "또." in served.get("/first/").text)
    served.stop()
    assert sum("gone.png" in line for line in served.lines) == 2


def test_settings_that_are_broken_from_the_start_end_the_command(serve: Serve) -> None:
    with pytest.raises(AssertionError, match="is not UTF-8"):
        broken = Blog(serve(BLOG).blog.root)
        broken.put("dapsagi.yml", "제목".encode("cp949"))
        Served(broken, "--port", str(20000 + os.getpid() % 10000))
