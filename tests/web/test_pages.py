"""Pages of the web edition: valid, accessible, quick, and whole from 320 pixels on."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest

from tests.browser import CHROMIUM
from tests.rtl_issues import WORDS

WIDTHS = (320, 768, 1280)
SLOWEST, MOST_SHIFT = 2000, 0.05  # milliseconds to the largest picture or text; how far it may move
VALID = {"extends": ["html-validate:recommended"], "root": True, "rules": dict.fromkeys(
    ("doctype-style", "void-style", "long-title", "no-trailing-whitespace"), "off")}  # tastes
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE = """(rules) => axe.run(document, {runOnly: rules}).then(found => found.violations.map(each =>
  each.id + ": " + each.nodes.slice(0, 3).map(node => node.html.slice(0, 200) + " " +
  (node.failureSummary ?? "")).join(" | ")))"""
WIDER = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll("body, body *")].filter(each => !each.closest(".scroll, svg") &&
    (each.getBoundingClientRect().right > document.documentElement.clientWidth + 1 ||
     each.getBoundingClientRect().left < -1))
  .map(each => each.outerHTML.slice(0, 120))"""


# The words of the first paragraph, set in one line, as they stand on the screen from right to left.
STAND = """() => {
  const words = [], paragraph = document.querySelector("article > p");
  paragraph.style.whiteSpace = "nowrap";
  const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) for (const found of walk.currentNode.data.matchAll(/\\S+/g)) {
    const range = document.createRange();
    range.setStart(walk.currentNode, found.index);
    range.setEnd(walk.currentNode, found.index + found[0].length);
    words.push([range.getBoundingClientRect().right, found[0]]);
  }
  return words.sort((one, two) => two[0] - one[0]).map(each => each[1]);
}"""


def names(editions):
    """Every page of every edition, by its address."""
    return sorted(path.relative_to(editions).as_posix() for path in editions.rglob("index.html"))


def test_pages_are_valid(editions, tools, tmp_path):
    """html-validate finds nothing; a fragment is part of a page that is looked at."""
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps(VALID))
    said = subprocess.run([tools / ".bin" / "html-validate", "--config", tmp_path / ".htmlvalidate.json",
                           "--formatter", "text", *(editions / name for name in names(editions))],
                          capture_output=True, text=True, check=False)

    assert (said.returncode, said.stdout[:5000]) == (0, "")


def test_pages_are_accessible(editions, address, browser, tools):
    """axe-core finds nothing by WCAG 2.2 AA, on a telephone in light and on a broad screen in dark."""
    axe, wrong = (tools / "axe-core" / "axe.min.js").read_text("utf-8"), []
    for width, scheme in ((WIDTHS[0], "light"), (WIDTHS[-1], "dark")):
        for name, window in shown(browser, address, names(editions), width, scheme):
            window.evaluate(axe)
            wrong += [f"{name} {width} {scheme} {each}" for each in window.evaluate(AXE, RULES)]

    assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(editions, address, browser, width):
    """Nothing but tables and figures is scrolled sideways, and these within the page."""
    wrong = [f"{name}: {each}" for name, window in shown(browser, address, names(editions), width, "light")
             for each in window.evaluate(WIDER)]

    assert wrong == []


@pytest.mark.parametrize("language", WORDS)
def test_a_sentence_from_right_to_left_keeps_its_order(address, browser, language):
    """Its words stand from the right as they are written; two Latin ones from the left."""
    pages = [f"rtl-{language}/one/index.html"]
    (stand,) = [" ".join(window.evaluate(STAND))
                for _, window in shown(browser, address, pages, 1280, "light")]

    written = WORDS[language].replace("Data Science", "Science Data").replace("ISO 9001", "9001 ISO")

    assert re.findall(r"\w+", stand) == re.findall(r"\w+", written)


def shown(browser, address, pages, width, scheme):
    """Each page by its name, opened in one window of that width."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    window = context.new_page()
    for name in pages:
        window.goto(address + name)
        yield name, window
    context.close()


def test_everything_is_reached_by_keyboard(address, browser):
    """From the first link, which leads to the text, through every link of the page, each with an outline."""
    window = browser.new_page()
    window.goto(f"{address}82/index.html")
    links = window.locator("a[href]").count()
    seen = []
    for _ in range(links):
        window.keyboard.press("Tab")
        seen.append(window.evaluate("() => document.activeElement.getAttribute('href')"))
        assert window.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    window.close()

    assert seen[0] == "#main" and None not in seen


@pytest.mark.parametrize("name", ["82/index.html", "82/itr-2022/index.html", "0/index.html",
                                  "0/pictured-report/index.html"])
def test_pages_are_quick_on_a_telephone(address, tools, name, tmp_path):
    """Lighthouse's mobile preset: what is largest stands within two seconds, and nothing moves."""
    report = tmp_path / "report.json"
    subprocess.run([tools / ".bin" / "lighthouse", address + name, "--quiet", "--output=json",
                    f"--output-path={report}", "--only-categories=performance,accessibility",
                    "--chrome-flags=--headless=new --no-sandbox --disable-gpu"], check=True,
                   env={**os.environ, "CHROME_PATH": CHROMIUM})
    found = json.loads(report.read_text("utf-8"))["audits"]

    assert found["largest-contentful-paint"]["numericValue"] <= SLOWEST
    assert found["cumulative-layout-shift"]["numericValue"] <= MOST_SHIFT
