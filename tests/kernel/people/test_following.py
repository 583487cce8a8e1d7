"""An office at a place that was merged goes with it, and keeps what was recorded before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people.actions import Newcomer, register_person
from gongfu.kernel.people.actions.appointing import Office, appoint
from gongfu.kernel.people.queries import holders, holders_over
from gongfu.kernel.people.vault import Details
from gongfu.kernel.people.viewers import viewer_of
from gongfu.kernel.places.actions import merge_place
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office as Held
from gongfu.kernel.rights.viewers import Viewer
from tests.kernel.places.conftest import DISTRICT, district, officer, second  # noqa: F401

BEFORE, DAY = date(2024, 3, 1), date(2024, 6, 1)
ZICHENG, JIEFANGLU, TOWN = "330402007033", "330402008016", "330402008000"
security = Viewer("a" * 26, (Held(Role.SAD, DISTRICT),))
secretary = Viewer("l" * 26, (Held(Role.SEC, ZICHENG),))


def appointed(role, place):
    """Appoint somebody who lives in 子城."""
    at = moment(BEFORE, 9)
    newcomer = Newcomer(Details("王芳", label="王芳"), ZICHENG)
    who = register_person(secretary, newcomer, on=BEFORE, at=at).deed.person
    appoint(security, Office(who, role, place), on=BEFORE, second="s" * 26, at=at)
    return str(who)


@pytest.fixture
def merged(district, officer):  # noqa: F811
    """The ids of a secretary of a community and of a grid worker of its grid, before it merged."""
    ids = appointed("SEC", ZICHENG), appointed("GRD", f"{ZICHENG}001")
    merge_place(officer, ZICHENG, into=JIEFANGLU, on=DAY, second="s" * 26, at=moment(DAY, 9))
    return ids


def places(who, on):
    return {office.place for office in viewer_of(who, on=on).offices}


def test_it_goes_with_the_place_from_that_day_and_keeps_the_records_of_before(merged):
    who = merged[0]
    assert places(who, DAY - timedelta(days=1)) == {ZICHENG}
    assert places(who, DAY) == {ZICHENG, JIEFANGLU}
    viewer = viewer_of(who, on=DAY)
    assert viewer.covers(f"{JIEFANGLU}002", Role.SEC) and viewer.covers(ZICHENG, Role.SEC)


def test_an_office_never_grows_by_a_level(merged):
    assert places(merged[1], DAY) == {f"{ZICHENG}001"}


def test_notices_of_the_merged_place_reach_it(merged):
    who = merged[0]
    assert who in {one.person for one in holders("SEC", DAY, place=TOWN)}
    assert who not in {one.person for one in holders("SEC", DAY, place="330402007000")}
    assert who in {one.person for one in holders_over("SEC", DAY, place=f"{JIEFANGLU}002")}
    before = DAY - timedelta(days=1)
    assert who not in {one.person for one in holders_over("SEC", before, place=JIEFANGLU)}
