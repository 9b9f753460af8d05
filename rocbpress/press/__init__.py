"""The stages in order: read, check, paginate, assemble, finish."""
