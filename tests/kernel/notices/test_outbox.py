from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from gongfu.kernel.notices import actions, outbox
from gongfu.kernel.notices.channels import available
from gongfu.kernel.notices.models import Delivery
from gongfu.kernel.rights.viewers import Viewer
from tests.kernel.notices.test_telling import DEFAULT, told
from tests.worlds import MORNING

LATER = MORNING + outbox.LEASE


@pytest.fixture
def waiting(kinds, people, gateway):
    """Three notices of one person, due now, over the shared webhook."""
    actions.choose(Viewer(people[0]), DEFAULT._replace(channels=frozenset({"room"})), {})
    with transaction.atomic():
        for key in "123":
            told(people, key=key)


def states():
    return sorted(Delivery.objects.values_list("state", flat=True))


def test_what_waits_for_one_person_goes_in_one_message(waiting):
    claimed = outbox.claim(now=MORNING)
    assert [notice.key for notice in claimed.notices] == ["1", "2", "3"]
    assert states() == ["enclosed", "enclosed", "sending"]
    assert outbox.claim(now=MORNING) is None
    outbox.sent(claimed)
    assert states() == ["sent"] * 3


def test_nothing_is_claimed_before_it_is_due(waiting):
    assert outbox.claim(now=MORNING - timedelta(seconds=1)) is None


def test_a_refused_message_comes_again_as_it_was_then_is_given_up(waiting, people):
    now, marks = MORNING, set()
    for wait in (*outbox.BACKOFF, None):
        claimed = outbox.claim(now=now)
        marks.add((claimed.mark, len(claimed.notices)))
        outbox.refused(claimed, why="refused", now=now)
        told(people, key=f"later {now}", at=now + timedelta(days=9))
        assert outbox.claim(now=now) is None
        now += wait or timedelta()
    assert len(marks) == 1
    assert states().count("failed") == 3 and len(outbox.troubled()) == 1
    assert outbox.again(outbox.troubled()[0].pk, now=now)
    assert len(outbox.claim(now=now).notices) == 3


def test_a_repeatable_message_goes_again_after_a_crash(waiting):
    first = outbox.claim(now=MORNING)
    assert outbox.recover(available(), now=MORNING) == (0, 0)
    assert outbox.recover(available(), now=LATER) == (1, 0)
    again = outbox.claim(now=LATER)
    assert (again.mark, again.attempt) == (first.mark, 2)
    outbox.refused(first, why="late", now=LATER)
    outbox.sent(first)
    assert states() == ["enclosed", "enclosed", "sending"]
    outbox.sent(again)
    assert states() == ["sent"] * 3


def test_any_other_message_is_unsure_after_a_crash(waiting, settings):
    settings.GONGFU_GATEWAYS = {"room": "form://127.0.0.1:9/room"}
    claimed = outbox.claim(now=MORNING)
    assert outbox.recover(available(), now=LATER) == (0, 1)
    assert states() == ["unsure"] * 3 and outbox.claim(now=LATER) is None
    outbox.sent(claimed)
    assert states() == ["sent"] * 3


def test_nothing_moves_between_two_recoveries(waiting):
    outbox.claim(now=MORNING)
    outbox.recover({}, now=LATER)
    assert outbox.recover({}, now=LATER + outbox.LEASE) == (0, 0)


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="two claims at once")
@pytest.mark.django_db(transaction=True)
def test_two_senders_never_take_the_same(waiting):
    import threading

    gate, found = threading.Barrier(4), []

    def take():
        try:
            gate.wait()
            found.append(outbox.claim(now=MORNING))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    taken = [notice.pk for claimed in found if claimed for notice in claimed.notices]
    assert len(taken) == len(set(taken)) == 3 - Delivery.objects.filter(state="waiting").count()
