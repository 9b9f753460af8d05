"""What turns articles into the documents that typesetting reads: words, measures, templates."""
