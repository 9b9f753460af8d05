"""System calls traced, where that can be done: a container may forbid it."""

from __future__ import annotations

import shutil
import subprocess

TRACE = ("strace", "-f", "-qq", "--seccomp-bpf")  # only the calls that are asked for stop a process
CAN_TRACE = bool(shutil.which("strace")) and not subprocess.run(
    [*TRACE, "-e", "trace=open", "-o", "/dev/null", "true"], check=False, capture_output=True).returncode
