"""The works that all posts speak of, each under one name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from dapsagi.journey.references.addresses import (
    hosts_above,
    is_nameless,
    is_of_a_site,
    read_address,
    short_address,
    title_in_address,
)
from dapsagi.journey.references.model import KINDS, Details, Kind, Reference, Speech
from dapsagi.journey.references.recognise import Work, recognise
from dapsagi.journey.references.tables import Tables, pattern
from dapsagi.patterns import lazy_pattern
from dapsagi.post.mentions import Mention
from dapsagi.post.work_titles import ABOVE, BESIDE, HEADED, LINKED, UNNAMED


def find_references(
    mentions: Mapping[str, Sequence[Mention]],
    tables: Tables,
    details: Mapping[str, Details] | None = None,
    title_of: Callable[[str], str] = str,
) -> tuple[Reference, ...]:
    """Find the works that posts mention, by kind and then in the order in which they are first spoken of.

    `mentions` are given by the key of the post, the oldest post first; `details` is what is known of works by their
    ids, `title_of` gives the title of the post with a key. Two addresses are one work if the tables give them one id,
    or if they are papers or books of one name.
    """
    known = details or {}
    works: dict[str, Work | None] = {}
    spoken: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
    found: dict[str, Work] = {}
    for key, each in mentions.items():
        for mention in each:
            if mention.url not in works:
                works[mention.url] = recognise(mention.url, tables)
            if work := works[mention.url]:
                found.setdefault(work.id, work)
                spoken[work.id].append((key, mention))
    references = {work.id: _reference(work, spoken[work.id], tables, known) for work in found.values()}
    reviewed = _reviewed(references.values(), title_of)
    counts: Counter[tuple[str, str]] = Counter()
    shared = Counter(map(_title_at_host, references.values()))
    for work in found.values():
        reference = references[work.id]
        if not reference.title and is_nameless(work.url):
            del references[work.id]
            continue
        # What several works of a host are called is what they are, as `클릭!` and `올빼미님 블로그`, and names none.
        names_none = shared[_title_at_host(reference)] >= _SEVERAL and not reference.details.title
        if not reference.title or names_none:
            title = reviewed.get(work.id) or _title_in_address(work)
            title = title or _stand_in(work, spoken[work.id][0][0], tables, title_of, counts)
            references[work.id] = msgspec.structs.replace(reference, title=title)
    merged = _merge([reference for reference in references.values() if not reference.details.hidden])
    return tuple(sorted(merged, key=lambda reference: KINDS.index(reference.kind)))


_NOTHING_KNOWN = Details()

# Where nothing else names a work.
_SCHEMES = {
    "acl": "ACL ",
    "arxiv": "arXiv:",
    "doi": "doi:",
    "isbn": "ISBN ",
    "openreview": "OpenReview ",
    "rfc": "RFC ",
    "youtube": "youtu.be/",
}

# Where papers are kept, as the titles of pages there and those who copy them say it.
_ARCHIVES = (
    r"(?:arxiv|openreview|(?:acm )?digital library|ieee xplore|ieee [\w ]{2,40}publication|science ?direct"
    r"|research ?gate|springer(?:link)?|wiley(?: online library)?|mdpi|semantic scholar|korea ?science|dbpia|riss)"
)
_BESIDE_A_TITLE = lazy_pattern(
    rf"^\[?{_ARCHIVES}\]?\s?[-–—:|]\s|\s[-–—|]\s{_ARCHIVES}(?:\s(?:19|20)\d\d)?$"
    r"|"
    r"^(?:\d+(?:\.\d+)*[.)]\s+|\[\d+\]\s*)"
    r"|^[\[(【]?\s?(?:논문|papers?)\s?(?:리뷰|정리|요약|읽기|소개|review|summary)?(?:[\])】]|\s?[:：]|\s-)\s*"
    r"|\s*\((?:oral|poster|spotlight|best paper[^()]*|[^()]*(?:논문|paper)\s?(?:설명|리뷰|정리|요약|review))\)"
    r"|\s\([^()\d]{2,20}\s(?:19|20)\d\d\)$|(?<=[\w)])\s?\[\d+\]$"
    r"|(?<=[^가-힣\s])\s+(?:논문|paper)(?:\s?(?:원[본문]|링크|리뷰|정리|요약|설명|review))?$"
    r"|(?<=[\w)])(?:\s(?:정리|리뷰|요약|설명))+$"
    r"|\s*[-–—|:]\s?(?:(?:paper\s?)?review|(?:논문\s?)?(?:정리|리뷰|요약))$",
    re.I,
)

# Who wrote a paper, and when, may be true of others too: `Owl et al., 2016`.
_CITATION = lazy_pattern(r"[^\W\d_][\w’' -]* et\.? ?al\b[., ]*(?:\(?(?:19|20)\d\d[a-z]?\)?)?", re.I)
# How GitHub presents a repository to those who share it.
_CARD = lazy_pattern(r"^GitHub - (?:([\w.-]+/[\w.-]+)(?::? .*)?$)?")

# What the title of a post says that is about a paper.
_REVIEW = lazy_pattern(r"논문|리뷰|paper|review", re.I)
_BEHIND_A_REVIEWED = lazy_pattern(r"\s+(?:논문\s?(?:리뷰|정리)|리뷰)\s?(?:및|[+&]).*$|\s?\((?:19|20)\d\d\)$", re.I)
_LATIN = lazy_pattern(r"[a-z]{3}", re.I)

# So many works of one host have no title in common.
_SEVERAL = 3
# A title this short may be the name of many things.
_SHORTEST_SHARED_TITLE = 4


def _reference(
    work: Work, spoken: Sequence[tuple[str, Mention]], tables: Tables, details: Mapping[str, Details]
) -> Reference:
    known = details.get(work.id, _NOTHING_KNOWN)
    # An address says nothing of what stands there, even where it ends in `#Dataset`.
    named, rank = _best_title([mention for _, mention in spoken])
    words = known.title or (named if rank >= BESIDE else "")
    kind = known.kind or (work.kind if work.sure else _kind_by_words(words, tables) or work.kind)
    speeches = tuple(Speech(key, mention.line) for key, mention in spoken)
    if kind == "paper":
        words = _as_of_a_paper(words)
    elif kind == "code":
        words = _CARD.sub(r"\1", words)
    # Empty where nothing names it.
    title = words or _title_in_address(work)
    # The address of a whole site says more than a sentence or a heading around it, a number than a sentence.
    if not title and not is_of_a_site(work.url) and (rank == ABOVE or not _number_of(work)):
        title = _as_of_a_paper(named) if kind == "paper" else named
    if kind == "paper" and (number := _number_of(work)) and _CITATION.fullmatch(title):
        title += f" ({number})"
    return Reference(work.id, kind, title, work.url, speeches, (), known)


def _reviewed(references: Collection[Reference], title_of: Callable[[str], str]) -> dict[str, str]:
    """Return what papers are called that nothing names, by their ids: what a post reviews is in the post's title.

    That is so if it is the only such paper there, and no other one is in that title.
    """
    named: dict[str, list[str]] = defaultdict(list)
    nameless: dict[str, list[str]] = defaultdict(list)
    for reference in references:
        if reference.kind == "paper":
            for key in reference.keys:
                (named if reference.title else nameless)[key].append(reference.title or reference.id)
    found: dict[str, str] = {}
    for key, ids in nameless.items():
        title = title_of(key)
        bare = _BEHIND_A_REVIEWED.sub("", _as_of_a_paper(_BEHIND_A_REVIEWED.sub("", title)))
        if len(ids) == 1 and _REVIEW.search(title) and _LATIN.search(bare):
            whole = _folded(title)
            if not any(_folded(other) in whole for other in named[key]):
                found.setdefault(ids[0], bare)
    return found


def _stand_in(
    work: Work, key: str, tables: Tables, title_of: Callable[[str], str], counts: Counter[tuple[str, str]]
) -> str:
    """Return what a work is called that has no title: by its host and the post, by its number or by its address.

    `key` is that of the first post that speaks of it, `counts` how many of a post are called by each host already.
    """
    address = read_address(work.url)
    by_number = work.kind == "community" or work.id.startswith("isbn:")
    hosts = hosts_above(address.host) if address and not by_number else ()
    name = next((tables.names[host] for host in hosts if host in tables.names), "")
    if not name:
        return _number_of(work) or short_address(work.url)
    counts[name, key] += 1
    number = counts[name, key]
    return f"{name}: {title_of(key)}" + (f" ({number})" if number > 1 else "")


def _title_at_host(reference: Reference) -> tuple[str, str]:
    return reference.title, reference.url.partition("//")[2].partition("/")[0]


def _as_of_a_paper(title: str) -> str:
    """Return a title without the number in front of it, and what only says that it is a paper, shown or reviewed."""
    # Half of a pair of quotes went with what was before it: `“Birds at night”, 2019`.
    bare = title.partition("”")[0] if "“" not in title else title
    # What is behind what is behind a title: `Title (NEST 2017) 정리`.
    bare = _BESIDE_A_TITLE.sub("", _BESIDE_A_TITLE.sub("", bare)).strip(" .:-–—\"“”'")
    return bare if len(bare) > 1 else title


def _best_title(mentions: Sequence[Mention]) -> tuple[str, int]:
    """Return the title that is surest, then the one used most, then the one used first, and how sure it is."""
    # A heading names a work no better than a link does: it is about the work, and so may say more than its name.
    ranks = {HEADED: LINKED}
    counts = Counter((ranks.get(mention.rank, mention.rank), mention.title) for mention in mentions if mention.title)
    if not counts:
        return "", UNNAMED
    # `max` returns the first of equals, and a `Counter` keeps the order of coming.
    rank, title = max(counts, key=lambda item: (not _CITATION.fullmatch(item[1]), item[0], counts[item]))
    return title, rank


def _title_in_address(work: Work) -> str:
    """Return what the address calls a work; a number that everybody knows says more than the end of a path.

    A DOI may end in a title.
    """
    numbered = _number_of(work) and not work.id.startswith("doi:")
    return work.title or _name_of(work) or ("" if numbered else title_in_address(work.url))


def _name_of(work: Work) -> str:
    """Return the name that a work has at its host: `owner/repository`."""
    scheme, _, number = work.id.partition(":")
    if scheme in ("github", "gitlab", "bitbucket"):
        # The id is folded, and the address is as the author wrote it.
        start = work.url.lower().find(number)
        return work.url[start : start + len(number)] if start >= 0 else number
    return number if scheme in ("hf", "hf-data", "hf-space", "pypi", "npm", "crate") else ""


def _number_of(work: Work) -> str:
    scheme, _, number = work.id.partition(":")
    return _SCHEMES[scheme] + number if scheme in _SCHEMES else ""


def _folded(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).casefold()


def _kind_by_words(title: str, tables: Tables) -> Kind | None:
    return next((kind for text, kind in tables.words if pattern(text).search(title)), None)


def _merge(references: Sequence[Reference]) -> list[Reference]:
    """Make one of papers, and one of books, that have one name or that details call by one number."""
    merged: dict[object, Reference] = {}
    for reference in references:
        name: object = reference.id
        if reference.kind in ("paper", "book"):
            number = reference.details.doi.lower() or reference.details.isbn
            folded = _folded(reference.title)
            if number:
                name = (reference.kind, number)
            elif len(folded) >= _SHORTEST_SHARED_TITLE and not reference.title.startswith(tuple(_SCHEMES.values())):
                name = (reference.kind, folded)
                if name in merged and reference.kind == "paper" and _are_two(merged[name], reference):
                    name = reference.id
        merged[name] = _union(merged[name], reference) if name in merged else reference
    return list(merged.values())


def _union(one: Reference, other: Reference) -> Reference:
    # What has a number that everybody knows stands before what one shop or host calls it.
    first, second = (other, one) if not _is_numbered(one) and _is_numbered(other) else (one, other)
    return Reference(
        id=first.id,
        kind=first.kind,
        title=one.title,
        url=first.url,
        speeches=one.speeches + other.speeches,
        aliases=(*first.aliases, second.id, *second.aliases),
        details=first.details if first.details != Details() else second.details,
    )


def _are_two(one: Reference, other: Reference) -> bool:
    """Tell whether two papers of one name have each its own number where it is given: "Huang et al., 2016"."""
    numbers = dict(name.partition(":")[::2] for name in (one.id, *one.aliases))
    scheme, _, number = other.id.partition(":")
    return scheme != "url" and numbers.get(scheme, number) != number


def _is_numbered(reference: Reference) -> bool:
    return reference.id.startswith(("doi:", "arxiv:", "isbn:"))
