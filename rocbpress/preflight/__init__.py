"""Rules that a finished file must keep, a module a family."""
