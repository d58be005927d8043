"""The plan: every page of a site as `(url, template, view)`, and everything that a template may see."""
