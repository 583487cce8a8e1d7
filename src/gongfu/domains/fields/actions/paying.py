"""Shares are paid out, and each household sees when; a payment entered wrongly is taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from gongfu.domains.fields.actions.standing import check_for
from gongfu.domains.fields.deeds import SharePaid
from gongfu.domains.fields.models import Share, Sharing
from gongfu.domains.fields.rules import sharing as rules
from gongfu.domains.fields.rules.words import check_day
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.locking import queue_for
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.viewers import Viewer


@action("share.pay")
def pay_shares(
    viewer: Viewer,
    *,
    sharing: str,
    households: Collection[str] = (),
    on: date,
    at: datetime,
    key: str = "",
) -> list[Entry[Any]]:
    """Record that shares were paid out on a day: those of these households, or all still due.

    Raises Denied, NoSuchSharing, NotAdopted, PaidBefore, FutureDay, NothingDue.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(SharePaid, sharing=sharing, on=on):
        return [sent]
    check_day(on, today=act.on)
    row = rules.check_payable(locked(Sharing, sharing), on=on)
    place = check_for(act, "share.pay", row.cooperative).place
    queue_for(f"fields.sharing {row.cooperative}")
    due = Share.objects.filter(sharing=sharing, paid=None).order_by("household")
    lines = [one for one in due if not households or one.household in households]
    deeds = [
        SharePaid(
            on=on,
            place=place,
            cooperative=row.cooperative,
            year=row.year,
            paid_fen=one.by_trade_fen + one.by_capital_fen,
            sharing=sharing,
            household=one.household,
        )
        for one in lines
        if one.by_trade_fen + one.by_capital_fen
    ]
    if not deeds:
        raise rules.NothingDue()
    first, *others = deeds
    return append([act.draft(first), *(act.also(deed) for deed in others)])


@action("share.pay")
def take_back_payment(
    viewer: Viewer, *, sharing: str, household: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Take back that a share was paid: it was not, or on another day.

    Raises Denied, NoSuchSharing, NotAdopted, NotPaid.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(SharePaid, sharing=sharing, household=household):
        return sent
    row = rules.check_payable(locked(Sharing, sharing), on=act.on)
    check_for(act, "share.pay", row.cooperative)
    line = locked(Share, (sharing, household))
    entry = reading.entry(line.paid) if line and line.paid else None
    if entry is None:
        raise rules.NotPaid()
    return append([act.draft(entry.deed, reverses=entry.number)])[0]
