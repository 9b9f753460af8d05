"""The few functions of WeasyPrint that we replace, each pinned by the hash of its source."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

import weasyprint

from rocbpress.errors import TypesetError
from rocbpress.findings import Finding

# An entry for each supported version: SHA-256 of the source of what we replace or rely on.
PINNED: Mapping[str, Mapping[str, str]] = {
    "70.0": {
        "weasyprint.pdf.add_tags":
            "f0e74575b0bafaf36458eaac27874e3b80457fba3694058153da514a68933f22",
        "weasyprint.pdf.generate_pdf":
            "626343ef25c396e8521948cadbe2b7544331c161040da80ed4e338fadac3efa9",
        "weasyprint.pdf.build_fonts_dictionary":
            "fc551bef35d0d6c3d288f686fd21b5ea8c1efadb8f2f3b4d379cfa6045c02230",
        "weasyprint.pdf.stream.Stream":
            "624257224db6f66d9120a8bc7aa257603f0a416cd8df58abb2d9258f5e678940",
        "weasyprint.document.Document":
            "54092421bd31096c389b4f4d40e0580423c098887771d6652ca7029496ba09ad",
        "weasyprint.document.build_formatting_structure":
            "cec02c4844472c92ef960efb5fea483412767113423f262a6183acbe4950769f",
        "weasyprint.draw.text.draw_first_line":
            "1bb8eae6d88e71b17096a034656f3be17da8f1f513c78536c1c38d971927638b",
        "weasyprint.layout.inline.split_first_line":
            "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f",
        "weasyprint.layout.inline.split_text_box":
            "8c564329599ef23fac6cc8c403768e9e51638226d87a8b2de69c49c9c5f408c8",
        "weasyprint.layout.inline.remove_last_whitespace":
            "53f0c79c9fbbda500488edce48d95e80a43243d63824606aab2b0f77916e8601",
        "weasyprint.formatting_structure.boxes.TextBox":
            "7fcb818c71c2bb896fe7768810d02f408aafc23f24cb5997f7b23b0e277c085d",
        "weasyprint.anchors.gather_anchors":
            "373f8c676f27da3b0960998876d78d01eef0b5ff0a0b0c48bfc7a9a89627bbfd",
    },
}

Replacement = Callable[[Any], Callable[..., Any]]


@cache
def check_pins() -> None:
    """TypesetError where WeasyPrint is not one that our replacements were written against."""
    pins = PINNED.get(weasyprint.__version__, {})
    changed = [name for name, digest in pins.items() if source_digest(name) != digest]
    if changed or not pins:
        raise TypesetError(Finding(
            "engine-unsupported",
            f"WeasyPrint {weasyprint.__version__} is not supported" + (
                f": {', '.join(changed)} changed" if changed else ""),
            hint=f"install weasyprint=={', '.join(PINNED)}"))


def source_digest(name: str) -> str:
    """SHA-256 of the source of a module's function, or of a class's method, in hexadecimal."""
    owner, attribute = _owner(name)
    return hashlib.sha256(inspect.getsource(getattr(owner, attribute)).encode()).hexdigest()


@contextmanager
def replaced(replacements: Mapping[str, Replacement]) -> Iterator[None]:
    """Put replacements, each made from its original, in their places while the block runs."""
    check_pins()
    originals = {name: getattr(*_owner(name)) for name in replacements}
    try:
        for name, make in replacements.items():
            setattr(*_owner(name), make(originals[name]))
        yield
    finally:
        for name, original in originals.items():
            setattr(*_owner(name), original)


def _owner(name: str) -> tuple[Any, str]:
    """The module and the attribute that a dotted name speaks of."""
    module, _, attribute = name.rpartition(".")
    return import_module(module), attribute
