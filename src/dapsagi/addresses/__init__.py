"""Addresses of single things: URLs, permalinks, slugs, and the targets that authors write."""
