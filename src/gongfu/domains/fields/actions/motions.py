"""What takes two people: one enters it, another confirms it, each from their own account.

What the members' meeting decided is entered by one of head and supervisor and confirmed by the
other; an older record of work is taken back by two of cooperative and office.  Nobody says anything
in another's name, and until the second person confirms nothing is recorded.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongfu.domains.fields.actions.correcting import standing_row, taken_back
from gongfu.domains.fields.actions.sharing import adopted
from gongfu.domains.fields.actions.telling import CORRECTION_WAITS, MEETING_WAITS, tell_inside
from gongfu.domains.fields.deeds import WORK, SharingAdopted, SharingRuleAdopted
from gongfu.domains.fields.models import Motion, Sharing
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.queries.seeing import corrects
from gongfu.domains.fields.rules import sharing as rules
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.notices.kinds import Kind
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import SecondNeeded, check
from gongfu.kernel.rights.viewers import Viewer

_WAITING = "waiting"


@action("share.rule")
def enter_rule(
    viewer: Viewer, *, cooperative: str, reserve_bp: int, trade_bp: int, at: datetime
) -> None:
    """Enter the rule that the meeting adopted, in parts of 10,000; the other of two confirms it.

    Raises Denied, NoSuchCooperative, NotAHead, BadShare, BelowSixty.
    """
    _check_inside(viewer, "share.rule", cooperative, at=at)
    rules.check_rule(reserve_bp=reserve_bp, trade_bp=trade_bp)
    parts = {"reserve_bp": reserve_bp, "trade_bp": trade_bp}
    row = Motion(about=cooperative, cooperative=cooperative, by=viewer.person, at=at, **parts)
    _enter(row, MEETING_WAITS, link=f"/fields/shares/in/{cooperative}/")


@action("share.rule")
def confirm_rule(viewer: Viewer, *, cooperative: str, at: datetime, key: str = "") -> Entry[Any]:
    """Confirm the rule that the other of head and supervisor entered; it stands from now on.

    Raises Denied, NoSuchMotion, SecondNeeded for one's own entry, NotAHead, NotASupervisor.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(SharingRuleAdopted, cooperative=cooperative):
        return sent
    row = _taken_up(viewer, cooperative)
    place = _check_both(act, "share.rule", cooperative, row.by)
    assert row.reserve_bp is not None
    assert row.trade_bp is not None
    deed = SharingRuleAdopted(
        on=act.on,
        place=place,
        cooperative=cooperative,
        reserve_bp=row.reserve_bp,
        trade_bp=row.trade_bp,
    )
    return append([act.draft(deed, evidence=Evidence.B)])[0]


@action("share.adopt")
def enter_adoption(viewer: Viewer, *, sharing: str, at: datetime) -> None:
    """Enter that the meeting adopted a sharing; the other of head and supervisor confirms it.

    Raises Denied, NoSuchSharing, NotProposed, NotAHead, TooSoon.
    """
    row = rules.check_proposed(Sharing.objects.filter(pk=sharing).first())
    _check_inside(viewer, "share.adopt", row.cooperative, at=at)
    rules.check_notice(row, on=shanghai_day(at))
    motion = Motion(about=sharing, cooperative=row.cooperative, by=viewer.person, at=at)
    _enter(motion, MEETING_WAITS, link=f"/fields/shares/{sharing}/")


@action("share.adopt")
def confirm_adoption(viewer: Viewer, *, sharing: str, at: datetime, key: str = "") -> Entry[Any]:
    """Confirm that the members' meeting adopted a sharing that was laid out for 15 days.

    Raises Denied, NoSuchMotion, SecondNeeded for one's own entry, NoSuchSharing, NotProposed,
    NotAHead, NotASupervisor, TooSoon, BooksChanged.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(SharingAdopted, sharing=sharing):
        return sent
    motion = _taken_up(viewer, sharing)
    row = rules.check_proposed(locked(Sharing, sharing))
    place = _check_both(act, "share.adopt", row.cooperative, motion.by)
    return adopted(act, row, place=place, second=motion.by)


@action("share.adopt")
def drop_motion(viewer: Viewer, *, about: str, at: datetime) -> None:
    """Take back what the meeting decided, as long as it waits for the second person.

    Raises Denied, NoSuchMotion, NotAHead.
    """
    row = _waiting(about)
    _check_inside(viewer, "share.adopt", row.cooperative, at=at)
    row.delete()


@action("deed.correct")
def enter_correction(viewer: Viewer, *, number: int, at: datetime) -> None:
    """Ask that a record of work be taken back, of any age; a second person confirms it.

    number: of the record; the right one is entered anew.
    Raises Denied, NoSuchRecord, TakenBack, NotAHead, SomethingFollows, YearShared.
    """
    row = standing_row(number)
    _check_correcting(viewer, row.cooperative, _WAITING, at=at)
    motion = Motion(about=str(number), cooperative=row.cooperative, by=viewer.person, at=at)
    _enter(motion, CORRECTION_WAITS, link=f"/fields/coop/{row.cooperative}/records/{number}/")


@action("deed.correct")
def confirm_correction(viewer: Viewer, *, number: int, at: datetime, key: str = "") -> Entry[Any]:
    """Take back a record of work as somebody else asked.

    Raises Denied, NoSuchMotion, SecondNeeded for one's own entry, NoSuchRecord, TakenBack,
    NotAHead, SomethingFollows, YearShared.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(*WORK, reverses=number):
        return sent
    motion = _taken_up(viewer, str(number))
    row = standing_row(number)
    _check_correcting(viewer, row.cooperative, motion.by, at=at)
    return taken_back(act, row)


@action("deed.correct")
def drop_correction(viewer: Viewer, *, number: int, at: datetime) -> None:
    """Leave a record as it is: nobody waits for a second person any more.

    Raises Denied, NoSuchMotion, NotAHead.
    """
    row = _waiting(str(number))
    _check_correcting(viewer, row.cooperative, _WAITING, at=at)
    row.delete()


def _check_inside(viewer: Viewer, permission: str, cooperative: str, *, at: datetime) -> None:
    """Let head, staff and supervisor act.  Raises Denied, NoSuchCooperative, NotAHead."""
    check(viewer, permission, place=rows.cooperative_of(cooperative).place, second=_WAITING)
    if not rows.inside(cooperative, viewer.person, shanghai_day(at)):
        raise rules.NotAHead()


def _check_both(act: Act, permission: str, cooperative: str, second: str) -> str:
    """Return the cooperative's place, where one of the two leads it and the other supervises it.

    Raises Denied, SecondNeeded, NoSuchCooperative, NotAHead, NotASupervisor.
    """
    place = rows.cooperative_of(cooperative).place
    check(act.viewer, permission, place=place, second=second)
    held = [rows.positions_in(cooperative, one, act.on) for one in (act.by, second)]
    if not any(one & rows.HEADS for one in held):
        raise rules.NotAHead()
    if not any(one & rows.HEADS and rows.SUPERVISOR in other for one, other in (held, held[::-1])):
        raise rules.NotASupervisor()
    return place


def _check_correcting(viewer: Viewer, cooperative: str, second: str, *, at: datetime) -> None:
    """Let the office of the place act, and who leads or supervises this cooperative.

    Raises Denied, SecondNeeded, NoSuchCooperative, NotAHead.
    """
    unit = rows.cooperative_of(cooperative)
    check(viewer, "deed.correct", place=unit.place, second=second)
    if not corrects(viewer, unit, rows.positions_in(cooperative, viewer.person, shanghai_day(at))):
        raise rules.NotAHead()


def _enter(row: Motion, kind: Kind, *, link: str) -> None:
    """Keep what waits for a second person, and tell who may be that."""
    row.save()
    occasion = f"{row.about} {row.at:%Y-%m-%d}"
    tell_inside(kind, row.cooperative, but=row.by, link=link, at=row.at, key=occasion)


def _waiting(about: str) -> Motion:
    """Return what waits.  Raises NoSuchMotion."""
    row = Motion.objects.select_for_update().filter(pk=about).first()
    if row is None:
        raise rules.NoSuchMotion()
    return row


def _taken_up(viewer: Viewer, about: str) -> Motion:
    """Return what somebody else entered, which waits no longer.

    Raises NoSuchMotion, SecondNeeded for one's own entry.
    """
    row = _waiting(about)
    if row.by == viewer.person:
        raise SecondNeeded()
    row.delete()
    return row
