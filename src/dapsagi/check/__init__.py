"""Looking after a blog: everything that its sources say is held against the rules, and on demand against the web."""
