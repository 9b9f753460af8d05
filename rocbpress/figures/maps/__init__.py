"""Maps as inline SVG from vendored outlines, in the layout's colours."""
