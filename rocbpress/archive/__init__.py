"""The archive: issues locked, verified years later, restored from their own file, and indexed."""
