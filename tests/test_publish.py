import os
import signal
import subprocess
import sys
import time

import pytest

from rocbpress.findings.errors import WriteError
from rocbpress.workspace.files import publish

KEEP_WRITING = """
import sys
from pathlib import Path
from rocbpress.workspace.files import publish
n = 0
while True:
    n = (n + 1) % 256
    publish(bytes([n]) * 2_000_000, Path(sys.argv[1]))
    print(n, flush=True)
"""


def test_nothing_but_the_file_is_left(tmp_path):
    """The file is there whole, and the folder holds nothing else."""
    publish(b"one", tmp_path / "deep" / "a.pdf")
    publish(b"two", tmp_path / "deep" / "a.pdf")

    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["a.pdf"]
    assert (tmp_path / "deep" / "a.pdf").read_bytes() == b"two"


@pytest.mark.parametrize("delay", [0.0, 0.003, 0.011, 0.023])
def test_killed_at_any_moment_the_file_is_whole(tmp_path, delay):
    """SIGKILL leaves a former file or a new one, never a part of one."""
    path = tmp_path / "a.pdf"
    writer = subprocess.Popen([sys.executable, "-c", KEEP_WRITING, str(path)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()

    time.sleep(delay)
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()

    data = path.read_bytes()
    assert len(data) == 2_000_000 and len(set(data)) == 1


def test_a_refused_write_is_a_finding(tmp_path):
    """A folder that is a file gives exit code 8 and words, not a traceback."""
    (tmp_path / "build").write_text("in the way")

    with pytest.raises(WriteError) as caught:
        publish(b"x", tmp_path / "build" / "a.pdf")

    assert caught.value.exit_code == 8 and caught.value.findings[0].code == "write-refused"
