"""Projections of the sphere of radius 1; x runs to the right, y downwards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
Transform = Callable[[float, float], Point]

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection about a centre in degrees (Snyder 1987, 24).

    The whole sphere lies within a circle of radius 2; the antipode of the centre has no place.
    """

    longitude: float
    latitude: float
    cyclic: bool = field(default=False, init=False)

    @lru_cache(maxsize=64)  # noqa: B019 - a projection is a value
    def transform(self) -> Transform:
        """The function from longitude and latitude in degrees to a point."""
        sine, cosine, centre = sin(radians(self.latitude)), cos(radians(self.latitude)), self.longitude

        def project(longitude: float, latitude: float) -> Point:
            turn, height = radians(longitude - centre), radians(latitude)
            s, c, t = sin(height), cos(height), cos(turn)
            k = sqrt(2 / max(1 + sine * s + cosine * c * t, 1e-9))
            return k * c * sin(turn), k * (sine * c * t - cosine * s)

        return project


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """The Equal Earth projection (Šavrič, Patterson and Jenny 2018) about a central meridian.

    Longitudes must be within 180 degrees of the meridian: the world is cut at its far side.
    """

    longitude: float
    cyclic: bool = field(default=True, init=False)

    @lru_cache(maxsize=64)  # noqa: B019 - a projection is a value
    def transform(self) -> Transform:
        """The function from longitude and latitude in degrees to a point."""
        centre = self.longitude

        def project(longitude: float, latitude: float) -> Point:
            t = asin(_M * sin(radians(latitude)))
            t2 = t * t
            t6 = t2 * t2 * t2
            slope = _M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2))
            return (radians(longitude - centre) * cos(t) / slope,
                    -t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2)))

        return project


Projection = Azimuthal | EqualEarth
