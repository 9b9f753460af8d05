"""A flow typeset out of the house: bytes in, bytes out."""

from __future__ import annotations

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec

import pytest

from rocbpress.figures.asset import Asset
from rocbpress.findings.errors import TypesetError
from rocbpress.typeset.cache import craft
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.workers.deadline import typeset_within
from rocbpress.typeset.workers.parcel import faces_below, read_task, write_task
from rocbpress.typeset.workers.remote import MissingFaces, read_answer, typeset_bytes
from tests.workshop import copy_workspace, run

HTML = """<!doctype html><html lang="en"><head><title>One</title><style>
@page { size: 210mm 297mm } body { font-family: 'Source Serif 4' }</style></head>
<body><h1 id="one">One</h1><p data-block="one#b1">%s</p>
<p><img src="picture:one.svg" alt="A square"></p></body></html>"""
DRAWING = (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">'
           b'<path d="M0 0H9V9Z"/></svg>')


@pytest.fixture
def flow(tmp_path):
    path = tmp_path / "drawing.svg"
    path.write_bytes(DRAWING)
    asset = Asset("picture:one.svg", sha256(DRAWING).hexdigest(), path)
    return Flow("one", ("one",), Matter.BODY, "Meetings", "Meetings 82", HTML % "Words and words.", (asset,))


@pytest.fixture(scope="module")
def faces(newsletter):
    """The bytes of the faces, by their digests, and the digests by name."""
    found = faces_below(newsletter.fonts)
    named = {name: sha256(data).hexdigest() for name, data in found.items()}
    return named, {named[name]: data for name, data in found.items()}


@pytest.fixture
def elsewhere():
    """A process that knows nothing yet."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield lambda *arguments: pool.submit(*arguments).result()


def test_bytes_in_bytes_out(flow, faces, elsewhere, newsletter):
    """Asked for the faces once, a process keeps them; its galley is the one that is set at home."""
    named, data = faces
    docket = write_task(flow, named, craft())
    for asset in flow.assets:
        asset.path.rename(asset.path.with_suffix(".gone"))
    first = read_answer(elsewhere(typeset_bytes, docket))
    second = elsewhere(typeset_bytes, docket, data)
    third = elsewhere(typeset_bytes, docket)
    for asset in flow.assets:
        asset.path.with_suffix(".gone").rename(asset.path)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as home:
        galley = home.submit(typeset_within, flow, newsletter.fonts).result()

    assert first == MissingFaces(tuple(dict.fromkeys(named.values())))
    assert read_answer(second) == galley and third == second


def test_what_is_against_a_flow_comes_back(flow, faces, elsewhere):
    """A TypesetError of the worker is one here, with its place."""
    named, data = faces
    runes = replace(flow, html=HTML % "\u16a0 and words.")
    said = elsewhere(typeset_bytes, write_task(runes, named, craft()), data)

    with pytest.raises(TypesetError) as caught:
        read_answer(said)
    assert [(f.code, f.where.block) for f in caught.value.findings] == [("glyph-missing", "one#b1")]


def test_another_craft_sets_nothing(flow, faces, elsewhere):
    """A worker with other engines or other code refuses, so that no store keeps what it would make."""
    said = elsewhere(typeset_bytes, write_task(flow, faces[0], "another"))

    with pytest.raises(TypesetError, match="worker-differs"):
        read_answer(said)


def test_a_picture_is_what_its_digest_says(flow, faces, tmp_path):
    """A picture that was altered since it was prepared, or on its way, is never set."""
    docket = write_task(flow, faces[0], craft())
    flow.assets[0].path.write_bytes(DRAWING.replace(b"9", b"8"))

    with pytest.raises(ValueError, match="not those"):
        write_task(flow, faces[0], craft())
    with pytest.raises(ValueError, match="not those"):
        read_task(docket.replace(b"M0 0H9", b"M0 0H8"), tmp_path)
    assert read_task(docket, tmp_path).flow.digest() == flow.digest()


def test_the_docket_leaves_out_what_is_no_input(flow, faces):
    """No path of ours, and nothing of what folios say."""
    docket = write_task(flow, faces[0], craft())
    head = json.loads(docket.partition(b"\n")[0])

    assert str(flow.assets[0].path.parent).encode() not in docket and b"Meetings" not in docket
    assert set(head) == {"craft", "faces", "flow", "pictures"}


def test_a_scheduler_that_cannot_be_had(tmp_path):
    """Without Dask, or with nobody at the address, the command says so and what to do; exit code 2."""
    done = run(copy_workspace(tmp_path), "render", "82", "--no-cache", "--scheduler", "tcp://127.0.0.1:1")
    code, hint = (("scheduler-unreached", "dask scheduler") if find_spec("distributed")
                  else ("scheduler-extra", "pip install 'rocbpress[dask]'"))

    assert done.returncode == 2
    assert f"{code}: " in done.stderr and hint in done.stderr
