"""What docs/findings.md quotes and limits is what the program says and holds."""

import re

import pytest

from rocbpress.assemble.mail_size import HEAVIEST
from rocbpress.copyfit.choose import THIRD
from rocbpress.findings.catalogue import catalogue
from rocbpress.layout.editions import EDITIONS
from rocbpress.preflight.paper.ink_rules import SMALL, THINNEST
from rocbpress.preflight.pictures import CUT
from rocbpress.sources.reading import LINE_LIMIT, TEXT_LIMIT
from rocbpress.typeset.workers.worker import DEADLINE
from rocbpress.web.checks import LIGHT
from tests.message_templates import letters_of_the_program

# Limits that meanings and cures name; a message has them from the code.
PRINT, MAIL = EDITIONS["print"], EDITIONS["mail"]
LIMITS = {
    "file-too-large": f"{TEXT_LIMIT // 1000} kB and {LINE_LIMIT:,} lines",
    "flow-endless": "within a minute" if DEADLINE == 60 else "",
    "page-thin": "less than a third full" if THIRD == 1 / 3 else "",
    "picture-coarse": f"needs {PRINT.sharp} pixels per inch and refuses fewer than {PRINT.coarse}; "
                      f"mail needs {MAIL.sharp}",
    "picture-cut": f"More than {CUT:.0%} of a picture",
    "picture-heavy": "one of the five largest" if HEAVIEST == 5 else "",
    "rule-thin": f"at least {THINNEST:g} pt",
    "web-heavy": f"more than {LIGHT // 1000} kB",
    "text-mixed": f"up to {SMALL:g} pt"}


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_an_example_is_what_the_program_says(code):
    """Every word of it but names and values, with the limits of today."""
    example = catalogue()[code].example

    assert letters_of_the_program(example) > 8, example


@pytest.mark.parametrize("code", sorted(LIMITS))
def test_a_limit_in_an_explanation_is_that_of_the_code(code):
    """Whether it is named in the meaning or in the cure."""
    entry = catalogue()[code]

    assert LIMITS[code] and LIMITS[code] in f"{entry.meaning} {entry.cure}"


def test_no_limit_is_left_out():
    """A number with a unit in an explanation is one of these, or a size to aim at."""
    sizes = {code for code, entry in catalogue().items()
             if re.search(r"\d (pt|mm|pixels|MB|kB|seconds)\b", f"{entry.meaning} {entry.cure}")}

    assert sizes - LIMITS.keys() == {"image-heavy", "image-too-large"}
