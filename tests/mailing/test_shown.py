"""Mails as they are seen: from telephones to wide screens, light, dark and inverted, in four scripts."""

from __future__ import annotations

import base64
import os
from dataclasses import replace
from pathlib import Path

import pytest

from rocbpress.layout.layout import read_layout
from rocbpress.mailing.drafts import make_drafts
from rocbpress.workspace.workspace import Workspace
from tests.mail_issues import PDF, RESULT, WORDS, bodies, context_of, parsed, write_issue
from tests.workspaces import ROOT

AXE = os.environ.get("ROCBPRESS_AXE", "")
WIDTHS = (390, 600, 1200)
# The least contrast of any words with their ground, as they are and inverted (WCAG 2, relative luminance).
CONTRAST = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const lights = (rgb) => rgb.slice(0, 3).map((part) => part / 255).map(
    (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = (rgb) => lights(rgb).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const turned = (rgb) => rgb.slice(0, 3).map((part) => 255 - part);
  const ground = (element) => {
    const found = parts(getComputedStyle(element).backgroundColor);
    return found[3] === 0 && element.parentElement ? ground(element.parentElement) : found;
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = 21;
  while (words.nextNode()) if (words.currentNode.data.trim()) {
    const element = words.currentNode.parentElement;
    const [colour, on] = [parts(getComputedStyle(element).color), ground(element)];
    least = Math.min(least, ratio(colour, on), ratio(turned(colour), turned(on)));
  }
  return least;
}"""


def shown_page(message):
    """The page of a draft, its picture within it."""
    _, page = bodies(message)
    for part in message.walk():
        if part.get_content_maintype() == "image":
            data = f"data:{part.get_content_type()};base64,{base64.b64encode(part.get_content()).decode()}"
            page = page.replace(f"cid:{part['Content-ID'][1:-1]}", data)
    return page


@pytest.fixture(scope="module", params=["0", "82", *WORDS])
def issue(request, tmp_path_factory):
    """Issues 0 and 82 as they stand, and one in each language."""
    if request.param in WORDS:
        return context_of(write_issue(tmp_path_factory.mktemp("issue"), language=request.param))
    context = context_of(Workspace(ROOT), int(request.param))
    return replace(context, pictures=tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module", params=["rocb", "plain"])
def page(request, issue):
    """The page of the issue's mail in a layout."""
    workspace = Workspace(issue.layout.folder.parents[1])
    context = replace(issue, layout=read_layout(workspace, request.param))
    return shown_page(parsed(make_drafts(context, RESULT, PDF, "rocb-82.pdf").drafts["rocb-82.eml"]))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_any_screen_and_can_be_read(browser, page, scheme):
    """Without a horizontal scroll; words stand out at 4.5 : 1; its one picture is loaded."""
    asked: list[str] = []
    context = browser.new_context(color_scheme=scheme)
    window = context.new_page()
    window.on("request", lambda request: asked.append(request.url))
    window.set_content(page)
    widths = []
    for width in WIDTHS:
        window.set_viewport_size({"width": width, "height": 900})
        widths.append(window.evaluate("() => document.documentElement.scrollWidth"))
    least = window.evaluate(CONTRAST)
    pictures = window.evaluate("() => [...document.images].map((image) => image.naturalWidth > 200)")
    context.close()

    assert tuple(widths) == WIDTHS and least >= 4.5 and pictures == [True]
    assert [url for url in asked if not url.startswith("data:")] == []


@pytest.mark.skipif(not AXE, reason="ROCBPRESS_AXE names no axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser, page, scheme):
    """But landmarks, which mail programs take out of a page."""
    context = browser.new_context(viewport={"width": 600, "height": 900}, color_scheme=scheme)
    window = context.new_page()
    window.set_content(page)
    window.evaluate(Path(AXE).read_text("utf-8"))
    violations = window.evaluate(
        "async () => (await axe.run({rules: {region: {enabled: false}, 'landmark-one-main': "
        "{enabled: false}}})).violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`)")
    context.close()

    assert violations == []
