"""Preview: the pages of an issue in a browser, set anew as its files are saved."""
