"""Posts: one source file's text to one `Post`."""

from dapsagi.post.names import is_markdown, is_optional, is_written, kind_of
from dapsagi.post.reading import FIELDS, read_post
from dapsagi.post.values import UNDATED, Particulars, Post, PostText, Source, is_shown, share_texts

__all__ = [
    "FIELDS",
    "UNDATED",
    "Particulars",
    "Post",
    "PostText",
    "Source",
    "is_markdown",
    "is_optional",
    "is_shown",
    "is_written",
    "kind_of",
    "read_post",
    "share_texts",
]
