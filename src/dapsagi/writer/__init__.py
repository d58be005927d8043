"""The writer: pages and static files to the output folder. `write` is its door."""
