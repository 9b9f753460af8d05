"""Rules on the words of a manuscript, by file and line."""
