"""Whether system calls can be traced here: a container may forbid it."""

from __future__ import annotations

import shutil
import subprocess

CAN_TRACE = bool(shutil.which("strace")) and not subprocess.run(
    ["strace", "-f", "-o", "/dev/null", "true"], check=False, capture_output=True).returncode
