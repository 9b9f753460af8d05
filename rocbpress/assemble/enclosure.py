"""A file that the archive edition carries, and how it stands to the document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

RECORD = "rocbpress.json"
_MEDIA_TYPES = MappingProxyType({
    ".yaml": "application/yaml", ".toml": "application/toml", ".json": "application/json",
    ".md": "text/markdown", ".csv": "text/csv", ".css": "text/css", ".txt": "text/plain", ".j2": "text/plain",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
    ".tif": "image/tiff", ".tiff": "image/tiff", ".svg": "image/svg+xml",
    ".ttf": "font/ttf", ".otf": "font/otf", ".ttc": "font/collection", ".icc": "application/vnd.iccprofile"})


class Role(StrEnum):
    """How a file stands to the document (ISO 19005-3, 6.8)."""

    SOURCE = "Source"
    DATA = "Data"
    SUPPLEMENT = "Supplement"


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file as it is in the workspace; `name` is its path there, with slashes."""

    name: str
    data: bytes
    role: Role
    description: str

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES.get(Path(self.name).suffix.lower(), "application/octet-stream")
