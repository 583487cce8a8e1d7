"""The stock-take: somebody else than the holder sees each thing, or it is reported lost."""

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.models import Item
from gongfu.domains.keys.rules import custody as rules
from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests import worlds
from tests.worlds import (
    LIU,
    MORNING,
    NANYANG,
    TODAY,
    ZHOU,
    ZHU,
    chen,
    daughter,
    lin,
    liu,
    outside,
    stranger,
    zhu,
)

pytestmark = pytest.mark.django_db

LATER = timedelta(days=90)


def stock(viewer=liu, days=0, **more):
    return queries.stock_of(viewer, NANYANG, TODAY + timedelta(days=days), **more)


def test_a_thing_is_to_be_looked_for_a_set_time_after_the_hand_over_or_the_last_look(key):
    assert (stock().due, stock().last) == (0, None)
    assert stock(days=89).due == 0 and stock(days=90).due == 1
    actions.see_item(liu, item=key, at=MORNING + LATER)
    assert stock(days=90).due == 0 and stock(days=90).last == TODAY + LATER
    assert stock(days=179).due == 0 and stock(days=180).due == 1
    assert queries.uncounted_in(NANYANG, TODAY + 2 * LATER) == 1


def test_how_often_is_a_setting(key, settings):
    settings.GONGFU_STOCK_DAYS = 30
    assert stock(days=29).due == 0 and stock(days=30).due == 1
    assert stock(days=30).things.lines[0].due


def test_the_list_holds_the_number_and_the_keeper_never_the_elder(key):
    (line,) = stock().things.lines
    assert (line.thing.item, line.thing.holder) == (key, ZHU)
    assert ZHOU not in str(line)
    assert stock(only_due=True).things.lines == ()


def test_nobody_counts_what_they_hold_and_no_keeper_counts(key):
    both = Viewer(ZHU, (Office(Role.KEY, NANYANG), Office(Role.GRD, NANYANG)))
    with pytest.raises(rules.OwnHands):
        actions.see_item(both, item=key, at=MORNING)
    for who in (zhu, lin, daughter, outside, stranger):
        with pytest.raises(Denied):
            actions.see_item(who, item=key, at=MORNING)
        with pytest.raises(Denied):
            stock(who)


def test_what_no_keeper_has_is_not_counted(key):
    actions.give_back(zhu, item=key, at=MORNING)
    assert stock().things.total == 1, "on its way it is still with the keeper"
    actions.accept_item(daughter, item=key, at=MORNING)
    assert stock().things.total == 0
    with pytest.raises(rules.NotOut):
        actions.see_item(liu, item=key, at=MORNING)


def test_what_is_missing_is_reported_lost_and_leaves_the_list(key):
    actions.report_lost(liu, item=key, at=MORNING)
    assert stock().things.total == 0
    with pytest.raises(rules.NotOut):
        actions.see_item(liu, item=key, at=MORNING)
    with pytest.raises(rules.NoSuchItem):
        actions.see_item(liu, item="K-0", at=MORNING)


def test_the_chain_tells_of_it_and_the_holder_stays(key):
    first = actions.see_item(chen, item=key, at=MORNING, key="s")
    assert actions.see_item(chen, item=key, at=MORNING, key="s") == first
    link = queries.custody_chain(liu, key)[-1]
    assert (link.step, link.giver, link.taker, link.by) == ("seen", ZHU, "", chen.person)
    row = Item.objects.get()
    assert (row.holder, row.state, row.counted_on) == (ZHU, "held", TODAY)
    assert queries.item_card(zhu, key).counted_on == TODAY
    assert LIU not in (link.giver, link.by)


def test_stock_takes_replay(key):
    for day in (1, 40, 90):
        actions.see_item(liu, item=key, at=MORNING + timedelta(days=day))
    actions.report_lost(zhu, item=key, at=MORNING + LATER)
    assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]
    assert reading.size() > 0


def test_a_long_list_turns_over(team):
    for number in range(23):
        worlds.entrust_key(f"K-{number:02}")
    first, second = stock().things, stock(page=2).things
    assert (first.total, len(first.lines), len(second.lines)) == (23, 20, 3)
