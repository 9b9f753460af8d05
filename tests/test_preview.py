"""`rocbpress preview`: what is saved is shown, what is shown is what is printed, and nobody else sees it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import time
from contextlib import ExitStack
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.changes import small_workspace
from tests.previewing import PATIENCE, previewing
from tests.process_tree import children, eventually
from tests.systems import LINUX
from tests.workspaces import run


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A workspace whose issue was rendered before."""
    root = small_workspace(tmp_path_factory.mktemp("original"))
    assert run(root, "render", "5").returncode == 0
    return root


@pytest.fixture(scope="module")
def shared(original, tmp_path_factory):
    """A preview that tests leave as they find it."""
    root = shutil.copytree(original, tmp_path_factory.mktemp("shared") / "copy")
    with previewing(root) as preview:
        preview.until("checked")
        yield root, preview


def article(root, name):
    return root / "issues" / "5" / "articles" / f"{name}.md"


def reworded(path, old, new):
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_only_pages_that_changed_are_exchanged(shared):
    """A word in one article changes the picture of its page, and of no other."""
    root, preview = shared
    text = article(root, "two").read_text("utf-8")
    reworded(article(root, "two"), "Other words", "Quite other words")
    changed = preview.until("checked")
    article(root, "two").write_text(text, "utf-8")
    back = preview.until("checked")

    assert set(changed) == {"two:0"} and set(back) == {"two:0"} and changed != back


def test_a_picture_is_served_by_what_it_shows(shared):
    """A page's picture has the width that was asked for and the page's shape; other widths are not made."""
    _, preview = shared
    page = next(page for page in preview.pages if page["key"] == "one:0")
    status, headers, data = preview.get(f"page/{page['image']}/480.jpg")
    image = Image.open(BytesIO(data))

    assert status == 200 and image.format == "JPEG" and "immutable" in headers["cache-control"]
    assert image.width == 480 and abs(image.height - 480 * page["height"] / page["width"]) <= 1
    assert preview.get(f"page/{page['image']}/481.jpg")[0] == 404
    assert preview.get(f"page/{'0' * 32}/480.jpg")[0] == 404


def test_a_fault_stops_only_its_own_article(shared):
    """Its last good text stays, its error is told at its line and page; others are set, links to it live."""
    root, preview = shared
    texts = {name: article(root, name).read_text("utf-8") for name in ("one", "two")}
    article(root, "one").write_text(texts["one"] + "\n![Nothing](images/nowhere.jpg)\n", "utf-8")
    faulty = preview.until("shown")
    reworded(article(root, "two"), "Other words", "See [the first](article:one). Other words")
    other = preview.until("shown")
    found = preview.next("findings", checked=True)["findings"]
    for name, text in texts.items():
        article(root, name).write_text(text, "utf-8")
    preview.until("checked")

    assert faulty == {} and set(other) == {"two:0"}
    told = [(each["code"], each["file"], each["key"]) for each in found if each["severity"] == "error"]
    assert told == [("image-missing", "issues/5/articles/one.md", "one:0")]


def test_pages_stay_while_the_manifest_is_wrong(shared):
    """An error in issue.yaml is told; no page goes."""
    root, preview = shared
    path = root / "issues" / "5" / "issue.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("language:", "langauge:"), "utf-8")
    exchanged = preview.until("failed")
    path.write_text(text, "utf-8")
    preview.until("checked")

    assert exchanged == {} and len(preview.pages) >= 4


def test_a_block_leads_to_its_line(shared):
    """Where a paragraph stands, the area says so, with file, line and a link for the editor."""
    root, preview = shared
    [area] = [each for each in preview.areas("two:0") if each["text"].startswith("Other words")]
    line = article(root, "two").read_text("utf-8").split("\n").index("Other words, and a drawing.") + 1
    page = next(page for page in preview.pages if page["key"] == "two:0")

    assert (area["file"], area["line"]) == ("issues/5/articles/two.md", line)
    assert area["open"] == f"vscode://file{article(root, 'two').resolve()}:{line}:1"
    assert 0 < area["x"] < area["x"] + area["width"] < page["width"]
    assert 0 < area["y"] < area["y"] + area["height"] < page["height"]


@pytest.mark.parametrize("save", ["rename", "truncate", "twice"])
def test_every_way_of_saving_is_seen(shared, save):
    """Editors write a new file and rename it, empty the old one first, or write twice."""
    root, preview = shared
    path = article(root, "two")
    text = path.read_text("utf-8")
    new = text.replace("Other words", f"Words saved by {save}")
    if save == "rename":
        aside = path.with_name(".two.md.swp")
        aside.write_text(new, "utf-8")
        aside.replace(path)
    else:
        path.write_text("" if save == "truncate" else new + "\n", "utf-8")
        path.write_text(new, "utf-8")
    before = next(page["image"] for page in preview.pages if page["key"] == "two:0")
    preview.until("checked")
    shown = " ".join(each["text"] for each in preview.areas("two:0"))
    after = next(page["image"] for page in preview.pages if page["key"] == "two:0")
    path.write_text(text, "utf-8")
    preview.until("checked")

    assert f"Words saved by {save}" in shown and before != after


def test_the_file_is_that_of_render(shared):
    """In every edition the PDF that preview offers has the bytes that `render` writes."""
    root, preview = shared
    for edition, name in (("print", "rocb-5-print.pdf"), ("mail", "rocb-5.pdf")):
        preview.post("edition", {"edition": edition})
        preview.until("checked")
        status, _, data = preview.get("issue.pdf")
        assert run(root, "render", "5", "--edition", edition).returncode == 0
        written = (root / "build" / "5" / name).read_bytes()
        assert status == 200 and sha256(data).digest() == sha256(written).digest()
    assert b"Other words" in preview.get("transcript")[2]


def test_nobody_else_is_answered(shared):
    """Not another name of this machine, another path, another site, nor for another file."""
    root, preview = shared
    text = article(root, "one").read_text("utf-8")
    status, headers, _ = preview.get("")

    assert status == 200 and headers["content-security-policy"].startswith("default-src 'none'")
    assert "access-control-allow-origin" not in headers and headers["referrer-policy"] == "no-referrer"
    for host in ("evil.example", f"127.0.0.1.evil.example:{preview.port}", "localhost.evil", "127.0.0.2"):
        assert preview.get("", host=host)[0] == 421
    assert preview.get("", host="localhost:9")[0] == 200  # a tunnel has a port of its own
    assert preview.get("/favicon.ico", whole=True)[0] == 204
    for path in ("/", "/x/", "/events", f"{preview.path}../", f"{preview.path}%2e%2e/issue.yaml",
                 f"{preview.path}web/index.html", f"{preview.path}../../etc/passwd"):
        assert preview.get(path, whole=True)[0] == 404
    focus = {"file": "issues/5/articles/one.md", "line": 1, "picture": "", "focus": [1, 2]}
    for site in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        assert preview.get("focus", method="POST", body=focus, headers=site)[0] == 403
    for file in ("issues/5/issue.yaml", "../x.md", "issues/5/articles/../../../x.md", "/etc/passwd"):
        assert preview.post("focus", {**focus, "file": file})[0] == 409
    assert article(root, "one").read_text("utf-8") == text


def test_a_focus_is_written_and_undone(shared):
    """The words that set it appear after the picture alone; undone, the file is as it was, to the byte."""
    root, preview = shared
    path = article(root, "one")
    text = path.read_bytes()
    [area] = [each for each in preview.areas("one:0") if each["picture"]]
    status, answer = preview.post("focus", {
        "file": area["file"], "line": area["line"], "picture": area["picture"], "focus": [40, 25]})
    written = path.read_bytes()
    preview.until("checked")
    [again] = [each for each in preview.areas("one:0") if each["picture"]]
    undone = preview.post("undo", {"undo": answer["undo"]})[0]
    preview.until("checked")

    assert status == 200 and again["focus"] == [40, 25] and area["focus"] is None
    assert again["shown"] == [0, 0, 100, 100] and area["text"] == ""
    assert written == text.replace(b'"Red")', b'"Red"){focus="40,25"}')
    assert undone == 200 and path.read_bytes() == text
    assert preview.post("undo", {"undo": answer["undo"]})[0] == 409


def test_comments_are_told_and_ticked_off(shared):
    """Beside the findings, at their block; a tick is written on a click, and undone."""
    root, preview = shared
    folder = root / "build" / "5" / "comments"
    folder.mkdir(parents=True, exist_ok=True)
    line = "Other words, and a drawing."
    name = "0123456789abcdef"
    (folder / "reviewed.json").write_text(json.dumps([{
        "id": name, "said": "note by Ana", "state": "", "file": "issues/5/articles/two.md", "line": 5,
        "text": line, "page": ""}]), "utf-8")

    def told(status, answer):
        assert status == 200
        [comment] = [each for each in preview.next("findings")["findings"] if "comment" in each]
        return answer.get("undo"), comment

    undo, comment = told(*preview.post("tick", {"comment": name, "done": True}))
    assert comment["done"] and comment["message"] == "note by Ana" and comment["block"].startswith("two#")
    assert name in (root / "issues" / "5" / "review.json").read_text("utf-8")
    _, comment = told(*preview.post("undo", {"undo": undo}))
    assert not comment["done"]
    assert preview.post("tick", {"comment": "../x", "done": True})[0] == 400
    shutil.rmtree(folder)


@LINUX
def test_a_worker_that_dies_is_replaced(original, tmp_path):
    """Saves after it are set as ever."""
    root = shutil.copytree(original, tmp_path / "copy")
    with previewing(root) as preview:
        preview.until("checked")
        for server in children(preview.process.pid):
            for process in children(server):
                os.kill(process, signal.SIGKILL)
        reworded(article(root, "two"), "Other words", "Words after a death")
        changed = preview.until("checked")

    assert set(changed) == {"two:0"}


def test_no_port_is_free(original):
    """Where another program has all ten, the message says so."""
    with ExitStack() as held:
        for number in range(8990, 9000):
            taken = held.enter_context(socket.socket())
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(("127.0.0.1", number))
            taken.listen()
        done = run(original, "preview", "5", "--no-browser", "--port", "8990")

    assert done.returncode == 2 and "port-taken: no port from 8990 to 8999 is free" in done.stderr


def seconds_to_end(preview):
    start = time.monotonic()
    preview.process.send_signal(signal.SIGINT)
    preview.process.wait(PATIENCE)
    return time.monotonic() - start


@LINUX
def test_two_previews_have_two_ports_and_leave_nothing(original, tmp_path):
    """The second takes the next port; Ctrl-C ends each with all its processes."""
    root = shutil.copytree(original, tmp_path / "copy")
    with previewing(root) as one, previewing(root) as two:
        one.until("shown"), two.until("shown")
        ports = one.port, two.port
        below = [*children(one.process.pid), *children(two.process.pid)]
        ended = [seconds_to_end(each) for each in (one, two)]

    assert min(ended) < 1  # on a busy machine the other may take longer
    assert ports[1] > ports[0] and below
    assert one.process.returncode == two.process.returncode == 0
    assert eventually(lambda: not any(Path(f"/proc/{process}").exists() for process in below))
