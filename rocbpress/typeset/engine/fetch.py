"""What a document may read: the assets of its flow, by their logical addresses, and nothing else."""

from collections.abc import Iterable, Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse, iri_to_uri

from rocbpress.figures.asset import Asset
from rocbpress.findings.finding import Finding

# Only vector drawings need their type: WeasyPrint knows raster pictures by their first bytes.
_TYPES: Mapping[str, str] = {".svg": "image/svg+xml", ".css": "text/css"}


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answers for the addresses of `assets`; every other one is refused and remembered.

    No network, no file: and no data: address is ever opened, wherever the document names it: in an
    attribute, a style sheet or inside a drawing.
    """

    def __init__(self, assets: Iterable[Asset]) -> None:
        super().__init__(allowed_protocols=())
        self._assets = {iri_to_uri(asset.url): asset for asset in assets}
        self.refused: dict[str, Finding] = {}

    def fetch(self, url: str, _headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The bytes of an asset; ValueError, which WeasyPrint logs, for any other address."""
        asset = self._assets.get(iri_to_uri(url))
        if asset is None:
            shown = url if len(url) <= 80 else f"{url[:77]}..."
            self.refused[url] = Finding(
                "address-refused", f"not a file of the issue: {shown}",
                hint="put the file into the issue or its layout; nothing is fetched from elsewhere")
            raise ValueError("address refused")
        kind = _TYPES.get(asset.path.suffix.lower(), "application/octet-stream")
        try:
            data = asset.path.read_bytes()
        except OSError as error:
            raise ValueError(f"{asset.path.name} is missing or locked") from error
        return URLFetcherResponse(asset.url, data, {"Content-Type": kind})
