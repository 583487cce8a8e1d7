"""What the members' meeting decided: one of head and supervisor enters it, the other confirms.

Nobody says anything in another's name: the second person acts from their own account.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongfu.domains.fields.actions.sharing import adopt_rule, adopt_sharing
from gongfu.domains.fields.models import Motion, Sharing
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.rules import sharing as rules
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import SecondNeeded, check
from gongfu.kernel.rights.viewers import Viewer

_WAITING = "waiting"


def _check_inside(viewer: Viewer, permission: str, cooperative: str, *, at: datetime) -> None:
    """Let head, staff and supervisor act.  Raises Denied, NoSuchCooperative, NotAHead."""
    check(viewer, permission, place=rows.cooperative_of(cooperative).place, second=_WAITING)
    held = rows.positions_in(cooperative, viewer.person, shanghai_day(at))
    if not held & {*rows.HEADS, rows.SUPERVISOR}:
        raise rules.NotAHead()


@action("share.rule")
def enter_rule(
    viewer: Viewer, *, cooperative: str, reserve_bp: int, trade_bp: int, at: datetime
) -> None:
    """Enter the rule that the meeting adopted, in parts of 10,000; the other of two confirms it.

    Raises Denied, NoSuchCooperative, NotAHead, BadShare, BelowSixty.
    """
    _check_inside(viewer, "share.rule", cooperative, at=at)
    rules.check_rule(reserve_bp=reserve_bp, trade_bp=trade_bp)
    values: dict[str, Any] = {"reserve_bp": reserve_bp, "trade_bp": trade_bp}
    _enter(viewer, cooperative, at=at, cooperative=cooperative, **values)


@action("share.adopt")
def enter_adoption(viewer: Viewer, *, sharing: str, at: datetime) -> None:
    """Enter that the meeting adopted a sharing; the other of head and supervisor confirms it.

    Raises Denied, NoSuchSharing, NotProposed, NotAHead, TooSoon.
    """
    row = rules.check_proposed(Sharing.objects.filter(pk=sharing).first())
    _check_inside(viewer, "share.adopt", row.cooperative, at=at)
    rules.check_notice(row, on=shanghai_day(at))
    _enter(viewer, sharing, at=at, cooperative=row.cooperative)


def _enter(viewer: Viewer, about: str, *, at: datetime, **values: Any) -> None:
    defaults = {"by": viewer.person, "at": at, **values}
    Motion.objects.update_or_create(about=about, defaults=defaults)


def confirm_motion(viewer: Viewer, *, about: str, at: datetime, key: str = "") -> Entry[Any]:
    """Confirm what the other of head and supervisor entered; it is recorded now.

    Raises NoSuchMotion, SecondNeeded for one's own entry, and as `adopt_rule`, `adopt_sharing`.
    """
    row = Motion.objects.filter(pk=about).first()
    if row is None:
        raise rules.NoSuchMotion()
    if row.by == viewer.person:
        raise SecondNeeded()
    entry = _confirmed(viewer, row, at=at, key=key)
    row.delete()
    return entry


def _confirmed(viewer: Viewer, row: Motion, *, at: datetime, key: str) -> Entry[Any]:
    if row.reserve_bp is None or row.trade_bp is None:
        return adopt_sharing(viewer, sharing=row.about, second=row.by, at=at, key=key)
    return adopt_rule(
        viewer,
        cooperative=row.cooperative,
        reserve_bp=row.reserve_bp,
        trade_bp=row.trade_bp,
        second=row.by,
        at=at,
        key=key,
    )


@action("share.adopt")
def drop_motion(viewer: Viewer, *, about: str, at: datetime) -> None:
    """Take back what waits for confirmation.  Raises Denied, NoSuchMotion, NotAHead."""
    row = Motion.objects.select_for_update().filter(pk=about).first()
    if row is None:
        raise rules.NoSuchMotion()
    _check_inside(viewer, "share.adopt", row.cooperative, at=at)
    row.delete()
