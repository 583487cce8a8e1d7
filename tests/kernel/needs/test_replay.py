"""Replay equals live over courses that hypothesis makes, in batches of any size."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongfu.kernel.ledger import replay
from gongfu.kernel.needs import actions, rules, states
from gongfu.kernel.needs.actions import Answer
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.people.ids import seeded_ids
from gongfu.kernel.refusals import Refused
from tests.kernel.needs.conftest import (
    Course,
    admit,
    ann,
    asker,
    bo,
    chen,
    chu,
    grid,
    liu,
    raised,
    server,
    town,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

helpers = st.sampled_from([ann, bo, chu])
picks = st.integers(0, 5)


def _some(draw, rows, column):
    found = list(rows.order_by("pk").values_list(column, flat=True))
    return found[draw(picks) % len(found)] if found else ""


def _need(draw):
    return _some(draw, Need.objects.all(), "need")


def _offer(draw, who):
    return _some(draw, Offer.objects.filter(helper=who.person), "offer")


def _raise(draw, course):
    who = draw(st.sampled_from([asker, grid]))
    raised(course, by=who, wanted=draw(st.integers(1, 3)), every_days=draw(st.sampled_from([0, 7])))


def _review(draw, course):
    actions.review_need(liu, need=_need(draw), wanted=draw(st.integers(0, 2)), at=course.later())


def _end(draw, course):
    need, at = _need(draw), course.later()
    {
        0: lambda: actions.refuse_need(liu, need=need, reason="unclear", at=at),
        1: lambda: actions.refer_need(liu, need=need, where="police", at=at),
        2: lambda: actions.merge_need(liu, need=need, into=_need(draw), at=at),
        3: lambda: actions.withdraw_need(asker, need=need, at=at),
        4: lambda: actions.pause_need(liu, need=need, reason="weather", at=at),
        5: lambda: actions.resume_need(liu, need=need, at=at),
    }[draw(picks)]()


def _ask(draw, course):
    actions.offer_need(liu, need=_need(draw), helpers=[draw(helpers).person], at=course.later())


def _take(draw, course):
    actions.take_need(draw(helpers), need=_need(draw), at=course.later())


def _work(draw, course):
    who, at = draw(helpers), course.later()
    offer = _offer(draw, who)
    {
        0: lambda: actions.accept_offer(who, offer=offer, at=at),
        1: lambda: actions.decline_offer(who, offer=offer, at=at),
        2: lambda: actions.return_task(who, offer=offer, at=at),
        3: lambda: actions.begin_task(who, offer=offer, at=at),
    }.get(draw(picks), lambda: _finish(who, offer, at))()


def _finish(who, offer, at):
    actions.finish_task(who, offer=offer, started_at=at - timedelta(minutes=30), ended_at=at, at=at)


def _rate(draw, course):
    answer = Answer(draw(st.booleans()), draw(st.sampled_from(rules.SOLVED)))
    actions.rate_need(asker, need=_need(draw), answer=answer, at=course.later())


def _decide(draw, course):
    need, at = _need(draw), course.later()
    {
        0: lambda: actions.reopen_need(liu, need=need, at=at),
        1: lambda: actions.close_need(chen, need=need, finding="not-possible", at=at),
        2: lambda: actions.escalate_need(liu, need=need, at=at),
        3: lambda: actions.answer_escalation(town, need=need, decision="advises", at=at),
        4: lambda: actions.set_rhythm(asker, need=need, every_days=draw(picks), at=at),
    }.get(draw(picks), lambda: None)()


def _time(draw, course):
    at = course.later(days=draw(st.integers(1, 9)))
    actions.lapse_offers(server, at=at)
    actions.leave_unanswered(server, at=at)


STEPS = [
    _raise,
    _review,
    _review,
    _end,
    _ask,
    _take,
    _take,
    _work,
    _work,
    _work,
    _rate,
    _decide,
    _time,
]


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_course_replays_to_the_same_state(data):
    with transaction.atomic(), seeded_ids(Random(7).randbytes):
        admit()
        course = Course()
        raised(course)
        for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=10, max_size=60)):
            try:
                step(data.draw, course)
            except Refused:
                course.later()
        _check_counts()
        for batch in (1, 7, 5000):
            assert replay.differences(batch=batch) == []
        transaction.set_rollback(True)


def _check_counts():
    """What a need counts is what its offers say."""
    for need in Need.objects.all():
        offers = list(Offer.objects.filter(need=need.need).values_list("state", flat=True))
        assert need.asked == offers.count("asked")
        assert need.taken == offers.count("accepted") + offers.count("begun")
        assert need.begun == offers.count("begun")
        assert need.taken + need.finished <= need.wanted or need.state in states.ENDED | {
            "paused",
            "done",
        }
