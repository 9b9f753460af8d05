"""What a window on the preview shows."""

from __future__ import annotations

from tests.preview.events import page, wait_until

LINE = "issues/82/articles/rpsg.md:12"
SHOWN = "() => [...document.querySelectorAll('.sheet')].map((sheet) => sheet.dataset.shown ?? '')"
TOP = ("(key) => document.querySelector(`[data-key='${key}']`).getBoundingClientRect().top"
       " - document.querySelector('#pages').getBoundingClientRect().top")
FOCUSED = "() => { const { className, ariaLabel, textContent } = document.activeElement; " \
          "return `${className} | ${ariaLabel ?? textContent}` }"
IN_VIEW = "(key) => document.querySelector('#thumbnails [aria-current=true]').textContent.startsWith(key)"


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
