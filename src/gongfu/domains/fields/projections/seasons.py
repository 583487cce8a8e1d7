"""Adopted plans, and the pattern of each plot."""

from __future__ import annotations

from gongfu.domains.fields.deeds import PlotPlanned, SeasonAdopted
from gongfu.domains.fields.models import Planned, Season
from gongfu.kernel.ledger.deeds import Batch, projects
from gongfu.kernel.ledger.state import Rows

_SEASON = ("cooperative", "year", "method", "plots", "takings_fen", "cost_fen", "gap_ppm", "on")
_PLANNED = ("cooperative", "season", "pattern", "area")


@projects(SeasonAdopted, owns=(Season,))
def seasons(batch: Batch) -> None:
    """Keep every adopted plan."""
    rows = Rows(Season, [])
    for entry in batch:
        values = {name: getattr(entry.deed, name) for name in _SEASON}
        rows.new(entry.deed.season, number=entry.number, **values)
    rows.save()


@projects(PlotPlanned, owns=(Planned,))
def planned(batch: Batch) -> None:
    """Keep the newest pattern of each plot and year."""
    rows = Rows(Planned, [])
    for entry in batch:
        values = {name: getattr(entry.deed, name) for name in _PLANNED}
        rows.new((entry.deed.plot, entry.deed.year), **values)
    rows.save()
