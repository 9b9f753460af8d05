"""Rules of a tagged file (PDF/UA-1, ISO 14289-1; PDF/A-3a, ISO 19005-3), and its transcript."""
