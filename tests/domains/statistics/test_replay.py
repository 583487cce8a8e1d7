"""Replay equals live: whole, one by one, by sevens; over histories that hypothesis makes."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongfu.domains.statistics import actions
from gongfu.domains.statistics.models import Proposal, Value
from gongfu.kernel.ledger import replay
from gongfu.kernel.refusals import Refused
from tests.domains.statistics import worlds
from tests.domains.statistics.worlds import DISTRICT, JIAXING, shen, xu
from tests.worlds import Clock

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
officers = st.sampled_from([shen, xu])
ALL = ("unit", "whole", "jump", "old", "kin")


def _line(draw, clock):
    series, unit = draw(st.sampled_from([("gdp", "100m-yuan"), ("rd-intensity", "percent")]))
    words = draw(st.sampled_from([worlds.BULLETIN_2021, worlds.BULLETIN_2022]))
    return worlds.line(
        series,
        draw(st.sampled_from(["2019", "2020", "2021-H1"])),
        str(draw(st.integers(1, 9))),
        unit,
        area=draw(st.sampled_from([DISTRICT, JIAXING])),
        status=draw(st.sampled_from(["preliminary", "final"])),
        document=worlds.publication(words, at=clock.now),
        sure=ALL,
    )


def _receive(draw, clock):
    lines = [_line(draw, clock) for _ in range(draw(st.integers(1, 3)))]
    actions.receive_values(draw(officers), lines, place=DISTRICT, at=clock.now)


def _some(draw):
    found = list(Value.objects.order_by("-number")[:5])
    return found[draw(st.integers(0, 4)) % len(found)] if found else None


def _propose(draw, clock):
    row = _some(draw)
    if row is None:
        return
    line = worlds.line(
        row.series,
        row.period,
        row.value,
        row.unit,
        area=row.place,
        document=worlds.publication(worlds.BULLETIN_2022, at=clock.now),
        status="final",
        sure=ALL,
    )
    line = line._replace(value=Decimal(row.value) + draw(st.integers(0, 2)))
    back = draw(st.booleans())
    actions.propose_revision(
        draw(officers),
        number=row.number,
        line=None if back else line,
        place=DISTRICT,
        at=clock.now,
    )


def _record(draw, clock):
    waiting = Proposal.objects.order_by("number").first()
    number = waiting.number if waiting else 0
    actions.record_revision(draw(officers), number=number, place=DISTRICT, at=clock.now)


def _wait(draw, clock):
    clock.later(hours=draw(st.integers(1, 40)))


STEPS = [*[_receive] * 4, *[_propose] * 3, *[_record] * 3, _wait]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_replay_equals_live(db, data):
    from django.db import transaction

    with transaction.atomic():
        clock = Clock(worlds.MORNING)
        for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=12, max_size=25)):
            try:
                step(data.draw, clock)
            except Refused:
                continue
            clock.later(minutes=1)
        assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]
        standing = Value.objects.filter(reversed_by=None)
        slots = standing.values_list("series", "place", "period", "basis")
        assert len(slots) == len(set(slots))
        transaction.set_rollback(True)
