"""Preloaded by the fork server: what each worker would do first is done once, before it is forked."""

import gc
from contextlib import suppress

from rocbpress.findings.errors import TypesetError

# As line_break, text.fonts and pdf.fonts of WeasyPrint name them to cffi.
_TYPES = ("PangoRectangle *", "PangoLogAttr[]", "PangoFcFontMap *", "FcChar8 **", "FcResult *",
          "unsigned int *", "hb_tag_t[100]", "char[4]")


def _prepare() -> None:
    import pyphen

    from rocbpress.typeset.typeset import prepare

    pyphen.Pyphen(lang="en")  # which remembers the patterns of fourteen thousand pieces of words
    with suppress(TypesetError):  # a missing library: the first flow reports it with its name
        prepare()
        _read_types()


def _read_types() -> None:
    """Have cffi read the names of C types once; each takes it some milliseconds, then it remembers."""
    from weasyprint.text.ffi import ffi

    for name in _TYPES:
        ffi.typeof(name)


gc.set_threshold(200_000)  # nothing of what is loaded is garbage
_prepare()
gc.freeze()
