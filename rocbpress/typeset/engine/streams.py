"""The streams of a galley, compressed as all of the program's are."""

from rocbpress.workspace.compression import compress


class Zlib:
    """In place of the module of that name in pydyf, which asks for one `compressobj` a stream."""

    class compressobj:  # noqa: N801 - zlib's name
        """Gives nothing until the end."""

        def __init__(self, level: int = -1) -> None:  # noqa: ARG002
            self._data = b""

        def compress(self, data: bytes) -> bytes:
            self._data += data
            return b""

        def flush(self) -> bytes:
            return compress(self._data)
