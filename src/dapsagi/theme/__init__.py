"""The theme: its files, and a blog's own in their stead."""
