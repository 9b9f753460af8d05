"""The folder that holds issues/, layouts/, fonts/ and build/."""

import os
from dataclasses import dataclass
from pathlib import Path

from rocbpress.findings.errors import UsageError
from rocbpress.findings.finding import Finding, did_you_mean

REVIEW = "review.json"  # of an issue: its drafts, and comments that are done; no page is made from it


@dataclass(frozen=True, slots=True)
class Workspace:
    """Paths are made here and nowhere else; people see them relative to `root`, with slashes."""

    root: Path

    @property
    def issues(self) -> Path:
        return self.root / "issues"

    @property
    def layouts(self) -> Path:
        return self.root / "layouts"

    @property
    def fonts(self) -> Path:
        return self.root / "fonts"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def cache(self) -> Path:
        """What can be made again: prepared pictures, maps, galleys."""
        return self.build / ".cache"

    def issue(self, number: int) -> Path:
        """The folder of an issue; UsageError where there is none."""
        folder = self.issues / str(number)
        if not (folder / "issue.yaml").is_file():
            known = [str(n) for n in self.numbers()]
            raise UsageError(Finding(
                "issue-unknown", f"there is no issues/{number}/issue.yaml",
                hint=did_you_mean(str(number), known)))
        return folder

    def numbers(self) -> list[int]:
        """The numbers of all issues, ascending."""
        found = (p.parent.name for p in self.issues.glob("*/issue.yaml"))
        return sorted(int(name) for name in found if name.isdecimal() and name == str(int(name)))

    def relative(self, path: Path) -> str:
        """The name of a file as messages show it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name


def find_workspace(root: Path | None = None) -> Workspace:
    """The workspace named by `root` or ROCBPRESS_ROOT, else found upwards from the current folder.

    Raises UsageError where neither leads to a folder with issues/ and layouts/ in it.
    """
    named = root or (Path(os.environ["ROCBPRESS_ROOT"]) if os.environ.get("ROCBPRESS_ROOT") else None)
    start = (named or Path.cwd()).resolve()
    for folder in (start,) if named else (start, *start.parents):
        if (folder / "issues").is_dir() and (folder / "layouts").is_dir():
            return Workspace(folder)
    raise UsageError(Finding(
        "workspace-missing", f"no folder with issues/ and layouts/ at {start}",
        hint="go to the newsletter's folder, or name it with --root"))
