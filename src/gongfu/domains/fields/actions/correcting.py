"""Records of work are taken back: one's own within 24 hours; older ones by two, see `motions`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongfu.domains.fields.actions.standing import check_for
from gongfu.domains.fields.deeds import WORK
from gongfu.domains.fields.models import Batch, Sowing, Work
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.rules import work as rules
from gongfu.domains.fields.rules.sharing import check_books_open
from gongfu.domains.fields.rules.words import NoSuchRecord, TakenBack
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.viewers import Viewer


@action("field.work")
def take_back_work(viewer: Viewer, *, number: int, at: datetime, key: str = "") -> Entry[Any]:
    """Take back one's own record of work within 24 hours.

    Raises Denied, NoSuchRecord, TakenBack, NotYours, TooLate, SomethingFollows, YearShared.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(*WORK, reverses=number):
        return sent
    row = standing_row(number)
    permission = "crop.sell" if row.sort in ("sold", "paid") else "field.work"
    check_for(act, permission, row.cooperative, household=row.household)
    rules.check_own(row, by=act.by, at=at)
    return taken_back(act, row)


def standing_row(number: int) -> Work:
    """Return a record of work that counts.  Raises NoSuchRecord, TakenBack."""
    row = locked(Work, number)
    if row is None:
        raise NoSuchRecord()
    if row.reversed:
        raise TakenBack()
    return row


def taken_back(act: Act, row: Work) -> Entry[Any]:
    """Reverse a record on which nothing rests.  Raises SomethingFollows, YearShared."""
    if row.sort in ("sold", "paid"):
        check_books_open(rows.is_shared(row.cooperative, row.on.year), row.on.year)
    if _rests(row):
        raise rules.SomethingFollows()
    entry = reading.entry(row.number)
    assert entry is not None
    return append([act.draft(entry.deed, reverses=row.number)])[0]


def _rests(row: Work) -> bool:
    """Say whether later records rest on this one."""
    later = Work.objects.filter(sowing=row.sowing, reversed=False).exclude(pk=row.number)
    if row.sort == "sown":
        return later.exists()
    if row.sort == "weighed":
        batch = Batch.objects.get(pk=row.batch)
        return bool(batch.sold_g or batch.graded_g)
    if row.sort == "cleared":
        standing = Sowing.objects.filter(plot=row.plot, cleared_on=None, reversed=False)
        return standing.exists()
    return False
