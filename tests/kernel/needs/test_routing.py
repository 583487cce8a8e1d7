"""Rules for new requests: tried without a trace, applied once, recorded with the rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongfu.kernel.ledger import reading
from gongfu.kernel.needs import actions, deeds, queries, rules
from gongfu.kernel.needs.actions import Draught
from gongfu.kernel.needs.models import Need, Rule
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import Denied
from tests.kernel.needs.conftest import (
    DISTRICT,
    MORNING,
    TODAY,
    TOWN,
    asker,
    liu,
    officer,
    raised,
    server,
    town,
)
from tests.worlds import NANYANG

UNTIL = date(2022, 3, 1)


def made(by=liu, place=NANYANG, sort="repair", urgency=0, do="review"):
    return actions.make_rule(by, Draught(place, sort, urgency, do, UNTIL), at=MORNING)


def routed(course):
    actions.route_needs(server, at=course.later())
    return Need.objects.get(pk=course.need)


def test_a_new_request_is_accepted_by_the_rule_and_the_record_names_it(course):
    rule = made().deed.rule
    raised(course)
    assert routed(course).state == "reviewed"
    kinds = [type(entry.deed) for entry in queries.course_of(course.need)]
    assert kinds == [deeds.NeedSubmitted, deeds.NeedRouted, deeds.NeedReviewed]
    assert queries.course_of(course.need)[1].deed.rule == rule
    assert actions.route_needs(server, at=course.later()) == 0


def test_a_rule_for_the_urgent_calls_the_level_above_once(course):
    made(urgency=3, do="escalate", sort="")
    raised(course)
    assert routed(course).called_at is None
    raised(course, urgency=3)
    row = routed(course)
    assert (row.state, row.level < len(row.place)) == ("submitted", True)
    assert actions.route_needs(server, at=course.later()) == 0


def test_the_nearer_office_comes_first_then_the_newer_rule(course):
    made(by=officer, place=DISTRICT, do="escalate")
    made(by=town, place=TOWN, do="escalate")
    made(do="escalate")
    made(do="review")
    raised(course)
    assert routed(course).state == "reviewed"


def test_what_is_not_admitted_is_accepted_by_no_rule(course):
    made()
    raised(course)
    actions.end_kind(officer, sort="repair", district=DISTRICT, at=course.later())
    assert routed(course).state == "submitted"


def test_trying_a_rule_writes_nothing_and_tells_what_the_office_did(course):
    for hours in (1, 3):
        raised(course)
        actions.review_need(liu, need=course.need, at=course.later(hours=hours))
    raised(course, sort="light")
    before = reading.size()
    draught = Draught(NANYANG, "repair", 0, "review", UNTIL)
    found = queries.tried(liu, draught, at=course.later(), on=TODAY)
    assert (found.asked, found.caught, found.hours) == (3, 2, 2.0)
    assert len(found.lines) == 2 and reading.size() == before


def test_the_list_says_how_many_a_rule_would_catch(course):
    made(by=officer, place=DISTRICT, sort="", do="review")
    rule = made().deed.rule
    raised(course)
    lines = queries.rules_of(liu, NANYANG, at=course.later(), on=TODAY)
    assert [(line.rule == rule, line.caught) for line in lines] == [(True, 1), (False, 0)]


def test_a_rule_that_is_taken_back_moves_nothing(course):
    rule = made().deed.rule
    actions.end_rule(liu, rule=rule, at=course.later())
    raised(course)
    assert routed(course).state == "submitted" and not Rule.objects.exists()
    with pytest.raises(rules.NoSuchRule):
        actions.end_rule(liu, rule=rule, at=course.later())


@pytest.mark.parametrize("changes", [
    {"do": "refuse"}, {"urgency": 4}, {"sort": "gold"}, {"until": TODAY - timedelta(days=1)},
])  # fmt: skip
def test_a_rule_that_cannot_be_is_refused(course, changes):
    values = {"place": NANYANG, "sort": "", "urgency": 0, "do": "review", "until": UNTIL}
    before = reading.size()
    with pytest.raises(Refused):
        actions.make_rule(liu, Draught(**{**values, **changes}), at=MORNING)
    assert reading.size() == before


@pytest.mark.parametrize("who", [asker, town])
def test_only_the_office_of_the_area_makes_rules(course, who):
    place = DISTRICT if who is town else NANYANG
    with pytest.raises(Denied):
        made(by=who, place=place)
