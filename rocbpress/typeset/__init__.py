"""Flows into galleys. All of WeasyPrint is in this package."""
