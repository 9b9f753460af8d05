"""A preview without an issue, and its page in a window."""

from __future__ import annotations

import pytest

from tests.preview.events import area, state
from tests.preview.window import shown, six


@pytest.fixture
def preview():
    """A preview of three articles with six pages, the second page with a paragraph and a picture."""
    scripted = pytest.importorskip("tests.preview.scripted", reason="the page is served by uvicorn")
    with scripted.Scripted() as server:
        server.say("state", **state())
        server.say("pages", pages=six(), editions=["mail", "print", "archive"])
        server.say("findings", findings=[], checked=True)
        server.areas["rpsg:0"] = [area("p-1", 100), area("p-2", 300),
                                  area("f-1", 500, kind="figure", picture="images/x.jpg", focus=[50, 50],
                                       open="vscode://file/x.md:12:1")]
        yield server


@pytest.fixture
def window(browser, preview):
    """The page in a window of 1400 by 900 pixels; an error or a refusal in its console fails the test."""
    said: list[str] = []
    context = browser.new_context(viewport={"width": 1400, "height": 900},
                                  permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.on("console", lambda message: said.append(f"{message.text} {message.location['url']}")
              if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(preview.address)
    shown(opened, "rpsg:0")
    yield opened
    context.close()
    allowed = ("503", "409", "ERR_INCOMPLETE",  # of tests that take the server away
               "/favicon.ico")  # asked for by the browser itself
    assert [text for text in said if not any(each in text for each in allowed)] == []
