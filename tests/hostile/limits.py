"""Work done in a process of its own, with a bound on its processor time, its memory measured."""

from __future__ import annotations

import json
import os
import signal
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MEGABYTES = 1_000
SECONDS = 15  # of the processor: three times what a free machine needs


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the codes told, or a traceback; "" for neither where the process was ended."""

    codes: tuple[str, ...] | None
    traceback: str
    megabytes: int


def bounded(work: Callable[[], Any]) -> Outcome:
    """Run `work`, which returns codes of findings, in a child that SECONDS of the processor end."""
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if not child:
            _work(work, said)
        _, _, used = os.wait4(child, 0)
        said.seek(0)
        told = json.loads(said.read() or "{}")
    codes = told.get("codes")
    return Outcome(None if codes is None else tuple(codes), told.get("traceback", ""), used.ru_maxrss // 1000)


def _work(work: Callable[[], Any], said: Any) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    signal.alarm(40 * SECONDS)  # a child that waits for ever uses no processor
    try:
        told: dict[str, Any] = {"codes": list(work())}
    except BaseException as error:  # whatever it is, the test shows it
        told = {"traceback": "".join(traceback.format_exception(error))}
    finally:
        said.write(json.dumps(told))
        said.flush()
        os._exit(0)
