"""Crops on plots, records of work, and batches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongfu.domains.fields import deeds
from gongfu.domains.fields.models import Batch as HarvestBatch
from gongfu.domains.fields.models import Sowing, Work
from gongfu.kernel.ledger.deeds import Batch, Deed, Entry, projects
from gongfu.kernel.ledger.state import Rows

_SORTS: dict[type[Deed], str] = {
    deeds.CropSown: "sown",
    deeds.CropCleared: "cleared",
    deeds.TreatmentGiven: "treated",
    deeds.LabourGiven: "labour",
    deeds.HarvestWeighed: "weighed",
    deeds.BatchGraded: "graded",
    deeds.SaleMade: "sold",
    deeds.CostPaid: "paid",
}
_SAME = ("cooperative", "household", "plot", "sowing", "batch", "crop", "pattern", "trade")
_CODES = ("sort", "task", "grade", "buyer", "reason", "family")
_MEASURES = {"grams": "grams", "amount_fen": "fen", "minutes": "minutes", "safe_from": "until"}
_SOWN = ("cooperative", "household", "plot", "place", "crop", "family", "pattern", "area", "on")
_WEIGHED = ("sowing", "cooperative", "household", "plot", "place", "crop", "pattern", "on", "grams")


@projects(*_SORTS, owns=(Work,))
def work(batch: Batch) -> None:
    """Keep a line a record; a reversal marks the one that it takes back."""
    rows = Rows(Work, [entry.reverses for entry in batch if entry.reverses is not None])
    for entry in batch:
        if entry.reverses is not None:
            rows[entry.reverses].reversed = True
        else:
            rows.new(entry.number, **_line(entry))
    rows.save()


def _line(entry: Entry[Any]) -> dict[str, Any]:
    said = vars(entry.deed)
    values: dict[str, Any] = {name: said[name] for name in _SAME if name in said}
    values |= {column: said[name] for name, column in _MEASURES.items() if name in said}
    values["code"] = next((said[name] for name in _CODES if name in said), "")
    about = {"sort": _SORTS[type(entry.deed)], "on": entry.deed.on}
    return {**values, **about, "by": entry.by, "at": entry.at}


@projects(deeds.CropSown, deeds.CropCleared, owns=(Sowing,))
def sowings(batch: Batch) -> None:
    """Keep every crop on its plot, until it is cleared."""
    rows = Rows(Sowing, [entry.deed.sowing for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, deeds.CropCleared):
            row, stands = rows[deed.sowing], entry.reverses is None
            row.cleared_on, row.reason = (deed.on, deed.reason) if stands else (None, "")
        elif entry.reverses is not None:
            rows[deed.sowing].reversed = True
        else:
            values = {name: getattr(deed, name) for name in _SOWN}
            rows.new(deed.sowing, number=entry.number, demo=bool(deed.demo), **values)
    rows.save()


Fold = Callable[[Rows[HarvestBatch], Entry[Any]], None]


def _weigh(rows: Rows[HarvestBatch], entry: Entry[deeds.HarvestWeighed]) -> None:
    if entry.reverses is not None:
        rows[entry.deed.batch].reversed = True
        return
    values = {name: getattr(entry.deed, name) for name in _WEIGHED}
    rows.new(entry.deed.batch, number=entry.number, demo=bool(entry.deed.demo), **values)


def _grade(rows: Rows[HarvestBatch], entry: Entry[deeds.BatchGraded]) -> None:
    row = rows[entry.deed.batch]
    row.graded_g += entry.deed.grams * entry.sign
    if entry.deed.grade == "waste":
        row.waste_g += entry.deed.grams * entry.sign


def _sell(rows: Rows[HarvestBatch], entry: Entry[deeds.SaleMade]) -> None:
    rows[entry.deed.batch].sold_g += entry.deed.grams * entry.sign


_FOLDS: dict[type[Deed], Fold] = {
    deeds.HarvestWeighed: _weigh,
    deeds.BatchGraded: _grade,
    deeds.SaleMade: _sell,
}


@projects(*_FOLDS, owns=(HarvestBatch,))
def batches(batch: Batch) -> None:
    """Keep what is left of each batch."""
    rows = Rows(HarvestBatch, [entry.deed.batch for entry in batch])
    for entry in batch:
        _FOLDS[type(entry.deed)](rows, entry)
    rows.save()
