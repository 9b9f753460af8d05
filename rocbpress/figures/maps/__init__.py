"""Maps as inline SVG from vendored outlines, in the layout's colours; works without WeasyPrint."""

from rocbpress.figures.maps.borders import AREAS, TREATMENTS, border_findings, decided
from rocbpress.figures.maps.choropleth import choropleth
from rocbpress.figures.maps.countries import (
           Country,
           countries,
           country,
           known_names,
           required,
           unknown_country,
)
from rocbpress.figures.maps.drawing import Drawing, LegendClass, MapLabel
from rocbpress.figures.maps.locator import locator
from rocbpress.figures.maps.painting import COLOURS
from rocbpress.figures.maps.region import Site, region_map, zoom_map

__all__ = ["AREAS", "COLOURS", "TREATMENTS", "Country", "Drawing", "LegendClass", "MapLabel", "Site",
           "border_findings", "choropleth", "countries", "country", "decided", "known_names", "locator",
           "region_map", "required", "unknown_country", "zoom_map"]
