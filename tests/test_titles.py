"""Titles of 10, 40 and 120 letters in twenty scripts and languages: measured, broken and fitted by script."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, product

import pytest
from icu4py.breakers import LineBreaker

from rocbpress.compose.context import Context
from rocbpress.compose.cover_words import highlights_size, masthead_size, teasers_size
from rocbpress.compose.flows import compose
from rocbpress.compose.measure import balanced, line_count, shortened, text_width
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.sources.markdown.breaks import broken, line_ends
from rocbpress.sources.markdown.scripts import runs
from rocbpress.typeset.typeset import typeset
from rocbpress.workspace.workspace import Workspace
from tests.flow_documents import FONTS
from tests.proofs.sampling import some
from tests.samples import LENGTHS, NAMES, SAMPLES, title
from tests.small_issue import HEAD, ISSUE, make


@pytest.fixture(scope="module")
def issue(newsletter, tmp_path_factory):
    """An issue with an article of each length in each script, and the layout."""
    root = tmp_path_factory.mktemp("titles")
    heads = {f"s{at}-{length}": (sample, title(sample, length))
             for at, sample in enumerate(SAMPLES) for length in LENGTHS}
    workspace = make(root, issue=ISSUE.replace("[one]", f"[{', '.join(heads)}]"), files={
        f"articles/{slug}.md": HEAD.replace("One", f'"{words}"').replace(
            "kind", f"language: {sample.language}\nkind") + "Words.\n"
        for slug, (sample, words) in heads.items()})
    return read_manuscript(workspace, 5), read_layout(Workspace(newsletter.layouts.parent), "rocb")


def context_of(issue, layout=None, **changed):
    made, own = issue
    made = replace(made, issue=made.issue.model_copy(update={"highlights": (), **changed}))
    return Context(made, layout or own, EDITIONS["mail"], {}, made.folder)


@pytest.mark.parametrize(("at", "layout"), some(product(range(len(SAMPLES)), ["rocb", "plain"]), 3))
def test_a_cover_fits_three_long_titles(issue, at, layout, newsletter, tmp_path):
    """By steps of size, whatever the script: nothing is overset or printed over."""
    manuscript, _ = issue
    own = manuscript.issue.model_copy(update={
        "highlights": (f"s{at}-120",) * 3, "covers": "July to September 2023",
        "design": manuscript.issue.design.model_copy(update={"cover": "band"})})
    section = replace(manuscript.sections[0], articles=(manuscript.article(f"s{at}-120"),))
    cover = compose(replace(manuscript, issue=own, sections=(section,)),
                    read_layout(Workspace(newsletter.layouts.parent), layout), EDITIONS["mail"], {},
                    pictures=tmp_path)[0]

    assert not typeset(cover, FONTS).findings


@pytest.mark.parametrize("length", LENGTHS)
def test_fewer_titles_are_never_set_smaller(issue, length):
    """Of three titles, two and one the sizes only grow."""
    order = [("quote", "highlight"), ("entry", "highlight"), ("entry", "highlight-wide"),
             ("label", "highlight-wide")]
    context = context_of(issue)
    for at in some(range(len(SAMPLES)), 3):
        words = context.manuscript.article(f"s{at}-{length}").title_html
        sizes = [highlights_size(context, [words] * count) for count in (3, 2, 1)]
        places = [order.index((size.title, size.measure)) for size in sizes]
        assert places == sorted(places, reverse=True)
        assert teasers_size(context, [words] * 3) is not None


@pytest.mark.parametrize(("short", "kind", "set_as"), [
    ("ROCB A/P", "E-Newsletter", ""),
    ("Customs Administration", "Newsletter of the Region", "stacked"),
    ("Office of the Customs Administration", "Newsletter of the Region", "small"),
    ("税関研修所アジア太平洋", "ニュースレター", "stacked"),
    ("Office " * 30, "Newsletter " * 12, "least"),
])
def test_a_masthead_never_overprints(issue, short, kind, set_as):
    """Its words stand side by side, below each other, or smaller."""
    context = context_of(issue, title=kind)
    publisher = context.manuscript.publisher.model_copy(update={"short": short, "office": ""})

    assert masthead_size(replace(context, manuscript=replace(
        context.manuscript, publisher=publisher)), "The Organisation", "") == set_as


@pytest.mark.parametrize("sample", SAMPLES, ids=NAMES)
def test_lines_end_where_the_script_has_it(sample, issue):
    """Lines of a balanced title are as many as in the measure, and a running title ends at such a place."""
    face = issue[1].titles["middle"]
    for length in LENGTHS:
        words = title(sample, length)
        wide = balanced(words, face, 322, sample.language)
        lines = line_count(words, face, 322, sample.language)
        assert wide <= 322
        assert line_count(words, face, wide, sample.language) == lines
        assert lines >= text_width(words, face, sample.language) // 322
        cut = shortened(words, face, 300, sample.language)
        assert text_width(cut, face, sample.language) <= 300
        shown = "".join(broken(part.text, part.code) for part in runs(words, sample.language))
        ends = accumulate(map(len, LineBreaker(shown, "en")))
        assert cut == words or any(
            shown[:end].replace("\u200b", "").rstrip(" ,;:") + "…" == cut for end in ends)


def test_japanese_lines_begin_with_no_stop_and_korean_words_stay_whole():
    """As UAX 14 and the customs of titles have it; Thai has only the breaks of its words."""
    japanese = "税関の職員は、「国際貿易」を円滑かつ安全にします。"
    assert not {japanese[end] for end in line_ends(japanese)} & set("、。」")
    assert not {japanese[end - 1] for end in line_ends(japanese)} & set("「")
    assert [("세관 직원은 국제")[end - 1] for end in line_ends("세관 직원은 국제")] == [" ", " "]
    thai = broken("สำนักงานศุลกากร", "thai")
    assert [thai[end - 1] for end in line_ends(thai)] == ["\u200b"]
