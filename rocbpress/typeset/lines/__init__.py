"""Where the lines of a paragraph end: chosen for all of them together."""
