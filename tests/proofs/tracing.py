"""System calls traced, where that can be done: a container may forbid it."""

from __future__ import annotations

import shutil
import subprocess

TRACE = ("strace", "-f", "-qq", "--seccomp-bpf")  # only the calls that are asked for stop a process
CAN_TRACE = bool(shutil.which("strace")) and not subprocess.run(
    [*TRACE, "-e", "trace=open", "-o", "/dev/null", "true"], check=False, capture_output=True).returncode


def read_calls(trace: str) -> str:
    """The text of a trace, each call in one line: strace divides those during which another process calls."""
    begun: dict[str, str] = {}
    calls = []
    for line in trace.splitlines():
        process, _, call = line.partition(" ")
        call = call.lstrip()
        if call.endswith("<unfinished ...>"):
            begun[process] = call.removesuffix("<unfinished ...>")
        elif call.startswith("<... "):
            calls.append(begun.pop(process, "") + call.partition(" resumed>")[2])
        else:
            calls.append(call)
    return "\n".join(calls)
