"""`rocbpress preview` run as an officer runs it, and what its page would hear and ask for."""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import IO

from tests.preview.events import wait_until
from tests.workspaces import ROCBPRESS

PATIENCE = 120  # seconds on a busy machine
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)(/[\w-]+/)")


class Preview:
    """A running preview of issue 5: its events as they come, and its answers."""

    def __init__(self, process: subprocess.Popen[bytes], address: str) -> None:
        self.process, self.address = process, address
        found = ADDRESS.fullmatch(address)
        assert found
        self.port, self.path = int(found[1]), found[2]
        self.pages: list[dict] = []
        self._fresh = True  # nobody has waited yet
        self._events: queue.Queue[tuple[str, dict]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def next(self, name: str, **wanted: object) -> dict:
        """The data of the next event of that name with these values."""
        while True:
            event, data = self._events.get(timeout=PATIENCE)
            assert event != "fault", data
            if event == name and all(data.get(key) == value for key, value in wanted.items()):
                return data

    def until_state(self, phase: str) -> None:
        """Wait for this phase, of whichever turn."""
        self.next("state", phase=phase)

    def until(self, phase: str) -> dict[str, str | None]:
        """Wait for this phase of the next turn; the pictures that were exchanged before it, by key."""
        exchanged: dict[str, str | None] = {}
        begun = False  # what comes before tells of a turn that nobody waited for
        while True:
            event, data = self._events.get(timeout=PATIENCE)
            assert event != "fault", data
            if event == "pages":
                known = {page["key"]: page["image"] for page in self.pages}
                self.pages = data["pages"]
                exchanged |= {page["key"]: page["image"] for page in self.pages
                              if page["image"] != known.get(page["key"])}
            if event == "some":
                exchanged |= {key: page["image"] for key, page in data["pages"].items()}
                for page in self.pages:
                    page.update(data["pages"].get(page["key"], {}))
            if event == "state":
                if not begun and data["phase"] == "setting":
                    exchanged, begun = {}, True
                if (begun or self._fresh) and data["phase"] == phase:
                    self._fresh = False
                    return exchanged

    def get(self, path: str, *, host: str = "", method: str = "GET", whole: bool = False,
            headers: Mapping[str, str] | None = None, body: object = None,
            ) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of an answer; `path` is below the secret one, unless it is the whole."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path if whole else self.path + path,
                           None if body is None else json.dumps(body),
                           {"Host": host or f"127.0.0.1:{self.port}", **(headers or {})})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, data

    def post(self, path: str, body: object) -> tuple[int, dict]:
        """What the page itself would send."""
        status, _, data = self.get(path, method="POST", body=body, headers={"Sec-Fetch-Site": "same-origin"})
        return status, json.loads(data or b"{}")

    def areas(self, key: str) -> list[dict]:
        return json.loads(self.get(f"areas/{key}")[2])["areas"]

    def _listen(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE * 10)
        connection.request("GET", f"{self.path}events")
        answer, name = connection.getresponse(), ""
        while line := answer.readline().decode():
            if line.startswith("event: "):
                name = line.removeprefix("event: ").strip()
            elif line.startswith("data: "):
                self._events.put((name, json.loads(line.removeprefix("data: "))))
        answer.close()
        connection.close()
        self._events.put(("ended", {}))


@contextmanager
def previewing(root: Path, *words: str) -> Iterator[Preview]:
    """A preview of issue 5 that is ended by Ctrl-C."""
    with started(root, "preview", "5", "--no-browser", "--draft", *words) as preview:
        yield preview


@contextmanager
def started(root: Path, *words: str) -> Iterator[Preview]:
    """What this command starts, as soon as it has told its address; ended by Ctrl-C, or killed in the end."""
    # As a browser, a program that does nothing.
    environment = {**os.environ, "ROCBPRESS_ROOT": str(root), "BROWSER": "true"}
    with tempfile.TemporaryFile() as said, subprocess.Popen(
            [ROCBPRESS, *words], cwd=root, env=environment, stderr=said) as process:
        try:
            wait_until(lambda: ADDRESS.search(_read(said)) or process.poll() is not None, PATIENCE)
            found = ADDRESS.search(_read(said))
            assert found, _read(said)
            yield Preview(process, found[0])
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
        finally:
            process.kill()


def _read(file: IO[bytes]) -> str:
    return os.pread(file.fileno(), 10_000, 0).decode()  # leaves the place where the process writes
