"""A print-ready PDF newsletter typesetter."""

__version__ = "0.1.0"
