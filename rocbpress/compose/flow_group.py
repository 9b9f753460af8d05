"""Groups of flows that are composed together, each with the page numbers it prints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rocbpress.compose.links import UNKNOWN
from rocbpress.copyfit.fit import Fit
from rocbpress.typeset.flow import Flow

Addresses = tuple[tuple[str, str], ...]  # the words of links, and their addresses as one types them


@dataclass(frozen=True, slots=True)
class FlowGroup:
    """Flows composed of the same articles, in which `fits` gives way.

    `printed` are the page labels in them, by landmark; `addresses` the words and addresses of links that
    the edition prints without them.
    """

    name: str
    flows: tuple[Flow, ...]
    printed: Mapping[str, str]
    fits: tuple[tuple[str, Fit], ...] = ()
    addresses: Addresses = ()

    def is_true(self, pages: Mapping[str, str]) -> bool:
        """Whether all the numbers that it prints are those of `pages`: it need not be composed anew."""
        return all(pages.get(name, UNKNOWN) == label for name, label in self.printed.items())


class AskedPages(Mapping[str, str]):
    """Labels by landmark, which remembers in `printed` what it was asked for; one it lacks reads '00'."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self._pages = pages
        self.printed: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        return self.printed.setdefault(name, self._pages.get(name, UNKNOWN))

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)
