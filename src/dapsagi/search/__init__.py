"""Search: what of a blog can be found, and the texts in which a reader's browser finds it."""
