"""How the words around a link call the work that it leads to, and how sure that is."""

from __future__ import annotations

import re
from bisect import bisect_left

from dapsagi.patterns import lazy_pattern
from dapsagi.post.linked_places import BARE, NUMBERED, SENTENCE_END, SPACES, Piece, Place, start_of, without_tags

#: How well the words around an address name what is there: not at all, as a link that is part of a sentence or names no
#: more than the site, as the heading above it, before it, as the link, as a heading.
UNNAMED, LOOSE, ABOVE, BESIDE, LINKED, HEADED = range(6)


def find_title(piece: Piece, place: Place, target: str) -> tuple[str, int]:
    """Return what the words around an address call it, and how sure that is."""
    if place.number == NUMBERED:
        before = _words_before_number(piece, place, book=target.startswith("isbn:"))
        return (_shorten(before), BESIDE) if before else ("", UNNAMED)
    words = _named_in(piece.text[place.start : place.end])
    named = bool(words) and not _is_address(words, target) and not _says_nothing(words)
    if named and not piece.heading and _is_loose(words, target):
        return _shorten(words), LOOSE
    if named:
        return _shorten(words), HEADED if piece.heading else LINKED
    # A bare number is that of a footnote: it says where the work belongs, and not how it is called.
    before = "" if words.strip("[]()").isdecimal() else _words_before(piece, place, bare=_is_address(words, target))
    if before:
        return _shorten(before), HEADED if piece.heading else BESIDE
    after = _words_after(piece, place)
    return (_shorten(after), BESIDE) if after else ("", UNNAMED)


def find_heading_title(heading: str, subject: str = "") -> str:
    """Return what a heading, in HTML, calls the one work below it; "" if it names a part of a text, or nothing.

    Below one that says `Paper` or `Problem` is what the whole text is about, whose `subject` is its title.
    """
    title = _ITEM.sub("", _tidy(without_tags(heading)))
    words = _BEFORE_WORDS.sub("", title)
    if subject and len(title) <= _LONGEST_TITLE and _SUBJECT.fullmatch(title):
        title = _tidy(subject)
        return "" if _says_nothing(title) or _PARTS.fullmatch(title) else title
    return "" if not words or len(title) > _LONGEST_TITLE or _says_nothing(words) or _PARTS.fullmatch(title) else title


def find_title_above(words: str) -> str:
    """Return what the paragraph above a video calls it: if it is short and no sentence, or ends in a colon."""
    words = SPACES.sub(" ", words).strip()
    if words.endswith((":", "：")):
        return _last_title(words)
    if len(words) > _LONGEST_BEHIND or words.endswith((".", "!", "?", "다")) or _SENTENCE.fullmatch(words):
        return ""
    return _if_title(_tidy(words))


def is_of_the_subject(piece: Piece, place: Place) -> bool:
    """Say whether an address is announced as that of what a text is about: `논문: [링크]`, `- [Paper]`, `문제: …`."""
    words = _tidy(piece.text[place.start : place.end])
    if _ORIGINAL.fullmatch(words):
        return True
    start = max(piece.text.rfind("\n", 0, place.start) + 1, place.start - _FAR)
    before, after = piece.text[start : place.start], piece.text[place.end : place.end + _FAR].partition("\n")[0]
    own = "" if _is_address(words, place.address) else words
    line = f"{before}{own}{after}"
    return bool(_ORIGINAL_IS.search(before)) or (len(line) <= _LONGEST_TITLE and bool(_SUBJECT.fullmatch(line)))


# Longer than that is no title but a paragraph.
_LONGEST_TITLE = 120

# What is behind an address without a mark between them, and is longer, goes on about it.
_LONGEST_BEHIND = 60
_NAMED_BEHIND = lazy_pattern(r" +(?![a-z]|(?:[을를은는이가에의로와과도]|에서|까지|부터|처럼|이라|라고)(?:\s|$))(?=\S)")

# What stands so much before an address on one line (in characters) is not its title.
_FAR = 500

# Words that say what kind of thing is linked, or that something is, and not which; nor do some of them in a row.
_NOTHING = (
    r"a|an|the|this|that|these|those|my|our|his|her|its|their|in|at|on|of|to|for|from|and|or|by|with|some|"
    r"another|same|other|first|second|one|new|recent|recently|previous|prior|earlier|following|great|good|"
    r"nice|awesome|excellent|please|out|direct|directly|click|see|read|check|view|find|watch|provide|provided|available|show|try|here|"
    r"link|links|url|page|pages|site|website|web|webpage|home|homepage|official|source|sources|open|full|more|"
    r"original|related|details|abs|abstract|pdf|ppt|paper|papers|work|works|arxiv|arvix|doi|code|codes|github|"
    r"git|repo|repository|project|demo|video|videos|youtube|slides?|deck|talk|lecture|course|book|blog|post|"
    r"posts|blogpost|article|articles|thread|tweet|issue|issues|datasets?|data|model|colab|notebook|poster|"
    r"ref|refs|reference|references|img|image|note|notes|doc|docs|document|documents|documentation|example|"
    r"examples|samples?|tutorial|guide|download|downloads|published|announced|defined|community|answer|"
    r"question|discussion|solution|credits?|files?|gist|implementation|preprint|package|library|technical|report|reports|"
    r"research|learn|readme(?:\.md)?|appendix|supplementary|as|reviews?|explanations?|clone|ipython|jupyter|이|그|위|아래|"
    r"연구|학습|부록|리뷰|추가|해답|정답|풀이|파일|다운|같은|패키지|라이브러리|전체|다음|지난|이전|해당|관련|자세한|더|공식|여기|링크|이곳|곳|주소|바로|가기|바로가기|보러|보기|출처|"
    r"원문|원본|원글|원논문|원|전문|참고|참고한|참조|논문|코드|소스|소스코드|깃허브|깃헙|레포|레포지토리|저장소|영상|"
    r"동영상|비디오|유튜브|강의|강좌|책|블로그|글|게시글|게시물|포스트|포스팅|아티클|기사|사이트|웹사이트|"
    r"웹페이지|페이지|홈페이지|누리집|문서|문서들|데이터|데이터셋|모델|발표|발표자료|슬라이드|자료|데모|예제|"
    r"예시|결과|본문|내용|정보|요약|번역|번역본|이슈|문제|질문|답변|설명|튜토리얼|위키|위키피디아|노트북|"
    r"프로젝트|행사|이벤트|신청|네이버|알라딘|교보문고|예스24|그림|사진|이미지|다운로드|설치|재생목록|채널|"
    r"출처는|설명은|필자|저자|코멘트|댓글|이동|이동하기|제|제가|이미|대한|좋은|잘|정리된|정리한|제목|없음|메인|이거|이것|这里|此处|这个|这篇|文章|链接|"
    r"原文|官方|官网|官方文档|文档|参考|来源|源码|代码|论文|博客|例子|题目|在|こちら|ここ|この|その|リンク|"
    r"記事|論文|公式|サイト|公式サイト|公式ドキュメント|ドキュメント|ページ|動画|参考|出典|詳細|資料"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SAYS_NOTHING = lazy_pattern(
    rf"(?:(?:{_NOTHING})(?![a-z])[\s/,.:+&()\[\]-]*)+\d*(?:에서|에는|에|의|로|으로|를|을|은|는|이|가|와|과|도)?"
    rf"|[\W\d_]+|(?:{_MONTHS})[a-z]*\.?\s\d{{1,2}}(?:,?\s\d{{4}})?"
    # What joins two links, and the number of another work.
    r"|와|과|및|랑|이랑|하고|그리고|또는|혹은|또|and|or|(?:isbn|doi|arxiv)[\s:]*\d[\w./-]*"
    rf"|[\d,.]+[천만억조]?\s?(?:개|명|번|가지|배|회|건|장|편|줄)|(?:첫|두|세|네|다섯)\s?번째(?:\s(?:{_NOTHING}))?",
    re.I | re.S,
)
# What a sentence says before a link in it, and a title does not.
_PROSE = lazy_pattern(
    r"(?:you|we|i|it|if|there|for|so|since|when|while|as)\b.*"
    r"|.*\b(?:can be|be found|found|available|provided|described|implemented)"
    r"|.*\b(?:in|on|at|see|from|by|the|this|to|of|via|with|is|are|and|or|for|here|check|visit|refer|please|following)"
    r"|.*[가-힣](?:은|는|을|를|이|가|에|의|서|로|와|과|도|만|다|요|죠|고|며|면|니|지만|[는인]데|부터|까지|처럼)",
    re.I | re.S,
)
_VERB = lazy_pattern(r"\b(?:is|are|was|were|can|could|will|would|has|have|had|should|you|we|i)\b", re.I)
# How a sentence ends, or goes on, in the words of a link in it.
_SENTENCE = lazy_pattern(
    r".*[가-힣](?:니다|어요|아요|해요|에요|예요|세요|지만|면서|는데|려면|하면|하고|하여|해서|부터|까지|처럼|에서|에게|에는|으로"
    r"|[을를은는며])|(?:with|using|such as|we|you)\s.*"
    r"|(?:[a-z]+\s)?(?:on|in|at|with|from|of|to|by|is|are|was)\s\S+(?:\s\S+)?",
    re.S,
)
_MOST_VERBAL_WORDS = 9
_FEW_WORDS = 2
_MANY_HANGUL_WORDS = 8
_HANGUL = lazy_pattern(r"[가-힣]")
# Longer than that are no words that say nothing; so many of them in a row may be split in many ways.
_LONGEST_NOTHING = 40
_QUOTED = lazy_pattern(r"「([^」]{2,})」|『([^』]{2,})』|《([^》]{2,})》|“([^”]{2,})”|\"([^\"]{2,})\"|<([^>]{2,})>")
_EDGES = " \t\n\r\u200b-–—:：·,.|/>→⇒=*_~「」『』“”'\"•;☞☛✔※■▶👉"
_BULLETS = " \t\n-*>•·☞☛✔※■▶▷●○◆◇👉"
# The end of an address: `owls-and-how-they-fly`.
_SLUG = lazy_pattern(r"[a-z\d]+(?:-[a-z\d]+){3,}")
_BEFORE_WORDS = lazy_pattern(r"^[\W\d_]+")
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【"}
_OPENING = frozenset(_BRACKETS.values())
# 1️⃣ counts, and is no word.
_KEYCAP = lazy_pattern(r"^\d\ufe0f?\u20e3\s*")
_ITEM = lazy_pattern(r"^\s*(?:\[\d+\]|\(\d+\)|\d+[.)](?=\s))\s*")
# What says of the words before or after it what they are: `출처: 이름`, `[참고] 이름`, `이름 링크`.
_LABEL = lazy_pattern(
    r"^[(\[]?\s*(?:(?:이미지|그림|사진|원본|원문|자료)\s?)?(?:출처|참고|참조|원문|링크|논문|source|credits?|ref(?:erences?)?|link|paper|via)"
    r"\s*(?:[:：)\]]+|-\s)\s*(?=\S)",
    re.I,
)
_ADDRESS_BEHIND = lazy_pattern(r"(?<=\w)\s?[(\[<]https?://\S+[)\]>]$")
# `스타트와 링크` is a name.
_LABEL_BEHIND = lazy_pattern(r"(?<=\S)(?<![와과])(?<!\s[및의])\s+(?:바로\s?가기|링크|link|url|주소)$", re.I)
# A mark that sets what follows off from its name: `이름: `, `이름 (`.
_SET_OFF = (":", "：", "-", "–", "—", "|", ">", "→", "=", "(", "[", "<", "（", "【", "「", "/")
_YEAR = r"(?:19|20)\d\d"
# How a work is cited: `Owl, A., et al. “Birds at night.” Nest Press`, `Owl et al. (2017): Birds at night`,
# `Owl & Hawk, NEST 2017 — Birds at night, arXiv 1701.00001`, `Owl et al., Birds at night, NEST, 2017`.
_AUTHORS = r"[^\W\d_][^—–:“\"(]{1,80}"
_CITED = lazy_pattern(
    rf"{_AUTHORS}?(?:,|\bal\.?,?|\d\)\.?)\s[“\"](?P<quoted>[^“”\"]{{12,}}?)[,.]?[”\"].*"
    rf"|(?=[^—–:]*(?:&|\bet\.? al\b)|(?:[^\W\d_][\w’'-]+,\s)+{_YEAR}){_AUTHORS}?"
    rf"\s\(?{_YEAR}[a-z]?\)?(?::|\s?[—–]|\s-)\s(?P<dashed>.{{4,}}?)"
    r"(?:,\sarxiv[ :]\d{4}\.\d{4,5})?"
    rf"|{_AUTHORS}?\bet\.? al\.?,\s(?P<listed>\S[^”]{{10,}}?)(?:(?:,\s[^,]{{2,30}})?,\s{_YEAR}\.?)?",
    re.I,
)
# Where a paper stood, and when, is not how it is called.
_VENUE = lazy_pattern(
    r"(?=.*\d)(?:(?:19|20)\d\d년?\s)?(?:arxiv|nips|neurips|cvpr|iccv|eccv|wacv|bmvc|icml|iclr|aistats|acl|emnlp|naacl|coling"
    r"|aaai|ijcai|kdd|sigir|recsys|icra|interspeech|icassp|siggraph)(?:[\s']?(?:19|20)?\d\d)?",
    re.I,
)
# The title after the year, in lists of references: `Owl, A. (2017). Birds at night. Nest Press.`
_DATED = lazy_pattern(r"\((?:19|20)\d\d[a-z]?\)[.,:]?\s+(\w[^.]{2,118}[^.\s])\.(?=\s|$)")


def _words_before_number(piece: Piece, place: Place, *, book: bool) -> str:
    """Return the title that stands before the number of a paper or a `book`, be it that of a list of references."""
    start = max(piece.text.rfind("\n", 0, place.start) + 1, place.start - _FAR)
    text = piece.text[start : place.start]
    quoted = _last_quoted(text[_end_of_named_links(piece, place, start) - start :])
    # What begins small is quoted for itself: of a “new kind” of learning.
    if quoted and not quoted[0].islower():
        return _tidy(quoted)
    if dated := _DATED.findall(text):
        return _tidy(dated[-1])
    # Before an ISBN stands the publisher, if nothing sets it off.
    if not text.rstrip().endswith(_SET_OFF if book else (*_SET_OFF, ".", ",")):
        return ""
    title = _last_title(text)
    return "" if title.startswith(("In ", "In:", "CoRR")) else title


def _end_of_named_links(piece: Piece, place: Place, start: int) -> int:
    """Return where the last link before a number ends that has a name: what is quoted before it is another work."""
    for number in reversed(range(bisect_left(piece.links, place.start, key=start_of))):
        other = piece.links[number]
        if other.end <= start:
            break
        words = _tidy(piece.text[other.start : other.end])
        if other.end <= place.start and words and not _is_address(words, "") and not _says_nothing(words):
            return other.end
    return start


def _words_before(piece: Piece, place: Place, *, bare: bool) -> str:
    """Return the name that stands before a link; `bare` says that its own words are no more than an address."""
    start = max(piece.text.rfind("\n", 0, place.start) + 1, 0)
    below = not piece.text[start : place.start].strip(" \t([<") and start > 0
    if below:
        # The address has a line of its own, below what it belongs to.
        start = piece.text.rfind("\n", 0, start - 1) + 1
    start = max(start, place.start - _FAR)
    text = piece.text[start : place.start]
    # Earlier addresses of the line say nothing of this one's title: `StarGAN [paper] [code]`. What is quoted before one
    # that has a name of its own is another work.
    behind: str | None = None
    for number in reversed(range(bisect_left(piece.links, place.start, key=start_of))):
        other = piece.links[number]
        if other.start < start:
            break
        if other.end <= place.start:
            words = piece.text[other.start : other.end]
            if _is_address(_tidy(words), "") or _says_nothing(_tidy(words)):
                text = text[: other.start - start] + text[other.end - start :]
            elif behind is None:
                behind = text[other.end - start :]
    if quoted := _last_quoted(text if behind is None else behind):
        return _tidy(quoted)
    set_off = below or text.rstrip().endswith(_SET_OFF)
    # Where nothing sets the link off, the end of the line does: `StarGAN 논문`. One or two words before an address are
    # what to do with it.
    if not set_off and (_goes_on(piece, place) or (bare and text.strip().count(" ") < _FEW_WORDS)):
        return ""
    title = _last_title(text)
    return "" if _VENUE.fullmatch(title) else title


def _last_quoted(text: str) -> str:
    return next(reversed([next(filter(None, found.groups())) for found in _QUOTED.finditer(text)]), "")


def _last_title(text: str) -> str:
    """Return the title that the last sentence of a text is; "" if it is none."""
    text = _outside_brackets(_ITEM.sub("", text)).rstrip()
    # A sentence that goes on about something else is no title; one before a colon may be.
    ends = [found.end() for found in SENTENCE_END.finditer(text + " ") if found.end() < len(text)]
    return _if_title(_named_in(text[ends[-1] :] if ends else text))


def _goes_on(piece: Piece, place: Place) -> bool:
    """Say whether a sentence goes on behind a link; other links, brackets and what a dash sets off are none."""
    rest = piece.text[place.end : place.end + _FAR].partition("\n")[0].lstrip(")]} ").rstrip()
    if not rest or rest[0] in ",.;·|/-–—:([<":
        return False
    number = bisect_left(piece.links, place.end, key=start_of)
    return not (number < len(piece.links) and not piece.text[place.end : piece.links[number].start].strip("()[] /|,·"))


def _words_after(piece: Piece, place: Place) -> str:
    # Most links have words before them; a copy of all these for each would take hours for a text that is all links.
    parts = (piece.text[start : min(start + _FAR, place.start)] for start in range(0, place.start, _FAR))
    if any(part.strip(_EDGES + "([<") for part in parts):
        return ""
    number = bisect_left(piece.links, place.end, key=start_of)
    later = piece.links[number].start if number < len(piece.links) else len(piece.text)
    text = piece.text[place.end : later].partition("\n")[0]
    # `[논문] 제목`, `링크: 제목`, `https://… - 제목`.
    bracketed = (
        piece.text[max(place.start - 2, 0) : place.start].rstrip().endswith("[")
        or piece.text[place.start : place.end].strip()[:1] == "["
    )
    set_off = text.lstrip(" )]>").startswith(("-", "–", "—", ":", "|")) or (bracketed and text[:1] in " ]")
    bare = _is_address(_tidy(piece.text[place.start : place.end]), "")
    if not set_off and not (bare and _is_name_behind(text)):
        return ""
    return _if_title(_tidy(_outside_brackets(text.lstrip(" )]>"))))


def _if_title(words: str) -> str:
    return "" if len(words) > _LONGEST_TITLE or _says_nothing(words) or _is_prose(words) else words


def _is_name_behind(text: str) -> bool:
    """Say whether what follows an address that begins a line says what is there: `https://… 부엉이의 밤`."""
    if len(text) > _LONGEST_BEHIND or not _NAMED_BEHIND.match(text):
        return False
    return not _SENTENCE.fullmatch(text.strip()) and not text.rstrip(" .").endswith("다")


def _named_in(text: str) -> str:
    """Return the name in the text of a link or before one, without what only says that there is a link."""
    start = text.lstrip(_BULLETS)
    label = _LABEL.match(start)
    title = _tidy(start[label.end() :] if label else text)
    if behind := _LABEL_BEHIND.search(title):
        title = _tidy(title[: behind.start()])
    if _SLUG.fullmatch(title):
        title = title.replace("-", " ")
    if "://" in title:
        title = _tidy(_ADDRESS_BEHIND.sub("", title))
        title = _tidy(BARE.sub("", title)) if title.count(" ") >= _FEW_WORDS else title
    if any(mark in title for mark in ("et", "“", '"', "19", "20")) and (cited := _CITED.fullmatch(title)):
        title = _tidy(next(filter(None, cited.groups())))
    # `그림의 설명 | 출처`, `그림의 설명. 출처`: what has a source is not what the source is called.
    return "" if title.endswith(("출처", "来源", "出典")) else title


def _outside_brackets(text: str) -> str:
    """Return what stands before a bracket that is still open at the end, and without brackets that hold nothing."""
    opened: list[tuple[str, int]] = []
    for index, character in enumerate(text):
        if character in _BRACKETS.values():
            opened.append((character, index))
        elif opened and _BRACKETS.get(character) == opened[-1][0]:
            opened.pop()
    if opened and text[: opened[0][1]].strip(_EDGES):
        text = text[: opened[0][1]]
    return re.sub(r"[(\[{（【][\s,/|·:-]*[)\]}）】]", "", text)


def _tidy(words: str) -> str:
    words = SPACES.sub(" ", words).strip(_EDGES)
    if words[:1].isdecimal():
        words = _KEYCAP.sub("", words)
    if words and (words[0] in _OPENING or words[-1] in _BRACKETS):
        for close, open_ in _BRACKETS.items():
            if words.startswith(open_) and words.endswith(close) and words.count(open_) == 1:
                words = words[1:-1].strip(_EDGES)
            # Half of a pair: the other half went with the rest of the line.
            elif words.startswith(open_) and close not in words:
                words = words[1:].strip(_EDGES)
            elif words.endswith(close) and open_ not in words:
                words = words[:-1].strip(_EDGES)
    words = words.rstrip("([{（【 ").strip(_EDGES)
    # Where a title within a name is its end, it has lost its own: `Owl: “Birds at night”`.
    pair = next((pair for pair in ("“”", "「」", "『』") if words.count(pair[0]) == words.count(pair[1]) + 1), "")
    return words + pair[1:]


def _is_address(words: str, target: str) -> bool:
    """Say whether words are an address: one with `://`, or without it if `target` holds it (`Backbone.js` is none)."""
    if "://" in words:
        return True
    if not re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", words, re.A):
        return False
    return not target or words.lower().rstrip("/") in target.lower()


def _is_loose(words: str, target: str) -> bool:
    """Say whether the words of a link are part of a sentence, or name the site and not what is linked of it."""
    if _SENTENCE.fullmatch(words):
        return True
    if words.lower() in _SITES or words.lower() in _LANGUAGES or _OF_SOMEBODY.fullmatch(words):
        return target.rstrip("/").count("/") > _SLASHES_OF_A_SITE
    return False


# Whose page it is: `올빼미님 블로그`, `Owl's GitHub`.
_OF_SOMEBODY = lazy_pattern(
    r".*(?:님|님의|의|’s|'s)\s?(?:블로그|깃허브|깃헙|blog|github|repo)(?:\s?(?:글|저장소|repository))?", re.I
)
_SLASHES_OF_A_SITE = 2
_SITES = frozenset({
    *("quora", "wikipedia", "wiki", "위키백과", "위키피디아", "나무위키", "维基百科", "medium", "미디엄"),
    *("velog", "벨로그", "tistory", "티스토리", "stackoverflow", "stack overflow", "stack exchange"),
    *("스택오버플로", "스택오버플로우", "github", "gitlab", "reddit", "레딧", "youtube", "twitter", "트위터"),
    *("facebook", "페이스북", "mdn", "mdn web docs", "msdn", "baeldung", "w3schools", "geeksforgeeks", "npm"),
    *("pypi", "kaggle", "naver", "네이버 블로그", "브런치", "hackernews", "hacker news", "slideshare", "udemy"),
    *("hugging face", "huggingface", "허깅페이스", "docker hub"),
    *("coursera", "inflearn", "인프런", "programmers", "프로그래머스", "백준", "leetcode", "google drive"),
    *("구글 드라이브", "qiita", "zenn", "hatena", "csdn", "知乎", "zhihu"),
})  # fmt: skip
_LANGUAGES = frozenset({
    *("korean", "english", "japanese", "chinese", "french", "german", "spanish", "russian", "portuguese"),
    *("italian", "vietnamese", "turkish", "arabic", "persian", "hebrew", "한국어", "영어", "영문", "한글"),
    *("일본어", "중국어", "中文", "英文", "日本語", "英語"),
})  # fmt: skip


def _says_nothing(words: str) -> bool:
    if len(words) <= _LONGEST_NOTHING and _SAYS_NOTHING.fullmatch(words):
        return True
    # A tag of Liquid that nobody knew.
    return "{%" in words or "{{" in words or (words[:2] == "% " and words[-2:] == " %")


def _is_prose(title: str) -> bool:
    words = title.split()
    hangul = sum(_HANGUL.search(word) is not None for word in words)
    if hangul >= _MANY_HANGUL_WORDS or (len(words) > _FEW_WORDS and _PROSE.fullmatch(title) is not None):
        return True
    return len(words) >= _MOST_VERBAL_WORDS and _VERB.search(title) is not None


def _shorten(words: str) -> str:
    if len(words) <= _LONGEST_TITLE:
        return words
    cut = words[:_LONGEST_TITLE]
    return (cut.rpartition(" ")[0] or cut) + "…"


# How a text names the paper or the problem that it is about, and a line that does no more.
_ORIGINAL = lazy_pattern(r"논문\s?원[본문]|원\s?논문|original paper", re.I)
_ORIGINAL_IS = lazy_pattern(r"(?:논문\s?원[본문]|원\s?논문)은\s*$")
_SUBJECT = lazy_pattern(
    r"[\W\d_]*(?:(?:원|본|해당)?\s?논문|(?:original\s)?paper|arxiv|문제|problem)"
    r"(?:\s?(?:원[본문]|출처|링크|주소|link|url))?[\W_]*(?:논문|paper|문제|링크|link|url|pdf|arxiv|여기|here)?[\W_]*",
    re.I,
)

# What a heading says of a part of a text, and not of a work.
_PARTS = lazy_pattern(
    r"[\W\d_]*(?:(?:"
    r"introduction|intro|overview|summary|conclusions?|background|usage|references?|appendix|abstract|"
    r"motivation|prologue|epilogue|install(?:ation)?|setup|solution|problem|results?|further reading|see also|"
    r"end|ending|closing|outro|끝|"
    r"etc|tl;?dr|들어가며|들어가기|들어가기 전에|시작하며|시작하기|마치며|마무리|마무리하며|서론|본론|결론|"
    r"개요|개념|정의|배경|목차|소개|요약|정리|사용법|사용 방법|설치 방법|방법|해결|해결 ?방법|원인|문제 상황|"
    r"풀이|문제 풀이|느낀 점|후기|회고|기타|부록|실행|입출력 예|예제 코드|전체 코드|환경|환경 설정|"
    r"참고 ?(?:자료|문헌|링크|사이트)|더 ?읽을거리|함께 보기|같이 보기|관련 글|はじめに|おわりに|まとめ|概要|"
    r"参考文献|参考资料|总结"
    r")[\s/,&]*)+[\W\d_]*",
    re.I,
)
