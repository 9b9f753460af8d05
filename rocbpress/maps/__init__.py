"""Maps as inline SVG from vendored outlines, in the layout's colours; works without WeasyPrint."""

from rocbpress.maps.borders import AREAS, TREATMENTS, border_findings, decided
from rocbpress.maps.choropleth import choropleth
from rocbpress.maps.countries import Country, countries, country, known_names, required, unknown_country
from rocbpress.maps.drawing import Class, Drawing, Mark
from rocbpress.maps.locator import locator
from rocbpress.maps.painting import COLOURS
from rocbpress.maps.region import Site, region_map, zoom_map

__all__ = ["AREAS", "COLOURS", "TREATMENTS", "Class", "Country", "Drawing", "Mark", "Site",
           "border_findings", "choropleth", "countries", "country", "decided", "known_names", "locator",
           "region_map", "required", "unknown_country", "zoom_map"]
