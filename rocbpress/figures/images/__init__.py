"""Pictures: looked at before they are trusted, and prepared for the size and colours of an edition."""

from rocbpress.figures.images.preparing import Prepared, prepare
from rocbpress.figures.images.probing import Probe, probe

__all__ = ["Prepared", "Probe", "prepare", "probe"]
