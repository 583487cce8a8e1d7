"""Records of work are taken back: one's own within 24 hours, else by the cooperative with two."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongfu.domains.fields.actions.standing import check_for
from gongfu.domains.fields.deeds import (
    BatchGraded,
    CostPaid,
    CropCleared,
    CropSown,
    HarvestWeighed,
    LabourGiven,
    SaleMade,
    TreatmentGiven,
)
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
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_KINDS = (
    CropSown,
    CropCleared,
    TreatmentGiven,
    LabourGiven,
    HarvestWeighed,
    BatchGraded,
    SaleMade,
    CostPaid,
)


@action("field.work")
def take_back_work(viewer: Viewer, *, number: int, at: datetime, key: str = "") -> Entry[Any]:
    """Take back one's own record of work within 24 hours.

    Raises Denied, NoSuchRecord, TakenBack, NotYours, TooLate, SomethingFollows, YearShared.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(*_KINDS, reverses=number):
        return sent
    row = _row(number)
    permission = "crop.sell" if row.sort in ("sold", "paid") else "field.work"
    check_for(act, permission, row.cooperative, household=row.household)
    rules.check_own(row, by=act.by, at=at)
    return _taken_back(act, row)


@action("deed.correct")
def correct_work(
    viewer: Viewer, *, number: int, second: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Take back a record of work of any age, for the cooperative or office with a second person.

    The right record is then entered anew.  Raises Denied, SecondNeeded, NoSuchRecord, TakenBack,
    SomethingFollows, YearShared.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(*_KINDS, reverses=number):
        return sent
    row = _row(number)
    place = rows.cooperative_of(row.cooperative).place
    check(viewer, "deed.correct", place=place, second=second)
    return _taken_back(act, row)


def _row(number: int) -> Work:
    row = locked(Work, number)
    if row is None:
        raise NoSuchRecord()
    if row.reversed:
        raise TakenBack()
    return row


def _taken_back(act: Act, row: Work) -> Entry[Any]:
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
