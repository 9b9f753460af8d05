"""The newsletter's folder on disk: where things lie, the cache, writing a file whole."""
