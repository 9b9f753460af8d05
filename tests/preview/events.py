"""What the preview tells its page, as the protocol has it."""

from __future__ import annotations

import time
from collections.abc import Callable

A4 = (595.3, 841.9)


def wait_until(is_so: Callable[[], object], seconds: float = 10) -> None:
    """Ask again and again until it is so.

    Raises:
        AssertionError: It was not so in time.
    """
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)


def page(key: str, label: object, image: str | None, title: str = "", **more: object) -> dict[str, object]:
    """A page as the event `pages` tells it."""
    flow = key.split(":")[0]
    return {"key": key, "flow": flow, "article": flow, "title": title or flow, "label": str(label),
            "width": A4[0], "height": A4[1], "image": image, "fill": 0.93} | more


def state(phase: str = "checked", **more: object) -> dict[str, object]:
    """A state as the event of that name tells it."""
    return {"phase": phase, "edition": "mail", "title": "Issue 82", "number": 82, "errors": 0, "warnings": 0,
            "message": ""} | more


def finding(key: str = "", block: str = "", severity: str = "error", **more: object) -> dict[str, object]:
    """A finding as the event of that name tells it."""
    return {"severity": severity, "code": "made-up", "message": "the table is too wide", "hint": "Turn it.",
            "file": "issues/82/articles/rpsg.md", "line": 12, "column": 3, "key": key, "block": block,
            "open": ""} | more


def area(block: str, y: float, **more: object) -> dict[str, object]:
    """An area of a page, as wide as its text, 60 points high."""
    return {"block": block, "kind": "p", "text": f"The words of {block}", "line": 12,
            "file": "issues/82/articles/rpsg.md", "x": 71, "y": y, "width": 450, "height": 60, "open": "",
            "picture": "", "focus": None} | more
