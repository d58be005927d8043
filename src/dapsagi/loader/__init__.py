"""The loader: a blog's folder to posts, pages and static files. `load` is its door."""
