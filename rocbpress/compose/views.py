"""Values as templates see them: plain ones, and frozen views that show only what is listed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from types import MappingProxyType

from markupsafe import Markup

# What a template may read of a value of each class, by the name of the class; `()` marks what it calls.
LISTED: Mapping[str, tuple[str, ...]] = MappingProxyType({name: tuple(listed.split()) for name, listed in {
    "Article": "slug language title title_html head",
    "ArticleHead": "title kind dates place venue authors facts from_ to contact contact_html standfirst "
                   "standfirst_html links sponsors signature figures qr language",
    "Asset": "url",
    "Author": "name role alt portrait block caption",
    "Bar": "text start length negative",
    "BarRow": "label bars",
    "Bars": "title series rows unit source note alt",
    "Block": "id line kind level name number notes content spec",
    "Box": "title title_html",
    "Chart": "rows labels series values height signed",
    "ChartLabel": "text top lines",
    "Colour": "srgb cmyk css()",
    "ContentsEntry": "article title page detail leads width",
    "ContentsGroup": "title lead entries turns",
    "ContentsPicture": "picture alt page",
    "Context": "edition words issue_line markup() link() outward() typed() day() days() when() "
               "when_and_where() page_of() language() qr() balance() lines() holds() width()",
    "Cover": "alt credit",
    "Drawing": "svg width height marks legend alt swatch",
    "Edition": "name space bleed live_links addresses",
    "Event": "dates title title_html place",
    "Events": "items heading_html",
    "FigureStrip": "items step small",
    "Fit": "runs_in lead scale raised divided measure facts_across",
    "Fpo": "title kind alt note",
    "Gallery": "pictures caption_html source",
    "ImprintColumn": "heading body",
    "IndexEntry": "language title details issue page",
    "IndexHead": "title entries",
    "IndexList": "name title heads",
    "Interval": "first last",
    "Issue": "number title date covers period language cover published",
    "KeyFigure": "value label",
    "KeyFigures": "items",
    "Layout": "name measures sizes lines palette map_palette bleed_mm notes covers addresses",
    "LegendClass": "label colour names values",
    "LineChart": "svg height left right step scale names labels series values below",
    "Lines": "title series rows unit source note alt",
    "Link": "title url",
    "ListedAddress": "words address",
    "ListedArticle": "title language page entries",
    "Mail": "subject title number period language direction start attached contact email website web leave "
            "picture foreword highlights groups",
    "MailEntry": "title page detail teaser language direction",
    "MailGroup": "title entries",
    "MailLine": "words direction",
    "MailPicture": "source alt width height",
    "Map": "title kind region rows ranked marked unit source note alt",
    "MapLabel": "x y text kind anchor reversed leader",
    "Node": "",
    "NumberedVenue": "number name reports",
    "Part": "heading last title title_html words",
    "Person": "name role alt",
    "Picture": "alt decorative caption_html credit source classes row",
    "PlacedGallery": "rows gap space credits",
    "PlacedPicture": "asset width height placing space style",
    "Publisher": "name short office address telephone email website logo_alt",
    "Related": "items heading_html",
    "RelatedArticle": "title detail page",
    "Teaser": "title page width",
    "Venue": "latitude longitude country name",
    "VenueReport": "title when page",
    "date": "year month day",
}.items()})
PRINTED = frozenset({"Node", "date"})  # what `{{ }}` can print of these
PLAIN = (str, int, float, bool, type(None), Markup)
LONGEST = 1e6  # points, or whatever a number says that a function is called with
_OURS = ("rocbpress.", "datetime")


class NotPlainError(TypeError):
    """A fault of ours: a template was to be given what it must not have."""


class View:
    """What a template may read of one value, whose attributes become views as they are read."""

    __slots__ = ("_value",)

    def __init__(self, value: object) -> None:
        object.__setattr__(self, "_value", value)

    def __getattr__(self, name: str) -> object:
        listed = LISTED[kind_of(self)]
        if name in listed:
            return viewed(getattr(self._value, name))
        if f"{name}()" in listed:
            return Call(name, getattr(self._value, name))
        raise AttributeError(name)

    def __setattr__(self, name: str, _value: object) -> None:
        raise AttributeError(f"{name} cannot be changed")

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and self._value is other._value

    def __hash__(self) -> int:
        return id(self._value)

    def __repr__(self) -> str:
        return f"<{kind_of(self)}>"

    def __str__(self) -> str:
        if kind_of(self) not in PRINTED:
            raise TypeError(f"{kind_of(self)} is no text: write which of its values you mean")
        return str(self._value)


class MarkupView(View):
    """Content from the sources, which is not escaped."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self._value)


class Call:
    """A function that templates call with views and plain values, and that gives such."""

    __slots__ = ("_function", "name")

    def __init__(self, name: str, function: Callable[..., object]) -> None:
        self.name = name
        self._function = function

    def __call__(self, *given: object, **named: object) -> object:
        return viewed(self._function(*(_given(self.name, each) for each in given),
                                     **{key: _given(self.name, each) for key, each in named.items()}))

    def __repr__(self) -> str:
        return f"<function {self.name}>"


def viewed(value: object) -> object:
    """The value as a template may have it: plain, a view, or a tuple or mapping of these.

    NotPlainError for any other: templates are not ours, and could reach all that hangs on a live object.
    """
    kind = type(value)
    if kind in PLAIN or kind in (View, MarkupView):
        return value
    if isinstance(value, str):
        return str.__str__(value)  # an enumeration's text, without its members
    if kind in (dict, MappingProxyType) and isinstance(value, Mapping):
        return MappingProxyType({viewed(key): viewed(each) for key, each in value.items()})
    if kind.__name__ in LISTED and kind.__module__.startswith(_OURS):
        return MarkupView(value) if hasattr(value, "__html__") else View(value)
    if isinstance(value, tuple | list) and kind in (tuple, list):
        return tuple(map(viewed, value))
    raise NotPlainError(f"templates must not be given a {kind.__module__}.{kind.__qualname__}")


def listed(view: View) -> tuple[str, ...]:
    """The names of a view's values and functions."""
    return tuple(name.removesuffix("()") for name in LISTED[kind_of(view)])


def kind_of(view: View) -> str:
    """The name under which a view's values are listed."""
    return type(view._value).__name__


def _given(function: str, value: object) -> object:
    """What a function of ours may be called with by a template."""
    if isinstance(value, View):
        return value._value
    if isinstance(value, int | float) and not (isfinite(value) and abs(value) <= LONGEST):
        raise TypeError(f"{function}() cannot do with a number like {value:g}")
    if type(value) in PLAIN:
        return value
    raise TypeError(f"{function}() is to be called with texts, numbers or values like case and article")
