"""Writes the page to standard output."""

import sys

from rocbpress.findings.page import findings_page

sys.stdout.buffer.write(findings_page().encode())
