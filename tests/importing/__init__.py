"""Files as colleagues send them, made for tests, and what of them must arrive."""
