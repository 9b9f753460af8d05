"""Review: drafts to be approved, what changed since another, and the comments that come back in them."""
