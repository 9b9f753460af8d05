"""The operators of a content stream, and what only looks like one."""

import random
from io import BytesIO

import pikepdf
import pytest

from rocbpress.assemble.operators import operations
from tests.printed import printed


def read(content):
    return [(each.operator.decode(), *(part.decode() for part in each.operands))
            for each in operations(content)]


@pytest.mark.parametrize(("content", "expected"), [
    (b"1 0 0 rg /F 10 Tf", [("rg", "1", "0", "0"), ("Tf", "/F", "10")]),
    (b"(a (1 0 0 rg) \\) b) Tj", [("Tj",)]), (b"[(x) -3 (1 0 0 rg)]TJ <31> Tj", [("TJ",), ("Tj",)]),
    (b"/P <</MCID 0 /X (rg)>> BDC EMC", [("BDC",), ("EMC",)]),
    (b"/P <</MCID 0 /X true /Y <31> /Z (\\) f)>> BDC", [("BDC",)]),
    (b"% 1 0 0 rg\r\n.5 g", [("g", ".5")]),
    (b"0 0 m 1 1 l -5. +3 l h f*", [("f*",)]),
    (b"BI /W 1 /CS /RGB ID \x00 rg ( EI Q", [("BI", " /W 1 /CS /RGB"), ("Q",)]),
    (b"q\r1 0 0 1 0 0\tcm\x00Q", [("q",), ("cm", "1", "0", "0", "1", "0", "0"), ("Q",)]),
    (b"(never closed", []), (b"BI never", [("BI", " never")]), (b"1 2 3 4 ", []),
])
def test_operands_are_names_and_numbers(content, expected):
    """Strings, comments and pictures hide nothing and add nothing."""
    assert read(content) == expected


def test_places_lead_back_to_the_stream():
    """What is cut out by them is the operation."""
    content = b"q  1 0 0 rg (a) Tj /Fm0 Do"

    assert [content[each.start:each.end] for each in operations(content)] == [
        b"q", b"1 0 0 rg", b"Tj", b"/Fm0 Do"]


def test_what_precedes_an_operator_is_at_hand():
    """Strings, arrays and dictionaries are between the operator before and its own; paths are not."""
    content = b"q 0 0 m 9 9 l f /P <</MCID 3/Lang(en)>> BDC [<0041>-3(x)]TJ BI /W 1 ID x EI EMC"

    assert [content[each.after:each.end] for each in operations(content)] == [
        b"q", b" f", b" /P <</MCID 3/Lang(en)>> BDC", b" [<0041>-3(x)]TJ", b" BI /W 1 ID x EI", b" EMC"]


def test_it_reads_what_other_parsers_read():
    """On every page of a print edition, operator by operator; segments of paths are left out."""
    with pikepdf.open(BytesIO(printed())) as pdf:  # its own copy, since joining the parts changes it
        for page in pdf.pages:
            page.contents_coalesce()
            content = page.Contents.read_bytes()
            theirs = [str(each.operator) for each in pikepdf.parse_content_stream(page)]

            assert [name for name, *_ in read(content)] == [n for n in theirs if n not in set("mlcvyh")]


def test_rubbish_takes_no_time():
    """Every stream comes to an end, soon: numbers without an operator, brackets, noise."""
    noise = random.Random(82).randbytes(20_000)
    for content in (b"1.5 " * 100_000, b"/a" * 100_000, b"[" * 50_000, b"(" * 50_000, b"<" * 50_000,
                    noise * 5):
        assert len(list(operations(content))) < len(content)
