from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import transaction

from gongfu.kernel.notices import actions, reading
from gongfu.kernel.notices.actions import NoSuchNotice, UnknownChannel
from gongfu.kernel.notices.addresses import BadAddress, NoAddress
from gongfu.kernel.notices.kinds import UnknownKind
from gongfu.kernel.notices.models import Address, Delivery, Notice
from gongfu.kernel.notices.reading import Wishes
from gongfu.kernel.notices.telling import NotACode, OutsideTransaction, tell
from gongfu.kernel.notices.timing import due_moment
from gongfu.kernel.rights.viewers import Viewer
from tests.worlds import MORNING, TODAY, moment

NIGHT = (time(21), time(7))
DEFAULT = Wishes("zh-hans", None, False, frozenset(), frozenset())


def told(people, kind="tests.plain", *, at=MORNING, key="1", **values):
    values = values or {"count": 3}
    return tell(people, kind, about="thing", link="/day/?of={about}", at=at, key=key, **values)


def test_a_notice_is_made_once_for_each(kinds, people):
    assert told([*people, *people]) == 2
    assert told(people) == 0
    assert told(people, key="2") == 2
    assert [reading.unread(one) for one in people] == [2, 2]


@pytest.mark.django_db(transaction=True)
def test_a_notice_needs_the_transaction_of_its_deed(kinds):
    with pytest.raises(OutsideTransaction):
        told(["a" * 26])
    with transaction.atomic():
        told(["a" * 26])
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_names_and_ids_in_links_are_refused(kinds, people):
    with pytest.raises(NotACode):
        told(people, count="周桂英")
    with pytest.raises(NotACode):
        tell(people, "tests.plain", about="x1", link="/a/x1/", at=MORNING, key="1", count=1)
    with pytest.raises(NotACode):
        tell(people, "tests.plain", link="https://else.example/", at=MORNING, key="1", count=1)
    with pytest.raises(UnknownKind):
        told(people, "tests.none")
    with pytest.raises(KeyError):
        told(people, number=1)


def test_a_reader_sees_unread_first_and_words_of_codes(kinds, people):
    one = people[0]
    told([one])
    told([one], "tests.alarm", at=MORNING + timedelta(hours=1), cause="help")
    newest, oldest = reading.newest(one)
    assert newest.sentence == "An alarm: asked for help." and newest.urgent
    assert actions.mark_read(Viewer(one), newest.number, at=MORNING) == "/day/?of=thing"
    assert [line.read for line in reading.newest(one)] == [False, True]
    with pytest.raises(NoSuchNotice):
        actions.mark_read(Viewer(people[1]), oldest.number, at=MORNING)


def test_all_read_stops_at_what_was_shown(kinds, people):
    viewer = Viewer(people[0])
    told([viewer.person])
    shown = reading.newest(viewer.person)[0].number
    told([viewer.person], key="2")
    assert actions.mark_all_read(viewer, up_to=shown, at=MORNING) == 1
    assert reading.unread(viewer.person) == 1


def test_nothing_waits_to_be_sent_unless_somebody_asked(kinds, people, gateway):
    told(people)
    assert not Delivery.objects.exists()
    chosen = DEFAULT._replace(channels=frozenset({"room", "relay"}))
    actions.choose(Viewer(people[0]), chosen, {"relay": "ab-12"})
    told(people, key="2")
    assert sorted(Delivery.objects.values_list("channel", flat=True)) == ["relay", "room"]
    assert b"ab-12" not in bytes(Address.objects.get(channel="relay").address)


def test_a_muted_kind_is_shown_and_not_sent(kinds, people, gateway):
    chosen = DEFAULT._replace(channels=frozenset({"room"}), muted=frozenset({"tests.plain"}))
    actions.choose(Viewer(people[0]), chosen, {})
    told(people)
    assert reading.unread(people[0]) == 1 and not Delivery.objects.exists()


def test_addresses_are_checked_and_forgotten(kinds, people, gateway, settings):
    settings.GONGFU_MAIL = True
    viewer, both = Viewer(people[0]), DEFAULT._replace(channels=frozenset({"email", "relay"}))
    with pytest.raises(NoAddress):
        actions.choose(viewer, both, {"email": "a@b.example"})
    with pytest.raises(BadAddress):
        actions.choose(viewer, both, {"email": "a@b", "relay": "ab-12"})
    with pytest.raises(BadAddress):
        actions.choose(viewer, both, {"email": "a@b.example", "relay": "x/../y"})
    with pytest.raises(UnknownChannel):
        actions.choose(viewer, DEFAULT._replace(channels=frozenset({"none"})), {})
    assert not Address.objects.exists()
    actions.choose(viewer, both, {"email": "a@b.example", "relay": "ab-12"})
    actions.choose(viewer, DEFAULT._replace(channels=frozenset({"email"})), {})
    assert list(Address.objects.values_list("channel", flat=True)) == ["email"]


@pytest.mark.parametrize(
    ("hour", "quiet", "daily", "expected"),
    [
        (9, None, False, (0, 9)),
        (9, NIGHT, False, (0, 9)),
        (21, NIGHT, False, (1, 7)),
        (23, NIGHT, False, (1, 7)),
        (6, NIGHT, False, (0, 7)),
        (7, NIGHT, False, (0, 7)),
        (13, (time(12), time(14)), False, (0, 14)),
        (14, (time(12), time(14)), False, (0, 14)),
        (6, None, True, (0, 8)),
        (8, None, True, (0, 8)),
        (9, NIGHT, True, (1, 8)),
        (9, (time(22), time(9)), True, (1, 9)),
    ],
)
def test_quiet_hours_and_digests_move_the_due_moment(hour, quiet, daily, expected):
    days, clock = expected
    assert due_moment(moment(TODAY, hour), quiet=quiet, daily=daily) == moment(
        TODAY + timedelta(days=days), clock
    )


def test_the_urgent_waits_for_nothing(kinds, people, gateway):
    chosen = DEFAULT._replace(channels=frozenset({"room"}), quiet=NIGHT, daily=True)
    actions.choose(Viewer(people[0]), chosen, {})
    late = moment(TODAY, 23)
    told(people, at=late)
    told(people, "tests.alarm", at=late, cause="help")
    due = dict(Delivery.objects.values_list("notice__kind", "due"))
    assert due["tests.alarm"] == late
    assert due["tests.plain"] == moment(TODAY + timedelta(days=1), 8)
