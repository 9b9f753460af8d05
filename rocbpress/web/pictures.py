"""Pictures for a screen: upright, without what is private, in widths of which a browser takes one."""

import hashlib
import re
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath

import PIL
from PIL import Image

from rocbpress.figures.images.png import png_file
from rocbpress.figures.images.prepare import Prepared, prepare
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.editions import WEB
from rocbpress.web.addresses import named
from rocbpress.workspace.cache import Cache

WIDTHS = (480, 960, 1600)  # pixels
SMALL = (160, 320)  # of a portrait or logo, on plain and on dense screens
IN_LINE = (64,)
FEWEST = 640  # pixels of width that a picture across the text needs
LOWEST = 60  # pixels of height on a telephone, 320 wide
_MASTER = 95  # JPEG quality of what the widths are made from
_JPEG, _WEBP = 80, 78


@dataclass(frozen=True, slots=True)
class WebPicture:
    """A picture as pages name it: addresses for `src` and `srcset`, its pixels; `webp` '' for a drawing."""

    src: str
    srcset: str
    webp: str
    width: int
    height: int


@dataclass(slots=True)
class Pictures:
    """The pictures of an edition, each made once for each place; `finish` gives their files by names."""

    store: Path
    cache: Cache
    findings: list[Finding] = field(default_factory=list)
    _names: dict[tuple[str, Path, tuple[int, ...]], WebPicture] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _made: list[tuple[str, Future[Mapping[str, bytes]]]] = field(default_factory=list)
    _workers: ThreadPoolExecutor = field(default_factory=ThreadPoolExecutor)

    def show(self, path: Path, folder: str, where: Place, widths: tuple[int, ...] = WIDTHS) -> WebPicture:
        """The picture for a page in that folder; SourceError as `prepare` raises it."""
        key = folder, path, widths
        if key not in self._names:
            picture = prepare(path, width=max(widths) / WEB.resolution * 72, edition=WEB, store=self.store,
                              quality=_MASTER, where=where)
            self.findings += picture.findings
            self._names[key] = self._placed(picture, path, folder, widths)
            if widths == WIDTHS:
                self._look_at(picture, path, where)
        return self._names[key]

    def finish(self) -> dict[str, bytes]:
        """All files by their names."""
        files = {f"{stem}{end}": data for stem, made in self._made for end, data in made.result().items()}
        self._workers.shutdown()
        return files

    def _placed(self, picture: Prepared, path: Path, folder: str, widths: tuple[int, ...]) -> WebPicture:
        stem, kind = self._free(folder, path), picture.asset.path.suffix
        if kind == ".svg":
            data = picture.asset.path.read_bytes()
            self._made.append((stem, self._workers.submit(lambda: {kind: data})))
            return WebPicture(named(f"{stem}{kind}"), "", "", picture.width, picture.height)
        own = tuple(sorted({min(width, picture.width) for width in widths}))
        self._made.append((stem, self._workers.submit(self._renditions, picture, own)))

        def listed(end: str) -> str:
            return ", ".join(f"{named(f'{stem}-{width}{end}')} {width}w" for width in own)

        height = max(1, round(own[-1] * picture.height / picture.width))
        return WebPicture(named(f"{stem}-{own[-1]}{kind}"), listed(kind), listed(".webp"), own[-1], height)

    def _free(self, folder: str, path: Path) -> str:
        """A name in the folder that no other picture has, by that of its file."""
        words = re.sub("[^a-z0-9]+", "-", PurePosixPath(path.name).stem.casefold()).strip("-") or "picture"
        stem, count = str(PurePosixPath(folder) / words), 1
        while stem in self._taken:
            count += 1
            stem = str(PurePosixPath(folder) / f"{words}.{count}")
        self._taken.add(stem)
        return stem

    def _renditions(self, picture: Prepared, widths: tuple[int, ...]) -> Mapping[str, bytes]:
        """Each width as WebP, and in the format of the prepared picture."""
        made: Mapping[str, bytes] = self.cache.remember(
            "web", lambda: _encoded(picture.asset.path, widths), picture=picture.asset.digest, widths=widths,
            pillow=PIL.__version__, code=hashlib.sha256(Path(__file__).read_bytes()).hexdigest())
        return made

    def _look_at(self, picture: Prepared, path: Path, where: Place) -> None:
        """Notes for what a screen shows small."""
        said = ""
        if picture.width < FEWEST and picture.asset.path.suffix != ".svg":
            said = f"{path.name} is {picture.width} pixels wide: it does not fill the column of a web page"
        elif 320 * picture.height < LOWEST * picture.width:
            low = 320 * picture.height / picture.width
            said = f"{path.name} is {low:.0f} pixels high on a telephone"
        if said:
            self.findings.append(Finding("web-picture", said, where, Severity.NOTE))


def _encoded(path: Path, widths: tuple[int, ...]) -> Mapping[str, bytes]:
    files = {}
    with Image.open(path) as image:
        image.load()
        graphic = image.format == "PNG"
        lossless = graphic and image.getcolors(256) is not None
        for width in widths:
            height = max(1, round(width * image.height / image.width))
            sized = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
            files[f"-{width}.webp"] = _saved(sized, "WEBP", lossless=lossless, quality=_WEBP, method=2)
            files[f"-{width}{path.suffix}"] = png_file(sized, optimize=True) if graphic else _saved(
                sized, "JPEG", quality=_JPEG, optimize=True, progressive=True)
    return files


def _saved(image: Image.Image, kind: str, **settings: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **settings)
    return out.getvalue()
