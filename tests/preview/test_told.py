"""What the preview's page tells: states, faults, editions, and whether it is still connected."""

from __future__ import annotations

from tests.preview.events import finding, state, wait_until
from tests.preview.window import SHOWN, shown, six


def test_a_fault_keeps_the_pages_under_a_banner(window, preview):
    """The last good pages stay; the banner counts errors and stays while there are some."""
    preview.say("findings", findings=[finding("rpsg:0", "p-2"), finding(line=3)], checked=False)
    preview.say("state", **state("failed", errors=2, message="two errors"))
    wait_until(lambda: "2 errors" in window.locator("#errors").inner_text())
    preview.say("pages", pages=six(rpsg0=None), editions=["mail", "print", "archive"])
    window.wait_for_timeout(200)

    assert window.evaluate(SHOWN)[1] == "rpsg0a"
    assert window.locator(".page").count() == 6
    assert window.title() == "2 errors · Issue 82"

    preview.say("fault", message="A worker ended. It was started anew.")
    wait_until(lambda: "A worker ended" in window.locator("#fault").inner_text())

    preview.say("state", **state("shown"))
    wait_until(lambda: not window.locator(".banner:visible").count())


def test_states_are_told(window, preview):
    """The window says which it shows: pages set, or a file that was checked."""
    def tell(phase, words):
        preview.say("state", **state(phase, warnings=1))
        wait_until(lambda: window.locator("#state").inner_text() == words)
        return window.locator("#proof").inner_text()

    for phase, words in (("setting", "setting…"), ("shown", "shown"), ("checking", "checking…")):
        assert tell(phase, words) == "Last checked PDF"
        assert "1 warning" in window.locator("#counts").inner_text()
    assert tell("checked", "checked") == "Checked PDF"
    preview.say("state", **state(errors=1))
    wait_until(lambda: window.locator("#proof").inner_text() == "Last checked PDF")
    assert window.locator("#state").inner_text() == "has errors"


def test_editions_are_switched(window, preview):
    """The choice is sent, and what the preview then says is shown."""
    window.locator("#edition").select_option("print")
    wait_until(lambda: ("edition", {"edition": "print"}) in preview.sent)

    preview.say("state", **state(edition="archive"))
    wait_until(lambda: window.locator("#edition").input_value() == "archive")


def test_two_windows_show_the_same(window, preview):
    """Each has its stream, its place and its pictures."""
    other = window.context.new_page()
    other.goto(preview.address)
    shown(other, "rpsg:0")
    preview.say("some", pages={"rpsg:0": {"image": "rpsg0b"}})

    shown(other, "rpsg:0", "rpsg0b")
    shown(window, "rpsg:0", "rpsg0b")


def test_a_hidden_tab_closes_its_stream(window, preview):
    """And what it missed it shows when it is seen again."""
    wait_until(lambda: len(preview.streams) == 1)
    hide = """(hidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event('visibilitychange'));
    }"""

    window.evaluate(hide, True)
    wait_until(lambda: not preview.streams)
    preview.say("pages", pages=six(rpsg0="rpsg0b"), editions=["mail", "print", "archive"])
    window.evaluate(hide, False)

    shown(window, "rpsg:0", "rpsg0b")


def test_a_lost_connection_is_told_and_tried_again(window, preview):
    """The pages stay meanwhile."""
    preview.refuse = "away"
    preview.hang_up()
    window.locator("#lost").wait_for()
    assert window.locator(".page").count() == 6
    assert window.locator("#state").inner_text() == "not connected"

    preview.refuse = ""
    window.locator("#lost").wait_for(state="hidden")
    wait_until(lambda: window.locator("#state").inner_text() == "checked")


def test_comments_are_ticked_off(window, preview):
    """The click is sent; what is done is struck out, and its box keeps the focus."""
    name = "0123456789abcdef"
    comment = finding("rpsg:0", "p-1", "comment", code="", hint="", message="note by Ana", comment=name)
    preview.say("findings", findings=[{**comment, "done": False}], checked=True)
    box = window.locator(".finding.comment input")
    box.check()
    wait_until(lambda: ("tick", {"comment": name, "done": True}) in preview.sent)
    preview.say("findings", findings=[{**comment, "done": True}], checked=True)

    wait_until(lambda: window.locator(".finding.done input:checked").count() == 1)
    wait_until(lambda: window.evaluate("document.activeElement.dataset.comment") == name)
    wait_until(window.locator("#undo").is_visible)
