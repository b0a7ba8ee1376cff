"""The public formulas of what GCJ-02 adds to WGS-84 and BD-09 to GCJ-02, for one point or for arrays."""

import math
from collections.abc import Callable
from typing import Any

Shift = Callable[[Any, Any, Any], tuple[Any, Any]]
"""(longitude, latitude, maths) → degrees to add east and north; `maths` is the module math or numpy."""

# The formula's own box of China; outside it GCJ-02 is WGS-84, and WGS-84 is what Baidu's services give there.
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271

# The inverse is found by rounds of "point − shift(point so far)". The shifts change by at most 0.022 degree
# per degree, so a round whose step is below 1e-8° leaves an error of about 2e-10° (0.02 mm).
CONVERGED_DEG = 1e-8
ROUNDS = 12

_AXIS_M = 6378245.0  # Krasovsky 1940
_SQUARED_ECCENTRICITY = 0.00669342162296594323
# Worked out once, in the order of the formula, so that not a bit of the outcome differs.
_PI, _2PI, _6PI = math.pi, 2.0 * math.pi, 6.0 * math.pi
_PI_3, _PI_12, _PI_30, _RADIAN = math.pi / 3.0, math.pi / 12.0, math.pi / 30.0, math.pi / 180.0
_DEGREES_A_METRE = 180.0 / (math.pi * _AXIS_M)
_BAIDU_TURN = math.pi * 3000.0 / 180.0


def gcj_shift(longitude: Any, latitude: Any, maths: Any) -> tuple[Any, Any]:
    """Return what GCJ-02 adds to a WGS-84 point inside the box; the numbers are the public formula's."""
    sin = maths.sin
    x, y = longitude - 105.0, latitude - 35.0
    root = maths.sqrt(abs(x))
    wave = 20.0 * sin(_6PI * x) + 20.0 * sin(_2PI * x)
    east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east_m += (wave + 20.0 * sin(_PI * x) + 40.0 * sin(_PI_3 * x)) * 2.0 / 3.0
    east_m += (150.0 * sin(_PI_12 * x) + 300.0 * sin(_PI_30 * x)) * 2.0 / 3.0
    north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north_m += (wave + 20.0 * sin(_PI * y) + 40.0 * sin(_PI_3 * y)) * 2.0 / 3.0
    north_m += (160.0 * sin(_PI_12 * y) + 320.0 * sin(_PI_30 * y)) * 2.0 / 3.0
    radians = latitude * _RADIAN
    sine = sin(radians)
    flattened = 1.0 - _SQUARED_ECCENTRICITY * sine * sine
    root_flattened = maths.sqrt(flattened)
    return (
        east_m * _DEGREES_A_METRE * root_flattened / maths.cos(radians),
        north_m * _DEGREES_A_METRE * flattened * root_flattened / (1.0 - _SQUARED_ECCENTRICITY),
    )


def baidu_shift(longitude: Any, latitude: Any, maths: Any) -> tuple[Any, Any]:
    """Return what BD-09 adds to a GCJ-02 point inside the box.

    The public formula goes through the angle of the point; turning the point itself is the same, and faster.
    """
    radius = maths.sqrt(longitude * longitude + latitude * latitude)
    stretch = 1.0 + 0.00002 * maths.sin(latitude * _BAIDU_TURN) / radius
    turn = 0.000003 * maths.cos(longitude * _BAIDU_TURN)
    cos, sin = maths.cos(turn), maths.sin(turn)
    return (
        (longitude * cos - latitude * sin) * stretch + 0.0065 - longitude,
        (latitude * cos + longitude * sin) * stretch + 0.006 - latitude,
    )
