"""Web editions served on loopback, and the tools that look at them."""

from __future__ import annotations

import functools
import gzip
import os
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rocbpress.workspace.files import publish_folder
from rocbpress.workspace.workspace import Workspace
from tests.web.issues import from_the_right, newsletters, of_scripts
from tests.web_pages import ROOT, web_edition

TOOLS = os.environ.get("ROCBPRESS_WEB", "")

_TEXT = (".html", ".css", ".svg")


class _Handler(SimpleHTTPRequestHandler):
    """Files as an ordinary server sends them: texts compressed, nothing said of each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in _TEXT or not path.is_file():
            super().do_GET()
            return
        data = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture(scope="session")
def editions(tmp_path_factory) -> Path:
    """A folder with the web edition of each issue, in a folder of its name."""
    folder = tmp_path_factory.mktemp("editions")
    issues = {"0": (Workspace(ROOT), 0), "82": (Workspace(ROOT), 82),
              **of_scripts(tmp_path_factory.mktemp("scripts")),
              **from_the_right(tmp_path_factory.mktemp("rtl")),
              **newsletters(tmp_path_factory.mktemp("newsletters"))}
    for name, (workspace, number) in issues.items():
        publish_folder(web_edition(workspace, number).files, folder / name)
    return folder


@pytest.fixture(scope="session")
def address(editions) -> Iterator[str]:
    """Where they are served."""
    handler = functools.partial(_Handler, directory=str(editions))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder node_modules; skipped where npm has installed nothing."""
    if not TOOLS:
        pytest.skip("nox -s web installs html-validate, axe-core and lighthouse")
    return Path(TOOLS)
