"""WeasyPrint itself: its fonts, its files, its log, and the functions of it that are replaced."""
