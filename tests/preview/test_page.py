"""What the preview's page promises to the person who writes: its pages, and their place."""

from __future__ import annotations

import pytest

from tests.preview.events import page, state, wait_until
from tests.preview.window import IN_VIEW, TOP, settled, shown, six


def test_only_changed_pages_are_exchanged(window, preview):
    """A save costs as many pictures as pages changed, and the elements of all others stay."""
    settled(window, preview)
    before = len(preview.asked)
    window.evaluate("() => { window.kept = [...document.querySelectorAll('.sheet img')]; }")

    preview.say("some", pages={"rpsg:0": {"image": "rpsg0b", "fill": 0.5}})
    shown(window, "rpsg:0", "rpsg0b")
    assert "50 % full" in window.locator("[data-key='rpsg:0'] figcaption").inner_text()
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


def test_what_is_in_view_is_asked_for_first_however_a_browser_tells_it(browser, preview):
    """Browsers tell observers in an order of their own; here the last is told first."""
    window = browser.new_page(viewport={"width": 1400, "height": 900})
    window.add_init_script("""
        const waiting = [], Observer = IntersectionObserver;
        const tell = () => { for (const each of waiting.splice(0).reverse()) each(); };
        IntersectionObserver = class extends Observer {
            constructor(say, options) {
                super((entries) => { waiting.push(() => say(entries)) > 1 || setTimeout(tell); }, options);
            }
        };""")
    window.goto(preview.address)
    shown(window, "rpsg:0")
    settled(window, preview)
    window.close()
    widths = [int(path.split("/")[2]) for path in preview.asked]

    assert len(set(widths)) == 2
    assert widths == sorted(widths, reverse=True)


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
    turn(**{"essay:1": "essay1c"})
    assert window.evaluate(IN_VIEW, "5")

    turn(**{"cover:0": "cover0b", "essay:1": "essay1d"})
    assert window.evaluate(IN_VIEW, "5")


def test_what_is_looked_at_is_told(window, preview):
    """By keys, as soon as the view rests."""
    wait_until(lambda: preview.sent)
    window.locator("[data-key='imprint:0']").scroll_into_view_if_needed()

    wait_until(lambda: "imprint:0" in preview.sent[-1][1].get("keys", []))
    assert "cover:0" not in preview.sent[-1][1]["keys"]
