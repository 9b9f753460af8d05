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
    writer.kill()
    writer.communicate()

    data = path.read_bytes()
    assert len(data) == 2_000_000 and len(set(data)) == 1


def test_a_refused_write_is_a_finding(tmp_path):
    """A folder that is a file gives exit code 8 and words, not a traceback."""
    (tmp_path / "build").write_text("in the way")

    with pytest.raises(WriteError) as caught:
        publish(b"x", tmp_path / "build" / "a.pdf")

    assert caught.value.exit_code == 8 and caught.value.findings[0].code == "write-refused"


@pytest.mark.parametrize(("refused", "call"), [
    ("replace", "publish(b'new', path)"), ("rename", "publish_folder({'a': b'new'}, path.parent)")])
def test_a_file_that_is_open_in_a_viewer_is_to_be_closed(tmp_path, refused, call):
    """Windows does not replace it; the message says what to close, and the former file is as it was."""
    path = tmp_path / "82" / "rocb-82.pdf"
    path.parent.mkdir()
    path.write_bytes(b"old")
    code = ("import os, sys; from pathlib import Path\n"
            "from rocbpress.findings.errors import WriteError\n"
            "from rocbpress.workspace.files import publish, publish_folder\n"
            "def refuse(*_): raise PermissionError(13, 'Access is denied')\n"
            f"os.{refused} = refuse\n"
            "path = Path(sys.argv[1])\n"
            f"try: {call}\n"
            "except WriteError as error: print(*error.findings)\n")
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    name, shown = ("82", "the files in 82") if "folder" in call else ("rocb-82.pdf",) * 2

    assert done.stdout == (f"write-refused: {name} cannot be written: Access is denied "
                           f"(close {shown} in the viewer, or name another folder with --output)\n")
    assert [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()] == [b"old"]
