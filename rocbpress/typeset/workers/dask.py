"""Flows typeset by the workers of a Dask cluster, which need none of our disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from rocbpress.findings.errors import TypesetError, UsageError
from rocbpress.findings.finding import Finding
from rocbpress.typeset.cache import typesetter_fingerprint
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.pool import Submit
from rocbpress.typeset.workers.remote import MissingFaces, make_task, read_faces, typeset_task

if TYPE_CHECKING:
    from distributed import Client

ANSWER = 3.0  # seconds until a scheduler answers
PATIENCE = 10.0  # seconds until a cluster without workers is given up
AT_ONCE = 64  # flows that are out at a time
ATTEMPTS = 4  # a worker lacks faces; one that had them dies; another lacks them


@contextmanager
def open_cluster(address: str, fonts: Path) -> Iterator[Submit]:
    """A function that has a flow typeset by a worker of the cluster whose scheduler listens at `address`.

    Its futures raise TypesetError, but none for a flow that never ends. UsageError where Dask is not
    installed, or nothing answers.
    """
    with _connected(address) as client, ThreadPoolExecutor(AT_ONCE) as threads:
        cluster = _Cluster(client, fonts)
        try:
            yield lambda flow: threads.submit(cluster.typeset, flow)
        finally:
            cluster.closed = True  # first: who is told that its flow is cancelled looks at it after that
            client.close()  # what is still out is given up, so that no thread waits for it
            threads.shutdown(wait=True, cancel_futures=True)


class _Cluster:
    """Sends tasks, and faces after them, once to each worker that lacks them."""

    def __init__(self, client: Client, fonts: Path) -> None:
        self.client = client
        faces = read_faces(fonts)
        self.names = {name: sha256(data).hexdigest() for name, data in faces.items()}
        self.faces = {self.names[name]: data for name, data in faces.items()}
        self.lock = threading.Lock()
        self.closed = False
        self.sent: Mapping[str, object] = {}  # Dask's futures of faces that workers hold, by digest

    def typeset(self, flow: Flow) -> Galley:
        """As `typeset`; TypesetError too where a picture is gone, or no worker is left."""
        try:
            task = make_task(flow, self.names)
        except (OSError, ValueError) as error:
            raise TypesetError(Finding("image-unread", f"a picture of {flow.name} is missing or has changed",
                                       hint="render again")) from error
        faces: Mapping[str, object] = {}
        for _ in range(ATTEMPTS):
            answer = self._answer(flow.name, task, faces)
            if isinstance(answer, Galley):
                return answer
            faces = self._sent_faces(flow.name)
        raise _lost(flow.name)

    def _answer(self, name: str, task: bytes, faces: Mapping[str, object]) -> Galley | MissingFaces | None:
        """The answer of some worker; None where the faces died with the worker that had them."""
        from distributed import KilledWorker

        future = self.client.submit(typeset_task, typesetter_fingerprint(), task, faces, pure=False)
        while True:
            try:
                answer: Galley | MissingFaces = future.result(timeout=PATIENCE)
                return answer
            except (TimeoutError, CancelledError) as error:
                if self.closed:
                    raise CancelledError from error
                if not self._has_workers():
                    raise _lost(name) from error
                if isinstance(error, CancelledError):
                    with self.lock:
                        self.sent = {}
                    return None
            except KilledWorker as error:
                raise TypesetError(Finding(
                    "worker-died", f"the process typesetting {name} died",
                    hint="the machine may be short of memory: start fewer workers on it")) from error

    def _has_workers(self) -> bool:
        try:  # as `scheduler_info`, which waits for ever where the client is closed meanwhile
            answer = self.client.sync(self.client.scheduler.identity, callback_timeout=ANSWER)
        except (OSError, ValueError, RuntimeError):  # the scheduler is gone, or the client closed
            return False
        return bool(answer["workers"])

    def _sent_faces(self, name: str) -> Mapping[str, object]:
        with self.lock:
            if not self.sent:
                if not self._has_workers():
                    raise _lost(name)
                try:
                    held = self.client.scatter(list(self.faces.values()), broadcast=True, timeout=PATIENCE)
                except TimeoutError as error:
                    raise _lost(name) from error
                self.sent = dict(zip(self.faces, held, strict=True))
            return self.sent


def _lost(name: str) -> TypesetError:
    return TypesetError(Finding("cluster-lost", f"the cluster has no worker left for {name}",
                                hint="start workers again, or render without --scheduler"))


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise UsageError(Finding("scheduler-extra", "--scheduler needs Dask, which is not installed",
                                 hint="pip install 'rocbpress[dask]'")) from error
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
        try:
            client = Client(address, timeout=ANSWER, set_as_default=False)
        except Exception as error:  # what is no scheduler may answer anything, and make Dask raise anything
            raise _unreached(address, error) from error
        with client:
            try:
                client.wait_for_workers(1, timeout=PATIENCE)
            except TimeoutError as error:
                raise _unreached(address, error) from error
            yield client


def _unreached(address: str, error: Exception) -> UsageError:
    hint = "dask scheduler prints its address, as tcp://10.0.0.1:8786"
    if isinstance(error, TypeError) and address.startswith("tls:"):  # no SSLContext could be made
        hint = "tell Dask the certificates: see docs/security.md"
    return UsageError(Finding("scheduler-unreached", f"no scheduler with a worker answers at {address}",
                              hint=hint))
