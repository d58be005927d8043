"""What was probably meant by the address or name of something that is not there."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from dapsagi.addresses.slugs import fold_name
from dapsagi.post.values import Post

# Below this likeness (0-100) a suggestion is more likely to mislead than to help.
_LIKENESS = 66

# One letter makes another word of a short one: GRU and GPU.
_SHORT, _LIKENESS_OF_SHORT = 5, 80

# Of two names of files, how alike they are without their extensions.
_LIKENESS_OF_STEMS = 50

# So many slips of the keys leave a name of a picture what it was; in shorter ones one makes another name.
_MOST_SLIPS, _SHORT_STEM = 2, 6
_DIGITS = re.compile(r"\d+")

# In the name of a post's file, and in no slug.
_DAY = re.compile(r"^\d+-\d+-\d+-")

# Each looks at every title of the blog, and nobody reads that many; the place and the address are always reported.
_MOST_SUGGESTIONS = 200


class Suggestions:
    """Suggests posts and files by names that are nearly theirs. What few ask for is put together when one does."""

    def __init__(self, posts: Sequence[Post], files: Collection[str]) -> None:
        """Take the posts and pages, and the paths of static files."""
        self._posts = posts
        self._files = files
        self._left = _MOST_SUGGESTIONS

    def named_post(self, words: str, source: str = "") -> str:
        """Suggest the one post whose title begins with some words in the file `source`, or else the nearest title."""
        return self._named(self._begun(words), source) or self._named(self._nearest(words, self._folded_titles), source)

    def linked_post(self, words: str, path: str, source: str) -> str:
        """Suggest the post that is called as the words of a link, or whose address ends as its path does, or nearly."""
        last = _DAY.sub("", path.rstrip("/").rpartition("/")[2]).removesuffix(".html").removesuffix(".md")
        return self.named_post(words, source) or self._named(self._nearest(last, self._folded_slugs), source)

    def file(self, path: str) -> str:
        """Suggest the file that a link to `path` may mean."""
        best = self._nearest(path.lstrip("/"), self._folded_files)
        return f"did you mean {best}?" if best and _may_be_meant(path, best) else ""

    def picture(self, path: str) -> str:
        """Suggest the file that is the picture at `path`, or the only one of this name in another folder."""
        best = self._nearest(path.lstrip("/"), self._folded_files)
        if not best or not _is_one_file(path, best):
            named = self.files_named(path)
            best = named[0] if len(named) == 1 else None
        return f"did you mean {best}?" if best else ""

    def files_named(self, path: str) -> Sequence[str]:
        """Return the files that are called as the last name in a path, in any case and spacing."""
        return self._files_by_name.get(fold_name(path.rpartition("/")[2]), ())

    def forget(self) -> None:
        """Let go of what suggestions are found in; the next one puts it together again."""
        for name in ("_titles", "_folded_titles", "_folded_slugs", "_folded_files", "_files_by_name"):
            vars(self).pop(name, None)

    def _named(self, best: str | None, source: str) -> str:
        # Nobody means the post that they are writing.
        return f'did you mean "{self._titles[best]}" ({best})?' if best and best != source else ""

    def _begun(self, words: str) -> str | None:
        """Return the only post whose title goes on after the words: `새의 길 2: 북` for `새의 길 2`, not `길 21`."""
        name = fold_name(words)
        if len(name) < _SHORT or not self._left:
            return None
        self._left -= 1
        begun = [
            key
            for key, title in self._folded_titles.items()
            if title.startswith(name) and not title[len(name) - 1 : len(name) + 1].isdecimal()
        ]
        return begun[0] if len(begun) == 1 else None

    def _nearest(self, words: str, names: Mapping[str, str]) -> str | None:
        if not words.strip() or not self._left:
            return None
        self._left -= 1
        name = fold_name(words)
        likeness = _LIKENESS if len(name) > _SHORT else _LIKENESS_OF_SHORT
        best = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=likeness)
        return best[2] if best else None

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {post.key: post.title for post in self._posts}

    @cached_property
    def _folded_titles(self) -> dict[str, str]:
        return {key: fold_name(title) for key, title in self._titles.items()}

    @cached_property
    def _folded_slugs(self) -> dict[str, str]:
        """The slugs that one post or page alone has; the page of wrong addresses is what nobody meant."""
        slugs = {post.key: fold_name(post.slug) for post in self._posts if post.url != "/404.html"}
        bearers = Counter(fold_name(post.slug) for post in self._posts)
        return {key: slug for key, slug in slugs.items() if bearers[slug] == 1}

    @cached_property
    def _folded_files(self) -> dict[str, str]:
        # Of several that are as near, the first is suggested: in order, or each process would suggest another.
        return {path: fold_name(path) for path in sorted(self._files)}

    @cached_property
    def _files_by_name(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for path in sorted(self._files):
            names.setdefault(fold_name(path.rpartition("/")[2]), []).append(path)
        return names


def _is_one_file(path: str, other: str) -> bool:
    """Say whether two paths may name one picture: but for the folder, a slip of the keys or the ending.

    Numbers that differ are other pictures: `figure-1.png` and `figure-2.png`, `112/input.png` and `113/input.png`.
    """
    one, two = _stem(path), _stem(other)
    if _DIGITS.findall(path) != _DIGITS.findall(other):
        return False
    most = 0 if len(one) < _SHORT_STEM else _MOST_SLIPS
    return OSA.distance(one, two, score_cutoff=most) <= most


def _may_be_meant(path: str, other: str) -> bool:
    """Say whether a link to one path may mean the other: another ending is another file, if its name differs too.

    What two short names share may be the ending alone: tags.html and gdpr.html.
    """
    one, two = _stem(path), _stem(other)
    if one != two and posixpath.splitext(path)[1].lower() != posixpath.splitext(other)[1].lower():
        return False
    return fuzz.ratio(one, two) >= _LIKENESS_OF_STEMS


def _stem(path: str) -> str:
    return fold_name(posixpath.splitext(path.rstrip("/").rpartition("/")[2])[0])
