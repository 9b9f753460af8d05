"""What can be found wrong, in words: findings, errors, and the catalogue that explains each code."""
