"""Files made to do harm are refused, or imported for what they are: quickly, and with nothing opened
outside."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.importing.hostile_files import CASES, MARKUP, hostile_file
from tests.importing.kept import arrive
from tests.importing.raw_words import words
from tests.systems import LINUX

SECONDS, MEGABYTES = 5, 300
# Its own process, whose memory and opened files are its own.
_PROGRAM = """
import json, sys, time
from pathlib import Path
from rocbpress.findings.errors import PressError
from rocbpress.importing import document
from rocbpress.importing.importing import import_file
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event in (
    "open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "exec") else None)
began = time.process_time()
try:
    said = ",".join(sorted(import_file(Path(sys.argv[1]), "sent").files))
except PressError as error:
    said = "!" + error.findings[0].code
seconds = time.process_time() - began
peak = int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) // 1024
print(json.dumps([said, seconds, peak, [each for each in opened if "/proc/" not in each]]))
"""


@LINUX
@pytest.mark.parametrize("name", [name for name, _, _ in CASES])
def test_a_hostile_file_is_refused_or_read(tmp_path, name):
    """Within five seconds and 300 MB, without a traceback; no file is opened but itself and the program's."""
    hostile = hostile_file(name)
    path = tmp_path / "hostile.docx"
    path.write_bytes(hostile.data)

    ran = subprocess.run([sys.executable, "-c", _PROGRAM, path], capture_output=True, text=True, timeout=60,
                         check=False)
    said, seconds, peak, opened = json.loads(ran.stdout)

    assert ran.stderr == ""
    assert hostile.code == "*" or said == (f"!{hostile.code}" if hostile.code else said.lstrip("!"))
    assert seconds < SECONDS and peak < MEGABYTES
    assert [each for each in opened if each != str(path) and not each.startswith(tuple(sys.path[1:]))
            and "<frozen" not in each and not each.startswith("<code object")] == []
    assert all(each.startswith(("articles/", "images/")) and ".." not in each for each in
               ([] if said.startswith("!") else said.split(",")))


def test_text_that_would_be_markup_stays_text(tmp_path):
    """Each line is printed as it was written: no heading, quote, box, link, template or front matter."""
    path = tmp_path / "sent.docx"
    path.write_bytes(hostile_file("markup").data)

    arrived = arrive(path, tmp_path / "issue")
    said = {"".join(words(each)) for each in arrived.said}

    assert arrived.faults == ()
    assert [each for each in MARKUP if words(each) and "".join(words(each)) not in said] == []
    assert {block.kind.value for block in arrived.article.blocks} <= {"paragraph", "table", "picture"}
