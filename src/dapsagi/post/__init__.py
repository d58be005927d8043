"""One source file's text to one post: its front matter, its names and dates, and what its body says of itself."""
