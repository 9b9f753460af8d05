"""What is read of content streams, once for the same bytes: most pages of an issue are as they were."""

from dataclasses import dataclass, field
from hashlib import sha256

from rocbpress.preflight.content_streams import content_fault
from rocbpress.preflight.tagged.marked_content import Marks, read_marks
from rocbpress.workspace.cache import Entry


@dataclass(frozen=True, slots=True)
class ContentReading:
    """The marks of a content stream, and what is wrong with it, '' where nothing is."""

    marks: Marks
    fault: str


@dataclass(slots=True)
class ContentReader:
    """Reads content streams; `entry` knows those of the last file of the same name."""

    entry: Entry
    _known: dict[bytes, ContentReading] = field(init=False)
    _read: dict[bytes, ContentReading] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = self.entry.find() or {}

    def marks(self, content: bytes) -> Marks:
        """As `read_marks`."""
        return self._reading(content).marks

    def fault(self, content: bytes) -> str:
        """As `content_fault`."""
        return self._reading(content).fault

    def keep(self) -> None:
        """Keep what was read for the next file."""
        if self._read.keys() != self._known.keys():
            self.entry.keep(self._read)

    def _reading(self, content: bytes) -> ContentReading:
        digest = sha256(content).digest()
        if digest not in self._read:
            self._read[digest] = self._known.get(digest) or ContentReading(
                read_marks(content), content_fault(content))
        return self._read[digest]
