"""Span-level constructs of kramdown, one module each."""
