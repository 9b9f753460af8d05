"""Faults of pages, found in the boxes that WeasyPrint laid out: it reports none of them itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from rocbpress.findings.finding import Finding
from rocbpress.typeset.checks.breaks import (
    headings_keep_with_text,
    notes_stand_by_their_calls,
    paragraphs_leave_no_single_line,
    titles_end_in_more_than_a_word,
)
from rocbpress.typeset.checks.fault import PageFault
from rocbpress.typeset.checks.geometry import DocumentGeometry
from rocbpress.typeset.checks.overflow import (
    blocks_keep_to_the_page,
    blocks_keep_to_their_measure,
    notes_keep_to_the_page,
    pictures_keep_to_the_page,
    text_keeps_to_its_box,
    text_keeps_to_its_measure,
    text_keeps_to_the_page,
)
from rocbpress.typeset.checks.overlap import pictures_cover_no_text
from rocbpress.typeset.galley import page_of
from rocbpress.typeset.tags.ancestry import Ancestry, place_of

Rule = Callable[[DocumentGeometry], Iterator[PageFault]]


def find_faults(geometry: DocumentGeometry, ancestry: Ancestry, flow: str) -> tuple[Finding, ...]:
    """What each rule reports of a laid-out document, once; places are blocks and pages of the flow."""
    found = (fault for rule in RULES for fault in rule(geometry))
    return tuple(dict.fromkeys(_finding(fault, ancestry, flow) for fault in found))


def _finding(fault: PageFault, ancestry: Ancestry, flow: str) -> Finding:
    where = replace(place_of(fault.element, ancestry), page=page_of(flow, fault.page))
    return Finding(fault.code, fault.message, where, fault.severity, fault.hint)


RULES: tuple[Rule, ...] = (
    text_keeps_to_its_box, text_keeps_to_its_measure, text_keeps_to_the_page,
    blocks_keep_to_the_page, blocks_keep_to_their_measure, pictures_keep_to_the_page,
    notes_keep_to_the_page, pictures_cover_no_text,
    headings_keep_with_text, paragraphs_leave_no_single_line,
    notes_stand_by_their_calls, titles_end_in_more_than_a_word,
)
