"""Posts: one source file's text to one `Post`."""

from dapsagi.post.names import is_optional, is_written, kind_of
from dapsagi.post.reading import FIELDS, read_post
from dapsagi.post.values import UNDATED, Post, PostText, Source, is_shown

__all__ = [
    "FIELDS",
    "UNDATED",
    "Post",
    "PostText",
    "Source",
    "is_optional",
    "is_shown",
    "is_written",
    "kind_of",
    "read_post",
]
