"""Layouts (paper, palette, faces, words, templates) and printers' profiles, read and validated."""
