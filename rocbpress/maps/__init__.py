"""Maps as inline SVG from vendored outlines, in the layout's colours; works without WeasyPrint."""

from rocbpress.maps.borders import AREAS, TREATMENTS, border_findings
from rocbpress.maps.countries import Country, countries, country, known_names, unknown_country
from rocbpress.maps.drawing import Class, Drawing, Mark
from rocbpress.maps.locator import locator
from rocbpress.maps.painting import COLOURS
from rocbpress.maps.region import Place, region_map, zoom_map

__all__ = ["AREAS", "COLOURS", "TREATMENTS", "Class", "Country", "Drawing", "Mark", "Place",
           "border_findings", "countries", "country", "known_names", "locator", "region_map",
           "unknown_country", "zoom_map"]
