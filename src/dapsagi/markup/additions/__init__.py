"""What the dapsagi dialect adds to kramdown, one module for each addition; in the jekyll dialect none of it happens."""
