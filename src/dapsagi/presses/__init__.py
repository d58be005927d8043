"""What is made beside the pages, each once: formulas, images in their widths, cards, the search index."""
