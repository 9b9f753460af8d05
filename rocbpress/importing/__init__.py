"""Reports as colleagues send them, into articles: every word stands in the article or in a finding."""
