"""Reminders: the evening before a post, the day before a task; once each, and not when excused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongfu.domains.grids import actions
from gongfu.faces.cli import tend_command
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.needs import actions as needs
from gongfu.kernel.needs.models import Need
from gongfu.kernel.notices.models import Notice
from tests.domains.grids import worlds as grids
from tests.domains.grids.worlds import ANNA, BEN, anna, ben
from tests.kernel.needs.conftest import Course, admit, ann, liu, raised, server, taken
from tests.worlds import MORNING

SATURDAY = date(2021, 9, 18)
FRIDAY_EVENING = moment(date(2021, 9, 17), 18)


@pytest.fixture
def two_on_saturday(db):
    """Two confirmed members of the Saturday patrol; return their claims."""
    grids.register(ANNA, BEN)
    post = grids.post(times=grids.SATURDAYS)
    return [grids.claim(who, post, confirm=True).deed.claim for who in (anna, ben)]


def told(kind):
    return sorted(Notice.objects.filter(kind=kind).values_list("person", flat=True))


def test_who_serves_tomorrow_is_told_once_in_the_evening(two_on_saturday):
    assert actions.remind_serving(server, at=FRIDAY_EVENING - timedelta(hours=5)) == 0
    assert actions.remind_serving(server, at=FRIDAY_EVENING) == 2
    assert actions.remind_serving(server, at=FRIDAY_EVENING + timedelta(hours=1)) == 0
    assert told("grids.tomorrow") == sorted([ANNA, BEN])


def test_who_cannot_come_is_not_told(two_on_saturday):
    actions.tell_absence(anna, claim=two_on_saturday[0], day=SATURDAY, at=MORNING)
    actions.remind_serving(server, at=FRIDAY_EVENING)
    assert told("grids.tomorrow") == [BEN]


def test_no_post_no_word(two_on_saturday):
    assert actions.remind_serving(server, at=FRIDAY_EVENING + timedelta(days=1)) == 0


def test_who_took_a_task_is_told_a_day_before(db):
    admit()
    course = Course()
    raised(course)
    needs.review_need(liu, need=course.need, at=course.later())
    taken(course)
    due = Need.objects.get(pk=course.need).done_by
    assert needs.remind_helpers(server, at=due - timedelta(hours=30)) == 0
    assert needs.remind_helpers(server, at=due - timedelta(hours=20)) == 1
    assert needs.remind_helpers(server, at=due - timedelta(hours=19)) == 0
    assert told("needs.due") == [ann.person]


def test_one_round_of_tend_says_what_it_did(db, monkeypatch):
    monkeypatch.setattr("gongfu.faces.web.shell.clock.now", lambda: MORNING)
    assert tend_command.tend() == dict.fromkeys(
        ("routed", "lapsed", "ended", "asked", "overdue", "left", "reminded"), 0
    )
