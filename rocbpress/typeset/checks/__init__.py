"""Checks of laid-out pages: text, pictures and notes in their place, and where pages break."""
