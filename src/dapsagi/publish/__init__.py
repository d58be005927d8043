"""Publishing to GitHub Pages: `prepare` looks at everything before, `send` lets the site leave, `live` looks after it.

What is prepared has a `destination`, the site that is `outgoing`, and the list of `checks`.

There are two ways: GitHub builds the site from the source branch that is pushed (`workflow`), or the site that was
built here is pushed to a branch of its own. Either way, nothing of the author's is touched.
"""
