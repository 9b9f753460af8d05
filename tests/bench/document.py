"""An issue's flows as one document with the same styles, pictures and links."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import tinycss2

from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import Layout
from rocbpress.press.job import Job
from rocbpress.press.paginate import paginate
from rocbpress.press.queue import open_queue, open_workers
from rocbpress.press.read import read
from rocbpress.typeset.flow import Flow
from rocbpress.workspace.workspace import Workspace
from tests.bench.measuring import Run, measure

_BODY = re.compile(r'<body class="(\w+)">(.*)</body>', re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_ARTICLE = re.compile(r'href="article:(?:[\w-]+#)?([\w-]+)"')
_FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><reset-dirs/><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def write_document(workspace: Workspace, number: int, folder: Path) -> Path:
    """The mail edition of an issue as whole.html, with its pictures and a fontconfig file beside it."""
    job = Job(workspace, number, EDITIONS["mail"], 1, workspace.cache)
    issue = read(job)
    with open_workers(job) as submit, open_queue(job, submit) as queue:
        flows = paginate(issue, job, queue).flows
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "whole.html"
    path.write_text(_joined(flows, issue.layout, folder), "utf-8")
    (folder / "fonts.conf").write_text(
        _FONTCONFIG.format(fonts=workspace.fonts.resolve(), cache=folder / "fontcache"), "utf-8")
    return path


def typeset(folder: Path, name: str) -> Run:
    """A plain WeasyPrint run over NAME.html in the folder of the one document."""
    return measure([sys.executable, str(Path(__file__).with_name("whole.py")), f"{name}.html", f"{name}.pdf"],
                   folder, {"FONTCONFIG_FILE": str(folder / "fonts.conf")})


def _joined(flows: tuple[Flow, ...], layout: Layout, folder: Path) -> str:
    """One section a flow; the sheet of a kind of page holds within sections of that kind."""
    styles = {_part(_BODY, flow.html, 1): _STYLE.findall(flow.html) for flow in flows}
    own = {page: (layout.folder / f"{page}.css").read_text("utf-8") for page in styles}
    scripts = dict.fromkeys(line for page, (_, sheet) in styles.items()
                            for line in sheet.strip().removeprefix(own[page].strip()).splitlines())
    shared = next(iter(styles.values()))[0]
    sheets = [shared, ".flow { break-before: page } .flow:first-child { break-before: auto }",
              *(_within(f".flow-{page}", sheet) for page, sheet in own.items()), *scripts]
    head = flows[0].html.partition("<style>")[0]
    sections = "\n".join(_section(flow, folder) for flow in flows)
    return f"{head}<style>{chr(10).join(sheets)}</style></head><body>{sections}</body></html>"


def _section(flow: Flow, folder: Path) -> str:
    page, body = _part(_BODY, flow.html, 1), _part(_BODY, flow.html, 2)
    for asset in flow.assets:
        name = f"{asset.digest[:20]}{asset.path.suffix}"
        shutil.copy(asset.path, folder / name)
        body = body.replace(asset.url, name)
    body = _ARTICLE.sub(r'href="#\1"', body)
    return f'<div class="flow flow-{page} {page}">{body}</div>'


def _within(scope: str, sheet: str) -> str:
    """The sheet with its selectors held within an element, which takes the place of body."""
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return "\n".join(rule.serialize() if rule.type != "qualified-rule" else
                     f"{_scoped(scope, rule)} {{{tinycss2.serialize(rule.content)}}}" for rule in rules)


def _scoped(scope: str, rule: tinycss2.ast.QualifiedRule) -> str:
    # Commas within parentheses are inside a block of tokens, so these are the top ones.
    selectors: list[list[tinycss2.ast.Node]] = [[]]
    for token in rule.prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    words = (tinycss2.serialize(each).strip() for each in selectors)
    return ", ".join(re.sub(r"^body\b", scope, each) if each.startswith("body") else f"{scope} {each}"
                     for each in words)


def _part(pattern: re.Pattern[str], text: str, group: int) -> str:
    found = pattern.search(text)
    assert found, pattern.pattern
    return found[group]
