"""Gradients of drawings repeat as WeasyPrint repeats them, until nobody could see it."""

from __future__ import annotations

import pytest
from tinycss2.color5 import parse_color
from weasyprint.matrix import Matrix
from weasyprint.svg import defs

from rocbpress.typeset.engine.gradients import MOST, bounded_linear, bounded_radial

BOX = (0, 0, 100, 50)
LINEAR = {"coarse": (0, 0, 0.25, 0), "fine": (0, 0, 1e-7, 0), "none": (0.5, 0.5, 0.5, 0.5)}
RADIAL = {"coarse": (0.5, 0.5, 0, 0.5, 0.5, 0.25), "fine": (0.5, 0.5, 0, 0.5, 0.5, 1e-9),
          "none": (0.5, 0.5, 0.5, 0.5, 0.5, 0.5), "inside out": (0.5, 0.5, 0.9, 0.5, 0.5, 0.1)}
MATRIX = Matrix(a=100, d=50)


def stops():
    return [0, 1], [parse_color("red"), parse_color("blue")]


@pytest.mark.parametrize("spread", ["repeat", "reflect"])
@pytest.mark.parametrize("name", LINEAR)
def test_linear_gradients_end(name, spread):
    """Over a vector of no length, or a tiny one, there are two stops of one colour across the box."""
    positions, colours, place = bounded_linear(defs.spread_linear_gradient)(
        spread, *stops(), *LINEAR[name], BOX, MATRIX)

    assert len(positions) == len(colours) < MOST
    if name == "coarse":
        assert (positions, colours, place) == defs.spread_linear_gradient(
            spread, *stops(), *LINEAR[name], BOX, MATRIX)
    else:
        assert colours[0] == colours[1] and (place[0], place[2]) == (0, 1)


@pytest.mark.parametrize("spread", ["repeat", "reflect"])
@pytest.mark.parametrize("name", RADIAL)
def test_radial_gradients_end(name, spread):
    """So it is with circles."""
    positions, colours, place = bounded_radial(defs.spread_radial_gradient)(
        spread, *stops(), *RADIAL[name], 1, 1, MATRIX)

    assert len(positions) == len(colours) < MOST
    if name == "coarse":
        assert (positions, colours, place) == defs.spread_radial_gradient(
            spread, *stops(), *RADIAL[name], 1, 1, MATRIX)
    else:
        assert colours[0] == colours[1] and place[2] == 0 and place[5] > 0.7


def test_padded_gradients_are_as_they_were():
    """What does not repeat is left to WeasyPrint, however short its vector."""
    given = (*stops(), *LINEAR["fine"], BOX, MATRIX)

    assert bounded_linear(defs.spread_linear_gradient)("pad", *given) == defs.spread_linear_gradient(
        "pad", *stops(), *LINEAR["fine"], BOX, MATRIX)
