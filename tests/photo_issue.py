"""An issue of articles that are all about pictures of a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rocbpress.workspace.workspace import Workspace

ROOT = Path(__file__).parents[1]
PHOTO_ISSUE = ("number: 5\ntitle: E-Newsletter\npublisher: office\ndate: 2023-10-31\nlanguage: en\n")


def photo_issue(root: Path, articles: Mapping[str, str], pictures: Path, *, layout: str = "rocb",
                issue: str = PHOTO_ISSUE, tail: str = "") -> Workspace:
    """A workspace with issue 5; each article begins with words that no other has.

    The folder `pictures` is shown as the images of the issue.
    """
    folder = root / "issues" / "5"
    (folder / "articles").mkdir(parents=True)
    for name in ("layouts", "fonts"):
        (root / name).symlink_to(ROOT / name)
    (folder / "images").mkdir()
    for path in pictures.glob("*.*"):
        (folder / "images" / path.name).hardlink_to(path)
    (root / "issues" / "publishers.yaml").write_text("office: {name: The Office, short: Office}\n", "utf-8")
    slugs = []
    for name, text in articles.items():
        slugs.append(name.removesuffix(".png").replace(".", "-").replace(" ", "-"))
        words = text.replace("title: One", f"title: About {name.removesuffix('.png')}.\nstart: page", 1)
        (folder / "articles" / f"{slugs[-1]}.md").write_text(words, "utf-8")
    (folder / "issue.yaml").write_text(
        f"{issue}layout: {layout}\nsections: [{{title: All, articles: [{', '.join(slugs)}]}}]\n{tail}",
        "utf-8")
    return Workspace(root)
