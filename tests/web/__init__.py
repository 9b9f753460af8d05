"""The web edition in a real browser, and before validators that npm installs."""
