"""What one enters another confirms, each from their own account; a preview writes nothing."""

from __future__ import annotations

from datetime import date

import pytest

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.models import Motion, Share
from gongfu.domains.fields.rules import sharing as rules
from gongfu.kernel.ledger import reading
from gongfu.kernel.notices.models import Notice
from gongfu.kernel.rights.checking import Denied, SecondNeeded
from tests.domains.fields.test_sharing import LAID_OUT, MEETING, coop, propose  # noqa: F401
from tests.domains.fields.worlds import MORNING, at, stranger

RULE = {"reserve_bp": 1000, "trade_bp": 6000}


def enter(coop, viewer=None, **changes):  # noqa: F811
    said = {"cooperative": coop.id, **RULE, "at": MORNING, **changes}
    actions.enter_rule(viewer or coop.head, **said)


def test_a_rule_is_entered_by_one_and_confirmed_by_the_other(coop):  # noqa: F811
    before = reading.size()
    for viewer in (stranger, coop.anna):
        with pytest.raises(Denied):
            enter(coop, viewer)
    with pytest.raises(rules.BelowSixty):
        enter(coop, trade_bp=5999)
    enter(coop)
    assert reading.size() == before, "nothing is recorded yet"
    [told] = Notice.objects.filter(kind="fields.meeting-waits")
    assert (told.person, told.link) == (coop.watcher.person, f"/fields/shares/in/{coop.id}/")
    assert list(queries.motions_in(coop.watcher, coop.id, MEETING)) == [coop.id]
    assert queries.motions_in(coop.anna, coop.id, MEETING) == {}
    with pytest.raises(SecondNeeded):
        actions.confirm_rule(coop.head, cooperative=coop.id, at=MORNING)
    with pytest.raises(Denied):
        actions.confirm_rule(coop.anna, cooperative=coop.id, at=MORNING)
    entry = actions.confirm_rule(coop.watcher, cooperative=coop.id, at=MORNING)
    assert (entry.by, entry.deed.trade_bp) == (coop.watcher.person, 6000)
    assert not Motion.objects.exists()
    with pytest.raises(rules.NoSuchMotion):
        actions.confirm_rule(coop.watcher, cooperative=coop.id, at=MORNING)


def test_what_waits_can_be_taken_back(coop):  # noqa: F811
    enter(coop, coop.watcher)
    with pytest.raises(Denied):
        actions.drop_motion(coop.anna, about=coop.id, at=MORNING)
    actions.drop_motion(coop.head, about=coop.id, at=MORNING)
    with pytest.raises(rules.NoSuchMotion):
        actions.drop_motion(coop.head, about=coop.id, at=MORNING)


def test_a_sharing_is_adopted_by_two_after_the_notice(coop):  # noqa: F811
    enter(coop)
    actions.confirm_rule(coop.watcher, cooperative=coop.id, at=MORNING)
    sharing = propose(coop).deed.sharing
    with pytest.raises(rules.TooSoon):
        actions.enter_adoption(coop.head, sharing=sharing, at=at(LAID_OUT))
    with pytest.raises(rules.NoSuchSharing):
        actions.enter_adoption(coop.head, sharing="none", at=at(MEETING))
    actions.enter_adoption(coop.watcher, sharing=sharing, at=at(MEETING))
    entry = actions.confirm_adoption(coop.head, sharing=sharing, at=at(MEETING))
    assert entry.deed.second == coop.watcher.person
    with pytest.raises(rules.NotProposed):
        actions.enter_adoption(coop.head, sharing=sharing, at=at(MEETING))


def test_a_preview_is_what_is_then_laid_out_and_writes_nothing(coop):  # noqa: F811
    with pytest.raises(rules.NoRule):
        queries.preview_of(coop.head, coop.id, 2021, LAID_OUT)
    enter(coop)
    actions.confirm_rule(coop.watcher, cooperative=coop.id, at=MORNING)
    for viewer in (stranger, coop.anna):
        with pytest.raises(Denied):
            queries.preview_of(viewer, coop.id, 2021, LAID_OUT)
    before = reading.size()
    preview = queries.preview_of(coop.head, coop.id, 2021, LAID_OUT)
    assert reading.size() == before
    propose(coop)
    lines = {row.household: (row.by_trade_fen, row.by_capital_fen) for row in Share.objects.all()}
    assert lines == {one: (line.by_trade, line.by_capital) for one, line in preview.lines.items()}
    with pytest.raises(rules.SharedAlready):
        queries.preview_of(coop.head, coop.id, 2021, date(2022, 3, 1))
