"""The post-processor: galleys into one tagged PDF. pypdf lives here and in preflight."""
