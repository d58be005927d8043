"""What words around a link can be the title of a work, and what they are instead: an address, a site, a sentence."""

from __future__ import annotations

import re

from dapsagi.patterns import lazy_pattern

# Words that say what kind of thing is linked, or that something is, and not which; nor do some of them in a row.
_NOTHING = (
    r"a|an|the|this|that|these|those|my|our|his|her|its|their|in|at|on|of|to|for|from|and|or|by|with|some|"
    r"another|same|other|first|second|one|new|recent|recently|previous|prior|earlier|following|great|good|"
    r"nice|awesome|excellent|please|out|direct|directly|click|see|read|check|view|find|watch|provide|provided|available|show|try|here|"
    r"link|links|url|page|pages|site|website|web|webpage|home|homepage|official|source|sources|open|full|more|"
    r"original|related|details|abs|abstract|pdf|ppt|paper|papers|work|works|arxiv|arvix|doi|code|codes|github|"
    r"git|repo|repository|project|demo|video|videos|youtube|slides?|deck|talk|lecture|course|book|blog|post|"
    r"posts|blogpost|article|articles|thread|tweet|journal|issue|issues|datasets?|data|model|colab|notebook|poster|"
    r"ref|refs|reference|references|img|image|note|notes|doc|docs|document|documents|documentation|example|"
    r"examples|samples?|tutorial|guide|download|downloads|published|announced|defined|community|answer|"
    r"question|discussion|solution|credits?|files?|gist|implementation|preprint|package|library|technical|report|reports|"
    r"research|learn|readme(?:\.md)?|appendix|supplementary|as|reviews?|explanations?|clone|ipython|jupyter|이|그|위|아래|"
    r"연구|학습|부록|리뷰|추가|해답|정답|풀이|파일|다운|같은|패키지|라이브러리|전체|다음|지난|이전|해당|관련|자세한|더|공식|여기|링크|이곳|곳|주소|바로|가기|바로가기|보러|보기|클릭|확인|확인하기|입니다|구현|서평|출처|"
    r"원문|원본|원글|원논문|원|전문|참고|참고한|참조|논문|코드|소스|소스코드|깃허브|깃헙|레포|레포지토리|저장소|영상|"
    r"동영상|비디오|유튜브|강의|강좌|책|블로그|글|게시글|게시물|포스트|포스팅|아티클|기사|사이트|웹사이트|"
    r"웹페이지|페이지|홈페이지|누리집|문서|문서들|데이터|데이터셋|모델|발표|발표자료|슬라이드|자료|데모|예제|"
    r"예시|결과|본문|내용|정보|요약|번역|번역본|이슈|문제|질문|답변|설명|튜토리얼|위키|위키피디아|노트북|"
    r"프로젝트|행사|이벤트|신청|네이버|알라딘|교보문고|예스24|그림|사진|이미지|다운로드|설치|재생목록|채널|"
    r"출처는|설명은|필자|저자|코멘트|댓글|이동|이동하기|제|제가|이미|대한|좋은|잘|정리된|정리한|제목|없음|메인|이거|[이그저]것|这里|此处|这个|这篇|文章|链接|"
    r"原文|官方|官网|官方文档|文档|参考|来源|源码|代码|论文|博客|例子|题目|在|こちら|ここ|この|その|リンク|"
    r"記事|論文|公式|サイト|公式サイト|公式ドキュメント|ドキュメント|ページ|動画|参考|出典|詳細|資料"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SAYS_NOTHING = lazy_pattern(
    rf"[\W_]*(?:(?:{_NOTHING})(?![a-z])[\W_]*)+\d*(?:에서|에는|에|의|로|으로|를|을|은|는|이|가|와|과|도)?"
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
    r".*(?:여기|이곳)(?:[를을서로]|에서|에)\s.*|.*[가-힣](?:니다|어요|아요|해요|에요|예요|세요|지만|면서|는데|려면|하면|하고|하여|해서|부터|까지|처럼|에서|에게|에는|으로"
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


def is_address(words: str, target: str) -> bool:
    """Say whether words are an address: one with `://`, or without it if `target` holds it (`Backbone.js` is none)."""
    if "://" in words:
        return True
    if not re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", words, re.A):
        return False
    return not target or words.lower().rstrip("/") in target.lower()


def is_loose(words: str, target: str) -> bool:
    """Say whether the words of a link are part of a sentence, or name the site and not what is linked of it."""
    if is_sentence(words):
        return True
    if words.lower() in _SITES or _OF_SOMEBODY.fullmatch(words):
        return target.rstrip("/").count("/") > _SLASHES_OF_A_SITE
    return False


def says_nothing(words: str) -> bool:
    """Say whether words tell no more than that something is linked, or of what kind it is."""
    return len(words) <= _LONGEST_NOTHING and _SAYS_NOTHING.fullmatch(words) is not None


def is_prose(title: str) -> bool:
    """Say whether words that may be a title are a sentence, or lead up to a link as one does."""
    words = title.split()
    hangul = sum(_HANGUL.search(word) is not None for word in words)
    if hangul >= _MANY_HANGUL_WORDS or (len(words) > _FEW_WORDS and _PROSE.fullmatch(title) is not None):
        return True
    return len(words) >= _MOST_VERBAL_WORDS and _VERB.search(title) is not None


def is_sentence(words: str) -> bool:
    """Say whether words end, or go on, as a sentence with a link in it does."""
    return _SENTENCE.fullmatch(words) is not None
