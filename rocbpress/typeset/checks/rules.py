"""Faults of pages, found in the boxes that WeasyPrint laid out: it reports none of them itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rocbpress.findings.finding import Finding
from rocbpress.typeset.checks import breaks, ground, space
from rocbpress.typeset.checks.fault import PageFault
from rocbpress.typeset.checks.geometry import PageGeometry
from rocbpress.typeset.galley import page_of
from rocbpress.typeset.tags.ancestry import Ancestry, place_of

Rule = Callable[[Sequence[PageGeometry]], Iterator[PageFault]]

RULES: tuple[Rule, ...] = (
    space.text_keeps_to_its_box, space.text_keeps_to_its_measure, space.text_keeps_to_the_page,
    space.blocks_keep_to_the_page, space.blocks_keep_to_their_measure, space.pictures_keep_to_the_page,
    space.notes_keep_to_the_page, space.pictures_cover_no_text,
    ground.words_keep_apart, ground.words_stand_out,
    breaks.headings_keep_with_text, breaks.paragraphs_leave_no_single_line,
    breaks.notes_stand_by_their_calls, breaks.titles_end_in_more_than_a_word,
    breaks.articles_fill_their_pages,
)


def find_faults(pages: Sequence[PageGeometry], ancestry: Ancestry, flow: str) -> tuple[Finding, ...]:
    """What each rule reports of laid-out pages, once; places are blocks and pages of the flow.

    Words that run off the page are told as the line or table that is too wide, where there is one.
    """
    found = dict.fromkeys(
        Finding(fault.code, fault.message,
                replace(place_of(fault.context.element, ancestry), page=page_of(flow, fault.context.page)),
                fault.severity, fault.hint)
        for rule in RULES for fault in rule(pages))
    wide = {each.where for each in found if each.code in ("line-wide", "table-wide") and each.where.block}
    return tuple(each for each in found if each.code != "text-off-page" or each.where not in wide)
