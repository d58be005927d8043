"""The renderer: Jinja2 layouts applied to pages. `render` is its door."""
