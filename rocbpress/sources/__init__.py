"""issue.yaml and articles, read and validated. All of YAML and Markdown is in this package."""
