"""Block-level constructs of kramdown, one module each."""
