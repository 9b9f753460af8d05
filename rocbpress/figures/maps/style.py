"""How a layout draws its maps: a colour for each role, and a treatment of disputed areas."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rocbpress.figures.maps.borders import Treatment, treatments
from rocbpress.layout.colour import ROLES, Colour
from rocbpress.layout.editions import Space

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MapStyle:
    """Colours by role (layout/colour.py) as SVG writes them, and disputed shapes by their codes."""

    colours: Mapping[str, str]
    disputed: Mapping[str, Treatment]

    def colour(self, role: str) -> str:
        """The colour that plays a role, in the space of the edition."""
        return self.colours[role]


@dataclass(frozen=True, slots=True)
class LandColours:
    """The roles on one kind of map: quiet land, border lines, hatching on quiet and on filled land."""

    land: str
    border: str
    hatch: str
    hatch_on_fill: str
    line: float = 0.5  # points


def map_style(palette: Mapping[str, Colour], space: Space, disputed: Mapping[str, str] = _NONE) -> MapStyle:
    """The style of a palette by roles; `disputed` gives treatments by the names of areas."""
    return MapStyle({role: palette[role].css(space) for role in sorted(ROLES)}, treatments(disputed))
