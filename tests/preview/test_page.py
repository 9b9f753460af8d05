"""What the preview's page promises to the person who writes, in a real browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="the page is tested with Playwright")
pytest.importorskip("uvicorn", reason="the page is served by uvicorn")

from tests.preview.scripted import Scripted, area, finding, page, state, wait_until

LINE = "issues/82/articles/rpsg.md:12"
AXE = os.environ.get("ROCBPRESS_AXE", "")
SHOWN = "() => [...document.querySelectorAll('.sheet')].map((sheet) => sheet.dataset.shown ?? '')"
TOP = ("(key) => document.querySelector(`[data-key='${key}']`).getBoundingClientRect().top"
       " - document.querySelector('#pages').getBoundingClientRect().top")
FOCUSED = "() => { const { className, ariaLabel, textContent } = document.activeElement; " \
          "return `${className} | ${ariaLabel ?? textContent}` }"
IN_VIEW = "(key) => document.querySelector('#thumbnails [aria-current=true]').textContent.startsWith(key)"


@pytest.fixture
def preview():
    """A preview of three articles with six pages, the second page with a paragraph and a picture."""
    with Scripted() as server:
        server.say("state", **state())
        server.say("pages", pages=six(), editions=["mail", "print", "archive"])
        server.say("findings", findings=[], checked=True)
        server.areas["rpsg:0"] = [area("p-1", 100), area("p-2", 300),
                                  area("f-1", 500, kind="figure", picture="images/x.jpg", focus=[50, 50])]
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
    allowed = ("503", "409", "ERR_INCOMPLETE", "ERR_CONNECTION", "ERR_EMPTY",  # a test that takes the server away
               "/favicon.ico")  # asked for by the browser itself
    assert [text for text in said if not any(each in text for each in allowed)] == []


def six(**images):
    """Six pages of three articles; an image is named after its page, or as told."""
    keys = ["cover:0", "rpsg:0", "rpsg:1", "essay:0", "essay:1", "imprint:0"]
    return [page(key, label, images.get(key.replace(":", ""), f"{key.replace(':', '')}a"))
            for label, key in enumerate(keys, 1)]


def shown(window, key, digest=""):
    """Wait until a page shows a picture, or this one."""
    sheet = f"() => document.querySelector(`[data-key='{key}'] .sheet`)?.dataset.shown ?? ''"
    wait_until(lambda: window.evaluate(sheet) == digest if digest else window.evaluate(sheet))


def settled(window, preview):
    """Wait until nothing more is asked for."""
    window.wait_for_load_state()
    count = -1
    while count != len(preview.asked):
        count = len(preview.asked)
        window.wait_for_timeout(250)


def note(window):
    """What the window says at its foot."""
    return window.locator("#note").inner_text()


def test_only_changed_pages_are_exchanged(window, preview):
    """A save costs as many pictures as pages changed, and the elements of all others stay."""
    settled(window, preview)
    before = len(preview.asked)
    window.evaluate("() => { window.kept = [...document.querySelectorAll('.sheet img')]; }")

    preview.say("some", pages={"rpsg:0": {"image": "rpsg0b"}})
    shown(window, "rpsg:0", "rpsg0b")
    preview.say("pages", pages=six(rpsg0="rpsg0b"), editions=["mail", "print", "archive"])
    settled(window, preview)

    assert {path.split("/")[1] for path in preview.asked[before:]} == {"rpsg0b"}
    assert len(preview.asked) - before == 2  # the page and its thumbnail
    assert window.evaluate("() => window.kept.filter((image) => !image.isConnected).length") == 1
    assert window.get_by_role("img", name="Page 2: rpsg").count() == 1


def test_what_is_in_view_is_asked_for_first(window, preview):
    """Pictures in view come before their neighbours, and thumbnails last."""
    settled(window, preview)
    widths = [int(path.split("/")[2]) for path in preview.asked]

    assert widths == sorted(widths, reverse=True)
    assert preview.pictures()[0] == "cover0a"


def test_a_picture_is_exchanged_once_decoded(window, preview):
    """No page is ever without a picture: there is no flash."""
    window.evaluate("""() => {
        window.empty = 0;
        const look = () => {
            for (const image of document.querySelectorAll('.sheet img')) window.empty += !image.complete;
            window.empty += document.querySelector("[data-key='rpsg:0'] img") === null;
            requestAnimationFrame(look);
        };
        look();
    }""")

    for turn in "bcd":
        preview.say("some", pages={"rpsg:0": {"image": f"rpsg0{turn}"}})
        shown(window, "rpsg:0", f"rpsg0{turn}")

    assert window.evaluate("() => window.empty") == 0


@pytest.mark.parametrize("spreads", [False, True])
def test_the_place_is_kept_when_pages_come_and_go(window, preview, spreads):
    """What is read stays where it is on the screen, whatever its number is now."""
    if spreads:
        window.keyboard.press("s")
    window.locator("[data-key='essay:1']").scroll_into_view_if_needed()
    window.evaluate("() => document.querySelector('#pages').scrollBy(0, 33)")
    settled(window, preview)
    place = window.evaluate(TOP, "essay:1")

    added = six()
    added[1:1] = [page("news:0", 2, "news0a"), page("news:1", 3, "news1a")]
    preview.say("pages", pages=added, editions=["mail", "print", "archive"])
    wait_until(lambda: window.locator(".page").count() == 8)
    assert window.evaluate(TOP, "essay:1") == pytest.approx(place, abs=1)

    preview.say("pages", pages=six()[2:], editions=["mail", "print", "archive"])
    wait_until(lambda: window.locator(".page").count() == 4)
    assert window.evaluate(TOP, "essay:1") == pytest.approx(place, abs=1)


def test_the_place_is_kept_by_zoom_and_by_the_window(window):
    """The same part of the same page is read after a zoom, in spreads and in a narrower window."""
    window.locator("[data-key='essay:0']").scroll_into_view_if_needed()

    for change in (lambda: window.keyboard.press("+"), lambda: window.keyboard.press("s"),
                   lambda: window.keyboard.press("s"), lambda: window.keyboard.press("0"),
                   lambda: window.set_viewport_size({"width": 800, "height": 900})):
        window.evaluate("() => document.querySelector(`[data-key='essay:0']`).scrollIntoView()")
        window.wait_for_timeout(100)
        change()
        window.wait_for_timeout(150)
        assert window.evaluate(IN_VIEW, "4") or window.evaluate(IN_VIEW, "5")
        assert -10 < window.evaluate(TOP, "essay:0") < 40


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
    for phase, words, link in (("setting", "setting…", "Last checked PDF"), ("shown", "shown", "Last checked PDF"),
                               ("checking", "checking…", "Last checked PDF"), ("checked", "checked", "Checked PDF")):
        preview.say("state", **state(phase, warnings=1))
        wait_until(lambda words=words: window.locator("#state").inner_text() == words)
        assert window.locator("#proof").inner_text() == link
        assert "1 warning" in window.locator("#counts").inner_text()


def test_a_finding_leads_to_its_block_and_to_its_line(window, preview):
    """By mouse: the page comes into view, the block is marked and named, a click on it copies its line."""
    preview.say("findings", findings=[finding("essay:1", "p-9", "warning"), finding("rpsg:0", "p-2")], checked=True)
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
    preview.say("findings", findings=[finding(severity=each) for each in ("note", "warning", "error")], checked=True)
    wait_until(lambda: window.locator(".lead").count() == 3)

    assert window.locator(".severity").all_inner_texts() == [f"{each} (no page)" for each in ("Error", "Warning", "Note")]


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
    preview.say("findings", findings=[finding("rpsg:0", "p-2", open="vscode://file/x.md:12")], checked=True)
    wait_until(lambda: window.locator(".lead").count() == 1)
    reached = []
    for _ in range(20):
        window.keyboard.press("Tab")
        reached.append(window.evaluate("() => document.activeElement.id || document.activeElement.className"
                                       " || document.activeElement.textContent"))
        if reached[-1].startswith("source"):
            break

    assert [each for each in reached if each] == [
        "edition", "smaller", "fit", "larger", "spreads", "follow", "proof", "Transcript", "Keys", "thumbnail",
        "sheet frame", "lead", "source"]


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


def test_changes_are_followed_only_out_of_view(window, preview):
    """Where the switch is on, and nothing of the change is in view."""
    def turn(**images):
        preview.say("state", **state("setting"))
        preview.say("some", pages={key: {"image": image} for key, image in images.items()})
        preview.say("state", **state("shown"))
        wait_until(lambda: window.locator("#state").inner_text() == "shown")
        window.wait_for_timeout(200)

    turn(**{"essay:1": "essay1b"})
    assert window.evaluate(IN_VIEW, "1")

    window.locator("#follow").check()
    turn(**{"cover:0": "cover0b", "essay:1": "essay1c"})
    assert window.evaluate(IN_VIEW, "1")

    turn(**{"essay:1": "essay1d"})
    assert window.evaluate(IN_VIEW, "5")


def test_editions_are_switched(window, preview):
    """The choice is sent, and what the preview then says is shown."""
    window.locator("#edition").select_option("print")
    wait_until(lambda: ("edition", {"edition": "print"}) in preview.sent)

    preview.say("state", **state(edition="archive"))
    wait_until(lambda: window.locator("#edition").input_value() == "archive")


def test_what_is_looked_at_is_told(window, preview):
    """By keys, as soon as the view rests."""
    wait_until(lambda: preview.sent)
    window.locator("[data-key='imprint:0']").scroll_into_view_if_needed()

    wait_until(lambda: "imprint:0" in preview.sent[-1][1].get("keys", []))
    assert "cover:0" not in preview.sent[-1][1]["keys"]


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

    assert window.evaluate("() => [...document.querySelectorAll('body *')].filter((each) => each.checkVisibility()"
                           " && each.getBoundingClientRect().right > innerWidth + 1).length") == 0


@pytest.mark.skipif(not AXE, reason="ROCBPRESS_AXE names no axe.min.js")
@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(window, preview, scheme, width):
    """With findings, banners, a marked block and the help on keys open."""
    window.emulate_media(color_scheme=scheme)
    window.set_viewport_size({"width": width, "height": 900})
    preview.say("findings", checked=True, findings=[
        finding("rpsg:0", "p-2", open="vscode://file/x.md:12"), finding(severity="warning"), finding(severity="note")])
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
