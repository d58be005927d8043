"""The cache under `.dapsagi/`: what was read and rendered before, and the folder itself."""
