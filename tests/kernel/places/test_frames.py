"""Frames of reference."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.kernel.places.frames import Frame, Gcj02, Point, in_frame, to_cgcs2000, to_gcj02

NANHU = Point(120.75, 30.75)
_METRES_PER_DEGREE = 111_320


def test_the_two_frames_differ_by_486_metres_in_nanhu() -> None:
    drawn = to_gcj02(NANHU)
    east = (drawn.longitude - 120.75) * _METRES_PER_DEGREE * math.cos(math.radians(30.75))
    north = (drawn.latitude - 30.75) * 110_870
    assert east == pytest.approx(413, abs=1.5)
    assert north == pytest.approx(-255, abs=1.5)
    assert math.hypot(east, north) == pytest.approx(486, abs=1.5)


@given(st.floats(73.7, 135.0), st.floats(18.2, 53.5))
def test_there_and_back_again_is_the_same_point(longitude: float, latitude: float) -> None:
    back = to_cgcs2000(to_gcj02(Point(longitude, latitude)))
    assert back.longitude == pytest.approx(longitude, abs=2e-8)
    assert back.latitude == pytest.approx(latitude, abs=2e-8)


def test_a_point_in_cgcs2000_is_left_alone() -> None:
    assert to_cgcs2000(NANHU) is NANHU


def test_coordinates_carry_their_frame() -> None:
    assert in_frame(Frame.GCJ02, longitude=120.75, latitude=30.75) == Gcj02(120.75, 30.75)
    assert in_frame(Frame.WGS84, longitude=120.75, latitude=30.75) == NANHU
    assert not isinstance(Gcj02(120.75, 30.75), Point)
