"""Drawings that were made to break a press, by name; each a few lines that write its SVG."""

from __future__ import annotations

from collections.abc import Iterator

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">'
NUMBERS = (
    "nan",
    "inf",
    "-inf",
    "Infinity",
    "NaN",
    "1e999",
    "-1e999",
    "1e300",
    "9" * 400,
    "1e20",
    "infpx",
    "nan%",
    "1e308mm",
)
PLACES = (  # % stands for the number
    '<path d="M1 1L% 9" stroke="red"/>',
    '<path d="M%,1L9 9"/>',
    '<path d="M1 1C1 2 3 % 5 6z"/>',
    '<path d="M1 1A% 2 0 0 1 9 9"/>',
    '<rect x="%" width="9" height="9"/>',
    '<rect width="%" height="9"/>',
    '<circle r="%"/>',
    '<circle cx="%" r="4"/>',
    '<ellipse rx="%" ry="4"/>',
    '<line x1="%" x2="9" stroke="red"/>',
    '<polygon points="1,1 %,9 9,9"/>',
    '<g transform="translate(%)"><circle r="9"/></g>',
    '<g transform="scale(%,1)"><circle r="9"/></g>',
    '<g transform="rotate(%)"><circle r="9"/></g>',
    '<g transform="matrix(1 0 0 1 % 0)"><circle r="9"/></g>',
    '<g transform="skewX(%)"><circle r="9"/></g>',
    '<path d="M1 1L9 9" stroke="red" stroke-width="%"/>',
    '<path d="M1 1L9 9" stroke="red" stroke-dasharray="1 %"/>',
    '<path d="M1 1L9 9" stroke="red" stroke-dasharray="2" stroke-dashoffset="%"/>',
    '<path d="M1 1L9 9" stroke="red" stroke-miterlimit="%"/>',
    '<circle r="9" opacity="%"/>',
    '<circle r="9" fill-opacity="%"/>',
    '<circle r="9" style="stroke-width:%;stroke:red"/>',
    "<style>circle{stroke:red;stroke-width:%}</style><circle r='9'/>",
    '<text x="%" y="9">a</text>',
    '<text x="1" y="9" font-size="%">a</text>',
    '<text x="1" y="9" dx="1 %">ab</text>',
    '<text x="1" y="9" rotate="%">ab</text>',
    '<text x="1" y="9" textLength="%">ab</text>',
    '<text x="1" y="9" letter-spacing="%">ab</text>',
    '<linearGradient id="g" x1="%"><stop offset="0"/><stop offset="1" stop-color="red"/></linearGradient>'
    '<rect width="9" height="9" fill="url(#g)"/>',
    '<linearGradient id="g"><stop offset="%"/><stop offset="1" stop-color="red"/></linearGradient>'
    '<rect width="9" height="9" fill="url(#g)"/>',
    '<linearGradient id="g" gradientTransform="scale(%)"><stop offset="0"/><stop offset="1"/>'
    '</linearGradient><rect width="9" height="9" fill="url(#g)"/>',
    '<radialGradient id="g" r="%"><stop offset="0"/><stop offset="1" stop-color="red"/></radialGradient>'
    '<rect width="9" height="9" fill="url(#g)"/>',
    '<pattern id="p" width="%" height="3"><circle r="1"/></pattern><rect width="9" height="9" '
    'fill="url(#p)"/>',
    '<pattern id="p" width="1" height="1" patternTransform="rotate(%)"><circle r="1"/></pattern>'
    '<rect width="9" height="9" fill="url(#p)"/>',
    '<marker id="m" markerWidth="%" markerHeight="3"><circle r="1"/></marker>'
    '<path d="M1 1L9 9" marker-end="url(#m)"/>',
    '<marker id="m" orient="%"><circle r="1"/></marker><path d="M1 1L9 9" marker-end="url(#m)"/>',
    '<filter id="f"><feOffset dx="%"/></filter><circle r="9" filter="url(#f)"/>',
    '<mask id="m" x="%"><circle r="5" fill="white"/></mask><circle r="9" mask="url(#m)"/>',
    '<symbol id="s" viewBox="0 0 % 3"><circle r="1"/></symbol><use href="#s" width="3" height="3"/>',
    '<svg width="%" height="3"><circle r="1"/></svg>',
    '<use href="#c" x="%"/><circle id="c" r="1"/>',
)
STOPS = '<stop offset="0"/><stop offset="1" stop-color="red"/>'
FILLED = '<rect width="30" height="20" fill="url(#g)"/>'


def gradient(kind: str, spread: str, attributes: str, stops: str = STOPS) -> str:
    return f'<{kind}Gradient id="g" spreadMethod="{spread}" {attributes}>{stops}</{kind}Gradient>{FILLED}'


def gradients() -> Iterator[tuple[str, str]]:
    """Vectors of no length, tiny ones, stops by thousands, unsorted and equal stops."""
    vectors = {
        "linear": (
            'x1="0" x2="0"',
            'x1="0.5" x2="0.5000001"',
            'x1="0" x2="1e-9"',
            'gradientUnits="userSpaceOnUse" x1="3" x2="3.0001"',
            'gradientTransform="scale(1e-7)"',
            'gradientTransform="scale(0)"',
        ),
        "radial": (
            'r="0"',
            'r="1e-9"',
            'r="0.00001"',
            'r="0.5" fr="0.5"',
            'r="0.5" fr="0.4999999"',
            'r="0.1" fr="0.9"',
            'gradientUnits="userSpaceOnUse" r="0.0001"',
            'gradientTransform="scale(1e-7)"',
            'gradientTransform="scale(0)"',
        ),
    }
    for kind, each in vectors.items():
        for at, attributes in enumerate(each):
            for spread in ("pad", "repeat", "reflect"):
                yield f"gradient-{kind}-{at}-{spread}", gradient(kind, spread, attributes)
    many = "".join(f'<stop offset="{n / 20_000}" stop-color="#{n:06x}"/>' for n in range(20_000))
    equal = '<stop offset="0.5"/>' * 2 + '<stop offset="0.5" stop-color="red"/>'
    for spread in ("pad", "repeat", "reflect"):
        yield f"gradient-stops-{spread}", gradient("linear", spread, "", many)
        yield f"gradient-stops-radial-{spread}", gradient("radial", spread, 'r="0.1"', many)
        yield f"gradient-equal-{spread}", gradient("linear", spread, "", equal)
        yield f"gradient-equal-radial-{spread}", gradient("radial", spread, "", equal)
        yield (
            f"gradient-short-{spread}",
            gradient("linear", spread, 'x2="0.01"', '<stop offset="0"/>' * 3_000),
        )
    yield (
        "gradient-href-loop",
        ('<linearGradient id="g" href="#h"/><linearGradient id="h" href="#g"/>' + FILLED),
    )
    yield "gradient-everywhere", gradient("linear", "repeat", 'x2="0.01"') + FILLED * 2_000
    yield "gradient-one-stop", gradient("linear", "repeat", "", '<stop offset="0"/>')
    yield "gradient-no-stop", gradient("linear", "repeat", "", "")


def heavy() -> Iterator[tuple[str, str]]:
    """Endless paths, patterns within patterns, markers, masks, text without end."""
    deep = range(90)
    yield "path-long-run", '<path d="M0 0L' + "1 1 " * 2_000_000 + '"/>'
    yield "path-10MB", '<path d="M0 0' + "L1 1" * 2_000_000 + '"/>'
    yield "path-run-200kB", '<path d="M0 0L' + "1 1 " * 50_000 + '"/>'
    yield "path-arcs", '<path d="M0 0' + "A9 9 0 0 1 3 4 A9 9 0 0 1 9 9" * 20_000 + '"/>'
    yield "path-flags", '<path d="M0 0A9 9 0 3 7 3 4"/>'
    yield "path-short", '<path d="M0 0C1 2 3 L"/>'
    yield "path-words", '<path d="M zero one L two"/>'
    yield "path-bare", '<path d="L5 5"/><path d="MMMM"/><path d="zzzz"/><path d=""/>'
    yield "points-odd", '<polygon points="1 2 3"/><polyline points=","/>'
    yield "points-many", '<polygon points="' + "1 1 " * 500_000 + '"/>'
    yield "dashes-many", '<path d="M1 1L9 9" stroke="red" stroke-dasharray="' + "1 " * 200_000 + '"/>'
    yield "dashes-tiny", '<path d="M1 1L40 30" stroke="red" stroke-dasharray="1e-9"/>'
    yield "dashes-negative", '<path d="M1 1L40 30" stroke="red" stroke-dasharray="1 -1"/>'
    yield "dashes-words", '<path d="M1 1L40 30" stroke="red" stroke-dasharray="one"/>'
    yield "transform-many", f'<g transform="{"rotate(1)" * 20_000}"><circle r="9"/></g>'
    yield "transform-words", '<g transform="rotate(left)"><circle r="9"/></g>'
    yield "transform-short", '<g transform="matrix(1 2)"><circle r="9"/></g>'
    yield "transform-none", '<g transform="scale()"><circle r="9"/></g>'
    yield "transform-zero", '<g transform="scale(0)"><circle r="9"/><text>a</text></g>'
    yield "transform-nested", '<g transform="scale(99999)">' * 90 + '<circle r="9"/>' + "</g>" * 90
    yield "transform-shrinks", '<g transform="scale(1e-5)">' * 90 + '<circle r="9"/>' + "</g>" * 90
    yield "text-long", f'<text x="1" y="9">{"a" * 1_000_000}</text>'
    yield "text-many", '<text x="1" y="9">a</text>' * 20_000
    yield "text-spans", f'<text x="1" y="9">{"<tspan>a</tspan>" * 20_000}</text>'
    yield "text-rotated", f'<text x="1" y="9" rotate="{"5 " * 20_000}">{"a" * 20_000}</text>'
    yield "text-placed", f'<text x="{"1 " * 20_000}" y="9">{"a" * 20_000}</text>'
    yield "text-length", '<text x="1" y="9" textLength="0">abc</text>'
    yield "text-tref", '<text x="1" y="9"><tref href="#t"/></text><text id="t">a</text>'
    yield "text-on-path", '<path id="p" d="M0 0L9 9"/><text><textPath href="#p">abc</textPath></text>'
    yield "text-on-nothing", '<path id="p" d=""/><text><textPath href="#p">abc</textPath></text>'
    yield "text-controls", '<text x="1" y="9">\u202eevil\u2066 \U000e0041\ufdd0</text>'
    yield "text-size-zero", '<text x="1" y="9" font-size="0">a</text>'
    yield (
        "patterns",
        "".join(
            f'<pattern id="p{n}" width="1" height="1"><rect width="9" height="9" '
            f'fill="url(#p{n + 1})"/></pattern>'
            for n in deep
        )
        + ('<rect width="9" height="9" fill="url(#p0)"/>'),
    )
    yield (
        "pattern-tiny",
        (
            '<pattern id="p" width="1e-7" height="1e-7"><circle r="1"/></pattern>'
            '<rect width="40" height="30" fill="url(#p)"/>'
        ),
    )
    yield (
        "pattern-zero",
        (
            '<pattern id="p" width="0" height="0"><circle r="1"/></pattern>'
            '<rect width="40" height="30" fill="url(#p)"/>'
        ),
    )
    yield (
        "pattern-negative",
        (
            '<pattern id="p" width="-1" height="-1"><circle r="1"/></pattern>'
            '<rect width="40" height="30" fill="url(#p)"/>'
        ),
    )
    yield (
        "pattern-bomb",
        "".join(
            f'<pattern id="p{n}" width="1" height="1">'
            + f'<rect width="9" height="9" fill="url(#p{n + 1})"/>' * 10
            + "</pattern>"
            for n in range(6)
        )
        + '<rect width="9" height="9" fill="url(#p0)"/>',
    )
    yield (
        "clips",
        "".join(f'<clipPath id="c{n}"><circle r="9" clip-path="url(#c{n + 1})"/></clipPath>' for n in deep)
        + '<circle r="9" clip-path="url(#c0)"/>',
    )
    yield (
        "clip-bomb",
        "".join(
            f'<clipPath id="c{n}">' + f'<circle r="9" clip-path="url(#c{n + 1})"/>' * 10 + "</clipPath>"
            for n in range(6)
        )
        + '<circle r="9" clip-path="url(#c0)"/>',
    )
    yield (
        "clip-loop",
        '<clipPath id="c"><circle r="9" clip-path="url(#c)"/></clipPath><g clip-path="url(#c)"/>',
    )
    yield (
        "masks",
        "".join(f'<mask id="c{n}"><circle r="9" fill="white" mask="url(#c{n + 1})"/></mask>' for n in deep)
        + '<circle r="9" mask="url(#c0)"/>',
    )
    yield "mask-loop", '<mask id="m"><circle r="9" mask="url(#m)"/></mask><circle r="9" mask="url(#m)"/>'
    yield (
        "mask-style-loop",
        ('<style>circle{mask:url(#m)}</style><mask id="m"><circle r="9"/></mask><circle r="9"/>'),
    )
    yield (
        "pattern-style-loop",
        (
            '<style>rect{fill:url(#p)}</style><pattern id="p" width="1" height="1">'
            '<rect width="9" height="9"/></pattern><rect width="9" height="9"/>'
        ),
    )
    yield (
        "pattern-inherits-loop",
        ('<pattern id="p" href="#p" width="1" height="1"/><rect width="9" height="9" fill="url(#p)"/>'),
    )
    yield (
        "markers",
        (
            '<marker id="m"><circle r="1"/></marker><path marker-mid="url(#m)" d="M0 0'
            + "L1 1L2 3" * 20_000
            + '"/>'
        ),
    )
    yield (
        "marker-bomb",
        "".join(
            f'<marker id="m{n}"><path d="M0 0{"L1 1L2 3" * 10}" marker-mid="url(#m{n + 1})"/></marker>'
            for n in range(6)
        )
        + '<path d="M0 0L1 1L2 2" marker-mid="url(#m0)"/>',
    )
    yield (
        "marker-loop",
        (
            '<marker id="m"><path d="M0 0L9 9" marker-end="url(#m)"/></marker>'
            '<path d="M0 0L9 9" marker-end="url(#m)"/>'
        ),
    )
    yield (
        "marker-style-loop",
        (
            '<style>path{marker-end:url(#m)}</style><marker id="m"><path d="M0 0L9 9"/>'
            '</marker><path d="M0 0L9 9"/>'
        ),
    )
    yield (
        "marker-view-zero",
        (
            '<marker id="m" viewBox="0 0 0 0"><circle r="1"/></marker>'
            '<path d="M0 0L9 9" marker-end="url(#m)"/>'
        ),
    )
    yield (
        "filters",
        '<filter id="f">' + '<feOffset dx="1"/>' * 20_000 + '</filter><circle r="9" filter="url(#f)"/>',
    )
    yield "filter-blend", '<filter id="f"><feBlend mode="x) Tj ET"/></filter><circle r="9" filter="url(#f)"/>'
    yield (
        "filter-blur",
        '<filter id="f"><feGaussianBlur stdDeviation="99999"/></filter><circle r="9" filter="url(#f)"/>',
    )
    yield "use-bomb", "".join(f'<g id="g{n}">' + f'<use href="#g{n + 1}"/>' * 10 + "</g>" for n in range(9))
    yield "use-parent", '<g id="g"><use href="#g"/></g>'
    yield "use-root", '<g id="g"><use href="#"/></g>'
    yield "use-svg", '<svg id="g" width="1" height="1"><circle r="1"/></svg><use href="#g"/>' * 500
    yield "use-symbol", '<symbol id="g"><circle r="1"/></symbol><use href="#g"/>'
    yield "groups-opaque", '<g opacity="0.5">' * 90 + '<circle r="9"/>' + "</g>" * 90
    yield "circles-opaque", '<circle r="9" opacity="0.5"/>' * 20_000
    yield "svg-nested", '<svg viewBox="0 0 0.001 0.001">' * 90 + '<circle r="9"/>' + "</svg>" * 90
    yield "view-tiny", '<svg viewBox="0 0 1e-300 1e-300"><circle r="9"/></svg>'
    yield "view-words", '<svg viewBox="a b c d"><circle r="9"/></svg>'
    yield "view-three", '<svg viewBox="1 2 3"><circle r="9"/></svg>'
    yield "view-negative", '<svg viewBox="0 0 -9 -9"><circle r="9"/></svg>'
    yield "ids-twice", '<circle id="a" r="9"/>' * 20_000 + '<use href="#a"/>'
    yield "style-long", f'<style>{"circle{fill:red}" * 30_000}</style><circle r="9"/>'
    yield "style-deep", f'<style>{"(" * 30_000}</style><circle r="9"/>'
    yield (
        "style-selectors",
        f"<style>{'g ' * 300}circle{{fill:red}}</style>" + "<g>" * 90 + "<circle/>" * 3_000 + "</g>" * 90,
    )
    yield "style-has", f'<style>{":not(" * 500}a{")" * 500}{{fill:red}}</style><circle r="9"/>'
    yield "style-operators", '<style>circle{fill:red) Tj ET}</style><circle r="9" style="stroke-width:1 w"/>'
    yield "style-face", "<style>@font-face{font-family:a;src:local(b)}</style><text>a</text>"
    yield "attributes-many", "<circle " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>"
    yield "attribute-long", f'<circle class="{"a " * 2_000_000}" r="9"/>'
    yield "id-brackets", '<circle id="a)Tj(" r="9" fill="url(#a)Tj()"/>'
    yield "colour-words", '<circle r="9" fill="none of your business"/><circle r="9" stroke="#12"/>'
    yield "colour-icc", '<circle r="9" fill="icc-color(a, 1, 2, 3)"/><circle r="9" fill="lab(50% 400 nan)"/>'
    yield "colour-calc", '<circle r="9" fill="rgb(calc(1/0), infinity, NaN)"/>'
    yield "opacity-words", '<circle r="9" opacity="half"/>'
    yield "size-words", '<rect width="wide" height="9%%"/><circle r="auto"/>'
    yield "size-units", '<rect width="9foo" height="9em"/><circle r="1rem"/>'
    yield "size-calc", '<rect width="calc(1px + 2px)" height="calc(1/0)"/>'
    yield "switch", "<switch>" * 90 + "<circle/>" + "</switch>" * 90
    yield "switch-first", "<foreignObject/>"
    yield "aspect-words", '<svg viewBox="0 0 1 1" preserveAspectRatio="upside down"><circle r="1"/></svg>'
    yield "aspect-empty", '<svg viewBox="0 0 1 1" preserveAspectRatio=""><circle r="1"/></svg>'
    yield "visibility", '<g display="none"><circle r="nan"/></g><circle visibility="hidden" r="3"/>'


def whole() -> Iterator[tuple[str, bytes]]:
    """Faults of the file itself: its encoding, its first tag, its end."""
    ring = f'{HEAD}<circle r="9"/></svg>'
    for encoding in (
        "utf-7",
        "x-unknown",
        "ebcdic-cp-be",
        "",
        "utf-16",
        "idna",
        "rot13",
        "base64",
        "UTF-32",
        "\u0661",
    ):
        yield f"encoding-{encoding or 'empty'}", f'<?xml version="1.0" encoding="{encoding}"?>{ring}'.encode()
    yield (
        "encoding-wrong",
        b'<?xml version="1.0" encoding="utf-8"?>' + ring.replace("9", "\xe9").encode("latin-1"),
    )
    yield "encoding-latin", b'<?xml version="1.0" encoding="ISO-8859-1"?>' + ring.encode("latin-1")
    yield "encoding-cp1252", b'<?xml version="1.0" encoding="windows-1252"?>' + ring.encode("cp1252")
    yield "encoding-utf-16-mark", ("\ufeff" + ring).encode("utf-16-le")
    yield "version", f'<?xml version="9.9"?>{ring}'.encode()
    yield "standalone", f'<?xml version="1.0" standalone="maybe"?>{ring}'.encode()
    yield "cut", ring[:-9].encode()
    yield "tail", f"{ring}<!-- {'-' * 2} -->".encode()
    yield "two-roots", ring.encode() * 2
    yield "nul", ring.replace("r=", "r\0=").encode()
    yield "surrogate", ring.encode().replace(b"9", b"\xed\xa0\x80")
    yield (
        "laughs",
        (
            b"<!DOCTYPE svg ["
            + b'<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
            + b"]>"
            + ring.encode()
        ),
    )
    yield (
        "doctype-attlist",
        b'<!DOCTYPE svg [<!ATTLIST circle r CDATA "nan" onload CDATA "x">]>' + ring.encode(),
    )
    yield "doctype-deep", b"<!DOCTYPE svg [" + b"<!ELEMENT a (" + b"(" * 60_000 + b"]>" + ring.encode()
    yield "prefix", b'<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><s:circle r="2"/></s:svg>'
    yield "prefix-unbound", b'<s:svg viewBox="0 0 4 3"/>'
    yield "instruction", b'<?xml-stylesheet href="https://evil.example/a.css"?>' + ring.encode()
    for number in NUMBERS[:6]:
        yield f"view-{number}", f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number} 9"/>'.encode()
        yield (
            f"origin-{number}",
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{number} 0 9 9"/>'.encode(),
        )
        yield (
            f"width-{number}",
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{number}" height="9"/>'.encode(),
        )
    yield (
        "view-flat",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 0.0001"><circle r="9"/></svg>',
    )
    yield (
        "view-thin",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0.0001 1000"><circle r="9"/></svg>',
    )
    yield "spaces", b"<svg" + b" " * 5_000_000 + b"/>"


def drawings() -> Iterator[tuple[str, bytes]]:
    """All of them, each number in some places and each place with some numbers."""
    for at, place in enumerate(PLACES):
        for number in dict.fromkeys((
            NUMBERS[at % len(NUMBERS)], NUMBERS[(at * 5 + 1) % len(NUMBERS)], "nan", "1e999")):
            yield f"number-{at}-{number[:9]}", f"{HEAD}{place.replace('%', number)}</svg>".encode()
    for inside in (*gradients(), *heavy()):
        yield inside[0], f"{HEAD}{inside[1]}</svg>".encode()
    yield from whole()
