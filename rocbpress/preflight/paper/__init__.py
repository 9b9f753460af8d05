"""Rules of a print edition (PDF/X-4, ISO 15930-7)."""
