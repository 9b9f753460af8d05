"""Objects read token by token are those that pypdf reads letter by letter."""

from __future__ import annotations

import zlib
from io import BytesIO
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from rocbpress.assemble.reading import open_pdf
from tests.flow_documents import set_body

COMMON = (b"12", b"-3", b"+7", b"0.5", b"-.25", b"4.", b"true", b"false", b"null", b"/Name", b"/A-b.c+D",
          b"(plain text)", b"()", b"<FEFF0E19>", b"<48 65 6>", b"<>", b"[]", b"<<>>", b"[1 2 3 0 R 4]",
          b"<</K[1 2]/P 3 0 R/S/Span>>", b"[1 0 R 2 0 R]", b"[0 0 595.276 841.89]")
STRANGE = (rb"(a\)b)", b"(a(b)c)", b"/A#20B", b"[1 % a comment\n2]", b"(line\rend)", rb"(\101)")


def stream(number, entries, data):
    head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(data))
    return head + data + b"\nendstream\nendobj\n"


def packed(objects):
    """A file with these objects, from number 5 on, in one object stream."""
    starts = [0, *accumulate(len(each) + 1 for each in objects)]
    head = b" ".join(b"%d %d" % (5 + at, start) for at, start in enumerate(starts[:-1])) + b" "
    body = zlib.compress(head + b"\n".join(objects) + b"\n")
    out = bytearray(b"%PDF-1.7\n")
    places = [(0, 0, 65535)]
    for number, text in ((1, b"<</Type/Catalog/Pages 2 0 R>>"), (2, b"<</Type/Pages/Kids[]/Count 0>>"),
                         (3, b"<</Here true>>")):
        places.append((1, len(out), 0))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    places.append((1, len(out), 0))
    out += stream(4, b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(head)), body)
    places += [(2, 4, at) for at in range(len(objects))]
    start = len(out)
    places.append((1, start, 0))
    rows = b"".join(kind.to_bytes(1, "big") + at.to_bytes(4, "big") + more.to_bytes(2, "big")
                    for kind, at, more in places)
    out += stream(len(places) - 1, b"/Type/XRef/Size %d/W[1 4 2]/Root 1 0 R" % len(places), rows)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def said(value):
    """An object with its type, references as numbers."""
    if isinstance(value, IndirectObject):
        return "R", value.idnum, value.generation
    if isinstance(value, DictionaryObject):
        return "D", [(key, said(dict.__getitem__(value, key))) for key in value]
    if isinstance(value, ArrayObject):
        return "A", [said(each) for each in list.__iter__(value)]
    return type(value).__name__, str(value), getattr(value, "original_bytes", b"")


def both(data):
    """What either reader says of every object in the file's object streams."""
    ours, theirs = open_pdf(data), PdfReader(BytesIO(data))
    numbers = sorted(theirs.xref_objStm)
    assert numbers
    return ([said(IndirectObject(each, 0, reader).get_object()) for each in numbers]
            for reader in (ours, theirs))


@given(st.lists(st.sampled_from(COMMON + STRANGE), min_size=1, max_size=12))
def test_objects_are_those_of_pypdf(objects):
    """Common ones, and such as are left to pypdf, in any company."""
    ours, theirs = both(packed(objects))

    assert ours == theirs


def test_a_galley_reads_the_same():
    """Every object of a tagged page."""
    ours, theirs = both(set_body("<h1 id='a'>Ti(t)le</h1><p>One <a href='#a' title='a (b)'>two</a></p>").pdf)

    assert ours == theirs


@pytest.mark.parametrize("objects", [[each] for each in COMMON])
def test_common_objects_are_not_left_to_pypdf(objects):
    """They are in the reader's memory before anybody asks for them."""
    assert (0, 5) in open_pdf(packed(objects)).resolved_objects


@pytest.mark.parametrize("written", [b"/Name", b"12", b"0.5", b"3 0 R"])
def test_what_comes_again_and_again_is_kept_once(written):
    """A tree names the same few things thousands of times: each is one object in memory."""
    reader = open_pdf(packed([b"[%s %s]" % (written, written)]))
    found = IndirectObject(5, 0, reader).get_object()
    assert isinstance(found, ArrayObject)
    first, second = list.__iter__(found)

    assert first is second


def test_what_is_broken_is_left_to_pypdf():
    """A stream that ends in the midst of an object raises no error of ours."""
    reader = open_pdf(packed([b"12", b"[1 2"]))

    assert (0, 5) not in reader.resolved_objects
