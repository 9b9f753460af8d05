"""Checks of a layout: contrast of its colours, names of disputed areas."""
