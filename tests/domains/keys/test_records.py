"""Hours, and the record of service that anyone can verify."""

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.models import ServiceRecordCode
from gongfu.domains.keys.rules.records import NothingDone
from gongfu.domains.keys.rules.registering import FutureDay
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.periods import period
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.viewers import PUBLIC
from tests.worlds import (
    MORNING,
    ZHU,
    daughter,
    lin,
    liu,
    outside,
    stranger,
    visit,
    zhou,
    zhu,
)

pytestmark = pytest.mark.django_db

YEAR = period("2021")


@pytest.fixture
def three_visits(team):
    """One stated, one confirmed by family, one confirmed by the office."""
    numbers = [visit(ended_at=MORNING + timedelta(hours=h)).number for h in range(3)]
    later = MORNING + timedelta(hours=3)
    actions.confirm_visit(daughter, number=numbers[1], at=later)
    actions.confirm_visit(liu, number=numbers[2], at=later)
    return numbers


def test_hours_are_split_by_how_well_they_are_attested(three_visits):
    hours = queries.hours_of(zhu, ZHU, YEAR)
    assert hours.volunteer == (30, 30, 30)
    assert (hours.volunteer.total, hours.volunteer.confirmed) == (90, 60)
    assert (hours.duty.total, hours.visits, hours.services) == (0, 3, 0)
    assert queries.hours_of(liu, ZHU, YEAR) == hours


@pytest.mark.parametrize("who", [lin, stranger, zhou, outside, PUBLIC])
def test_others_do_not_see_a_keepers_hours(three_visits, who):
    with pytest.raises(Denied):
        queries.hours_of(who, ZHU, YEAR)
    with pytest.raises(Denied):
        actions.issue_service_record(who, keeper=ZHU, period=YEAR, at=MORNING)


def test_a_record_of_service_is_verified_by_anyone_and_names_nobody(three_visits):
    terms = {"keeper": ZHU, "period": YEAR, "at": MORNING, "key": "r"}
    code = actions.issue_service_record(zhu, **terms)
    assert actions.issue_service_record(zhu, **terms) == code
    found = queries.service_record(PUBLIC, code.upper())
    assert found.content["volunteer_minutes"] == 90
    assert found.content["confirmed_minutes"] == 60
    assert found.content["size"] == reading.size()
    assert found.content["shown_as"] == "record"
    assert ZHU not in repr(found)
    assert queries.service_record(PUBLIC, "x" * 26) is None
    assert [one.code for one in queries.service_records_of(zhu, ZHU)] == [code]


def test_it_is_a_certificate_only_where_the_district_has_joined(three_visits, settings):
    settings.GONGFU_NATIONAL_CONNECTED = True
    code = actions.issue_service_record(zhu, keeper=ZHU, period=YEAR, at=MORNING)
    assert queries.service_record(PUBLIC, code).content["shown_as"] == "certificate"


def test_there_is_no_record_of_nothing_nor_of_the_future(team):
    with pytest.raises(NothingDone):
        actions.issue_service_record(zhu, keeper=ZHU, period=YEAR, at=MORNING)
    with pytest.raises(FutureDay):
        actions.issue_service_record(zhu, keeper=ZHU, period=period("2022"), at=MORNING)
    assert not ServiceRecordCode.objects.exists()


def test_issuing_writes_no_deed(three_visits):
    before = reading.size()
    actions.issue_service_record(liu, keeper=ZHU, period=YEAR, at=MORNING)
    assert reading.size() == before
