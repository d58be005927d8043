"""The table of settings: what each is called, what it takes, what it is by default and what it means.

Files are checked against it, and the manual is made from it. The names are Jekyll's wherever Jekyll has the setting
(https://jekyllrb.com/docs/configuration/options/).
"""

from __future__ import annotations

from typing import Any

import msgspec

from dapsagi.config.settings import default_settings
from dapsagi.config.types import SettingType

# Settings that are fields of a field of `Settings`, by their group or by their own name.
_PARTS = {
    "markdown": "markup",
    "excerpt_separator": "markup",
    "comments": "comments",
    "analytics": "analytics",
    "theme": "theme",
}


class Setting(msgspec.Struct, frozen=True):
    """One row: the name in the file (`feed.path` is `path` below `feed`), what it takes, and what it means.

    `field` is the field of `Settings`, or of that field of it which `part` names.
    """

    name: str
    type: SettingType
    meaning: str
    field: str
    part: str = ""

    @property
    def default(self) -> Any:
        """The value in a blog whose `dapsagi.yml` does not mention the setting."""
        settings = default_settings("dapsagi")
        return getattr(getattr(settings, self.part) if self.part else settings, self.field)


def _row(name: str, type_: SettingType, meaning: str, field: str = "") -> Setting:
    group, _, inner = name.partition(".")
    if part := _PARTS.get(name) or _PARTS.get(group, ""):
        return Setting(name, type_, meaning, field or inner or name, part)
    return Setting(name, type_, meaning, field or name.replace(".", "_"))


SETTINGS: tuple[Setting, ...] = (
    _row("title", "text", "the name of the blog"),
    _row("description", "text", "what the blog is about, in a sentence or two"),
    _row("author", "text", "who writes; or a mapping of `name`, `url` and `email`"),
    _row("author.name", "text", "who writes", "author"),
    _row("author.url", "text", "the author's own address"),
    _row("author.email", "text", "the author's mail address", "email"),
    _row("email", "text", "the author's mail address"),
    _row("url", "text", "where the blog is published: `https://example.com`; without it, a domain in `CNAME` counts"),
    _row("baseurl", "text", "the path below which the blog stands, such as `/blog`"),
    _row("lang", "text", "the language of the blog, as a BCP 47 tag"),
    _row("timezone", "text", "the time zone of dates, as an IANA name"),
    _row("permalink", "text", "the address of a post: `date`, `pretty`, `ordinal`, `weekdate`, `none` or a template"),
    _row("markdown.dialect", "dialect", "how Markdown is read: `dapsagi`, or `jekyll` for what kramdown makes of it"),
    _row("markdown.gfm", "flag", "follow GitHub's rules where kramdown has two"),
    _row("markdown.hard_wrap", "flag", "a line break in a paragraph is one on the page"),
    _row("markdown.auto_ids", "flag", "headings get an id made from their text"),
    _row("markdown.auto_id_prefix", "text", "what such an id begins with"),
    _row("markdown.auto_id_stripping", "flag", "markup does not count for such an id"),
    _row("markdown.toc_levels", "levels", "the levels of headings in a table of contents, such as `2..3`"),
    _row("markdown.header_offset", "number", "by how many levels headings are lowered"),
    _row("markdown.footnote_nr", "number", "the number of the first footnote"),
    _row("markdown.footnote_backlink", "text", "the text of the link from a footnote back to its place"),
    _row("markdown.smart_quotes", "quotes", "the four entities that quotes become"),
    _row("markdown.typographic_symbols", "pairs", "what dashes, ellipses and guillemets become"),
    _row("markdown.gfm_quirks", "texts", "`paragraph_end`: blocks may end a paragraph without a blank line"),
    _row("markdown.parse_block_html", "flag", "Markdown counts inside HTML blocks"),
    _row("markdown.parse_span_html", "flag", "Markdown counts inside HTML spans"),
    _row("markdown.math_engine", "name or none", "who shows formulas"),
    _row(
        "markdown.formula_signs",
        "formula signs",
        "dialect `jekyll`: formulas are between `$$` (`kramdown`), also `\\\\(` (`backslashes`), also `$` (`dollars`); "
        "without it, what the old theme's MathJax or KaTeX was told",
    ),
    _row("markdown.syntax_highlighter", "name or none", "who colours code"),
    _row("markdown.default_lang", "name or none", "the language of code that names none"),
    _row("markdown.line_numbers", "flag", "blocks of code show the numbers of their lines"),
    _row("markdown.emoji", "flag", "`:tada:` is 🎉, as everywhere on GitHub"),
    _row("markdown.extensions", "texts", "extensions of Python-Markdown, installed beside dapsagi, by their names"),
    _row("markdown.callout_titles", "pairs", "the words over callouts by kind, such as `{note: 알아두기}`"),
    _row("math", "math",
         "who draws formulas: `katex`, while the site is built; `mathjax`, a script that you load; `none`"),
    _row("images.responsive", "flag", "make smaller copies of images for smaller screens"),
    _row("images.widths", "numbers", "how wide those copies are, in pixels"),
    _row("images.webp", "flag", "make them as WebP, whatever the image is"),
    _row("images.covers", "flag", "show the picture that a post names in its front matter at its head"),
    _row("social_cards", "flag", "draw a picture of each post's title, shown where its address is shared"),
    _row("citations", "flag", "say under each post how to cite it, in words and as BibTeX"),
    _row("refine_html", "flag",
         "put elements of the theme into the text: particles and dates stay with their words, tables get a frame"),
    _row("comments.provider", "comment provider", "who keeps the comments under posts; off without one"),
    _row("comments.repo", "text", "the repository on GitHub that they are kept in: `name/name.github.io`"),
    _row("comments.repo_id", "text", "giscus: the id of the repository, as giscus.app shows it"),
    _row("comments.category", "text", "giscus: the category of discussions, such as `Announcements`"),
    _row("comments.category_id", "text", "giscus: its id, as giscus.app shows it"),
    _row("comments.term", "thread term", "what a thread is found by; `title` breaks when a title is changed"),
    _row("comments.encoded", "flag", "name threads by addresses as browsers write them (%EB%8B%B5…), as of old"),
    _row("comments.load", "comment loading", "load them when the reader comes near, or asks for them"),
    _row("analytics.goatcounter", "text",
         "count with GoatCounter: the code of your site, or your own server's address"),
    _row("analytics.plausible", "text", "count with Plausible: the domain of your site there"),
    _row("analytics.plausible_src", "text", "the address of its script, if it is not plausible.io's common one"),
    _row("analytics.umami", "text", "count with Umami: the id of your website there"),
    _row("analytics.umami_src", "text", "the address of its script, if it is your own server's"),
    _row("analytics.google", "text", "count with Google Analytics 4: the measurement id, `G-…`"),
    _row("analytics.load", "count loading", "count every visit, or only of those who agree; Google asks by default"),
    _row("theme.accent", "colors", "the colour of links and marks; the dark one is derived if it is not given"),
    _row("theme.paper", "colors", "the colour of the page"),
    _row("theme.ink", "colors", "the colour of text"),
    _row("theme.fonts.text", "fonts", "families before the theme's own for text", "text_fonts"),
    _row("theme.fonts.code", "fonts", "families before the theme's own for code", "code_fonts"),
    _row("theme.fonts.pretendard", "flag", "send Pretendard along for readers who have it not: 387 KB, once",
         "pretendard"),
    _row("theme.measure", "number", "the width of the text, in Hangul (24 to 60); 0 leaves it to the theme"),
    _row("search", "flag", "readers can search the blog; a post or page with `search: false` is not found"),
    _row("revisions.git", "flag",
         "show on each post when and how it was changed by git's record, and tell feeds and the sitemap the date"),
    _row("excerpt_separator", "text", "where the excerpt of a post ends, such as `<!-- more -->`"),
    _row("paginate", "number", "how many posts a page of the home page's list holds"),
    _row("paginate_path", "text", "the address of those pages; `:num` is their number"),
    _row("future", "flag", "show posts with a date that has not come yet"),
    _row("show_drafts", "flag", "show drafts"),
    _row("unpublished", "flag", "show posts with `published: false`"),
    _row("limit_posts", "number", "show only so many posts, the newest; 0 shows all"),
    _row("include", "texts", "files to copy though their names begin with a dot or an underscore"),
    _row("exclude", "texts", "files and folders that do not belong to the site"),
    _row("check.ignore", "texts", "the codes of what `dapsagi check` need not report, such as `[W201]`"),
    _row("defaults", "scopes", "front matter for all posts and pages of a `scope` (`path`, `type`)"),
    _row("collections", "collections", "folders of documents beside the posts, as in Jekyll"),
    _row("collections_dir", "folder", "the folder that holds the collections' folders"),
    _row("posts_dir", "folders", "the folder of posts, beside every `_posts`; or several"),
    _row("drafts_dir", "folder", "the folder of drafts, beside every `_drafts`"),
    _row("pages_dir", "folder", "the folder of pages, which is no part of their address"),
    _row("files_dir", "folders", "folders which are no part of the address of the files in them, such as `static`"),
    _row("data_dir", "folder", "the folder of data files"),
    _row("includes_dir", "folder", "the folder of partials for `include`"),
    _row("editor", "text",
         "what opens a post from the preview: `vscode`, `zed`, … or a command with `{path}`, `{line}`"),
    _row("publish.branch", "text", "the branch that the built site is pushed to; without it, GitHub builds"),
    _row("publish.folder", "text", "the folder of that branch, such as `docs`"),
    _row("publish.install", "text", "what pip installs where GitHub builds: `dapsagi==1.2`, or `git+https://…@v1.2`"),
    _row("repository", "text",
         "where the blog's sources are: `owner/name` on GitHub; every post then links to its own"),
    _row("edit_url", "text", "what that link leads to instead, with `{path}` for the post's file"),
    _row("markdown_ext", "texts", "the file name extensions of Markdown"),
    _row("destination", "text", "the folder that the site is written to", "output"),
    _row("feed.path", "text", "the address of the Atom feed"),
    _row("navigation", "links", "the links at the head of every page: `Title: /address/`"),
    _row("social", "links", "the author's profiles elsewhere: `GitHub: https://github.com/…`"),
    _row("learning", "texts",
         "what you are learning now, for the home page; without it, what the newest posts are about"),
    _row("copyright", "text", "a line about rights, at the foot of every page instead of the author's name"),
    _row("plugins", "texts", "Jekyll's plugins; those that GitHub Pages runs are built in"),
    _row("extra", "mapping", "whatever else templates should see"),
)  # fmt: skip
