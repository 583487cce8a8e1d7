"""Replay equals live: whole, one by one, by sevens; over histories that hypothesis makes."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongfu.domains.grids import actions
from gongfu.domains.grids.models import Claim, Post, Served, StandIn, Team, Waiting
from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.refusals import Refused
from tests.domains.grids import worlds
from tests.domains.grids.worlds import (
    ANNA,
    BEN,
    CAI,
    ELSEWHERE,
    HANDY,
    MORNING,
    NANYANG,
    Clock,
    anna,
    ben,
    cai,
    liu,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
members = st.sampled_from([anna, ben, cai])
numbers = st.integers(0, 6)


def _one(draw, model):
    found = list(model.objects.order_by("-number").values_list("pk", flat=True)[:7])
    at = draw(numbers)
    return found[at % len(found)] if found else "none"


def _register(draw, clock):
    who = draw(members)
    actions.register_member(who, member=who.person, place=NANYANG, offer=HANDY, at=clock.now)


def _change(draw, clock):
    who = draw(members)
    offer = HANDY._replace(free=draw(st.integers(0, 9)))
    actions.change_member(who, member=who.person, offer=offer, at=clock.now)


def _move(draw, clock):
    who, place = draw(members), draw(st.sampled_from([NANYANG, ELSEWHERE]))
    actions.move_member(who, member=who.person, place=place, at=clock.now)


def _leave(draw, clock):
    who = draw(members)
    actions.leave_list(who, member=who.person, at=clock.now)


def _terms(draw):
    times = draw(st.sampled_from([worlds.THURSDAYS, worlds.SATURDAYS, worlds.mask_of([(4, 1)])]))
    return worlds.terms(wanted=draw(st.integers(1, 2)), times=times)


def _open(draw, clock):
    actions.open_post(liu, place=NANYANG, terms=_terms(draw), at=clock.now)


def _change_post(draw, clock):
    actions.change_post(liu, post=_one(draw, Post), terms=_terms(draw), at=clock.now)


def _close(draw, clock):
    actions.close_post(liu, post=_one(draw, Post), at=clock.now)


def _claim(draw, clock):
    actions.claim_post(draw(members), post=_one(draw, Post), at=clock.now)


def _confirm(draw, clock):
    actions.confirm_claim(liu, claim=_one(draw, Claim), at=clock.now)


def _decline(draw, clock):
    actions.decline_claim(liu, claim=_one(draw, Claim), reason="other", at=clock.now)


def _hand_back(draw, clock):
    claim = _one(draw, draw(st.sampled_from([Claim, Waiting])))
    actions.hand_back(draw(members), claim=claim, at=clock.now)


def _serve(draw, clock):
    end = clock.later(hours=1)
    worlds.serve(draw(members), _one(draw, Claim), ended_at=end, minutes=50)


def _take_back(draw, clock):
    number = _one(draw, Served)
    actions.take_back_serving(draw(members), number=0 if number == "none" else number, at=clock.now)


def _absence(draw, clock):
    day = worlds.TODAY + timedelta(days=draw(st.integers(0, 9)))
    actions.tell_absence(draw(members), claim=_one(draw, Claim), day=day, at=clock.now)


def _stand_in(draw, clock):
    day = worlds.TODAY + timedelta(days=draw(st.integers(0, 9)))
    actions.stand_in(draw(members), claim=_one(draw, Claim), day=day, at=clock.now)


def _stand_back(draw, clock):
    actions.give_back_stand_in(draw(members), stand=_one(draw, StandIn), at=clock.now)


def _place(draw, clock):
    places = draw(st.sampled_from([(), (NANYANG,), (NANYANG, ELSEWHERE)]))
    actions.place_team(draw(members), team=_one(draw, Team), places=places, at=clock.now)


def _empty(draw, clock):
    post, day = _one(draw, Post), worlds.TODAY
    actions.note_empty_places(liu, post=post, on=day, places=1, at=clock.now)


def _form(draw, clock):
    who = draw(members)
    actions.form_team(who, leader=who.person, place=NANYANG, purpose="law", at=clock.now)


def _join(draw, clock):
    who = draw(members)
    actions.join_team(who, team=_one(draw, Team), member=who.person, at=clock.now)


def _leave_team(draw, clock):
    who = draw(members)
    actions.leave_team(who, team=_one(draw, Team), member=who.person, at=clock.now)


def _lead(draw, clock):
    actions.let_lead(liu, team=_one(draw, Team), leader=draw(members).person, at=clock.now)


def _dissolve(draw, clock):
    actions.dissolve_team(liu, team=_one(draw, Team), at=clock.now)


def _wait(draw, clock):
    clock.later(hours=draw(st.integers(1, 30)))


STEPS = [
    *[_register] * 2, _change, _move, _leave, *[_open] * 3, *[_change_post] * 2, _close,
    *[_claim] * 6, *[_confirm] * 3, _decline, *[_hand_back] * 3, *[_serve] * 2, _take_back,
    _absence, _absence, _stand_in, _stand_in, _stand_back, _place, _empty, _form, *[_join] * 2, _leave_team, _lead, _dissolve, _wait,
]  # fmt: skip


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_replay_equals_live(db, data):
    from django.db import transaction

    with transaction.atomic():
        worlds.register(ANNA, BEN, CAI)
        worlds.post(wanted=1)
        clock = Clock(MORNING + timedelta(hours=1))
        for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=25, max_size=45)):
            try:
                step(data.draw, clock)
            except Refused:
                continue
        assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]
        assert reading.size() > 0
        for post in Post.objects.all():
            assert post.taken == Claim.objects.filter(post=post.post, active=True).count()
            assert post.waiting == Waiting.objects.filter(post=post.post).count()
        transaction.set_rollback(True)
