"""Mutation tests: each change to a line is tried before the tests that run the line."""
