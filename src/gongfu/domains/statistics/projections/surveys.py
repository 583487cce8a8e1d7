"""Household surveys and what was computed from them."""

from __future__ import annotations

from gongfu.domains.statistics.deeds import ResultComputed, SurveyReceived
from gongfu.domains.statistics.models import Result, Survey
from gongfu.kernel.ledger.deeds import Batch, projects
from gongfu.kernel.ledger.state import Rows
from gongfu.kernel.measures.moments import shanghai_day

_SURVEY = ("place", "period", "document", "households", "urban", "rural", "commitment")
_EXACT = ("value", "error", "low", "high")
_RESULT = ("survey", "series", "unit", "replicates", "seed", "method")


@projects(SurveyReceived, owns=(Survey,))
def surveys(batch: Batch) -> None:
    """Keep every received survey; a reversal marks the one that it takes back."""
    rows = Rows(Survey, [entry.deed.survey for entry in batch])
    for entry in batch:
        day = shanghai_day(entry.at)
        if entry.reverses is None:
            values = {name: getattr(entry.deed, name) for name in _SURVEY}
            rows.new(entry.deed.survey, number=entry.number, received_on=day, **values)
        else:
            row = rows[entry.deed.survey]
            row.reversed_by, row.reversed_on = entry.number, day
    rows.sort(lambda row: row.reversed_by is None)
    rows.save()


@projects(ResultComputed, owns=(Result,))
def results(batch: Batch) -> None:
    """Keep every result; those of a survey that was taken back stay readable as its own."""
    rows = Rows(Result, [])
    for entry in (one for one in batch if one.reverses is None):
        values = {name: getattr(entry.deed, name) for name in _RESULT}
        exact = {name: str(getattr(entry.deed, name)) for name in _EXACT}
        rows.new(entry.number, **values, **exact)
    rows.save()
