"""Pictures: checked before they are trusted, and prepared for the size and colours of an edition."""
