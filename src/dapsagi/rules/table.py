"""Every code that `dapsagi check` may show: what it says, and the way out. The manual's page is made from this."""

from __future__ import annotations

from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

# Of a code that is near to many, nobody reads more.
_MOST_NEAR: Final = 3


class Rule(NamedTuple):
    """A code, what is wrong, what to do, and for a rule of a text an example that breaks it."""

    code: str
    wrong: str
    cure: str
    example: str = ""


#: Rules about links and images.
LINKS = (
    Rule("L101", "an image or another file that is not there", "put it there, or take the nearest name",
         "![그림](없다.png)"),
    Rule("L102", "a link to the blog's own address at which nothing is", "take the nearest post",
         "[글](https://me.example/no/)"),
    Rule("L103", "a link to a page or file of the blog that is not there", "take the nearest name", "[글](/no/)"),
    Rule("L104", "a `[[title]]` that no post has, or several have", "take the nearest title, or an address",
         "[[없는 글]]"),
    Rule("L105", "a `post_url` or `link` that names no post or file", "take the nearest name",
         "[글]({% post_url 2019-01-01-no %})"),
    Rule("L201", "an arXiv id that cannot be right", "look the paper up", "https://arxiv.org/abs/1707.0847"),
    Rule("L202", "a DOI that cannot be right", "look the paper up", "[논문](https://doi.org/11.1000/x)"),
    Rule("L203", "an ISBN whose check digit is wrong", "look the number up again", "ISBN 978-89-6848-463-7"),
    Rule("L204", "a link to a place that its page does not have", "take the nearest place", "[위](#없는-곳)"),
    Rule("L205", "an image by `http://` on a site by `https://`", "`--localise-images`, or `https://`",
         "![그림](http://a.example/b.png)"),
    Rule("L206", "an address of the author's own machine", "write the public one", "[글](http://localhost:4000/x/)"),
    Rule("L207", "an address that tracks who follows it (`fbclid`, `utm_*`, …)", "`--fix`",
         "[글](https://a.example/?fbclid=1)"),
)  # fmt: skip

#: Rules about what was probably meant otherwise.
WRITING = (
    Rule("W201", "an image without words for those who do not see it", "say between `![` and `]` what it shows",
         "![](a.png)"),
    Rule("W202", "a heading that skips a level", "write the level that follows", "## 하나\n\n#### 둘"),
    Rule("W203", "`**` that stands on the page as it is", "a space or a `<b>` at the edge",
         "**굵게(bold)**처럼 **시작"),
    Rule("W204", "a backslash that keeps emphasis from ending", "remove the backslash", "**강조\\**"),
    Rule("W205", "a list that became a paragraph", "a line left empty before it, a space after each mark",
         "-하나\n-둘"),
    Rule("W206", "an image above a megabyte", "make it smaller, or WebP", "![큰 그림](/big.png)"),
    Rule("W207", "two posts with one title", "give one another title"),
    Rule("W208", "terms that differ only in case or spacing", "`dapsagi tags OLD NEW`"),
    Rule("W209", "a key of front matter that is a letter, a capital or its translation away from another",
         "correct it, or leave it"),
    Rule("W210", "a code that is switched off and that no rule has", "take the nearest",
         "<!-- dapsagi-ignore W290 -->"),
    Rule("W211", "a mark of another tool, which stands on the page as it is", "as the message says", ":::note"),
    Rule("W212", "a value in front matter that ends where ` #` begins a comment", "put it in quotes"),
)  # fmt: skip

#: What the live web says.
WEB = (
    Rule("L211", "an address that is gone, with its copy in the Internet Archive if there is one",
         "`--fix` writes the copy"),
    Rule("L212", "an address that has moved for good", "`--fix` writes the new one"),
    Rule("L213", "an address that does not answer, or answers robots otherwise", "look at it in a browser"),
    Rule("L214", "a foreign image that could not be brought home", "do it by hand"),
)  # fmt: skip

#: What is found while a blog is read and put together.
READING = (
    Rule("C101", "a setting that does not exist", "take the nearest name"),
    Rule("C102", "a setting with a value of the wrong type", "write it as the message shows"),
    Rule("C103", "a time zone that is not known", "write one such as `Asia/Seoul`"),
    Rule("C104", "a permalink pattern that cannot be", "correct it"),
    Rule("C105", "a page that holds less than one post", "correct `paginate`"),
    Rule("C106", "addresses of list pages that cannot be", "correct `paginate_path`"),
    Rule("C107", "a `url` that is no address of a site or that of a repository, or a `baseurl` that is an address",
         "write `url: https://…`, and the path alone as `baseurl`"),
    Rule("C108", "a colour, font or service of the theme that cannot be", "as the message says"),
    Rule("C109", "lines that are too long or too short to be read", "another `theme.measure`"),
    Rule("C110", "a colour that leaves a text hard to read", "the shade that the message names"),
    Rule("C111", "a `lang` that is a country, the name of a language, or no language", "write its code, such as `ko`"),
    Rule("C112", "a folder of the blog that the settings name and that is not there", "make it, or correct the name"),
    Rule("C113", "a Jekyll blog in Korean of which `lang` says something else", "write `lang: ko`"),
    Rule("C114", "an extension of Markdown that cannot be used", "install it where dapsagi is installed"),
    Rule("C115", "a `feed.path` that names no file with an ending", "write one such as `/feed.xml`"),
    Rule("F101", "a file that cannot be read", "check its rights"),
    Rule("F102", "a file that is not UTF-8", "save it as UTF-8"),
    Rule("F103", "a file whose name is not UTF-8", "rename it"),
    Rule("F104", "two files whose names differ only in how their letters are composed", "delete or rename one"),
    Rule("F105", "a folder that holds a site which dapsagi has built", "`exclude` it"),
    Rule("F201", "front matter without an end", "a line `---` below it"),
    Rule("F202", "front matter that does not begin with `---` in the first line", "begin it so"),
    Rule("H101", "a blog of whose changes git does not tell", "`revisions.git: false`, or build in a clone"),
    Rule("H102", "a shallow clone, of whose older changes git does not tell", "`fetch-depth: 0`"),
    Rule("I101", "an image that cannot be opened", "save it again"),
    Rule("I102", "an image that hardly a browser shows, such as an iPhone's HEIC", "save it as JPEG"),
    Rule("K101", "a folder of the cache that cannot be written", "check its rights"),
    Rule("K102", "a cache that stopped being written", "make room on the disk"),
    Rule("M101", "a block of code that is never closed", "close it"),
    Rule("M102", "a link with a name that is not defined", "define it"),
    Rule("M103", "a footnote that is defined twice", "give one another name"),
    Rule("M104", "a footnote that is not defined", "define it"),
    Rule("M105", "`$$` without a partner", "close the formula"),
    Rule("M106", "an HTML element that is never closed", "close it"),
    Rule("M107", "an extension of Markdown that fails at a text", "update it, or do without it"),
    Rule("M201", "a formula that cannot be drawn", "correct its TeX"),
    Rule("P101", "a `date` that is none", "write it as 2020-01-05 21:00"),
    Rule("P102", "a file name whose date is none", "name it like 2020-01-05-title.md"),
    Rule("P103", "a post without a date", "add `date:`, or name the file like 2020-01-05-title.md"),
    Rule("P104", "a day that the calendar does not have, taken for the one that follows", "correct it"),
    Rule("P105", "a date of change that is none", "write it as 2020-01-05"),
    Rule("P106", "a permalink that cannot be", "correct it"),
    Rule("P107", "an `order` that is no number", "write a number"),
    Rule("P108", "a key that should hold a text", "write a text"),
    Rule("P109", "a post without a text", "write it, or `draft: true` until you do"),
    Rule("P110", "a key that should be true or false", "write `draft: true`, or leave it out"),
    Rule("P111", "a post whose date is to come", "wait, or `--future`"),
    Rule("P112", "a blog without a post", "move posts into `posts/`, or write one"),
    Rule("Q101", "Liquid that names nothing", "`{% raw %}` shows braces"),
    Rule("Q102", "Liquid that cannot be read", "`{% raw %}` shows braces"),
    Rule("Q103", "a tag that Liquid does not have", "take the nearest"),
    Rule("Q104", "a tag of a block without its partner", "close the block"),
    Rule("Q105", "Liquid that can be read and not be done", "correct it"),
    Rule("Q106", "an include of a file that is not there", "put the file there"),
    Rule("Q107", "a variable that a text cannot depend on", "write what is meant"),
    Rule("Q108", "Liquid without an end in sight", "shorten the loop"),
    Rule("Q109", "a filter that Liquid does not have", "take the nearest"),
    Rule("R101", "a row of the tables of hosts, or of what is known of works, that cannot be read", "correct it"),
    Rule("R102", "a data file that cannot be read", "correct the line"),
    Rule("S101", "two parts of a series with one `order`", "give each its own"),
    Rule("S102", "a name in `data/series.yml` that no post has, or several have", "write the path"),
    Rule("S103", "a post in two series", "leave it in one"),
    Rule("S104", "a series in `data/series.yml` that is no list", "write a list"),
    Rule("S105", "one series in two spellings", "write it in one"),
    Rule("S106", "a series in front matter that is one letter away from another", "correct one, if they are one"),
    Rule("S201", "a part that is missing", "`planned:` if it is yet to come"),
    Rule("S202", "two posts that claim one part", "write `order:`"),
    Rule("S203", "a file name and a title that say different parts", "correct one"),
    Rule("S204", "parts that were not written in their order", "`order:` if another is meant"),
    Rule("S205", "a link that contradicts the order", "correct its words"),
    Rule("T101", "a template that cannot be rendered", "correct it; the pages keep their last good version"),
    Rule("T102", "a layout of an old theme that this one does not have", "write it, if another is wanted"),
    Rule("T103", "a layout that is not there", "take one that is"),
    Rule("T104", "a file of words or templates that cannot be read", "correct it"),
    Rule("T105", "diagrams without the script that draws them", "put it there ([the theme](theme.md#diagrams))"),
    Rule("T106", "a list of posts of an old theme, for which a page here stands", "delete it if nobody asks for it"),
    Rule("T107", "a file of an old theme that is not copied", "take its front matter away to keep it"),
    Rule("T108", "a block that the extended template does not have", "take the nearest"),
    Rule("U101", "an address that cannot be", "correct the permalink"),
    Rule("U102", "two posts or files at one address", "another permalink for one"),
    Rule("U103", "two addresses that differ in case alone", "another permalink for one"),
    Rule("U104", "a file or post where a page would be made of the posts",
         "delete it if it should tell of new posts; another permalink for the post"),
    Rule("U105", "a former address at which something else stands", "take it out of `redirect_from`"),
    Rule("U106", "a page that leads to itself", "correct its `redirect_to`"),
    Rule("Y100", "YAML or TOML that cannot be read", "correct the line"),
    Rule("Y101", "a character that cannot be seen", "delete it"),
    Rule("Y102", "YAML that is nested or unfolds without end", "write it out"),
    Rule("Y103", "a tag of YAML that is not known", "remove it"),
    Rule("Y104", "an alias without its anchor", "put the value in quotes"),
    Rule("Y105", "a key that is written twice", "delete one"),
    Rule("Y106", "a key that is a list or a mapping", "write a word"),
    Rule("Y107", "front matter that is no mapping, or goes on behind one", "write `key: value`"),
)  # fmt: skip

RULES = (*LINKS, *WRITING, *WEB, *READING)

#: What other commands than a check say: writing, templates, publishing (docs/publishing.md), the preview.
ELSEWHERE = (
    *("A101", "C100", "V101", "V102", "W101"),
    *("G101", "G102", "G103", "G104", "G105", "G202", "G203", "G204", "G205", "G206", "G207", "G208", "G209", "G210"),
    *("G211", "G212", "G217", "G218", "G219", "G301", "G302", "G303", "G304", "G305", "G306", "G307", "G308", "G309"),
    *("G310", "G311", "G312", "G313", "G314", "G315", "G316", "G317", "G318"),
)

CODES = frozenset((*(rule.code for rule in RULES), *ELSEWHERE))


def code_meant(code: str) -> str:
    """Return the hint for a code that no problem has: those that differ from it in one letter or digit."""
    near = sorted(known for known in CODES if OSA.distance(code, known) == 1)[:_MOST_NEAR]
    return f"did you mean {' or '.join(near)}?" if near else "docs/check.md and docs/publishing.md list them"
