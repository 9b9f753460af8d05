"""Articles from Markdown into blocks of HTML, every fault with its line."""
