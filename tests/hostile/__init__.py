"""Hostile drawings, pictures and texts: each is told in words or comes out right, within bounds."""
