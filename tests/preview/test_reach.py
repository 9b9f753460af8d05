"""The page is for everyone: keyboard alone, reduced motion, narrow windows, and axe-core."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.preview.events import finding, state, wait_until
from tests.preview.window import FOCUSED, LINE, note, shown

AXE = os.environ.get("ROCBPRESS_AXE", "")


def test_the_keyboard_does_all(window, preview):
    """Pages, blocks, lines, findings, spreads and zoom, without a mouse; Escape leads back."""
    preview.say("findings", findings=[finding("rpsg:0", "p-2")], checked=True)
    wait_until(lambda: window.locator(".lead").count() == 1)

    def press(key, expected):
        window.keyboard.press(key)
        wait_until(lambda: expected in window.evaluate(FOCUSED) + note(window))

    window.keyboard.press("n")
    wait_until(lambda: window.evaluate("() => document.activeElement.firstChild.alt") == "Page 2: rpsg")
    press("Enter", "The words of p-1")
    press("ArrowDown", "The words of p-2")
    press("Enter", f"Copied {LINE}")
    press("Escape", "sheet")
    press("f", "lead")
    press("Enter", "The words of p-2")
    press("Escape", "lead")
    window.keyboard.press("s")
    assert window.locator("#spreads[aria-pressed=true]").count() == 1
    width = window.locator(".page").first.bounding_box()["width"]
    window.keyboard.press("-")
    assert window.locator(".page").first.bounding_box()["width"] < width
    window.keyboard.press("0")
    assert window.locator(".page").first.bounding_box()["width"] == width


def test_every_control_is_reached_by_tab(window, preview):
    """Tab passes through the bar, one page, one thumbnail and the findings, and comes to an end."""
    preview.say("findings", findings=[finding("rpsg:0", "p-2", open="vscode://file/x:12")], checked=True)
    wait_until(lambda: window.locator(".lead").count() == 1)
    window.locator("#edition").focus()
    reached = []
    while "source" not in reached:
        reached.append(window.evaluate("() => document.activeElement.id || document.activeElement.className"
                                       " || document.activeElement.textContent"))
        window.keyboard.press("Tab")

    assert reached == ["edition", "smaller", "fit", "larger", "spreads", "follow", "proof", "Transcript",
                       "Keys", "thumbnail", "sheet frame", "lead", "source"]


def test_pages_scroll_at_once(window):
    """By the keys that scroll any page, before anything was clicked."""
    window.keyboard.press("PageDown")

    wait_until(lambda: window.evaluate("() => document.querySelector('#pages').scrollTop") > 100)


def test_nothing_moves_where_motion_is_reduced(browser, preview):
    """No transition runs for who asks for none."""
    opened = browser.new_page(reduced_motion="reduce")
    opened.goto(preview.address)
    shown(opened, "rpsg:0")
    opened.locator("[data-key='rpsg:0'] .sheet").hover(position={"x": 5, "y": 5})
    opened.locator(".block").first.wait_for()

    durations = opened.evaluate("() => [...new Set([...document.querySelectorAll('*')]"
                                ".map((each) => getComputedStyle(each).transitionDuration))]")
    opened.close()
    assert durations == ["0s"]


@pytest.mark.parametrize("width", [390, 900, 1400])
def test_nothing_is_cut_at_any_width(window, width):
    """Neither the bar nor a page is wider than the window."""
    window.set_viewport_size({"width": width, "height": 800})
    window.wait_for_timeout(100)

    assert window.evaluate("() => [...document.querySelectorAll('body *')].filter((each) => each"
                           ".checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)"
                           ".length") == 0


@pytest.mark.skipif(not AXE, reason="ROCBPRESS_AXE names no axe.min.js")
@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(window, preview, scheme, width):
    """With findings, banners, a marked block and the help on keys open."""
    window.emulate_media(color_scheme=scheme)
    window.set_viewport_size({"width": width, "height": 900})
    preview.say("findings", checked=True, findings=[
        finding("rpsg:0", "p-2", open="vscode://file/x.md:12"), finding(severity="warning"),
        finding(severity="note")])
    preview.say("state", **state(errors=1, warnings=1))
    preview.say("fault", message="A worker ended. It was started anew.")
    wait_until(lambda: window.locator(".lead").count() == 3)
    window.locator(".lead").first.click()
    window.locator(".block.marked").wait_for()
    window.evaluate("() => { document.querySelector('details').open = true; }")

    window.evaluate(Path(AXE).read_text("utf-8"))
    violations = window.evaluate("async () => (await axe.run()).violations"
                                 ".map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`)")

    assert violations == []
