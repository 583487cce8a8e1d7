"""Two people at the same moment, on a database that lets both in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections

from gongfu.domains.keys import actions
from gongfu.domains.keys.models import Care, Item, Visit
from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.refusals import Refused
from tests import worlds
from tests.worlds import LIN, MORNING, WU, ZHOU, ZHU, daughter, lin, liu, zhou, zhu

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def many_connections(transactional_db):
    """Ask for a database with room for more than one connection."""
    if connection.vendor != "postgresql":
        pytest.skip("a database in memory has one connection")


def at_once(*attempts):
    """Run the attempts at the same moment; return how each ended."""
    start = Barrier(len(attempts))

    def run(attempt):
        try:
            start.wait()
            return attempt()
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def test_of_two_keepers_who_accept_at_once_one_wins():
    worlds.team()
    actions.release_keeper(zhu, elder=ZHOU, keeper=ZHU, at=MORNING)
    for _round in range(5):
        ask = actions.ask_keepers(liu, elder=ZHOU, keepers=[ZHU, LIN], at=MORNING)
        ended = at_once(
            lambda ask=ask: actions.accept_elder(zhu, ask=ask, at=MORNING),
            lambda ask=ask: actions.accept_elder(lin, ask=ask, at=MORNING),
        )
        assert sorted(one == "keys.offer-gone" for one in ended) == [False, True]
        keeper = Care.objects.get(elder=ZHOU, until=None).keeper
        actions.release_keeper(liu, elder=ZHOU, keeper=keeper, at=MORNING)


def test_a_thing_is_accepted_once():
    worlds.team()
    tag = worlds.entrust_key()
    actions.give_back(zhu, item=tag, at=MORNING)
    ended = at_once(
        lambda: actions.accept_item(daughter, item=tag, at=MORNING),
        lambda: actions.accept_item(zhou, item=tag, at=MORNING),
    )
    assert ended.count("keys.not-offered") == 1
    assert Item.objects.get().holder == ZHOU


def test_one_keeper_on_two_phones_is_in_one_place():
    worlds.team()
    ended = at_once(
        lambda: worlds.visit(elder=ZHOU, at=MORNING + timedelta(hours=1)),
        lambda: worlds.visit(elder=WU, at=MORNING + timedelta(hours=1)),
    )
    assert ended.count("keys.overlapping") == 1
    assert Visit.objects.count() == 1


def test_the_same_form_sent_twice_at_once_is_one_visit():
    worlds.team()
    first, second = at_once(*[lambda: worlds.visit(key="one", answer="no-answer")] * 2)
    assert first == second
    assert Visit.objects.count() == 1


def test_many_visits_at_once_leave_numbers_without_gaps():
    worlds.team()
    ends = [MORNING + timedelta(hours=hour) for hour in range(8)]
    before = reading.size()
    at_once(*[lambda end=end: worlds.visit(ended_at=end) for end in ends])
    assert reading.size() == before + 8
    assert replay.differences() == []
