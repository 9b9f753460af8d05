"""Text from right to left, drawn so that readers extract it in the order in which it was written."""
