"""Confirming and disputing a record, and how each record stands after that.

A deed that its doer states is of class A.  The receiver's confirmation makes it B, a third
party's or a voucher's makes it C.  Who says 没来过 disputes it: it is then counted apart until the
office settles it, by taking it back or by finding that it stands.
"""

from __future__ import annotations

import dataclasses
from typing import ClassVar

from gongfu.kernel.ledger.deeds import Batch, Deed, Evidence, person, private, projects, public
from gongfu.kernel.ledger.models import Standing
from gongfu.kernel.ledger.state import Rows


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecordConfirmed(Deed):
    """The receiver (to class B) or a third party (to class C) confirmed a record.

    record: its number.  to: B or C.  who: the person.  manner: self, relative, call, slip,
    voucher, office, or second for the second person of an act of two.
    """

    kind: ClassVar[str] = "ledger.record.confirmed"
    record: int = public()
    to: str = public()
    who: str = person()
    manner: str = private()

    @property
    def about(self) -> str:
        """Return the number of the record."""
        return str(self.record)


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecordDisputed(Deed):
    """The receiver or a relative says that what a record states did not happen (没来过)."""

    kind: ClassVar[str] = "ledger.record.disputed"
    record: int = public()
    who: str = person()
    manner: str = private()

    @property
    def about(self) -> str:
        """Return the number of the record."""
        return str(self.record)


@dataclasses.dataclass(frozen=True, kw_only=True)
class DisputeSettled(Deed):
    """The office looked into a disputed record and found that it stands."""

    kind: ClassVar[str] = "ledger.dispute.settled"
    record: int = public()
    who: str = person()

    @property
    def about(self) -> str:
        """Return the number of the record."""
        return str(self.record)


def of(numbers: list[int]) -> dict[int, Standing]:
    """Return how these records stand; one that nobody touched is missing from the answer."""
    return {row.number: row for row in Standing.objects.filter(number__in=numbers)}


@projects(RecordConfirmed, RecordDisputed, DisputeSettled, owns=(Standing,))
def stand(batch: Batch) -> None:
    """Fold confirmations and disputes into the standing of the records they name."""
    rows = Rows(Standing, [entry.deed.record for entry in batch])
    for entry in batch:
        number = entry.deed.record
        row = rows.get(number) or rows.new(number)
        if isinstance(entry.deed, RecordConfirmed):
            row.evidence = max(row.evidence, Evidence(entry.deed.to).value)
        elif isinstance(entry.deed, RecordDisputed):
            row.disputed_by = entry.number
        else:
            row.disputed_by = None
    rows.save()
