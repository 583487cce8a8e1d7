"""A deployment's own outlines: imported by the command, drawn beneath the tiles when asked for."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.urls import reverse

from gongfu.faces.cli import boundaries_command
from gongfu.kernel.places.actions import Opening, open_places
from gongfu.kernel.places.frames import Frame, Point, to_gcj02
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests import worlds
from tests.worlds import MORNING, NANYANG

DISTRICT = "330402000000"
admin = Viewer("a" * 26, (Office(Role.SAD, DISTRICT),))
CORNERS = [(120.75, 30.75), (120.76, 30.75), (120.76, 30.76), (120.75, 30.75)]
AREAS = reverse("figure-areas", args=["keys.visits"]) + "?period=2021"
PAGES = ["/", reverse("figure", args=["keys.visits"]), reverse("place", args=[NANYANG])]


def file_in(folder, frame):
    """Write one area in the frame; the same place on earth in each."""
    ring = []
    for east, north in CORNERS:
        point = Point(east, north)
        drawn = to_gcj02(point) if frame is Frame.GCJ02 else point
        ring.append([drawn.longitude, drawn.latitude])
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"code": NANYANG}, "geometry": geometry}
    path = folder / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    return path


@pytest.fixture
def district(team, monkeypatch):
    """The district, its town and the community, open since 2019; visits were made there."""
    codes = (DISTRICT, "330402007000", NANYANG)
    openings = [Opening(code, code, code) for code in codes]
    open_places(admin, openings, on=MORNING.date(), second="b" * 26, at=MORNING)
    monkeypatch.setattr(boundaries_command, "viewer_of", lambda *_who, **_on: admin)
    return team


def imported(folder, frame, said=None):
    path, said = file_in(folder, frame), said or frame
    options = ["--frame", said.value, "--by", admin.person, "--second", "b" * 26]
    return CliRunner().invoke(boundaries_command.command, [str(path), *options])


@pytest.mark.parametrize("frame", [Frame.CGCS2000, Frame.GCJ02])
def test_the_same_area_is_drawn_at_the_same_spot_from_either_frame(
    district, looked_at_by, tmp_path, frame
):
    assert "1" in imported(tmp_path, frame).output
    (area,) = looked_at_by(PUBLIC).get(AREAS).json()["features"]
    for drawn, true in zip(area["geometry"]["coordinates"][0][0], CORNERS, strict=True):
        assert drawn == pytest.approx(true, abs=1e-6)
    assert area["properties"]["href"].startswith("/figures/keys.visits/")
    assert set(area["properties"]) == {"name", "value", "step", "href"}


def test_on_tiles_of_a_map_provider_the_outline_moves_with_them(
    district, looked_at_by, tmp_path, settings
):
    imported(tmp_path, Frame.CGCS2000)
    settings.GONGFU_MAP_TILES = "https://tiles.example/{z}/{x}/{y}.png"
    settings.GONGFU_MAP_TILES_FRAME = "GCJ-02"
    (area,) = looked_at_by(PUBLIC).get(AREAS).json()["features"]
    moved = to_gcj02(Point(*CORNERS[0]))
    drawn = area["geometry"]["coordinates"][0][0][0]
    assert drawn == pytest.approx((moved.longitude, moved.latitude), abs=1e-6)


@pytest.mark.parametrize("path", PAGES)
def test_without_outlines_nothing_is_offered_and_with_them_the_map_waits_for_a_press(
    district, looked_at_by, tmp_path, path
):
    before = looked_at_by(PUBLIC).get(path).content.decode()
    assert "map.js" not in before and "leaflet" not in before
    imported(tmp_path, Frame.CGCS2000)
    after = looked_at_by(PUBLIC).get(path).content.decode()
    assert "data-draws" in after and "显示地图" in after
    assert 'class="tilemap"' in after
    assert "<script" not in after.partition("leaflet/leaflet.js")[0].rpartition("<div")[2]


def test_a_wrong_area_is_named_and_nothing_is_written(district, looked_at_by, tmp_path):
    path = file_in(tmp_path, Frame.CGCS2000)
    path.write_text(path.read_text("utf-8").replace(NANYANG, "12"), "utf-8")
    options = ["--frame", "CGCS2000", "--by", admin.person, "--second", "b" * 26]
    said = CliRunner().invoke(boundaries_command.command, [str(path), *options])
    assert isinstance(said.exception, Refused) and "1" in said.stderr
    assert looked_at_by(PUBLIC).get(AREAS).json()["features"] == []


def test_a_person_s_figure_has_no_map(district, looked_at_by, tmp_path):
    imported(tmp_path, Frame.CGCS2000)
    client = looked_at_by(worlds.zhu)
    assert client.get(f"{AREAS}&person={worlds.ZHU}").status_code == 403
