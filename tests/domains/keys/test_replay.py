"""Replay equals live: whole, one by one, by sevens; over histories that hypothesis makes."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongfu.domains.keys import actions
from gongfu.domains.keys.actions import Needs, Slip
from gongfu.domains.keys.models import Alarm, Item, Visit
from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.refusals import Refused
from tests import worlds
from tests.worlds import (
    DAUGHTER,
    LIN,
    MORNING,
    NEXT_YEAR,
    SON,
    WU,
    ZHOU,
    ZHU,
    Clock,
    chen,
    daughter,
    lin,
    liu,
    zhu,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

keepers, elders = st.sampled_from([zhu, lin]), st.sampled_from([ZHOU, WU])
answers = st.sampled_from(["well", "unwell", "help", "no-answer"])
numbers = st.integers(0, 6)


def _visit(draw, clock):
    worlds.visit(draw(keepers), draw(elders), draw(answers), ended_at=clock.later(hours=1))


def _slip(draw, clock):
    start = clock.now - timedelta(hours=draw(st.integers(1, 100)))
    end = start + timedelta(minutes=draw(st.integers(1, 60)))
    actions.import_visits(liu, [Slip(draw(elders), ZHU, start, end, draw(answers))], at=clock.now)


def _service(draw, clock):
    end = clock.later(hours=2)
    actions.record_service(
        zhu,
        elder=draw(elders),
        service="shopping",
        started_at=end - timedelta(minutes=50),
        ended_at=end,
        at=end,
    )


def _some_visit(draw):
    found = list(Visit.objects.order_by("-number").values_list("number", flat=True)[:7])
    return found[draw(numbers) % len(found)] if found else 0


def _take_back(draw, clock):
    actions.take_back_visit(draw(keepers), number=_some_visit(draw), at=clock.now)


def _confirm(draw, clock):
    who = draw(st.sampled_from([chen, daughter, liu]))
    actions.confirm_visit(who, number=_some_visit(draw), at=clock.now)


def _dispute(draw, clock):
    actions.dispute_visit(daughter, number=_some_visit(draw), at=clock.now)


def _settle(draw, clock):
    disputed = Visit.objects.filter(disputed=True, reversed=False).first()
    finding = draw(st.sampled_from(["happened", "did-not-happen"]))
    number = disputed.number if disputed else 0
    actions.settle_dispute(chen, number=number, finding=finding, at=clock.now)


def _entrust(draw, clock):
    sort = draw(st.sampled_from(["key", "medical-card"]))
    actions.entrust_item(liu, elder=draw(elders), sort=sort, at=clock.now)


def _some_item(draw):
    found = list(Item.objects.order_by("item").values_list("item", flat=True))
    return found[draw(numbers) % len(found)] if found else ""


def _hand_over(draw, clock):
    taker = draw(st.sampled_from([ZHU, LIN, ZHOU, WU, DAUGHTER, SON]))
    actions.hand_over(liu, item=_some_item(draw), taker=taker, at=clock.now)


def _accept(draw, clock):
    who = draw(st.sampled_from([zhu, lin, daughter]))
    actions.accept_item(who, item=_some_item(draw), at=clock.now)


def _decline(draw, clock):
    actions.decline_item(draw(keepers), item=_some_item(draw), at=clock.now)


def _lose(draw, clock):
    actions.report_lost(liu, item=_some_item(draw), at=clock.now)


def _see(draw, clock):
    actions.see_item(liu, item=_some_item(draw), at=clock.now)


def _replace(draw, clock):
    actions.replace_item(liu, item=_some_item(draw), cost_fen=26_000, at=clock.now)


def _some_alarm():
    return Alarm.objects.filter(closed_at=None).values_list("alarm", flat=True).first() or ""


def _step(draw, clock):
    actions.take_alarm_step(
        liu, alarm=_some_alarm(), step="called-elder", outcome="not-reached", at=clock.now
    )


def _take_alarm(draw, clock):
    actions.take_alarm(draw(st.sampled_from([liu, zhu, lin])), alarm=_some_alarm(), at=clock.now)


def _day(draw, clock):
    return shanghai_day(clock.now) + timedelta(days=draw(st.integers(0, 3)))


def _take_duty(draw, clock):
    actions.take_duty(draw(keepers), place=worlds.NANYANG, day=_day(draw, clock), at=clock.now)


def _offer_duty(draw, clock):
    actions.offer_duty(draw(keepers), place=worlds.NANYANG, day=_day(draw, clock), at=clock.now)


def _close(draw, clock):
    actions.close_alarm(chen, alarm=_some_alarm(), outcome="fine", at=clock.now)


def _change(draw, clock):
    needs = Needs(draw(st.integers(1, 9)), "alone")
    actions.change_elder(liu, elder=draw(elders), needs=needs, at=clock.now)


def _leave(draw, clock):
    actions.elder_leaves(liu, elder=draw(elders), reason="wish", at=clock.now)


def _register(draw, clock):
    one = worlds.registration(draw(elders))
    actions.register_elder(liu, one, at=clock.now)


def _sign_and_assign(draw, clock):
    who, elder = draw(keepers).person, draw(elders)
    actions.sign_agreement(
        liu, elder=elder, keeper=who, kin=DAUGHTER, until=NEXT_YEAR, at=clock.now
    )
    actions.assign_keeper(liu, elder=elder, keeper=who, at=clock.now)


def _release(draw, clock):
    actions.release_keeper(liu, elder=draw(elders), keeper=draw(keepers).person, at=clock.now)


def _wait(draw, clock):
    clock.later(hours=draw(st.integers(1, 40)))


STEPS = [
    *[_visit] * 4, _slip, _service, *[_take_back] * 3, _confirm, _dispute, _settle, _entrust,
    *[_hand_over] * 2, *[_accept] * 2, _decline, _lose, _see, _replace, _step, _take_alarm,
    *[_take_duty] * 2, _offer_duty, _close, _change, _leave,
    *[_register] * 2, *[_sign_and_assign] * 2, _release, _wait,
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
        worlds.team()
        clock = Clock(MORNING + timedelta(hours=1))
        for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=25, max_size=45)):
            try:
                step(data.draw, clock)
            except Refused:
                continue
        assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]
        assert reading.size() > 0
        transaction.set_rollback(True)


def test_the_history_of_a_busy_month_replays(team):
    worlds.entrust_key()
    clock = Clock(MORNING + timedelta(hours=1))
    for day in range(30):
        entry = worlds.visit(zhu, (ZHOU, WU)[day % 2], ended_at=clock.later(hours=23))
        if day % 5 == 0:
            actions.take_back_visit(zhu, number=entry.number, at=clock.now)
        elif day % 3 == 0:
            actions.confirm_visit(chen, number=entry.number, at=clock.now)
    assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]
