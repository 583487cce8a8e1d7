"""Calendar feeds, read back by another library than the one that writes them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import icalendar
import pytest
from ics import Calendar

from gongfu.domains.grids import actions, queries
from gongfu.domains.keys import actions as keys
from gongfu.domains.keys import queries as ask_keys
from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.needs.actions import review_need
from gongfu.kernel.notices import calendars
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests.domains.grids import worlds as grids
from tests.domains.grids.worlds import ANNA, anna
from tests.kernel.needs.conftest import Course, admit, liu, raised, taken
from tests.worlds import MORNING, NANYANG, TODAY, ZHOU, ZHU, zhu

DUE = TODAY + timedelta(days=3)
EIGHT = moment(DUE, 8)


@pytest.fixture
def promised(looked_at_by, monkeypatch):
    """Anna holds a confirmed place at a post, is away on one of its days, and took a task."""
    grids.register(ANNA)
    claim = grids.claim(anna, grids.post(), confirm=True).deed.claim
    admit()
    course = Course(now=MORNING - timedelta(days=1))
    raised(course)
    review_need(liu, need=course.need, at=course.later())
    taken(course, Viewer(ANNA, (Office(Role.VOL, NANYANG),)))
    return looked_at_by, claim


def feed_of(client):
    page = client.post("/notices/calendar/").content.decode()
    (address,) = re.findall(r"/calendar/[\w-]+\.ics", page)
    return address


def test_the_feed_tells_posts_and_tasks_without_names(promised):
    client = promised[0](anna)
    answer = client.get(feed_of(client))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    events = Calendar(text).events
    assert {event.uid.split("-")[0] for event in events} == {"post", "task"}
    assert all(event.location for event in events)
    assert ANNA not in text


def test_a_new_address_ends_the_one_before_and_closing_ends_all(promised):
    client = promised[0](anna)
    first, second = feed_of(client), feed_of(client)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    client.post("/notices/calendar/", {"close": "1"})
    assert client.get(second).status_code == 404
    assert calendars.opened_at(ANNA) is None


def test_a_day_on_which_one_cannot_come_is_left_out(promised):
    client, claim = promised[0](anna), promised[1]
    address = feed_of(client)
    before = len(Calendar(client.get(address).content.decode()).events)
    on = clock.now().date()
    (mine,) = queries.claims_of(anna, ANNA, on)
    actions.tell_absence(anna, claim=claim, day=mine.days[1], at=clock.now())
    assert len(Calendar(client.get(address).content.decode()).events) < before


def test_todays_round_and_the_days_on_which_visits_fall_due_name_no_elder(
    team, looked_at_by, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: EIGHT)
    keys.plan_round(zhu, keeper=ZHU, on=DUE, at=EIGHT)
    client = looked_at_by(zhu)
    text = client.get(feed_of(client)).content.decode()
    [today] = Calendar(text).events
    lines = [line.stop for line in ask_keys.day_of(zhu, ZHU, DUE).lines]
    assert today.uid.startswith("visits-20210919@") and not today.all_day
    assert today.begin.datetime == moment(DUE) + timedelta(minutes=lines[0].arrive)
    assert today.end.datetime == moment(DUE) + timedelta(minutes=lines[1].end)
    assert ZHOU not in text and "周" not in text
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    [coming] = Calendar(client.get(feed_of(client)).content.decode()).events
    assert (coming.uid, coming.begin.date(), coming.all_day) == (today.uid, DUE, True)


def test_each_entry_is_whole_and_reminds_at_a_decent_hour(promised):
    client = promised[0](anna)
    parsed = icalendar.Calendar.from_ical(client.get(feed_of(client)).content)
    assert parsed.errors == [] and parsed["METHOD"] == "PUBLISH"
    entries = parsed.walk("VEVENT")
    assert len({str(one["UID"]) for one in entries}) == len(entries) > 2
    for one in entries:
        assert one["DTEND"].dt > one["DTSTART"].dt and one["DTSTAMP"].dt.tzinfo
        [alarm] = one.walk("VALARM")
        whole_day = not isinstance(one["DTSTART"].dt, datetime)
        assert alarm["TRIGGER"].dt == timedelta(hours=8 if whole_day else -1)
    assert [str(one["TZID"]) for one in parsed.walk("VTIMEZONE")] == ["Asia/Shanghai"]


def test_an_unknown_secret_finds_nothing(db, client):
    assert client.get("/calendar/nobody.ics").status_code == 404
