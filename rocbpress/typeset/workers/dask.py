"""Flows set by the workers of a Dask cluster, which need none of our disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rocbpress.findings.errors import TypesetError, UsageError
from rocbpress.findings.finding import Finding
from rocbpress.typeset.cache import craft
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.parcel import faces_below, write_task
from rocbpress.typeset.workers.pool import Submit
from rocbpress.typeset.workers.remote import read_answer, typeset_bytes

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 10.0  # seconds until a scheduler answers, or a cluster without workers is given up
AT_ONCE = 64  # flows that are out at a time
ATTEMPTS = 4  # a worker lacks faces; one that had them dies; another lacks them


@contextmanager
def open_cluster(address: str, fonts: Path) -> Iterator[Submit]:
    """A function that has a flow set by a worker of the cluster whose scheduler listens at `address`.

    The futures that it gives raise TypesetError. UsageError where Dask is not installed, or nobody
    answers.
    """
    with _connected(address) as client, ThreadPoolExecutor(AT_ONCE) as couriers:
        office = _DaskClient(client, faces_below(fonts))
        try:
            yield lambda flow: couriers.submit(office.galley, flow)
        finally:
            client.close()  # what is still out is given up, so that no courier waits for it
            couriers.shutdown(wait=True, cancel_futures=True)


@dataclass(slots=True)
class _DaskClient:
    """Sends dockets out and faces after them, once to each worker that lacks them."""

    client: Client
    files: Mapping[str, bytes]
    digests: Mapping[str, str] = field(init=False)
    lock: threading.Lock = field(default_factory=threading.Lock)
    sent: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.digests = {name: sha256(data).hexdigest() for name, data in self.files.items()}

    def galley(self, flow: Flow) -> Galley:
        """The galley of a flow, wherever it is set; TypesetError as in `typeset`, and for dead workers."""
        try:
            docket = write_task(flow, self.digests, craft())
        except (OSError, ValueError) as error:
            raise TypesetError(Finding("image-unread", f"a picture of {flow.name} is gone or was altered",
                                       hint="render again")) from error
        faces: Mapping[str, Any] = {}
        for _ in range(ATTEMPTS):
            said = self._answer(flow.name, docket, faces)
            answer = read_answer(said) if said else None
            if isinstance(answer, Galley):
                return answer
            faces = self._faces()
        raise _lost(flow.name)

    def _answer(self, name: str, docket: bytes, faces: Mapping[str, Any]) -> bytes:
        """The answer of some worker; none where what was lying with workers died with them."""
        from distributed import KilledWorker

        future = self.client.submit(typeset_bytes, docket, faces, pure=False)
        while True:
            try:
                answer: bytes = future.result(timeout=PATIENCE)
                return answer
            except TimeoutError as error:
                if not self._has_workers():
                    raise _lost(name) from error
            except CancelledError as error:
                if not self._has_workers():
                    raise _lost(name) from error
                with self.lock:
                    self.sent.clear()
                return b""
            except KilledWorker as error:
                raise TypesetError(Finding(
                    "worker-died", f"the process that set {name} died",
                    hint="the machine may be short of memory: try --jobs 1")) from error

    def _has_workers(self) -> bool:
        try:
            return bool(self.client.scheduler_info()["workers"])
        except (OSError, ValueError):  # the scheduler is gone, or the client closed
            return False

    def _faces(self) -> Mapping[str, Any]:
        """The faces, lying with every worker: futures of Dask, by digest."""
        with self.lock:
            if not self.sent:
                lying = self.client.scatter(list(self.files.values()), broadcast=True, hash=True)
                self.sent.update(zip(self.digests.values(), lying, strict=True))
            return self.sent


def _lost(name: str) -> TypesetError:
    return TypesetError(Finding("cluster-lost", f"no worker of the cluster is left to set {name}",
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
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise _unreached(address) from error
        with client:
            try:
                client.wait_for_workers(1, timeout=PATIENCE)
            except TimeoutError as error:
                raise _unreached(address) from error
            yield client


def _unreached(address: str) -> UsageError:
    return UsageError(Finding("scheduler-unreached", f"no scheduler with a worker answers at {address}",
                              hint="dask scheduler prints its address, as tcp://10.0.0.1:8786"))
