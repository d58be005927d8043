"""Bringing in a blog that another generator has built so far."""
