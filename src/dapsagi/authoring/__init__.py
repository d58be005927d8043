"""Writing: a blog that begins, a new post by the author's custom, drafts, new names, tags.

Whatever is changed in an author's file is a few lines of its front matter; the rest stays as it is, byte for byte.
"""
