"""Preloaded by the fork server: what each worker would do first is done once, before it is forked."""

from __future__ import annotations

import re
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pyphen

from rocbpress.findings.errors import TypesetError
from rocbpress.typeset.typeset import prepare

_CALL = re.compile(r"ffi\.(?:new|cast)\(\s*'([^']+)'")


def _read_types() -> None:
    """Have cffi read the names of C types once; each takes it some milliseconds, then it remembers."""
    from weasyprint.text.ffi import ffi

    for module in ("weasyprint.text.line_break", "weasyprint.text.fonts", "weasyprint.pdf.fonts"):
        spec = find_spec(module)
        source = Path(spec.origin).read_text("utf-8") if spec and spec.origin else ""
        for name in dict.fromkeys(_CALL.findall(source)):
            ffi.typeof(name)


pyphen.Pyphen(lang="en")  # which remembers the patterns of fourteen thousand pieces of words
with suppress(TypesetError):  # a missing library: the first flow reports it with its name
    prepare()
    _read_types()
