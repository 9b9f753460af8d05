"""Which colour spaces a press prints as they are (ISO 32000-1, 8.6)."""

from rocbpress.assemble.objects import entry, is_true, raw_items, resolve

_OWN = frozenset(("/DeviceCMYK", "/DeviceGray", "/Pattern"))
_BASES = {"/Indexed": 1, "/Pattern": 1, "/Separation": 2, "/DeviceN": 2}
_DEEPEST = 8


def prints(space: object, depth: int = 0) -> bool:
    """Whether a space is made of inks: CMYK, grey, or a space that rests on these."""
    space = resolve(space)
    if isinstance(space, str):
        return str(space) in _OWN
    parts = raw_items(space)
    kind = str(resolve(parts[0])) if parts else ""
    if kind == "/ICCBased" and len(parts) > 1:
        return entry(resolve(parts[1]), "/N") in (1, 4)
    base = _BASES.get(kind, len(parts))
    return base < len(parts) and depth < _DEEPEST and prints(parts[base], depth + 1)


def image_prints(image: object) -> bool:
    """Whether a picture is made of inks; a stencil has no colours of its own."""
    return is_true(entry(image, "/ImageMask")) or prints(entry(image, "/ColorSpace"))


def name_of(space: object) -> str:
    """A space by the name of its family, and its components where it is a profile's: 'ICCBased 3'."""
    parts = raw_items(resolve(space))
    if not parts:
        return "no colour space"
    family = str(resolve(parts[0])).lstrip("/")
    return f"{family} {entry(resolve(parts[1]), '/N')}" if family == "ICCBased" and len(parts) > 1 else family
