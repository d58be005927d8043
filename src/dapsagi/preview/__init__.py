"""The live preview: a server that shows a blog as it will be built, and follows what its author saves."""
