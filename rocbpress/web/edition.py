"""The web edition of an issue: read, checked and written as the files of one folder."""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rocbpress.compose.context import Context
from rocbpress.findings.errors import PreflightError
from rocbpress.findings.finding import Finding, Place, Severity, errors
from rocbpress.layout.layout import Layout
from rocbpress.layout.schema import ScriptFace
from rocbpress.preflight.lowering import lowered
from rocbpress.press.checks import open_checks
from rocbpress.press.job import Job, Rendered, Result
from rocbpress.press.queue import Tick
from rocbpress.press.read import Sources, read
from rocbpress.press.results import mail_edition
from rocbpress.web.addresses import named
from rocbpress.web.articles import WebArticle, targets_of, web_article
from rocbpress.web.checks import pages_are_light, words_stand
from rocbpress.web.fonts import CutFace, cut_faces, letters_beside, letters_of, licences, script_faces
from rocbpress.web.pages import Download, Frame, Issue, fragment, frame_of, pages, written
from rocbpress.web.pictures import Pictures
from rocbpress.web.scripts import in_scripts
from rocbpress.web.styles import style_sheet, without_sheet
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import digest_of_files

log = logging.getLogger(__name__)
SHEET, LICENCES = "style.css", "fonts.txt"
_USED = re.compile(r"\bscript-([a-z]{4})\b")
PRELOADED = 4  # faces of a layout that every page needs, the first in its sheet


def render(job: Job, tick: Tick) -> Rendered:
    """All files of the edition; a PressError holds every finding of the stage that stops it."""
    issue = read(job)
    checks = open_checks(issue, job)
    checks.stop()
    context = Context(issue.manuscript, issue.layout, job.edition, {}, job.workspace.cache)
    mail, pictures = mail_edition(job), Pictures(job.workspace.cache, job.kept)
    articles = _articles(context, pictures, mail[0].labels if mail else {}, tick)
    log.info("%d articles written", len(articles))
    files, faces = _files(context, articles, pictures, job, mail[1] if mail else b"")
    told = (each for article in articles for each in article.findings)
    return _finished(files, issue, (
        *checks.all(), *told, *pictures.findings, *(() if mail else (_no_pdf(job),)),
        *without_sheet(issue.layout), *words_stand(articles, issue.manuscript),
        *pages_are_light(files, faces, issue.manuscript)))


def _articles(context: Context, pictures: Pictures, labels: Mapping[str, str],
              tick: Tick) -> list[WebArticle]:
    targets, every = targets_of(context.manuscript, labels), tuple(context.manuscript.articles())
    made: list[WebArticle] = []
    for article in every:
        tick(len(made), len(every))
        made.append(web_article(context, article, pictures, targets))
    return made


def _files(context: Context, articles: list[WebArticle], pictures: Pictures, job: Job,
           pdf: bytes) -> tuple[dict[str, bytes], tuple[CutFace, ...]]:
    name = replace(job, edition=replace(job.edition, folder="", suffix="")).file_name
    download = Download(named(name), f"PDF, {len(pdf) / 1e6:.1f} MB") if pdf else None
    frame = frame_of(context)
    made = tuple(pages(Issue(context, frame, articles, pictures, download)))
    shares = {share for article in articles for share in article.shares}
    words = [in_scripts(each, frame.language) for page in made for each in (page.head, page.main, page.foot)]
    sheet, faces = styled(context.layout, words, shares, job.kept)
    texts = {SHEET: sheet, **dict(written(page, _preloading(frame, faces)) for page in made),
             **dict(fragment(article, frame.web) for article in articles)}
    return {**{key: text.encode() for key, text in texts.items()}, **pictures.finish(),
            **face_files(faces), **({name: pdf} if pdf else {})}, faces


def styled(layout: Layout, pages: Iterable[str], shares: Iterable[int], cache: Cache,
           ) -> tuple[str, tuple[CutFace, ...]]:
    """The style sheet for these pages, and the faces that it names, cut to their letters."""
    texts = tuple(pages)
    letters = letters_of(texts)
    codes = {code for text in texts for code in _USED.findall(text)}
    used: Mapping[str, ScriptFace] = {code: face for code, face in layout.faces.items() if code in codes}
    sheet, own = cut_faces(style_sheet(layout, shares, used), layout.fonts, letters, cache)
    others = tuple(script_faces(used, layout.fonts, letters_beside(letters, own), cache))
    return "".join(rule for rule, _ in others) + sheet, (*own, *(face for _, face in others))


def face_files(faces: Sequence[CutFace]) -> dict[str, bytes]:
    """The faces by the names of their files, and their licences."""
    found = {face.name: face.data for face in faces}
    return {**found, LICENCES: licences(faces).encode()} if found else {}


def _preloading(frame: Frame, faces: Iterable[CutFace]) -> Frame:
    own = [face.name for face in faces if not face.code]
    return replace(frame, preloaded=tuple(own[:PRELOADED]))


def _no_pdf(job: Job) -> Finding:
    return Finding("web-pdf", "there is no PDF to download: the mail edition is not in build/, or is older "
                   "than the issue", Place(job.workspace.relative(job.workspace.issue(job.number))),
                   Severity.NOTE, f"run rocbpress render {job.number} first")


def _finished(files: Mapping[str, bytes], issue: Sources, found: Iterable[Finding]) -> Rendered:
    report = lowered(dict.fromkeys(found), issue.lower)
    if errors(report):
        raise PreflightError(report)
    count = sum(name.endswith("index.html") for name in files)
    result = Result(count, sum(map(len, files.values())), digest_of_files(files), report)
    return Rendered(b"", result, files)


