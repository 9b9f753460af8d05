"""Writes the page to standard output."""

import sys

from rocbpress.catalogue.page import findings_page

sys.stdout.buffer.write(findings_page().encode())
