"""Everything that a template may see.

A template gets two names: `site`, the `Chrome` that every page of one language shares, and `page`, one of the views
below. A page's key is the digest of both, so a view holds exactly what its page shows: a field that no template needs
makes pages stale for nothing. What depends on a body alone (its HTML, its table of contents) is not copied into the
view; the view names the body by digest and the renderer adds `content` and `toc`.

Addresses in views are ready for an `href`: percent-encoded, under the base path. `absolute_url` and its like carry
scheme and host as well, and are empty where the blog's own address is not known.
"""
