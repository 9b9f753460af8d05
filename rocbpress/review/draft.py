"""A draft of an issue: the pages of an edition, marked as a draft, with what they were made of inside."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rocbpress.assemble.embedded_files import EmbeddedFile, Role, embed
from rocbpress.assemble.mail_size import Fitted
from rocbpress.assemble.marks import put_first
from rocbpress.assemble.pagination import paginate as number_pages
from rocbpress.assemble.proof import Proof
from rocbpress.findings.finding import Finding
from rocbpress.preflight.locate import block_lines
from rocbpress.press.checks import check_sources
from rocbpress.press.finish import assemble, finish, fit_to_mailbox, issue_record
from rocbpress.press.job import DraftMarks, Job, Rendered
from rocbpress.press.paginate import Paginated, paginate
from rocbpress.press.queue import Tick, open_queue, open_workers
from rocbpress.press.read import Sources, read
from rocbpress.review.change_list import groups_of, list_flow, summary_of, title_of, web_page
from rocbpress.review.change_marks import change_marks
from rocbpress.review.changes import compare, exchanged, reordered
from rocbpress.review.glyphs import SetBlock, set_blocks
from rocbpress.review.numbering import NumberedDraft, read_review, review_path
from rocbpress.review.passages import digests_of, passages_of, sources_of
from rocbpress.review.placing import place_changes
from rocbpress.review.record import DraftArea, DraftPage, DraftRecord, record_file
from rocbpress.review.since import Former, find_former
from rocbpress.review.stamp import line_numbers, stamp
from rocbpress.typeset.workers.pool import Submit
from rocbpress.workspace.files import publish
from rocbpress.workspace.fingerprint import digest_files, engines, own_code

_TEXTS = (".yaml", ".md", ".csv")


@dataclass(frozen=True, slots=True)
class SetDraft:
    """The pages of a draft, as they are set, and all that is to be told of them."""

    issue: Sources
    pages: Paginated
    findings: tuple[Finding, ...]
    number: NumberedDraft


def make_draft(job: Job, folder: Path, tick: Tick) -> Rendered:
    """The draft of the issue as it is now, to be put into `folder`; a new one is noted in review.json.

    Its number counts up when anything changes that it is made of: the same number is the same bytes.
    """
    marks = job.marks or DraftMarks()
    former = find_former(job.workspace, job.number, marks.since, folder) if marks.since else None
    with open_workers(job) as submit:
        issue = read(job)
        checks = check_sources(issue, job)
        with checks.beside_typesetting(), open_queue(job, submit, tick, checks.all) as queue:
            pages = paginate(issue, job, queue)
        checks.stop()
        review = read_review(job.workspace, job.number)
        number = review.numbered(_digest(issue, job), 1 + _last_file(folder, job.number))
        draft = SetDraft(issue, pages, checks.all(), number)
        rendered = _with_changes(draft, former, job, submit) if former else _as_it_is(draft, job)
    if (noted := review.with_draft(number)) != review:
        publish(noted.text(), review_path(job.workspace, job.number))
    return rendered


def _name(draft: SetDraft, job: Job, since: str = "") -> str:
    """rocb-82-draft-3.pdf; with other marks rocb-82-draft-3-lines.pdf, rocb-82-draft-3-since-2.pdf."""
    lines = "-lines" if job.marks and job.marks.line_numbers else ""
    since = f"-since-{re.sub('[^A-Za-z0-9.]+', '-', since)}" if since else ""
    return f"rocb-{job.number}{job.edition.suffix}-draft-{draft.number.number}{lines}{since}.pdf"


def _as_it_is(draft: SetDraft, job: Job) -> Rendered:
    proof, blocks = _assembled(draft, draft.pages, job)
    numbered = _line_numbers(blocks, draft, job)
    return _finished(proof, draft, draft.pages, blocks, numbered, _name(draft, job), job)


def _with_changes(draft: SetDraft, former: Former, job: Job, submit: Submit) -> Rendered:
    """The draft with changes marked on its pages, and listed before them; the list is a web page, too."""
    manuscript, layout, pages = draft.issue.manuscript, draft.issue.layout, draft.pages
    _, blocks = _assembled(draft, pages, job)
    new = passages_of(manuscript)
    placed = place_changes(compare(former.passages, new), new, blocks, block_lines(manuscript))
    others = exchanged(former.files, digests_of(sources_of(manuscript, job.workspace)))
    labels = [page.label for page in pages.pagination.pages]
    groups = groups_of(placed, reordered(former.passages, new), others, labels, manuscript)
    title, summary = title_of(former.name), summary_of(groups, draft.number.number)
    flow = list_flow(title, summary, groups, layout, job.edition, manuscript.issue.language)
    with open_queue(job, submit) as queue:
        flows, galleys = (*pages.flows, flow), (*pages.galleys, *queue.galleys((flow,)))
    listed = replace(pages, flows=flows, galleys=galleys, pagination=number_pages(flows, galleys), opened={})
    proof, _ = _assembled(draft, listed, job)
    put_first(proof.proof, len(galleys[-1].pages), "Changes")
    drawn = change_marks(placed, pages.pagination.pages, layout)
    for page, numbers in _line_numbers(blocks, draft, job).items():
        drawn[page] = b"%s\n%s" % (drawn.get(page, b""), numbers)
    name = _name(draft, job, former.short)
    rendered = _finished(proof, draft, listed, blocks, drawn, name, job)
    return replace(rendered, beside={f"{name[:-4]}.html": web_page(title, summary, groups, layout)})


def _assembled(draft: SetDraft, pages: Paginated, job: Job) -> tuple[Fitted, tuple[SetBlock, ...]]:
    """The pages joined, without a claim, and the blocks on them."""
    record = issue_record(draft.issue.manuscript)
    title = f"{record.title}: draft {draft.number.number}"
    proof = assemble(draft.issue, pages, job, replace(record, title=title))
    unclaimed = replace(job, edition=replace(job.edition, claims=()))
    fitted = fit_to_mailbox(proof, draft.issue, pages, unclaimed)
    return fitted, set_blocks(fitted.data or fitted.proof.write(()), pages.galleys, pages.pagination)


def _line_numbers(blocks: tuple[SetBlock, ...], draft: SetDraft, job: Job) -> dict[int, bytes]:
    return line_numbers(blocks, draft.issue.layout) if job.marks and job.marks.line_numbers else {}


def _finished(fitted: Fitted, draft: SetDraft, pages: Paginated, blocks: tuple[SetBlock, ...],
              drawn: Mapping[int, bytes], name: str, job: Job) -> Rendered:
    """The file; `pages` may have a list of changes after those of the draft, which comes first in it."""
    count = len(draft.pages.pagination.pages)
    sheets = pages.pagination.pages
    listed = sheets[count:]
    moved = {page + len(listed): marks for page, marks in drawn.items()}
    stamp(fitted.proof, draft.number, (*listed, *sheets[:count]), draft.issue.layout, job.workspace.fonts,
          moved)
    whole = _carrying(fitted.proof, draft, len(listed), blocks, job)
    rendered = finish(Fitted(whole, fitted.findings), draft.issue, draft.pages, draft.findings,
                      replace(job, edition=replace(job.edition, claims=())))
    result = replace(rendered.result, pages=len(sheets), name=name)
    return replace(rendered, result=result)


def _carrying(proof: Proof, draft: SetDraft, listed: int, blocks: tuple[SetBlock, ...], job: Job) -> Proof:
    """The proof with the record of the draft and the text of its sources inside."""
    sources = sources_of(draft.issue.manuscript, job.workspace)
    pages = (*(DraftPage("") for _ in range(listed)), *_pages(draft, blocks))
    record = DraftRecord(
        job.number, draft.number.number, draft.number.made, pages, digests_of(sources),
        passages_of(draft.issue.manuscript), job.edition.name)
    texts = [EmbeddedFile(name, data, Role.SOURCE, "As the draft was made of it")
             for name, data in sources.items() if name.endswith(_TEXTS)]
    return embed(proof, [record_file(record), *texts])


def _pages(draft: SetDraft, blocks: tuple[SetBlock, ...]) -> Iterator[DraftPage]:
    lines = block_lines(draft.issue.manuscript)
    areas: dict[int, list[DraftArea]] = {}
    for block in blocks:
        words = tuple(block.words())
        file, line = lines.get(block.block, ("", 0))
        areas.setdefault(block.page, []).append(DraftArea(
            block.block, file, line, _rounded(block.box), tuple(word for word, _ in words),
            tuple(edge for _, box in words for edge in _rounded(box))))
    for at, page in enumerate(draft.pages.pagination.pages):
        yield DraftPage(page.label, tuple(areas.get(at, ())))


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, foot, right, head = (round(edge, 1) for edge in box)
    return left, foot, right, head


def _digest(issue: Sources, job: Job) -> str:
    """Of all that a draft is made of, whatever the edition."""
    return hashlib.sha256("\n".join(_inputs(issue, job)).encode()).hexdigest()


def _inputs(issue: Sources, job: Job) -> Iterator[str]:
    yield from (engines(), own_code(), digest_files(issue.layout.folder), digest_files(job.workspace.fonts))
    yield from (f"{name} {digest}"
                for name, digest in sorted(digests_of(sources_of(issue.manuscript, job.workspace)).items()))


def _last_file(folder: Path, number: int) -> int:
    """The highest number of a draft that lies there: none is overwritten by another of its number."""
    found = (re.match(rf"rocb-{number}(?:-[a-z]+)?-draft-(\d+)", path.name) for path in folder.glob("rocb-*"))
    return max((int(name[1]) for name in found if name), default=0)
