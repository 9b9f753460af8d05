"""Wheels of other systems, read here: do they hold what typesetting opens?"""
