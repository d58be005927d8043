"""The reading list: the works that posts speak of, found from the links that they write anyway.

From the inside out: `identifiers` reads the numbers of papers and books, `addresses` folds what two addresses of one
place differ in, `tables` says what stands at which host, `recognise` makes a work of an address, `find` gathers the
works of all posts, `exports` writes them for reference managers.
"""
