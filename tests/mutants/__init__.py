"""Does a test fail when the program is changed? Each change to a line is tried before the tests that run it."""
