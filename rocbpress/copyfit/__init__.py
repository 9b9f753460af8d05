"""Copyfitting: what gives way in each article, so that pages fill."""
