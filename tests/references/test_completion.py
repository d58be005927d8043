from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from dapsagi.catalogues.answers import UnreadableAnswerError, read_arxiv, read_crossref
from dapsagi.catalogues.completion import Catalogues, Completed, complete_references
from dapsagi.journey.references.model import Details, Reference
from dapsagi.journey.references.tables import read_details
from dapsagi.problems import RefusedError
from hosts import Quiet, answering

FEED = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<entry><id>http://arxiv.org/abs/1711.09020v3</id><published>2017-11-24T18:00:00Z</published>
<title>StarGAN:
  Unified</title><author><name>Yunjey Choi</name></author><author><name>Minje Choi</name></author></entry>
<entry><id>http://arxiv.org/api/errors</id><title>Error</title></entry>
</feed>"""
ARTICLE = {
    "message": {
        "title": ["Deep learning"],
        "author": [{"given": "Yann", "family": "LeCun"}, {"given": "성훈", "family": "김"}, {"name": "A group"}],
        "issued": {"date-parts": [[2015, 5]]},
        "container-title": ["Nature"],
    }
}
BOOK = {
    "ISBN:9780262035613": {
        "title": "Deep Learning",
        "authors": [{"name": "Ian Goodfellow"}],
        "publishers": [{"name": "MIT Press"}],
        "publish_date": "Nov 18, 2016",
    }
}

STARGAN = Reference("arxiv:1711.09020", "paper", "StarGAN", "https://arxiv.org/abs/1711.09020", ())
DARLA = Reference("arxiv:1707.0847", "paper", "DARLA", "https://arxiv.org/abs/1707.0847", ())
NATURE = Reference("doi:10.1038/nature14539", "paper", "x", "https://doi.org/10.1038/nature14539", ())
LOST = Reference("doi:10.9999/lost", "paper", "x", "https://doi.org/10.9999/lost", ())
GOODFELLOW = Reference("isbn:9780262035613", "book", "x", "https://example.com/", ())


class Library(ThreadingHTTPServer):
    """Three catalogues in one, and what they were asked; `open` says whether they answer."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.asked: list[str] = []
        self.open = True

    @property
    def catalogues(self) -> Catalogues:
        url = f"http://127.0.0.1:{self.server_address[1]}"
        return Catalogues(f"{url}/arxiv", f"{url}/crossref", f"{url}/books", pause=0.01, timeout=2.0)


class Desk(Quiet, BaseHTTPRequestHandler):
    server: Library

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        answer, status = "", 404
        if not self.server.open:
            status = 503
        elif self.path.startswith("/arxiv"):
            answer, status = FEED, 200
        elif "nature14539" in self.path:
            answer, status = json.dumps(ARTICLE), 200
        elif self.path.startswith("/books"):
            answer, status = json.dumps(BOOK), 200
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer.encode())))
        self.end_headers()
        self.wfile.write(answer.encode())


@pytest.fixture
def library() -> Iterator[Library]:
    host = Library()
    with answering(host):
        yield host


def known(folder: Path) -> dict[str, Details]:
    details, problems = read_details(yaml.safe_load((folder / "references.yml").read_text("utf-8")), "references.yml")
    assert not problems
    return details


def test_what_the_catalogues_know_is_written_by_the_works_ids(library: Library, tmp_path: Path) -> None:
    done = complete_references(tmp_path, [STARGAN, NATURE, LOST, GOODFELLOW], library.catalogues)
    assert done == Completed(found=3, unknown=1, left=0)
    assert known(tmp_path) == {
        "arxiv:1711.09020": Details("StarGAN: Unified", None, ("Yunjey Choi", "Minje Choi"), 2017),
        "doi:10.1038/nature14539": Details("Deep learning", None, ("Yann LeCun", "김성훈", "A group"), 2015, "Nature"),
        "isbn:9780262035613": Details("Deep Learning", None, ("Ian Goodfellow",), 2016, "MIT Press"),
    }


def test_a_malformed_number_is_not_asked_for(library: Library, tmp_path: Path) -> None:
    assert complete_references(tmp_path, [DARLA], library.catalogues) == Completed(0, 0, 0)
    assert library.asked == []


def test_what_is_known_is_not_asked_again_and_stays_as_the_author_wrote_it(library: Library, tmp_path: Path) -> None:
    mine = "# 내가 적은 것\narxiv:1711.09020: {title: 별}"
    (tmp_path / "references.yml").write_text(mine, "utf-8")
    told = Reference(STARGAN.id, "paper", "별", STARGAN.url, (), details=Details("별"))
    complete_references(tmp_path, [told, NATURE], library.catalogues)
    assert len(library.asked) == 1
    assert (tmp_path / "references.yml").read_text("utf-8").startswith(mine + "\n")
    assert set(known(tmp_path)) == {"arxiv:1711.09020", "doi:10.1038/nature14539"}


def test_answers_end_their_lines_as_the_author_does(library: Library, tmp_path: Path) -> None:
    mine = b"# mine\r\narxiv:1711.09020:\r\n  title: A\r\n"
    (tmp_path / "references.yml").write_bytes(mine)
    complete_references(tmp_path, [NATURE], library.catalogues)
    written = (tmp_path / "references.yml").read_bytes()
    assert written.startswith(mine) and written.count(b"\n") == written.count(b"\r\n")


@pytest.mark.parametrize("mine", [b"{}\n", b"a: {title: b}\n...\n", "제목: 가".encode("cp949"), b"a: [\n"])
def test_nothing_is_written_behind_what_would_not_be_read_any_more(
    library: Library, tmp_path: Path, mine: bytes
) -> None:
    (tmp_path / "references.yml").write_bytes(mine)
    with pytest.raises(RefusedError, match=r"references\.yml"):
        complete_references(tmp_path, [NATURE], library.catalogues)
    assert (tmp_path / "references.yml").read_bytes() == mine


def test_a_catalogue_that_does_not_answer_costs_nothing_that_was_found(library: Library, tmp_path: Path) -> None:
    complete_references(tmp_path, [STARGAN], library.catalogues)
    library.open = False
    assert complete_references(tmp_path, [NATURE, GOODFELLOW], library.catalogues) == Completed(0, 0, 2)
    assert set(known(tmp_path)) == {"arxiv:1711.09020"}


def test_a_catalogue_that_asks_for_rest_is_left_alone_and_the_others_are_asked(
    library: Library, tmp_path: Path
) -> None:
    library.open = False
    second = Reference("doi:10.1038/nature14540", "paper", "y", "https://doi.org/10.1038/nature14540", ())
    assert complete_references(tmp_path, [NATURE, second, GOODFELLOW], library.catalogues) == Completed(0, 0, 3)
    assert [path.split("?")[0] for path in library.asked] == ["/crossref/10.1038%2Fnature14539", "/books"]
    library.open = True
    assert complete_references(tmp_path, [NATURE, second, GOODFELLOW], library.catalogues) == Completed(2, 1, 0)


@pytest.mark.parametrize("data", [b"", b"<feed>", b"\xff"])
def test_nonsense_is_no_answer(data: bytes) -> None:
    with pytest.raises(UnreadableAnswerError):
        read_arxiv(data)
    with pytest.raises(UnreadableAnswerError):
        read_crossref(data)
