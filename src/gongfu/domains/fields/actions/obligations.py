"""What was promised is delivered, confirmed, found overdue, or fails; incomes before and after."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gongfu.domains.fields.actions.support import check_household
from gongfu.domains.fields.deeds import (
    IncomeCompared,
    IncomeStated,
    ObligationFailed,
    ObligationKept,
    ObligationLate,
    ObligationOverdue,
)
from gongfu.domains.fields.models import Income, Obligation, Support
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.rules import support as rules
from gongfu.domains.fields.rules.words import check_amount, check_day, check_word
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Deed, Entry, Evidence
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.standing import RecordConfirmed
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people import queries as people
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import Denied, check
from gongfu.kernel.rights.viewers import Viewer


def _about(row: Obligation, *, on: date) -> dict[str, Any]:
    known = ("place", "household", "agreement", "obligation", "sort", "party_sort")
    return {"on": on, **{name: getattr(row, name) for name in known}}


def _check_party(act: Act, row: Obligation) -> None:
    """Let the party itself, or who is in charge of the place, act.  Raises Denied."""
    owner = act.by if _is_party(act, row) else ""
    check(act.viewer, "support.deliver", place=row.place, owner=owner)


def _is_party(act: Act, row: Obligation) -> bool:
    groups = people.groups_of(act.by, act.on)
    return act.by == row.party or any(one.group == row.party for one in groups)


@action("support.deliver")
def deliver_obligation(
    viewer: Viewer,
    *,
    obligation: str,
    on: date,
    proof: str = "",
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record that what a party promised was delivered; in time or late is seen from the days.

    proof: number of the paper that shows it, or empty; with one the record is of class C.
    Raises Denied, NoSuchObligation, AlreadyEnded, FutureDay, BadProof.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ObligationKept, ObligationLate, obligation=obligation, on=on):
        return sent
    row = rules.check_open(locked(Obligation, obligation))
    _check_party(act, row)
    check_day(on, today=act.on)
    rules.check_proof(proof)
    late = (on - row.due_on).days
    deed: Deed = ObligationKept(**_about(row, on=on), proof=proof)
    if late > 0:
        deed = ObligationLate(**_about(row, on=on), proof=proof, days_late=late)
    return append([act.draft(deed, evidence=Evidence.C if proof else Evidence.A)])[0]


@action("support.deliver")
def fail_obligation(
    viewer: Viewer, *, obligation: str, reason: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Record that what a party promised will not come.

    Raises Denied, NoSuchObligation, AlreadyEnded, UnknownWord.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ObligationFailed, obligation=obligation, reason=reason):
        return sent
    row = rules.check_open(locked(Obligation, obligation))
    _check_party(act, row)
    check_word(reason, rules.FAILURES)
    return append([act.draft(ObligationFailed(**_about(row, on=act.on), reason=reason))])[0]


@action("deed.confirm_received")
def confirm_delivery(viewer: Viewer, *, obligation: str, at: datetime, key: str = "") -> Entry[Any]:
    """Let somebody of the household confirm that what was promised has come.

    Raises Denied, NoSuchObligation, NotDelivered, OwnDelivery.
    """
    act = Act(viewer, at, key)
    row = locked(Obligation, obligation)
    if row is None:
        raise rules.NoSuchObligation()
    if row.ended_by is None or row.state not in ("kept", "late"):
        raise rules.NotDelivered()
    if sent := act.sent(RecordConfirmed, record=row.ended_by, who=act.by):
        return sent
    own = rows.belongs(row.household, act.by, act.on)
    check(viewer, "deed.confirm_received", owner=act.by if own else "", place=row.place)
    entry = reading.entry(row.ended_by)
    if entry is None or entry.by == act.by:
        raise rules.OwnDelivery()
    deed = RecordConfirmed(
        on=act.on,
        place=row.place,
        record=row.ended_by,
        to="B" if own else "C",
        who=act.by,
        manner="self" if own else "office",
    )
    return append([act.draft(deed, evidence=Evidence.B if own else Evidence.C)])[0]


@action("deed.confirm_received")
def confirm_promise(viewer: Viewer, *, obligation: str, at: datetime, key: str = "") -> Entry[Any]:
    """Let the party itself confirm that it made a promise, which the office entered.

    Raises Denied, NoSuchObligation, OwnPromise.
    """
    act = Act(viewer, at, key)
    row = locked(Obligation, obligation)
    if row is None:
        raise rules.NoSuchObligation()
    if sent := act.sent(RecordConfirmed, record=row.number, who=act.by):
        return sent
    owner = act.by if _is_party(act, row) else ""
    if not owner:
        raise Denied()
    check(viewer, "deed.confirm_received", owner=owner, place=row.place)
    entry = reading.entry(row.number)
    if entry is None or entry.by == act.by:
        raise rules.OwnPromise()
    deed = RecordConfirmed(
        on=act.on, place=row.place, record=row.number, to="B", who=act.by, manner="self"
    )
    return append([act.draft(deed, evidence=Evidence.B)])[0]


@action("request.tend")
def note_overdue(viewer: Viewer, *, at: datetime, most: int = 500) -> int:
    """Note what was promised and has not come by its day; return how much.

    For the server's own housekeeping; what comes later is then late.  Raises Denied.
    """
    act = Act(viewer, at)
    check(viewer, "request.tend")
    due = Obligation.objects.filter(state="open", due_on__lt=act.on).order_by("due_on", "number")
    drafts = [act.draft(ObligationOverdue(**_about(row, on=act.on))) for row in due[:most]]
    return len(append(drafts)) if drafts else 0


@action("support.income")
def state_income(
    viewer: Viewer, *, household: str, year: int, income_fen: int, at: datetime, key: str = ""
) -> Entry[Any]:
    """Record what a household states to have earned in a year before support, or in one since.

    A year since is compared with the last one before.  Raises Denied, NotSupported, BadYear,
    NoAmount, NothingBefore.
    """
    act = Act(viewer, at, key)
    said: dict[str, Any] = {"household": household, "year": year, "income_fen": income_fen}
    if sent := act.sent(IncomeStated, IncomeCompared, **said):
        return sent
    row = Support.objects.filter(pk=household).first()
    if row is None:
        raise rules.NotSupported()
    check_household(act, "support.income", household, row.place)
    rules.check_year(year, today=act.on)
    check_amount(income_fen)
    return append([act.draft(_income(row, year, income_fen, on=act.on))])[0]


def _income(row: Support, year: int, income_fen: int, *, on: date) -> Deed:
    about: dict[str, Any] = {"on": on, "place": row.place, "household": row.household}
    begun = row.agreed_on.year if row.agreed_on else None
    if begun is None or year < begun:
        return IncomeStated(**about, year=year, income_fen=income_fen)
    before = Income.objects.filter(household=row.household, year__lt=begun).order_by("-year")
    last = before.first()
    if last is None:
        raise rules.NothingBefore()
    gain = income_fen - last.income_fen
    return IncomeCompared(**about, year=year, income_fen=income_fen, gain_fen=gain)
