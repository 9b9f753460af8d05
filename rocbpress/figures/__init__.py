"""Pictures, drawings and maps, made ready for the document that shows them."""
