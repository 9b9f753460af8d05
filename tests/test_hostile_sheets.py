"""Style sheets that mean harm end as findings: none leads to a traceback, none goes on for ever."""

from __future__ import annotations

import pytest

from rocbpress.findings.errors import TypesetError
from rocbpress.typeset.workers.worker import typeset_within
from tests.flow_documents import FONTS, make_flow, some_words
from tests.proofs.sampling import some

BODY = "<div>" * 20 + "".join(f"<p data-block='one#b{at}'>{some_words(60, at)}</p>" for at in range(12)) + (
    "</div>" * 20)
HALVES = "".join(f"--v{at}:var(--v{at + 1}) var(--v{at + 1});" for at in range(30))


@pytest.mark.parametrize(("style", "code"), some([
    ("* " * 3_000 + "{top:1px}", "engine-fault"),
    (">".join(["*"] * 100_000) + "{top:1px}", "engine-fault"),
    ("~".join(["*"] * 2_000) + "{top:1px}", "engine-fault"),
    ("*:has(* * *){--a:b}" * 10_000, "flow-endless"),
    ("div:has(div:has(p)){--a:b}" * 5_000, "flow-endless"),
    ("p," * 100_000 + "p{top:1px}", "flow-endless"),
    ("p{x:y}" * 40_000, "flow-endless"),
    ("*{display:flex}", "flow-endless"),
    ("*{display:grid}", "flow-endless"),
    ("div{columns:2}", "flow-endless"),
    ("div{columns:100000}", "flow-endless"),
    ("div{display:grid;grid-template-columns:repeat(100000,1fr)}", "flow-endless"),
    (f"p{{{HALVES}--v30:a b;font-family:var(--v0)}}", "flow-endless"),
    ("@page{size:1pt 1pt;margin:0}", "flow-endless"),
    ("*::before{content:'" + "x " * 100_000 + "'}", "flow-endless"),
], 2))
def test_a_hostile_sheet_is_told(style, code):
    """Within the deadline of its flow, which is two seconds here."""
    with pytest.raises(TypesetError) as caught:
        typeset_within(make_flow(BODY, style=style), FONTS, 2.0)

    assert code in {finding.code for finding in caught.value.findings}


def test_many_complaints_are_placed_at_once():
    """Thousands of rules that are not understood take as long to place as to read."""
    style = "\n".join(["/*@file layouts/rocb/type.css*/", *["p { x: y }"] * 3_000, "p:unheard { top: 1px }"])
    with pytest.raises(TypesetError) as caught:
        typeset_within(make_flow(BODY, style=style), FONTS, 8.0)

    assert {finding.code for finding in caught.value.findings} == {"css-broken"}
