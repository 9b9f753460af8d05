"""From a finding to its block and its line, and the focus point of a picture."""

from __future__ import annotations

from tests.preview.events import area, finding, state, wait_until
from tests.preview.window import FOCUSED, LINE, note


def test_a_finding_leads_to_its_block_and_to_its_line(window, preview):
    """By mouse: the page comes into view, the block is marked and named, a click on it copies its line."""
    preview.say("findings", checked=True,
                findings=[finding("essay:1", "p-9", "warning"), finding("rpsg:0", "p-2")])
    preview.areas["essay:1"] = [area("p-9", 700)]
    wait_until(lambda: window.locator(".lead").count() == 2)

    window.locator(".lead").nth(1).click()
    marked = window.locator("[data-key='essay:1'] .block.marked")
    marked.wait_for()
    assert marked.get_attribute("data-mark") == "Warning"
    assert window.evaluate("() => { const { top, bottom } = document.querySelector('.block.marked')"
                           ".getBoundingClientRect(); return top > 50 && bottom < 900; }")

    marked.click()
    wait_until(lambda: note(window) == f"Copied {LINE}")
    assert window.evaluate("() => navigator.clipboard.readText()") == LINE


def test_errors_come_first(window, preview):
    """Whatever the order in which they are told."""
    preview.say("findings", checked=True,
                findings=[finding(severity=each) for each in ("note", "warning", "error")])
    wait_until(lambda: window.locator(".lead").count() == 3)

    assert window.locator(".severity").all_inner_texts() == [
        "Error (no page)", "Warning (no page)", "Note (no page)"]


def test_blocks_follow_the_picture(window, preview):
    """A mark moves with its block when the page is set anew."""
    preview.say("findings", findings=[finding("rpsg:0", "p-2")], checked=True)
    window.locator(".lead").click()
    window.locator(".block.marked").wait_for()
    before = window.locator(".block.marked").bounding_box()["y"]

    preview.areas["rpsg:0"] = [area("p-0", 100), area("p-2", 400)]
    preview.say("some", pages={"rpsg:0": {"image": "rpsg0b"}})

    place = "() => document.querySelector('.block.marked')?.getBoundingClientRect().top ?? 0"
    wait_until(lambda: window.evaluate(place) > before + 50)
    assert "p-2" in window.evaluate(FOCUSED)


def test_a_focus_point_is_dragged_and_undone(window, preview):
    """Where it is let go is written as focus, and Undo asks for its end."""
    window.locator("[data-key='rpsg:0'] .sheet").scroll_into_view_if_needed()
    window.locator("[data-key='rpsg:0'] .sheet").hover(position={"x": 5, "y": 5})
    window.locator(".point").wait_for()
    window.locator(".point").scroll_into_view_if_needed()
    point = window.locator(".point").bounding_box()
    picture = window.locator(".block[data-block='f-1']").bounding_box()

    window.mouse.move(point["x"] + 14, point["y"] + 14)
    window.mouse.down()
    window.mouse.move(picture["x"] + picture["width"] * .3, picture["y"] + picture["height"] * .25, steps=4)
    assert not [name for name, _ in preview.sent if name == "focus"]
    window.mouse.up()
    wait_until(lambda: "focus" in dict(preview.sent))

    assert dict(preview.sent)["focus"] == {"file": "issues/82/articles/rpsg.md", "line": 12,
                                           "picture": "images/x.jpg", "focus": [30, 25]}
    window.locator("#undo").click()
    wait_until(lambda: "undo" in dict(preview.sent))
    assert dict(preview.sent)["undo"]["undo"].startswith("undo-")
    wait_until(lambda: not window.locator("#undo").is_visible())


def test_a_focus_point_is_moved_by_keys(window, preview):
    """Arrows move it, Escape puts it back, and nothing is written until Enter."""
    window.keyboard.press("n")
    window.keyboard.press("Enter")
    window.locator(".point").wait_for()
    window.keyboard.press("ArrowDown")
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Tab")
    assert "50 % from the left" in window.evaluate(FOCUSED)
    window.keyboard.press("ArrowLeft")
    window.keyboard.press("Escape")
    assert "figure" in window.evaluate(FOCUSED) or "Picture" in window.evaluate(FOCUSED)
    window.keyboard.press("Tab")
    window.keyboard.press("Shift+ArrowLeft")
    window.keyboard.press("ArrowDown")
    assert not [name for name, _ in preview.sent if name == "focus"]
    window.keyboard.press("Enter")
    wait_until(lambda: "focus" in dict(preview.sent))

    assert dict(preview.sent)["focus"]["focus"] == [40, 51]


def test_a_refused_focus_goes_back(window, preview):
    """What could not be written is told, and the point is where it was."""
    window.keyboard.press("n")
    window.keyboard.press("Enter")
    window.locator(".point").wait_for()
    window.locator(".point").focus()
    preview.refuse = "rpsg.md was changed meanwhile"
    window.keyboard.press("Shift+ArrowLeft")
    window.keyboard.press("Enter")

    wait_until(lambda: note(window) == "Not done: rpsg.md was changed meanwhile")
    assert "50 % from the left" in window.locator(".point").get_attribute("aria-label")
    assert not window.locator("#undo").is_visible()


def test_a_warning_is_lowered_and_undone(window, preview):
    """A click writes its code under `lower`; an error has no such button."""
    preview.say("findings", findings=[finding(), finding(severity="warning", code="widow")], checked=True)
    window.locator(".lower").click()
    wait_until(lambda: ("lower", {"code": "widow"}) in preview.sent)

    wait_until(lambda: note(window) == "Written: lower: widow")
    window.locator("#undo").click()
    wait_until(lambda: note(window) == "Undone: lower: widow")


def test_blocks_of_no_file_lead_nowhere(window, preview):
    """What the layout draws is marked by a finding, but is no control."""
    preview.areas["rpsg:0"] = [area("folio", 20, file="", line=0), area("p-1", 100)]
    preview.say("findings", findings=[finding("rpsg:0", "folio"), finding("rpsg:0", "p-1#2")], checked=True)

    window.locator(".lead").first.click()
    window.locator(".block.marked").wait_for()
    assert window.locator(".block.marked").evaluate("(block) => block.tagName") == "DIV"
    window.locator(".lead").nth(1).click()
    wait_until(lambda: "p-1" in window.evaluate(FOCUSED))


def test_lines_move_though_no_picture_changes(window, preview):
    """A line added above a block is known in the next turn, and the focus stays on the block."""
    window.keyboard.press("n")
    window.keyboard.press("Enter")
    wait_until(lambda: "p-1" in window.evaluate(FOCUSED))
    preview.areas["rpsg:0"] = [area("p-1", 100, line=13)]
    preview.say("state", **state("shown"))
    wait_until(lambda: "rpsg.md:13" in window.evaluate(FOCUSED))

    window.keyboard.press("Enter")
    wait_until(lambda: note(window) == "Copied issues/82/articles/rpsg.md:13")
