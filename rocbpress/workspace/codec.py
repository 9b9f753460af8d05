"""Plain values as bytes and back, of which nothing can be run."""

import pickle
from datetime import date
from enum import Enum
from io import BytesIO
from pathlib import PosixPath, WindowsPath
from typing import Any

_OTHERS = frozenset({PosixPath, WindowsPath, date})


def encode(value: object) -> bytes:
    """Scalars, tuples, lists, mappings, sets, paths, days, and our dataclasses, models and enumerations.

    TypeError for anything else, for it would not come back.
    """
    buffer = BytesIO()
    _Writer(buffer, protocol=5).dump(value)
    return buffer.getvalue()


def decode(data: bytes) -> Any:
    """What `encode` was given; pickle.UnpicklingError, or whatever a damaged text leads to, otherwise."""
    return _Reader(BytesIO(data)).load()


class _Writer(pickle.Pickler):
    def reducer_override(self, obj: object) -> Any:
        kind = obj if isinstance(obj, type) else type(obj)
        if not _is_plain(kind):
            raise TypeError(f"{kind.__name__} cannot be kept")
        if isinstance(obj, Enum):
            return kind, (obj.value,)  # Python before 3.11.4 would have them read by getattr
        return NotImplemented


class _Reader(pickle.Unpickler):
    # As "Restricting Globals" in Python's documentation of pickle.
    def find_class(self, module: str, name: str) -> type:
        module = "pathlib" if module == "pathlib._local" else module  # where Python 3.13 has its paths
        if module.startswith("rocbpress.") or module in ("pathlib", "datetime"):
            found = super().find_class(module, name)
            if isinstance(found, type) and _is_plain(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a plain value")


def _is_plain(kind: type) -> bool:
    """Whether making one does nothing but fill in its fields."""
    ours = kind.__module__.startswith("rocbpress.")
    return kind in _OTHERS or (ours and (
        issubclass(kind, Enum) or hasattr(kind, "__dataclass_fields__") or hasattr(kind, "model_fields")))
