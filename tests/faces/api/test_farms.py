"""Machines read patterns and traces, and record harvests and sales exactly."""

from __future__ import annotations

from datetime import date

import pytest

from gongfu.domains.fields.models import Batch
from gongfu.kernel.people.actions.appointing import Office, appoint
from gongfu.kernel.people.models import Account
from tests.domains.fields import worlds as farms
from tests.domains.fields.worlds import Cooperative
from tests.faces.api.worlds import CLERK, FOUNDER, MORNING, Machine, key_for

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PICKED = "2021-05-10"


@pytest.fixture
def coop(at_noon):
    """A cooperative whose head and one household have accounts, with melons on a plot."""
    coop = Cooperative()
    for name, person in (("head", coop.head.person), ("anna", coop.anna.person)):
        Account.objects.create(username=name, person=person)
    office = Office(coop.head.person, "COO", coop.place)
    appoint(FOUNDER, office, on=date(2021, 1, 4), second=CLERK.person, at=MORNING)
    coop.sowing = coop.sow(
        coop.plot("A1", outline=farms.square(120.8, 30.7, 0.001), sure=("area",))
    )
    return coop


def weighing(coop, **changes):
    return {"sowing": coop.sowing, "grams": 1_000_000, "on": PICKED, **changes}


def test_everybody_reads_patterns_with_their_sources():
    found = Machine().get("/patterns", limit="50")["items"]
    melon = next(one for one in found if one["pattern"] == "melon-late-rice")
    assert "金星村" in melon["source"] and melon["assumed"]
    assert [one["crop"] for one in melon["steps"]] == ["melon", "late-rice"]


def test_a_household_weighs_its_own_harvest_once_and_anybody_traces_the_batch(coop):
    machine = Machine(key_for(coop.anna.person, "farms.write", "farms.read"))
    body = {"harvests": [weighing(coop)]}
    first = machine.post("/harvests", body, key="w-1")
    assert machine.post("/harvests", body, key="w-1") == first
    [made] = first["harvests"]
    assert Batch.objects.get(pk=made["batch"]).grams == 1_000_000
    trace = Machine().get(f"/batches/{made['batch']}")
    assert (trace["crop"], trace["place"]) == ("melon", coop.place)
    assert coop.first not in str(trace) and coop.anna.person not in str(trace)
    Machine().get("/batches/AAAAAAAAAA", expected=404)


def test_what_is_doubtful_is_asked_about_and_accepted_with_yes(coop):
    machine = Machine(key_for(coop.anna.person, "farms.write"))
    many = weighing(coop, grams=100_000_000)
    answer = machine.post("/harvests", {"harvests": [many]}, expected=422)
    assert "fields.plenty-doubt" in str(answer)
    machine.post("/harvests", {"harvests": [{**many, "sure": ["plenty"]}]})


def test_the_head_sells_and_no_household_does(coop):
    batch = coop.weigh(coop.sowing, 2000, date(2021, 5, 10))
    body = {"sales": [{"batch": batch, "grams": 500_000, "amount_fen": 280_000, "on": PICKED}]}
    Machine(key_for(coop.anna.person, "farms.write")).post("/sales", body, expected=403)
    machine = Machine(key_for(coop.head.person, "farms.write", "farms.read"))
    [record] = machine.post("/sales", body)["records"]
    assert record["kind"] == "fields.sale.made"
    more = {"sales": [{**body["sales"][0], "grams": 600_000}]}
    assert "fields.more-than-there" in str(machine.post("/sales", more, expected=422))


def test_plots_and_outlines_are_shown_to_whom_they_belong(coop):
    path = f"/cooperatives/{coop.id}"
    own = Machine(key_for(coop.anna.person, "farms.read"))
    [plot] = own.get(f"{path}/plots")["items"]
    assert (plot["tag"], plot["area"], plot["crop"]) == ("A1", 1000, "melon")
    [feature] = own.get(f"{path}/outlines")["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert Machine().get(f"{path}/plots")["items"] == []
    assert Machine().get(f"{path}/outlines")["features"] == []
    [line] = Machine().get("/cooperatives", place=farms.DISTRICT)["items"]
    assert (line["households"], line["plots"], line["area"]) == (2, 1, 1000)


def test_plots_come_in_with_outlines_of_a_named_frame(coop):
    path = f"/cooperatives/{coop.id}/plots"
    ring = [[120.81, 30.7], [120.811, 30.7], [120.811, 30.701], [120.81, 30.701], [120.81, 30.7]]
    plot = {
        "tag": "B1",
        "area": 1590,
        "since": "2021-03-01",
        "household": coop.second,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    head = Machine(key_for(coop.head.person, "farms.write", "farms.read"))
    [made] = head.post(path, {"frame": "GCJ-02", "plots": [plot]}, key="p")["plots"]
    assert head.post(path, {"frame": "GCJ-02", "plots": [plot]}, key="p")["plots"] == [made]
    outlines = {
        one["properties"]["plot"]: one["geometry"]["coordinates"][0][0][0]
        for one in head.get(f"/cooperatives/{coop.id}/outlines")["features"]
    }
    west, south = outlines[made["plot"]]
    assert 0.003 < 120.81 - west < 0.006 and 0.001 < south - 30.7 < 0.004
    over = {**plot, "tag": "B2"}
    answer = head.post(path, {"frame": "GCJ-02", "plots": [over]}, expected=422)
    assert "fields.overlapping" in str(answer)
    broken = {**plot, "tag": "B3", "geometry": {"type": "Point", "coordinates": [120.8, 30.7]}}
    assert "places.not-an-area" in str(head.post(path, {"plots": [broken]}, expected=422))
    Machine(key_for(coop.anna.person, "farms.write")).post(path, {"plots": [over]}, expected=403)
