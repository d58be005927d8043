"""Generate a blog of any size: the same seed gives the same bytes, on every machine.

    python -m benchmarks.generate FOLDER --posts 1000 --profile small --seed 1

writes `posts/YYYY-MM-DD-slug.md` with Jekyll's front matter, and `images/`. Addresses in the posts are `/slug/` and
`/images/name.png`, so that every generator that puts a post at `/:title/` can build the same sources.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from itertools import accumulate
from math import exp, isqrt
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import NamedTuple

from benchmarks import snippets
from benchmarks.pictures import picture
from benchmarks.prose import Speaker
from benchmarks.vocabulary import ASPECTS, HEADINGS, LINK_SENTENCES, SERIES, TITLES, TOPICS, Language, Topic

#: Mean size of a post in bytes, front matter and all.
PROFILES = {"small": 2500, "large": 6300}

# Lengths of posts follow a log-normal law; in journals that were looked at, nine tenths of the posts are shorter than
# four to six times the shortest tenth, which is this spread.
_SPREAD = 0.6

_KOREAN = 0.7
_IN_SERIES = 0.25
_LONGEST_SERIES = 9
_OPEN_SERIES = 5
_POSTS_PER_IMAGE = 8
_HANGUL_SLUGS = 0.15

_FIRST_DAY = datetime(2009, 3, 1, 21, 10, tzinfo=timezone(timedelta(hours=9)))
_YEARS = 15
_DAYS_A_POST = 6

# How often each kind of block follows another, by the kind of post, and how often a post is of that kind.
_BLOCKS = {
    "code": {"paragraph": 10, "code": 4.5, "list": 2.4, "image": 0.8, "table": 0.4, "quote": 0.4, "formula": 0.2},
    "mathematics": {"paragraph": 9, "formula": 4, "code": 1.5, "list": 1.2, "image": 0.8, "table": 0.3},
    "reading": {"paragraph": 11, "quote": 1.8, "list": 2.4, "image": 0.8, "table": 0.1},
    "diary": {"lines": 7, "paragraph": 5, "list": 1, "image": 1.5, "quote": 0.5},
}
_KINDS = {"code": 45, "mathematics": 18, "reading": 20, "diary": 17}


class Outline(NamedTuple):
    """A post before it is written; `size` is the size to reach, in bytes, `earlier` what it may link to."""

    slug: str
    title: str
    date: datetime
    language: Language
    topic: Topic
    tags: tuple[str, ...]
    series: str
    size: int
    earlier: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        """The post's place in the blog."""
        return f"posts/{self.date:%Y-%m-%d}-{self.slug}.md"


def generate(root: Path, posts: int, profile: str = "small", seed: int = 1) -> None:
    """Write a blog of `posts` posts of the size of `profile` to `root`."""
    (root / "posts").mkdir(parents=True, exist_ok=True)
    (root / "images").mkdir(exist_ok=True)
    for name in image_names(posts):
        (root / "images" / name).write_bytes(picture(Random(f"{seed} {name}")))
    for outline in outlines(posts, PROFILES[profile], seed):
        (root / outline.path).write_text(write_post(outline, posts, seed), "utf-8", newline="\n")


def image_names(posts: int) -> list[str]:
    """Return the names of the images of a blog of `posts` posts."""
    return [f"figure-{number:04}.png" for number in range(1, max(posts // _POSTS_PER_IMAGE, 8) + 1)]


def outlines(posts: int, mean_size: int, seed: int) -> Iterator[Outline]:
    """Outline `posts` posts, the oldest first, whose sizes have the mean `mean_size` (bytes)."""
    random = Random(f"{seed} outlines")
    sizes = _sizes(posts, mean_size)
    random.shuffle(sizes)
    step = timedelta(days=min(_DAYS_A_POST, 365 * _YEARS / posts))
    tags = _tag_names(posts)
    tag_weights, topic_weights = _zipf(len(tags)), _zipf(len(TOPICS))
    slugs: Counter[str] = Counter()
    names: Counter[str] = Counter()
    running: list[_Series] = []
    written: list[tuple[str, str]] = []
    for number, size in enumerate(sizes):
        language: Language = "ko" if random.random() < _KOREAN else "en"
        topic = random.choices(TOPICS, cum_weights=topic_weights)[0]
        part_of: _Series | None = None
        if random.random() < _IN_SERIES:
            part_of = _continued(running, language, topic, names, random)
            language, topic = part_of.language, part_of.topic
        title = part_of.next_title() if part_of else Speaker(random, language, topic).line(TITLES[language])
        drawn = random.choices(tags, cum_weights=tag_weights, k=random.choice((0, 1, 1, 2, 3)))
        outline = Outline(
            slug=_slug(language, topic, slugs, random),
            title=title,
            date=_FIRST_DAY + step * number + timedelta(minutes=random.randint(0, 90)),
            language=language,
            topic=topic,
            tags=tuple(dict.fromkeys((topic.tag, *drawn))),
            series=part_of.name if part_of else "",
            size=size,
            earlier=_linked(written, part_of, random),
        )
        yield outline
        written.append((outline.slug, outline.title))
        if part_of:
            part_of.last = written[-1]


def write_post(outline: Outline, posts: int, seed: int) -> str:
    """Write the post of an outline, in a blog of `posts` posts; its size is that of the outline, as near as may be."""
    writer = _Writer(outline, Random(f"{seed} {outline.slug}"), image_names(posts))
    return _front_matter(outline) + "\n" + writer.body(outline.size - len(_front_matter(outline).encode()))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description="Generate a blog.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--profile", choices=PROFILES, default="small")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    generate(options.folder, options.posts, options.profile, options.seed)


# --- Outlines ---------------------------------------------------------------------------------------------------


class _Series:
    """A series that is being written."""

    def __init__(self, name: str, language: Language, topic: Topic, parts: int) -> None:
        self.name, self.language, self.topic, self.parts = name, language, topic, parts
        self.part = 0
        self.last: tuple[str, str] | None = None

    def next_title(self) -> str:
        self.part += 1
        return f"{self.name} {self.part}편" if self.language == "ko" else f"{self.name}, part {self.part}"


def _continued(
    running: list[_Series], language: Language, topic: Topic, names: Counter[str], random: Random
) -> _Series:
    """Return a series that goes on, or one that begins."""
    running[:] = [series for series in running if series.part < series.parts]
    if len(running) >= _OPEN_SERIES or (running and random.random() < 0.7):
        return random.choice(running)
    name = Speaker(random, language, topic).line(SERIES[language])
    names[name] += 1
    if names[name] > 1:
        name += f" {names[name]}기" if language == "ko" else f", season {names[name]}"
    running.append(_Series(name, language, topic, random.randint(2, _LONGEST_SERIES)))
    return running[-1]


def _sizes(posts: int, mean: int) -> list[int]:
    """Return sizes whose quantiles are the law's, so that a blog of any length has the same spread and mean."""
    factors = [exp(_SPREAD * NormalDist().inv_cdf((number + 0.5) / posts)) for number in range(posts)]
    scale = mean * posts / sum(factors)
    return [round(scale * factor) for factor in factors]


def _tag_names(posts: int) -> list[str]:
    """Return the tags of a blog, whose number grows with the square root of its posts."""
    topics = [topic.tag for topic in TOPICS]
    names = [*topics, *(f"{topic}-{aspect}" for aspect in ASPECTS for topic in topics)]
    return names[: len(topics) + 3 * isqrt(posts)]


def _zipf(count: int) -> list[float]:
    """Return the cumulative weights of Zipf's law: the n-th is drawn 1/n as often as the first."""
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def _slug(language: Language, topic: Topic, taken: Counter[str], random: Random) -> str:
    hangul = language == "ko" and random.random() < _HANGUL_SLUGS
    first, second = random.sample(topic.ko if hangul else topic.en, 2)
    stem = f"{first} {random.choice(('and', 'notes', 'with', 'from', 'before'))} {second}".lower().replace(" ", "-")
    taken[stem] += 1
    return stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"


def _linked(written: Sequence[tuple[str, str]], series: _Series | None, random: Random) -> tuple[tuple[str, str], ...]:
    """Return the posts to link to: the part before, and a few others, rather recent ones than old ones."""
    before = [series.last] if series and series.last else []
    count = random.choice((0, 0, 1, 1, 2, 3)) if written else 0
    others = [written[-1 - int(len(written) * random.random() ** 3)] for _ in range(count)]
    return tuple(dict.fromkeys([*before, *others]))


# --- Posts ------------------------------------------------------------------------------------------------------


def _front_matter(outline: Outline) -> str:
    lines = [
        "---",
        "layout: post",
        f"title: {outline.title}",
        f"slug: {outline.slug}",
        f"date: {outline.date.isoformat()}",
        f"tags: [{', '.join(outline.tags)}]",
        *([f"series: {outline.series}"] if outline.series else []),
        "---",
    ]
    return "\n".join(lines) + "\n"


class _Writer:
    """Writes the body of one post, block by block."""

    def __init__(self, outline: Outline, random: Random, images: Sequence[str]) -> None:
        self.random, self.images, self.language = random, images, outline.language
        self.speaker = Speaker(random, outline.language, outline.topic)
        self.links = list(outline.earlier)
        self.footnotes: list[str] = []
        kind = random.choices(list(_KINDS), list(_KINDS.values()))[0]
        self.kinds, self.weights = list(_BLOCKS[kind]), list(_BLOCKS[kind].values())
        self.mathematical = kind == "mathematics"

    def body(self, size: int) -> str:
        """Write blocks until no further one brings the body nearer to `size` bytes."""
        blocks = [self._paragraph()]
        written = _size(blocks[0])
        before_heading = self.random.randint(1, 4)
        while True:
            before_heading -= 1
            if before_heading < 0:
                block = f"{'#' * self.random.choice((2, 2, 3))} {self.speaker.line(HEADINGS[self.language])}"
                before_heading = self.random.randint(3, 6)
                # No post ends in a heading, so the block below it belongs to it.
                block += "\n\n" + self._block()
            else:
                block = self._block()
            notes = sum(map(_size, self.footnotes))
            if abs(written + notes + _size(block) - size) >= abs(written + notes - size):
                break
            blocks.append(block)
            written += _size(block)
        text = "\n\n".join(blocks)
        used = [note for note in self.footnotes if note.partition(":")[0] in text]
        return "\n\n".join([text, *used]) + "\n"

    def _block(self) -> str:
        kind = self.random.choices(self.kinds, self.weights)[0]
        match kind:
            case "code":
                return snippets.code(self.random)
            case "formula":
                return snippets.formula(self.random)
            case "table":
                return snippets.table(self.random)
            case "list":
                return self._list()
            case "image":
                return f"![{self.speaker.term()}](/images/{self.random.choice(self.images)})"
            case "quote":
                return f"> {self.speaker.sentence()}\n> {self.speaker.sentence()}"
            case "lines":
                return "<br>\n".join(self.speaker.sentences(2, 4))
        return self._paragraph()

    def _paragraph(self) -> str:
        sentences = self.speaker.sentences(2, 5)
        if self.links and self.random.random() < 0.5:
            slug, title = self.links.pop(0)
            sentences.append(self.speaker.line(LINK_SENTENCES[self.language], title=title, url=f"/{slug}/"))
        elif self.random.random() < 0.2:
            address = f"https://example.com/{self.speaker.term().replace(' ', '-')}/{self.random.randint(1, 9999)}"
            sentences.append(self.speaker.line(LINK_SENTENCES[self.language], title=self.speaker.term(), url=address))
        if self.mathematical and self.random.random() < 0.6:
            sentences[0] += f" {snippets.short_formula(self.random)}."
        if self.random.random() < 0.05:
            name = f"[^{len(self.footnotes) + 1}]"
            sentences[-1] += name
            self.footnotes.append(f"{name}: {self.speaker.sentence()}")
        return " ".join(sentences)

    def _list(self) -> str:
        numbered = self.random.random() < 0.3
        lines = []
        for number in range(1, self.random.randint(3, 7) + 1):
            marker = f"{number}." if numbered else "-"
            lines.append(f"{marker} {self.speaker.sentence()}")
            if self.random.random() < 0.15:
                # Under the text of its item, which is where every Markdown sees a nested list.
                lines.append(f"    - {self.speaker.sentence()}")
        return "\n".join(lines)


def _size(block: str) -> int:
    return len(block.encode()) + len("\n\n")


if __name__ == "__main__":
    main()
