"""The mail as programs show it, in Debian's chromium."""
