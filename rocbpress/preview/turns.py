"""Turns one after another in a thread of their own; what is shown is proven in another."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rocbpress.findings.errors import PressError
from rocbpress.findings.finding import Finding, Severity
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.results import open_results
from rocbpress.preview.comments import kept_comments
from rocbpress.preview.guessed import guesses
from rocbpress.preview.proof import Proven, Prover
from rocbpress.preview.resident import GivenUpError, Resident, Tell
from rocbpress.preview.told import Source, areas_told, comments_told, findings_told

log = logging.getLogger(__name__)


class Turns:
    """An issue that is set anew as often as `ask` is called, the newest state of its files alone.

    Events go to `tell`, from any thread: `state`, `pages`, `some`, `findings`, `fault`.
    """

    def __init__(self, job: Job, tell: Tell, source: Source) -> None:
        self.source = source
        self._tell = tell
        self._asked = threading.Event()
        self._shown = threading.Event()  # something is to be proven
        self._ended = False
        self._edition = job.edition
        self._job = job
        self._counts = {Severity.ERROR: 0, Severity.WARNING: 0}
        self._resident = Resident(job, tell, self._asked.is_set)
        self._prover = Prover()
        self._proven: Proven | None = None
        self._again = False  # the turn before this found a file missing
        self._inputs: Path | None = None  # tells all that the last whole turn was made of
        self._begun = 0  # turns with changed files
        self._checked = 0  # the turn that was proven last
        self._found_last: tuple[tuple[Finding, ...], bool] = (), False
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._set, self._prove)]

    def start(self) -> None:
        """Begin with the files as they are."""
        self.ask()
        for thread in self._threads:
            thread.start()

    def ask(self) -> None:
        """Files have changed: set them, as soon as the turn that runs allows it."""
        self._asked.set()

    def look(self, keys: Sequence[str]) -> None:
        """These pages are looked at, and set before others."""
        self._resident.looking = tuple(keys)

    def show(self, edition: str) -> None:
        """Show another edition."""
        self._edition = EDITIONS[edition]
        self.ask()

    def tell_again(self) -> None:
        """Tell the findings once more, with the comments as they are now."""
        (found, checked), view = self._found_last, self._resident.view
        comments = kept_comments(self._job.workspace, self._job.number)
        told = [*findings_told(found, view, self.source), *comments_told(comments, view, self.source)]
        self._tell("findings", {"findings": told, "checked": checked})

    def end(self) -> None:
        """Stop at once: processes are killed, threads end with them."""
        self._ended = True
        self._asked.set()
        self._shown.set()
        self._prover.end()
        self._resident.stop()

    def picture_source(self, digest: str) -> tuple[bytes, int] | None:
        """The file that has the page of that digest, and its index in it."""
        found = self._resident.slips.find(digest)
        return (found[0].pdf, found[1]) if found else None

    def is_looked_at(self, digest: str) -> bool:
        """Whether a page with that picture is in view."""
        resident = self._resident
        pages = resident.view.pages
        return any(pages[key].image == digest for key in resident.looking if key in pages)

    def areas(self, key: str) -> list[dict[str, object]]:
        """The blocks on a page."""
        return areas_told(self._resident.view, key, self._resident.job.edition, self.source)

    @property
    def pdf(self) -> bytes | None:
        """The file as it was proven last; None where it has errors, or is not proven yet."""
        return self._proven.pdf if self._proven else None

    def transcript(self) -> str | None:
        """What a screen reader says of that file."""
        from rocbpress.preflight.tagged.transcript import transcript

        data = self.pdf
        return None if data is None else transcript(data)

    @property
    def file_name(self) -> str:
        return replace(self._job, edition=self._edition).file_name

    def _set(self) -> None:
        with self._resident:
            while True:
                self._asked.wait()
                self._asked.clear()
                if self._ended:
                    return
                self._turn()

    def _turn(self) -> None:
        resident = self._resident
        if resident.job.edition != self._edition:
            resident.show_edition(replace(self._job, edition=self._edition))
            self._proven = None
        try:
            found = self._found()
        except GivenUpError:
            return
        except PressError as error:
            self._told(error.findings, checked=False)
            self._state("failed")
        except Exception as error:
            if self._ended:
                return  # it is what ended processes lead to
            if isinstance(error, FileNotFoundError) and not self._again:
                self._again = True  # an editor was just putting the file in its place
                self.ask()
            else:
                self._fault(traceback.format_exc())
        else:
            self._again = False
            if found is not None:
                self._told(found, checked=False)
                self._state("shown")
                resident.keep()
            if self._checked != self._begun:
                self._shown.set()

    def _found(self) -> tuple[Finding, ...] | None:
        """What a turn finds; None where files were saved as they are."""
        inputs = open_results(self._resident.job).entry.path
        if inputs and inputs == self._inputs:
            return None
        self._inputs = None
        self._begun += 1
        self._state("setting")
        found = self._resident.turn()
        self._inputs = inputs
        return found

    def _prove(self) -> None:
        while True:
            self._shown.wait()
            self._shown.clear()
            if self._ended:
                return
            begun, job = self._begun, replace(self._job, edition=self._edition)
            self._state("checking")
            proven = self._prover.prove(job)
            if self._ended or self._asked.is_set() or begun != self._begun or job.edition != self._edition:
                continue  # what has been proven is not what is shown
            self._proven, self._checked = proven, begun
            if proven.fault:
                self._fault(proven.fault)
            else:
                self._told(proven.findings, checked=True)
                self._state("checked")

    def _told(self, findings: Iterable[Finding], *, checked: bool) -> None:
        self._found_last = (*findings, *guesses(self._job.workspace, self._job.number)), checked
        for severity in self._counts:
            self._counts[severity] = sum(each.severity is severity for each in self._found_last[0])
        self.tell_again()

    def _fault(self, report: str) -> None:
        log.error("%s", report)
        self._tell("fault", {"message": report.strip().splitlines()[-1]})
        self._state("failed", "an error of rocbpress: the pages are those before it")

    def _state(self, phase: str, message: str = "") -> None:
        issue, number = self._resident.view.issue, self._job.number
        title = f"{issue.manuscript.publisher.short} {issue.manuscript.issue.title} {number}" if issue else ""
        data: Mapping[str, object] = {
            "phase": phase, "edition": self._edition.name, "title": title, "number": number,
            "errors": self._counts[Severity.ERROR], "warnings": self._counts[Severity.WARNING],
            "message": message}
        self._tell("state", data)
