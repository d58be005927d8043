"""Public catalogues of works: what is asked of them for the reading list, and what they answer."""
