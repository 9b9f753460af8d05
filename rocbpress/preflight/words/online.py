"""Whether links work: the only module that uses the network, and only for `check --online`."""

from collections.abc import Iterable, Mapping
from http.client import HTTPException
from math import ceil
from threading import Thread
from time import monotonic
from urllib import request
from urllib.error import HTTPError
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit

from rocbpress import __version__
from rocbpress.findings.finding import Finding, Severity
from rocbpress.preflight.words.addresses import written_addresses
from rocbpress.preflight.words.rules import in_order
from rocbpress.sources.manuscript import Manuscript
from rocbpress.workspace.workspace import Workspace

AT_ONCE = 8
TIMEOUT = 10  # seconds for one answer
# A site that asks for a login, a browser or patience exists (RFC 9110, 15.5; RFC 6585).
_EXISTING = frozenset({401, 402, 403, 405, 406, 407, 429, 451})
_HEADERS = {"User-Agent": f"rocbpress/{__version__} (link check)", "Accept": "*/*"}
_SAFE = "/%:@!$&'()*+,;=~-._?"


def check_online(manuscript: Manuscript, workspace: Workspace) -> tuple[Finding, ...]:
    """A warning for each link of the issue that does not answer, where it is written."""
    written = tuple(written_addresses(manuscript, workspace))
    answers = ask_all(urldefrag(address).url for address, _ in written)
    found = (Finding("link-unanswered", f"{address} {fault}", where, Severity.WARNING,
                     "correct the address, or link to an archived copy")
             for address, where in written if (fault := answers[urldefrag(address).url]))
    return in_order(dict.fromkeys(found))


def ask_all(addresses: Iterable[str], timeout: float = TIMEOUT) -> Mapping[str, str]:
    """What is wrong with each address, '' where it answers; several are asked at once, each once."""
    asked = list(dict.fromkeys(addresses))
    waiting, answers = asked[::-1], dict.fromkeys(asked, "does not answer")

    def work() -> None:
        while waiting:
            try:
                address = waiting.pop()
            except IndexError:
                return  # another thread was quicker
            answers[address] = ask(address, timeout)

    # A site may send its answer byte by byte: the wait ends when all in turn would have timed out.
    end = monotonic() + 3 * timeout * ceil(len(asked) / AT_ONCE)
    threads = [Thread(target=work, daemon=True) for _ in asked[:AT_ONCE]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0, end - monotonic()))
    return dict(answers)


def ask(address: str, timeout: float = TIMEOUT) -> str:
    """What is wrong with an address, in words; '' where something answers. The page itself is not read."""
    fault = ""
    for method in ("HEAD", "GET"):  # some sites know no HEAD
        try:
            asked = request.Request(_encoded(address), headers=_HEADERS, method=method)
            with _opener().open(asked, timeout=timeout):
                return ""
        except HTTPError as error:
            error.close()
            if error.code in _EXISTING:
                return ""
            fault = f"answers {error.code} {error.reason}".rstrip()
        except (OSError, HTTPException, ValueError) as error:
            return f"does not answer: {getattr(error, 'reason', None) or error or type(error).__name__}"
    return fault


def _opener() -> request.OpenerDirector:
    """Follows no redirection to anything but the web: urllib's own would open ftp: as well."""
    opener = request.OpenerDirector()
    for handler in (request.ProxyHandler, request.UnknownHandler, request.HTTPHandler, request.HTTPSHandler,
                    request.HTTPDefaultErrorHandler, request.HTTPRedirectHandler, request.HTTPErrorProcessor):
        opener.add_handler(handler())
    return opener


def _encoded(address: str) -> str:
    """The address in ASCII (RFC 3986; RFC 3490 for the host)."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    port = f":{parts.port}" if parts.port else ""
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, shown + port, quote(parts.path, _SAFE), quote(parts.query, _SAFE), ""))
