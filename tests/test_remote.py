"""A flow typeset by a process that shares no disk with this one."""

from __future__ import annotations

import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec

import pytest

from rocbpress.figures.asset import Asset
from rocbpress.findings.errors import TypesetError
from rocbpress.typeset.cache import typesetter_fingerprint
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.workers.remote import MissingFaces, make_task, read_faces, typeset_task
from rocbpress.typeset.workers.worker import typeset_within
from tests.workspaces import copy_workspace, run

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
    """The digests of the faces by their names, and their bytes by their digests."""
    found = read_faces(newsletter.fonts)
    named = {name: sha256(data).hexdigest() for name, data in found.items()}
    return named, {named[name]: data for name, data in found.items()}


@pytest.fixture
def elsewhere():
    """A process that knows nothing yet."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield lambda *arguments: pool.submit(*arguments).result()


def test_a_task_is_all_that_a_process_needs(flow, faces, elsewhere, newsletter):
    """Sent the faces once, a process keeps them; its galley is the one that is made at home."""
    named, data = faces
    task = make_task(flow, named)
    for asset in flow.assets:
        asset.path.rename(asset.path.with_suffix(".gone"))
    first = elsewhere(typeset_task, typesetter_fingerprint(), task)
    second = elsewhere(typeset_task, typesetter_fingerprint(), task, data)
    third = elsewhere(typeset_task, typesetter_fingerprint(), task)
    for asset in flow.assets:
        asset.path.with_suffix(".gone").rename(asset.path)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as home:
        galley = home.submit(typeset_within, flow, newsletter.fonts).result()

    assert first == MissingFaces(tuple(dict.fromkeys(named.values())))
    assert second == galley and third == second


def test_what_is_wrong_with_a_flow_comes_back(flow, faces, elsewhere):
    """A TypesetError of the worker is one here, with its place."""
    named, data = faces
    runes = replace(flow, html=HTML % "\u16a0 and words.")

    with pytest.raises(TypesetError) as caught:
        elsewhere(typeset_task, typesetter_fingerprint(), make_task(runes, named), data)
    assert [(f.code, f.where.block) for f in caught.value.findings] == [("glyph-missing", "one#b1")]


def test_another_fingerprint_sets_nothing(elsewhere):
    """A worker with other engines or other code refuses before it reads, so that no cache keeps its work."""
    with pytest.raises(TypesetError, match="worker-differs"):
        elsewhere(typeset_task, "another", b"not even a task")


def test_a_picture_is_what_its_digest_says(flow, faces, elsewhere):
    """A picture that was altered since it was prepared, or on its way, is never set."""
    named, data = faces
    task = make_task(flow, named)
    flow.assets[0].path.write_bytes(DRAWING.replace(b"9", b"8"))

    with pytest.raises(ValueError, match="not those"):
        make_task(flow, named)
    with pytest.raises(ValueError, match="not those"):
        elsewhere(typeset_task, typesetter_fingerprint(), task.replace(b"M0 0H9", b"M0 0H8"), data)


def test_a_task_leaves_out_what_is_no_input(flow, faces):
    """No path of ours, and nothing of what folios say; the flow is the same to the cache."""
    data = make_task(flow, faces[0])

    assert str(flow.assets[0].path.parent).encode() not in data and b"Meetings" not in data
    assert pickle.loads(data).flow.digest() == flow.digest()


def test_a_scheduler_that_cannot_be_had(tmp_path):
    """Without Dask, or with nobody at the address, the command says so and what to do; exit code 2."""
    done = run(copy_workspace(tmp_path), "render", "82", "--no-cache", "--scheduler", "tcp://127.0.0.1:1")
    code, hint = (("scheduler-unreached", "dask scheduler") if find_spec("distributed")
                  else ("scheduler-extra", "pip install 'rocbpress[dask]'"))

    assert done.returncode == 2
    assert f"{code}: " in done.stderr and hint in done.stderr
