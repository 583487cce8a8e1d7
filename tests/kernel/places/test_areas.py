"""Areas of outlines against the closed form on the ellipsoid, and overlaps by hand."""

from __future__ import annotations

import math

import pytest

from gongfu.kernel.places import areas

AXIS, FLAT = 6_378_137.0, 1 / 298.257222101


def square(west, south, width, height=None):
    east, north = west + width, south + (width if height is None else height)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return f'{{"type":"MultiPolygon","coordinates":[[{ring}]]}}'


def cell(south, north, width):
    """Return the exact area between two parallels and two meridians of GRS80 (m²)."""
    squared = FLAT * (2 - FLAT)
    eccentric = math.sqrt(squared)

    def zone(latitude):
        sine = math.sin(math.radians(latitude))
        return sine / (1 - squared * sine**2) + math.atanh(eccentric * sine) / eccentric

    return AXIS**2 * (1 - squared) / 2 * math.radians(width) * (zone(north) - zone(south))


@pytest.mark.parametrize("south", [3.0, 20.0, 30.7, 45.0, 53.0])
@pytest.mark.parametrize("width", [0.0005, 0.003])
def test_the_area_of_a_plot_is_right_to_a_few_parts_in_100_000(south, width):
    found = areas.square_metres(areas.geometry_of(square(120.8, south, width)))
    assert found == pytest.approx(cell(south, south + width, width), rel=3e-5)


def test_overlaps_are_found_among_fresh_and_standing_and_a_shared_border_is_none():
    standing = {"old": square(120.8, 30.7, 0.001)}
    fresh = {
        "beside": square(120.801, 30.7, 0.001),
        "over": square(120.8009, 30.6995, 0.001),
    }
    found = {(one.first, one.second): one for one in areas.overlaps(fresh, standing, least=0.01)}
    assert set(found) == {("over", "old"), ("over", "beside")}
    assert found["over", "old"].part == pytest.approx(0.05, rel=1e-3)
    whole = areas.square_metres(areas.geometry_of(standing["old"]))
    assert found["over", "old"].square_m == pytest.approx(0.05 * whole, rel=1e-3)
    assert not areas.overlaps(fresh, standing, least=0.6)


def test_one_plot_within_another_overlaps_wholly():
    found = areas.overlaps(
        {"in": square(120.8002, 30.7002, 0.0002)}, {"out": square(120.8, 30.7, 0.001)}, least=0.01
    )
    assert [(one.first, round(one.part, 6)) for one in found] == [("in", 1.0)]
