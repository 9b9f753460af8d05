"""Pictures: looked at before they are trusted, and prepared for the size and colours of an edition."""

from rocbpress.images.preparing import Prepared, prepare
from rocbpress.images.probing import Probe, probe

__all__ = ["Prepared", "Probe", "prepare", "probe"]
