"""A layout: paper, palette, faces, words, templates."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import PrivateAttr

from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Finding, Place, Severity, did_you_mean
from rocbpress.layout.colour import ROLES, Colour
from rocbpress.layout.files import check_files
from rocbpress.layout.schema import LanguageEntry, LayoutFile
from rocbpress.layout.toml import LayoutContext, read_toml
from rocbpress.workspace.workspace import Workspace


class Layout(LayoutFile):
    """What layout.toml says, and where templates and styles lie: `name` is the folder's in layouts/.

    `styles` are the sheets of every flow, in order; a template may have one of its own name
    too. `faces` are those of other scripts than Latin, by their codes. `measures` are lengths
    in points by name, `sizes` width and height, `lines` how many lines a place holds.
    `languages` are by their codes (ISO 639-1). `accents` are the colours of the palette that each accent
    changes, `covers` the forms of the cover that the templates know, `notes` says whether pages that fill a
    signature are ruled. `approval` is whether an issue must say who approved it. `overprint` is for black
    text in print. `fit` is what gives way so that pages fill; without it all is set as drawn.
    """

    _context: LayoutContext = PrivateAttr()

    def model_post_init(self, context: LayoutContext, /) -> None:
        """Keep where the file was read."""
        super().model_post_init(context)
        self._context = context

    @cached_property
    def name(self) -> str:
        return self._context.name

    @cached_property
    def folder(self) -> Path:
        return self._context.folder

    @cached_property
    def fonts(self) -> Path:
        """The folder of all faces."""
        return self._context.fonts

    @cached_property
    def palette(self) -> Mapping[str, Colour]:
        return {name: entry.colour() for name, entry in self.colours.items()}

    @cached_property
    def map_palette(self) -> Mapping[str, Colour]:
        """The colours of maps by the part they play."""
        return {role: self.palette[name] for role, name in {**ROLES, **self.maps.colours}.items()}

    def spoken(self, language: str) -> LanguageEntry | None:
        """Months and words in the language, or in the one that it is a form of (`en` of `en-GB`)."""
        return self.languages.get(language) or self.languages.get(language.split("-")[0])

    def language_findings(self, language: str) -> Iterator[Finding]:
        """An error where it has no words in the language, a note where those of another form serve."""
        if language in self.languages:
            return
        message = f"the layout {self.name} has no words in {language!r}"
        where = f"layouts/{self.name}/layout.toml"
        if self.spoken(language):
            base = language.split("-")[0]
            yield Finding("layout-language", f"{message}: it uses those in {base!r}", Place(where),
                          Severity.NOTE, f"if they differ, add [languages.{language}]")
        else:
            like = "en" if "en" in self.languages else min(self.languages, default="en")
            yield Finding("layout-language", message, Place(where), hint=(
                f"it has those of {', '.join(sorted(self.languages))}; add [languages.{language}], as "
                f"[languages.{like}] is, to {where}: see docs/layouts.md"))

    def in_accent(self, name: str) -> Self:
        """The layout with its palette changed as the accent of that name says; KeyError if it has none."""
        if not name:
            return self
        changed = self.model_copy(update={"colours": {**self.colours, **self.accents[name]}})
        for made in ("palette", "map_palette"):
            changed.__dict__.pop(made, None)
        return changed


def read_layout(workspace: Workspace, name: str, frozen: Path | None = None) -> Layout:
    """The layout of that name, or the copy of it in the folder `frozen`.

    LayoutError with every error in layout.toml, or if there is no such layout.
    """
    folder = frozen or workspace.layouts / name
    path = folder / "layout.toml"
    if "/" in name or not path.is_file():
        known = [found.parent.name for found in workspace.layouts.glob("*/layout.toml")]
        raise LayoutError(Finding("layout-unknown", f"there is no layout {name}",
                                  Place(workspace.relative(path)), hint=did_you_mean(name, known)))
    if wrong := tuple(check_files(folder, workspace.relative(folder))):
        raise LayoutError(wrong)
    return read_toml(Layout, path, workspace.relative(path), "layout", name=name, fonts=workspace.fonts)
