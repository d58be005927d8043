"""What the tool runs on: worker processes, memory, files, and its own code as it is installed."""
