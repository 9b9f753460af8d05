"""Hostile issues of whole pages: each is told or set within bounds, and nothing else is read."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir

import pytest
from PIL import Image

from rocbpress.preflight.tagged.rules import check_structure
from tests.proofs.tracing import CAN_TRACE, TRACE, read_calls
from tests.small_issue import make
from tests.workspaces import ROOT

CALLS, MEGABYTES = 20_000_000, 1000
COMMAND = [sys.executable, "-c", "from rocbpress.cli.app import main; main()",
           "render", "5", "--jobs", "2", "--root"]
COUNTED = [sys.executable, "-c", """
import sys
from rocbpress.cli.app import main
from tests.counting import calls
ended = []
def run():
    try:
        main()
    except SystemExit as end:
        ended.append(end.code)
print(calls(run), flush=True)
sys.exit(ended[0])
""", *COMMAND[3:]]
TRACED = [*TRACE, "-e", "trace=open,openat,openat2,socket,connect", "-A", "-o"]
SYSTEM = ("/usr/", "/lib", "/etc/ld.so.", "/etc/fonts/", "/etc/localtime", "/etc/mime.types",
          "/proc/", "/sys/", "/dev/")
# Where faces are made known to Pango, and the file with which Python tries whether it may write there.
OURS = re.compile(re.escape(gettempdir()) +
                  r"/(?:rocbpress-\d+-[a-z0-9_]{8}(?:/.*)?|[a-z0-9_]{8})")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">'


def jpeg() -> bytes:
    stream = BytesIO()
    Image.effect_noise((1200, 900), 80).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def png(width: int, height: int, pixels: bytes, colour: int = 2) -> bytes:
    """A PNG whose header says what it likes."""
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(pixels, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts)


def drawing(inside: str, before: str = "") -> bytes:
    return f"{before}{SVG}{inside}</svg>".encode()


PICTURES = {  # file, code
    "cut": ("p.jpg", lambda: jpeg()[:60_000], "image-damaged"),
    "empty": ("p.jpg", lambda: b"", "image-damaged"),
    "no-picture": ("p.jpg", lambda: b"hello", "image-unsupported"),
    "heic": ("p.jpg", lambda: b"\0\0\0\x18ftypheic" + bytes(40), "image-heic"),
    "lying": ("p.png", lambda: png(400, 300, bytes(100)), "image-damaged"),
    "50,000-wide": ("p.png", lambda: png(50_000, 50_000, bytes(100)), "image-too-large"),
    "bomb": ("p.png", lambda: png(8_000, 8_000, bytes(300_000_000)), "image-damaged"),
    "image": ("p.svg", lambda: drawing('<image href="/etc/passwd"/>'), "drawing-outside"),
    "web-image": ("p.svg", lambda: drawing('<image href="https://evil.example/a.png"/>'), "drawing-outside"),
    "use": ("p.svg", lambda: drawing('<use href="file:///etc/passwd#a"/>'), "drawing-outside"),
    "entity": ("p.svg", lambda: drawing("<text>&a;</text>", '<!DOCTYPE svg [<!ENTITY a SYSTEM '
                                        '"file:///etc/passwd">]>'), "drawing-entity"),
    "import": ("p.svg", lambda: drawing("<style>@import url(https://evil.example/a.css);</style>"),
               "drawing-outside"),
    "font": ("p.svg", lambda: drawing("<style>@font-face{src:url(/etc/passwd)}</style>"), "drawing-outside"),
    "foreign": ("p.svg", lambda: drawing("<foreignObject><p>x</p></foreignObject>"), "drawing-foreign"),
    "million-parts": ("p.svg", lambda: drawing("<circle/>" * 1_000_000), "drawing-too-large"),
}
WORDS = {  # body, code
    "word": ("a " + "b" * 990 + "\n", "line-wide"),
    "columns": ("".join("|" + cell * 60 + "\n" for cell in ("a|", "-|", "b|")), "table-wide"),
    "cell": ("| a | b |\n|---|---|\n| " + "x" * 900 + " | y |\n", "table-wide"),
}
ROWS = "| Place | Seizures |\n|---|---|\n" + "".join(f"| Port {n} | {n} |\n" for n in range(500))
RIGHT = {
    "script": ("![A port](images/p.svg)\n", {"images/p.svg": drawing(
        '<script href="https://evil.example/"/><a href="file:///etc/passwd"><circle r="9"/></a>')}),
    "largest": ("![A port](images/p.png)\n", {"images/p.png": png(8_900, 8_900, bytes(8_901 * 8_900), 0)}),
    "rows": (ROWS, {}), "lists": ("".join(" " * 2 * n + "- a\n" for n in range(8)), {}),
    "notes": ("\n\n".join(f"{'Some words of the text. ' * 12}^[Note.]" for _ in range(60)) + "\n", {}),
    "marks": ("a" + "\u0301" * 900 + "\n", {}), "thai": ("ภาษาไทยยาวมาก" * 900 + "\n", {}),
}


def build(root: Path, body: str, files: dict[str, bytes]) -> Path:
    make(root, body=body, files=files)
    for name in ("layouts", "fonts"):
        shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True)
    return root


def press(root: Path) -> tuple[int, str]:
    """Exit code and words of a run within bounds of work and memory."""
    said = root / "said"
    with said.open("wb") as stream:
        process = subprocess.Popen([*COUNTED, root], stderr=stream, stdout=subprocess.PIPE, cwd=ROOT)
        assert process.stdout
        work = int(process.stdout.read() or CALLS)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    assert work < CALLS
    assert used.ru_maxrss < MEGABYTES * 1000
    text = said.read_text("utf-8")
    assert "Traceback" not in text and "internal error" not in text
    return process.returncode, text


@pytest.mark.parametrize("name", PICTURES)
def test_hostile_pictures_are_told(tmp_path, name):
    """Each is a finding at the line that shows it."""
    file, data, code = PICTURES[name]
    exit_code, said = press(build(tmp_path, f"![A port](images/{file})\n", {f"images/{file}": data()}))

    assert exit_code == 3 and re.search(rf"^issues/5/articles/one\.md:5(:\d+)?: {code}: ", said, re.MULTILINE)


@pytest.mark.parametrize("name", WORDS)
def test_words_that_fit_nowhere_are_told(tmp_path, name):
    """Nothing runs off its page unseen."""
    body, code = WORDS[name]
    exit_code, said = press(build(tmp_path, body, {}))

    assert exit_code == 5 and re.search(rf"^issues/5/articles/one\.md:5 .*{code}: ", said, re.MULTILINE)


@pytest.mark.parametrize("name", RIGHT)
def test_what_only_looks_hostile_is_set(tmp_path, name):
    """It becomes a sound PDF."""
    body, files = RIGHT[name]
    exit_code, said = press(build(tmp_path, body, files))

    assert exit_code == 0, said
    assert check_structure((tmp_path / "build/5/rocb-5.pdf").read_bytes()) == ()


@pytest.mark.skipif(not CAN_TRACE, reason="no strace that may trace here")
def test_nothing_outside_is_read_and_nobody_is_asked(tmp_path):
    """The system calls of runs over all of it: files of workspace, Python and system, and no socket."""
    trace = tmp_path / "trace"
    bodies = [(f"![A port](images/{file})\n", {f"images/{file}": data()})
              for file, data, _ in PICTURES.values()]
    for number, (body, files) in enumerate([*bodies, *RIGHT.values()]):
        root = build(tmp_path / str(number), body, files)
        (root / "issues/5/images/passwd.jpg").symlink_to("/etc/passwd")
        subprocess.run([*TRACED, trace, *COMMAND, root], capture_output=True, check=False)
        shutil.rmtree(root)
    calls = read_calls(trace.read_text("utf-8", "replace"))
    # What is opened as a path alone is not read: so workers name to the system what they keep.
    opened = set(re.findall(r'open(?:at2?)?\([^"]*"(/[^"]+)"(?!.*O_PATH).*\) += \d', calls))

    assert str(ROOT / "rocbpress/cli/app.py") in str(opened) and not re.findall(r"AF_INET6?", calls)
    # Listed: by imports, folders where an editable install leads; for what a killed run left, the others.
    opened -= {str(ROOT), *sys.path, "/proc", gettempdir()}
    assert [name for name in sorted(opened)
            if not name.startswith(allowed(tmp_path)) and not OURS.fullmatch(name)] == []


def allowed(workspace: Path) -> tuple[str, ...]:
    """Where a run may read: its workspace, our code, Python, the system's libraries and their settings."""
    packages = (path for path in sys.path if path.endswith("site-packages"))
    return tuple(map(str, (workspace, ROOT / "rocbpress/", sys.prefix, sys.base_prefix, *packages, *SYSTEM)))
