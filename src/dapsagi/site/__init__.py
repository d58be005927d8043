"""The site: order, terms, series, and where every link leads. `assemble` is its door."""
