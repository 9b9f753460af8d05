"""The command line: options, progress and messages; nothing else prints."""
