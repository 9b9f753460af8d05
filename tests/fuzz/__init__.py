"""Fuzzing with coverage as the guide; pytest collects nothing here."""
