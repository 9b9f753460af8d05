"""Broken and hostile issues: what is changed in a small sound one, and what must be said of it."""
