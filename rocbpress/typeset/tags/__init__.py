"""The structure tree of a galley, its marked content and its links (ISO 32000-1, 14.7 and 14.8)."""
