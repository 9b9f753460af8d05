"""Addresses of schedulers: wrong ones are told in a line, tls:// takes the certificates of Dask."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time

import pytest

from tests.cluster.processes import answers, running
from tests.flow_documents import FONTS
from tests.workspaces import run

WRONG = {
    "word": "nonsense", "closed": "tcp://127.0.0.1:1", "port": "tcp://127.0.0.1:99999",
    "host": "tcp://no.such.host.invalid:8786", "web": "http://127.0.0.1:1", "bracket": "tcp://[::1",
    "bare": "tcp://", "process": "inproc://x", "certificates": "tls://127.0.0.1:1",
}
PORT = 18786


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_address_is_one_line(kind):
    """Where certificates are missing, the line says so."""
    done = run(FONTS.parent, "render", "82", "--no-cache", "--scheduler", WRONG[kind])

    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert done.stderr.startswith("scheduler-unreached: ")
    assert ("certificates" in done.stderr) == (kind == "certificates")


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
def test_a_cluster_behind_tls(tmp_path):
    """With the certificates in Dask's settings the specimen is rendered, without them it is not."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
                    certificate, "-days", "2", "-subj", "/CN=localhost"], check=True, capture_output=True)
    settings = {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(certificate), **{
        f"DASK_DISTRIBUTED__COMM__TLS__CLIENT__{name}": str(path)
        for name, path in (("KEY", key), ("CERT", certificate))}}
    own = ["--tls-ca-file", str(certificate), "--tls-cert", str(certificate), "--tls-key", str(key)]
    address = f"tls://127.0.0.1:{PORT}"
    words = ["--protocol", "tls", "--host", "127.0.0.1", "--port", str(PORT), "--no-dashboard", *own]
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with (running([sys.executable, "-m", "distributed.cli.dask_scheduler", *words], tmp_path / "one"),
          running([sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny",
                   "--no-dashboard", "--nthreads", "1", *own], tmp_path / "two")):
        until = time.monotonic() + 30
        while time.monotonic() < until and not answers(PORT):
            time.sleep(0.1)
        call = ("render", "0", "--no-cache", "--output", str(tmp_path / "out"), "--scheduler", address)
        without, done = run(FONTS.parent, *call), run(FONTS.parent, *call, environment=settings)

    assert without.returncode == 2 and "certificates" in without.stderr
    assert done.returncode == 0 and (tmp_path / "out" / "rocb-0.pdf").is_file(), done.stderr
