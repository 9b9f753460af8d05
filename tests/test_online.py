"""`check --online` asks where links lead; nothing else ever does."""

from __future__ import annotations

import errno
import socket
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rocbpress.findings.finding import Severity
from rocbpress.preflight.words.addresses import written_addresses
from rocbpress.preflight.words.online import AT_ONCE, ask, ask_all, check_online
from rocbpress.preview.site import open_socket
from rocbpress.workspace.workspace import Workspace
from tests.program import PACKAGE, imports, modules
from tests.small_issue import HEAD, ISSUE, make, read

ANSWERS = {"/here": 200, "/gone": 404, "/broken": 500, "/members": 403, "/no-head": 200, "/moved": 301,
           "/out": 302, "/loop": 302}
LEADS = {"/moved": "/here", "/out": "file:///etc/passwd", "/loop": "/loop"}


class Server(ThreadingHTTPServer):
    """Where the site answers."""

    asked: list[tuple[str, str]]
    together: threading.Barrier
    closing: threading.Event


class Site(BaseHTTPRequestHandler):
    """A small site that knows what it was asked."""

    server: Server

    def do_HEAD(self) -> None:
        self.server.asked.append((self.command, self.path))
        if self.path.startswith("/together"):  # none is answered before all are asked
            self.server.together.wait(timeout=60)
        elif self.path == "/never":
            self.server.closing.wait()
        code = ANSWERS.get(self.path, 200)
        self.send_response(501 if self.path == "/no-head" and self.command == "HEAD" else code)
        if self.path in LEADS:
            self.send_header("Location", LEADS[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - http.server calls it by that name

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch):
    """A site on this machine; the list of what it was asked is its `asked`."""
    monkeypatch.setenv("no_proxy", "*")
    server = Server(("127.0.0.1", 0), Site)
    server.asked, server.together, server.closing = [], threading.Barrier(AT_ONCE), threading.Event()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


def address(site, path):
    return f"http://127.0.0.1:{site.server_port}{path}"


@pytest.mark.parametrize(("path", "lack"), [
    ("/here", ""), ("/moved", ""), ("/no-head", ""), ("/members", ""), ("/straße?a=ü", ""),
    ("/gone", "answers 404 Not Found"), ("/broken", "answers 500 Internal Server Error")])
def test_what_answers_is_alive(site, path, lack):
    """Also what has moved, wants a name, or knows no HEAD."""
    assert ask(address(site, path)) == lack


@pytest.mark.parametrize("path", ["/out", "/loop"])
def test_no_redirection_leads_astray(site, path):
    """Neither to files, nor round in a ring."""
    assert ask(address(site, path)).startswith("answers 302")


def test_silence_is_told():
    """A port that nobody listens at, a name that is none."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert ask(f"http://127.0.0.1:{port}/").startswith("does not answer: ")
    assert ask("http://a..b/").startswith("does not answer: ")


def test_nobody_is_waited_for(site):
    """An answer that takes too long counts as none."""
    assert "does not answer" in ask(address(site, "/never"), timeout=0.1)


def test_several_are_asked_at_once_and_each_once(site):
    """Nobody waits for the answer to another."""
    asked = [address(site, f"/together{number}") for number in range(AT_ONCE)]

    assert ask_all([*asked, *asked]) == dict.fromkeys(asked, "")
    assert len(site.asked) == AT_ONCE


def test_each_dead_link_is_a_warning_at_its_place(tmp_path, site):
    """In texts, captions, notes, boxes and heads; the same address is asked once and told where it stands."""
    dead = address(site, "/gone")
    body = (f"A [link]({dead}#part) and <{address(site, '/here')}>.\n\n"
            f"![A hall](images/opening.jpg \"See <{dead}>\")\n\n"
            f"::: box\n\nWords.[^1]\n\n:::\n\n[^1]: At {dead}.\n")
    head = HEAD[:-4] + f"links: [{{title: x, url: '{dead}'}}]\n---\n"
    workspace = Workspace(tmp_path)
    found = check_online(read(tmp_path, body=body, head=head), workspace)

    assert {(f.code, f.severity) for f in found} == {("link-unanswered", Severity.WARNING)}
    assert [str(f.where) for f in found] == [
        f"issues/5/articles/one.md:{place}" for place in ("4:26", "6:10", "8:36", "16:10")]
    assert [asked for asked in site.asked if asked[1] == "/gone"] == [("HEAD", "/gone"), ("GET", "/gone")]


def test_the_publisher_and_leads_have_addresses_too(tmp_path):
    """Each with the file that it stands in."""
    issue = ISSUE.replace("  - articles", "  - lead: See https://a.org\n    articles")
    manuscript = read(tmp_path, issue=issue,
                      files={"../publishers.yaml": "office: {name: x, short: y, website: https://b.org}\n"})
    found = [(name, str(place)) for name, place in written_addresses(manuscript, Workspace(tmp_path))]

    assert found == [("https://a.org", "issues/5/issue.yaml:8:15"),
                     ("https://b.org", "issues/publishers.yaml:1:38")]


def test_only_the_option_asks(monkeypatch, capsys, tmp_path, site):
    """Without it no socket is opened; with it, a warning does not stop, and --strict does."""
    from tests.workspaces import run_here

    workspace = make(tmp_path, issue=ISSUE, body=f"A [link]({address(site, '/gone')}).\n")
    workspace.layouts.rmdir()
    for name in ("layouts", "fonts"):
        (tmp_path / name).symlink_to(PACKAGE.parent / name)
    words = ("check", "5", "--root", str(tmp_path), "--jobs", "1")
    silent = run_here(monkeypatch, capsys, *words)
    assert site.asked == [] and "link-unanswered" not in silent[2]

    told = run_here(monkeypatch, capsys, *words, "--online")
    strict = run_here(monkeypatch, capsys, *words, "--online", "--strict")

    assert (silent[0], told[0], strict[0]) == (0, 0, 7)
    assert "issues/5/articles/one.md:5:10: warning: link-unanswered: http://127.0.0.1" in told[2]
    assert "issues/5/articles/one.md:5:10: link-unanswered: http://127.0.0.1" in strict[2]


def test_no_other_module_could_ask():
    """What opens sockets is imported where links are asked about, and where a preview is served."""
    talkers = {"socket", "http", "urllib.request", "ftplib", "smtplib", "ssl", "asyncio", "anyio", "uvicorn",
               "starlette", "watchfiles", "webbrowser"}
    found = defaultdict[str, set[str]](set)
    for path in modules():
        for name in imports(path):
            if used := {name, name.split(".")[0]} & talkers:
                found[path.relative_to(PACKAGE).as_posix()] |= used

    assert found == {
        "preflight/words/online.py": {"http", "urllib.request"},  # asks, if --online is given
        "preview/site.py": {"asyncio", "socket", "starlette", "uvicorn"},  # listens, at 127.0.0.1 alone
        "preview/run.py": {"asyncio", "webbrowser"},  # opens the page in the default browser
        "preview/feed.py": {"asyncio"},  # queues
        "preview/watch.py": {"asyncio", "watchfiles"}}  # files


def test_a_preview_listens_to_this_machine_alone():
    """At 127.0.0.1, not even at other addresses that lead to the same machine."""
    with open_socket(0) as opened:
        host, port = opened.getsockname()
        with socket.socket() as other:
            refused = other.connect_ex(("127.0.0.2", port))

    assert host == "127.0.0.1" and refused == errno.ECONNREFUSED


def test_a_publisher_described_in_the_issue_has_its_address_there(tmp_path):
    """No list of publishers is named where the issue describes its own."""
    issue = ISSUE.replace("publisher: office", "publisher: {name: x, short: y, website: https://b.org}")
    found = [(name, str(place)) for name, place in written_addresses(
        read(tmp_path, issue=issue), Workspace(tmp_path))]

    assert found == [("https://b.org", "issues/5/issue.yaml:3:41")]
