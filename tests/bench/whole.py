"""The plain run: `python whole.py DOCUMENT.html OUT.pdf`, WeasyPrint as anybody would call it.

It imports nothing of ours. The document names its pictures beside it; faces come from fontconfig.
"""

import logging
import sys
from pathlib import Path

from weasyprint import HTML

if __name__ == "__main__":
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    source, target = map(Path, sys.argv[1:])
    HTML(source).write_pdf(target, pdf_variant="pdf/a-3a")
