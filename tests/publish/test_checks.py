"""What is looked at before a site leaves, and what each refusal says to do."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PIL import Image

from dapsagi.config import Settings
from dapsagi.publish.contents import check_names, check_sizes, check_text
from dapsagi.publish.destination import PublishOptions
from dapsagi.publish.place import actions_page, check_place, place_of
from publish.remotes import PAGES, SMALL, Journal, codes, git, said

Make = Callable[..., Journal]

# Spelled apart, so that no scanner takes this file for one that gives something away.
_TOKEN = "gh" + "p_" + "A1b2C3d4E5" * 3 + "f6G7h8"


@pytest.mark.parametrize(
    ("remote", "domain", "address"),
    [
        ("git@github.com:Kim/Kim.github.io.git", "", "https://kim.github.io"),
        ("https://github.com/kim/blog", "", "https://kim.github.io/blog"),
        ("https://token@github.com/kim/Blog.git", "", "https://kim.github.io/Blog"),
        ("ssh://git@github.com/kim/kim.github.io.git", "", "https://kim.github.io"),
        ("ssh://git@ssh.github.com:443/kim/blog.git", "", "https://kim.github.io/blog"),
        ("git@github.com:kim/blog.git", "Blog.example", "https://blog.example"),
    ],
)
def test_the_address_follows_from_the_remote_and_the_domain(remote: str, domain: str, address: str) -> None:
    place = place_of(remote, domain)
    assert place is not None
    assert place.address == address


@pytest.mark.parametrize("remote", ["/srv/git/blog.git", "git@gitlab.com:kim/blog.git", "https://github.com/kim"])
def test_other_hosts_say_nothing_of_an_address(remote: str) -> None:
    assert place_of(remote, "") is None


def test_the_page_of_the_builds_follows_from_the_remote() -> None:
    assert actions_page("git@github.com:kim/blog.git") == "https://github.com/kim/blog/actions"
    assert actions_page("/srv/git/blog.git") == ""


def test_a_wrong_base_path_is_named_with_the_right_lines() -> None:
    place = place_of("git@github.com:kim/blog.git", "")
    (problem,) = check_place(Settings(url="https://kim.github.io"), place, "dapsagi.yml", told=False)
    assert problem.code == "G101"
    assert 'baseurl: "/blog"' in problem.hint
    assert check_place(Settings(url="https://kim.github.io", baseurl="/blog"), place, "dapsagi.yml", told=False) == []


def test_an_address_is_asked_for_unless_it_is_told() -> None:
    (problem,) = check_place(Settings(), None, "dapsagi.yml", told=False)
    assert problem.code == "G102"
    assert check_place(Settings(), None, "dapsagi.yml", told=True) == []


def test_a_domain_that_nothing_tells_github_of_is_named() -> None:
    place = place_of("git@github.com:kim/blog.git", "")
    (problem,) = check_place(Settings(url="https://kim.example"), place, "dapsagi.yml", told=False)
    assert problem.code == "G103"
    assert "CNAME" in problem.hint


@pytest.mark.parametrize(
    "name", [".env", ".env.local", "keys/id_ed25519", "a/server.pem", ".netrc", "Credentials.json"]
)
def test_files_of_secrets_are_refused_by_name(name: str) -> None:
    assert [problem.code for problem in check_names([name])] == ["G301"]


@pytest.mark.parametrize("name", [".env.example", "posts/key.md", "images/monkey.png", ".well-known/x"])
def test_harmless_names_pass(name: str) -> None:
    assert check_names([name]) == []


@pytest.mark.parametrize("name", ["a\nb.png", "a\\b.png", ".git/config", "x" * 256])
def test_names_that_pages_does_not_take_are_refused(name: str) -> None:
    assert [problem.code for problem in check_names([name])] == ["G304"]


def test_a_key_in_a_page_is_refused_with_its_line_but_not_the_talk_of_one() -> None:
    (problem,) = check_text("a/index.html", f"<p>\n{_TOKEN}</p>".encode(), [])
    assert (problem.code, problem.span.line) == ("G301", 2)
    begin = "-----BEGIN " + "RSA PRIVATE KEY-----"
    assert check_text("a.html", f"<code>{begin}</code> AKIAIOSFODNN7EXAMPLE".encode(), []) == []
    assert check_text("a.html", f"{begin}\n{'MIIE' * 80}\n-----END RSA".encode(), []) != []


def test_sizes_have_limits() -> None:
    assert [each.code for each in check_sizes({"a.zip": 11, "b": 1}, largest=10, total=100)] == ["G305"]
    assert [each.code for each in check_sizes({"a": 60, "b": 50}, largest=70, total=100)] == ["G306"]
    assert check_sizes({"a": 10}, largest=10, total=100) == []


def test_photos_that_tell_where_they_were_taken_are_named_in_one_note(journal: Make) -> None:
    blog = journal()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 41.0)}
    blog.put("images/broken.jpg", "no image")
    for name in ("desk.jpg", "street.JPG"):
        Image.new("RGB", (40, 30)).save(blog.root / "images" / name, "JPEG", exif=exif)
    del exif[0x8825]
    exif[0x0112] = 1
    Image.new("RGB", (40, 30)).save(blog.root / "images/chart.jpg", "JPEG", exif=exif)
    blog.commit()
    prepared = blog.prepare()
    assert prepared.stopping == ()
    assert said(prepared, "G318").startswith(
        "images/desk.jpg: G318 tells where the photo was taken, like 1 other photo"
    )


def test_a_secret_in_the_sources_is_refused_though_it_is_in_no_page(journal: Make) -> None:
    blog = journal()
    blog.put(".env", "PASSWORD=1")
    blog.commit()
    assert codes(blog.prepare()) == ["G301"]


def test_a_folder_of_this_machine_is_refused(journal: Make) -> None:
    blog = journal()
    blog.put("posts/2025-01-03-third.md", f"---\ntitle: 셋\n---\n`{blog.root}/images`\n")
    blog.commit()
    prepared = blog.prepare()
    assert codes(prepared) == ["G302"]
    assert "third/index.html" in said(prepared, "G302")


def test_the_home_of_its_author_in_a_text_is_pointed_out(journal: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/kim")
    blog = journal()
    blog.put("posts/2025-01-03-third.md", "---\ntitle: 셋\n---\n`File /home/kim/lab/train.py, line 3`\n")
    blog.put("posts/2025-01-04-fourth.md", "---\ntitle: 넷\n---\n`/home/kimchi/x`\n")
    blog.commit()
    prepared = blog.prepare()
    assert prepared.stopping == ()
    assert "third/index.html" in said(prepared, "G302")
    assert "fourth" not in said(prepared, "G302")


def test_a_link_to_a_file_outside_of_the_blog_is_refused(journal: Make) -> None:
    blog = journal()
    (blog.root.parent / "private.txt").write_text("mine")
    (blog.root / "public.txt").symlink_to(blog.root.parent / "private.txt")
    blog.commit()
    assert codes(blog.prepare()) == ["G303"]


def test_posts_of_the_future_are_listed_with_their_time(journal: Make) -> None:
    blog = journal()
    blog.put("posts/2030-05-01-later.md", "---\ntitle: 나중\ndate: 2030-05-01 09:30:00 +0900\n---\n나중에\n")
    blog.commit()
    prepared = blog.prepare()
    assert "2030-05-01 09:30 KST" in said(prepared, "G316")
    assert said(prepared, "P111") == ""
    assert blog.publish().fate == "published"
    assert [path for path in blog.online() if "later" in path] == []


def test_settings_that_show_drafts_are_refused(journal: Make) -> None:
    blog = journal()
    blog.put("dapsagi.yml", "url: https://kim.example\nshow_drafts: true\n")
    blog.commit()
    assert codes(blog.prepare()) == ["G315"]


def test_an_error_of_the_build_stops_it_unless_allowed(journal: Make) -> None:
    blog = journal()
    blog.put("posts/2025-01-03-third.md", "---\ntitle: 셋\n---\n![그림](../images/none.png)\n")
    blog.commit()
    assert codes(blog.prepare()) == ["L101"]
    assert codes(blog.prepare(msgspec.structs.replace(PAGES, allow=frozenset({"L101"})))) == []


def test_raw_html_and_templates_are_looked_at_too(journal: Make) -> None:
    blog = journal()
    blog.put("posts/2025-01-03-third.md", '---\ntitle: 셋\n---\n<video src="/none.mp4"></video>\n\n[위](#nowhere)\n')
    blog.commit()
    prepared = blog.prepare()
    assert "/none.mp4" in said(prepared, "G309") or "none.mp4" in said(prepared, "L101")
    assert "#nowhere" in said(prepared, "G311")


def test_a_link_to_a_place_that_is_not_there_is_named_as_it_is_written_in_the_source(journal: Make) -> None:
    blog = journal()
    blog.put("posts/2025-01-03-third.md", "---\ntitle: 셋\n---\n[위](#없는-절)\n")
    blog.commit()
    assert said(blog.prepare(), "G311").startswith("posts/2025-01-03-third.md: G311 links to #없는-절, and")


def test_a_picture_outside_of_the_base_path_is_refused(journal: Make) -> None:
    blog = journal(SMALL.replace("url: https://kim.example", "url: https://kim.github.io\nbaseurl: /blog"))
    (blog.root / "CNAME").unlink()
    blog.put("templates/partials/footer.html", '<footer><img src="/logo.png" alt=""></footer>')
    blog.commit()
    assert codes(blog.prepare()) == ["G312"]


def test_an_address_that_was_online_must_still_answer(journal: Make) -> None:
    blog = journal()
    blog.publish()
    (blog.root / "posts/2025-01-01-first.md").rename(blog.root / "posts/2025-01-01-beginning.md")
    blog.edit("posts/2025-01-02-second.md", "2025-01-01-first.md", "2025-01-01-beginning.md")
    blog.commit()
    prepared = blog.prepare()
    assert codes(prepared) == ["G308"]
    assert "redirect_from: /first/" in said(prepared, "G308")
    blog.edit("posts/2025-01-01-beginning.md", "title: 첫 글\n", "title: 첫 글\nredirect_from: /first/\n")
    blog.commit()
    assert blog.publish().fate == "published"
    assert "/beginning/" in blog.shown("first/index.html")


def test_addresses_are_known_from_the_list_without_the_published_branch(journal: Make) -> None:
    blog = journal()
    blog.put("data/addresses.yml", "posts/2025-01-01-first.md:\n- /old/\n- /first/\n")
    blog.commit()
    assert blog.publish().fate == "published"
    assert "/first/" in blog.shown("old/index.html")


def test_an_address_of_a_source_that_is_gone_must_still_answer(journal: Make) -> None:
    blog = journal()
    blog.put("data/addresses.yml", "posts/2024-12-31-firts.md:\n- /firts/\n")
    blog.commit()
    prepared = blog.prepare()
    assert codes(prepared) == ["G308"]
    assert "add `redirect_from: /firts/` to the front matter of posts/2025-01-01-first.md" in said(prepared, "G308")


def test_addresses_are_written_down_and_none_is_forgotten(journal: Make) -> None:
    blog = journal()
    blog.put("data/addresses.yml", "posts/2025-01-01-first.md: [/first/]\nposts/gone.md: [/second/]\n")
    blog.commit()
    assert blog.publish().listed
    text = (blog.root / "data/addresses.yml").read_text("utf-8")
    assert "posts/gone.md: [/second/]\n" in text
    assert "posts/2025-01-02-second.md:\n- /second/\n" in text
    assert blog.publish().fate == "unchanged"


@pytest.mark.parametrize("options", [PAGES, PublishOptions(branch="gh-pages", message="지운다")])
def test_an_address_that_is_given_up_is_asked_for_once(journal: Make, options: PublishOptions) -> None:
    blog = journal()
    blog.publish()
    blog.commit()
    (blog.root / "posts/2025-01-01-first.md").unlink()
    blog.edit("posts/2025-01-02-second.md", "[첫 글](2025-01-01-first.md)", "첫 글은 이제 없다.")
    if not options.message:
        blog.commit()
    assert codes(blog.prepare(options)) == ["G308"]
    assert blog.publish(msgspec.structs.replace(options, allow=frozenset({"G308"}))).fate == "published"
    assert "/first/" not in (blog.root / "data/addresses.yml").read_text("utf-8")
    blog.edit("posts/2025-01-02-second.md", "이제 없다.", "없다.")
    blog.commit()
    assert codes(blog.prepare()) == []
    assert blog.publish().fate == "published"


def test_a_great_loss_of_pages_is_questioned(journal: Make) -> None:
    many = "".join(f"-- posts/2025-02-{day:02}-p{day}.md --\n---\ntitle: p{day}\n---\nx\n" for day in range(1, 20))
    blog = journal(SMALL + many)
    blog.publish()
    for day in range(1, 20):
        (blog.root / f"posts/2025-02-{day:02}-p{day}.md").unlink()
    blog.commit()
    assert codes(blog.prepare()) == ["G307", "G308"]


def test_what_would_change_is_listed_and_a_look_changes_nothing(journal: Make) -> None:
    blog = journal()
    blog.publish()
    blog.edit("posts/2025-01-01-first.md", "처음이다.", "정말 처음이다.")
    blog.put("posts/2025-01-03-third.md", "---\ntitle: 셋\n---\n또\n")
    blog.commit()
    before = blog.state(), git(blog.remote, "for-each-ref")
    changes = {change.path: change.kind for change in blog.prepare().changes}
    assert changes["third/index.html"] == "added"
    assert changes["first/index.html"] == "changed"
    assert "second/index.html" in changes
    assert "tags/index.html" not in changes
    assert (blog.state(), git(blog.remote, "for-each-ref")) == before


def test_a_jekyll_blog_is_published_in_place(journal: Make) -> None:
    blog = journal(
        "-- _config.yml --\ntitle: Old\nurl: https://kim.example\npermalink: /:title/\n"
        "-- .gitignore --\n/site/\n/_site/\n/.dapsagi/\n-- CNAME --\nkim.example\n"
        "-- _posts/2020-01-01-first.md --\n---\nlayout: post\ntitle: First\n---\nText\n"
    )
    assert blog.publish().fate == "published"
    assert "first/index.html" in blog.online()
    assert (blog.root / "_data/addresses.yml").is_file()
