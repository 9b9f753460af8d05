"""The preview: what its page shows in a browser."""
