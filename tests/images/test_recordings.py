"""Videos and sounds that are written like images are played."""

from __future__ import annotations

from pathlib import Path

import pytest

from blog import Blog
from dapsagi.renderer.pictures import kind_of_recording, set_recordings


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("clip.mp4", "video"),
        ("/images/Clip.WEBM", "video"),
        ("https://example.org/a.mp3?x=1#t=10", "audio"),
        ("image.png", ""),
        ("image.png#clip.mp4", ""),
        ("mp4", "video"),
        ("", ""),
    ],
)
def test_a_recording_is_known_by_the_ending_of_its_name(address: str, kind: str) -> None:
    assert kind_of_recording(address) == kind


@pytest.mark.parametrize(
    ("image", "player"),
    [
        (
            '<img src="\x020\x03" alt="걷는 사람" loading="lazy" decoding="async">',
            '<video controls preload="metadata" src="\x020\x03" aria-label="걷는 사람"></video>',
        ),
        (
            """<img class="wide" alt='말 "하나"' width="300" src="\x020\x03" />""",
            '<video controls preload="metadata" class="wide" width="300" src="\x020\x03"'
            ' aria-label="말 &quot;하나&quot;"></video>',
        ),
        ('<img alt="" src="\x020\x03">', '<video controls preload="metadata" src="\x020\x03"></video>'),
        ('<img alt="다른 것" src="\x021\x03">', '<img alt="다른 것" src="\x021\x03">'),
        ('<img src="https://example.org/0.mp4">', '<img src="https://example.org/0.mp4">'),
    ],
)
def test_a_player_keeps_what_is_not_of_images_alone(image: str, player: str) -> None:
    assert set_recordings(f"<p>앞 {image} 뒤</p>", {0: "video"}) == f"<p>앞 {player} 뒤</p>"


def test_a_video_is_found_from_the_post_and_has_its_title_for_a_caption(tmp_path: Path) -> None:
    blog = Blog(
        tmp_path,
        "-- posts/2020-01-01-a.md --\n---\ntitle: 영상\n---\n"
        '![걷는 사람](../images/walk.mp4 "걸음 하나")\n\n![](../images/rain.mp3)\n',
    )
    blog.put("images/walk.mp4", b"film")
    blog.put("images/rain.mp3", b"sound")
    assert not blog.build().problems
    page = blog.page("a/index.html")
    video, audio = page.css(".post-body video, .post-body audio")
    assert video.attributes["src"] == "/images/walk.mp4"
    (caption,) = page.css("figure > video + figcaption")
    assert caption.text() == "걸음 하나"
    assert audio.attributes["src"] == "/images/rain.mp3"
