"""A cooperative adopts its plan of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gongfu.domains.fields.actions.standing import check_for
from gongfu.domains.fields.deeds import PlotPlanned, SeasonAdopted
from gongfu.domains.fields.models import Plot
from gongfu.domains.fields.queries.rows import Usual, plots_among
from gongfu.domains.fields.rules import seasons as rules
from gongfu.domains.fields.rules.land import check_open
from gongfu.domains.fields.rules.seasons import Expected, PlanLine
from gongfu.domains.fields.rules.words import check_word
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.viewers import Viewer


@action("season.adopt")
def adopt_season(
    viewer: Viewer,
    lines: Sequence[PlanLine],
    *,
    cooperative: str,
    year: int,
    expected: Expected,
    method: str = "hand",
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Adopt the plan of a year, one pattern a plot; a newer plan takes the place of an older.

    Raises Denied, NoSuchCooperative, NotThisYear, UnknownWord, EmptyPlan; Many (NoSuchPlot,
    PlotClosedAlready, OtherCooperative, PlotTwice, UnknownPattern, NeedsGreenhouse).
    """
    act = Act(viewer, at, key)
    if sent := act.sent(SeasonAdopted, cooperative=cooperative, year=year):
        return sent
    unit = check_for(act, "season.adopt", cooperative)
    rules.check_year(year, today=act.on)
    check_word(method, rules.METHODS)
    if not lines:
        raise rules.EmptyPlan()
    plots = _judged(lines, cooperative)
    season = act.id_for("season")
    about: dict[str, Any] = {"on": act.on, "place": unit.place, "cooperative": cooperative}
    head = SeasonAdopted(
        **about, season=season, year=year, method=method, plots=len(lines), **expected._asdict()
    )
    planned = [
        PlotPlanned(
            **about,
            season=season,
            year=year,
            plot=row.plot,
            pattern=line.pattern,
            area=row.area,
        )
        for row, line in zip(plots, lines, strict=True)
    ]
    return append([act.draft(head), *(act.also(deed) for deed in planned)])[0]


def _judged(lines: Sequence[PlanLine], cooperative: str) -> list[Plot]:
    known, usual = plots_among(line.plot for line in lines), Usual()
    seen: set[str] = set()

    def judged(_number: int, line: PlanLine) -> Plot:
        row = check_open(known.get(line.plot))
        if row.cooperative != cooperative:
            raise rules.OtherCooperative(tag=row.tag)
        if row.plot in seen:
            raise rules.PlotTwice(tag=row.tag)
        seen.add(row.plot)
        pattern = usual.patterns.get(line.pattern)
        if pattern is None or not pattern.active:
            raise rules.UnknownPattern(given=line.pattern)
        if usual.is_covered(line.pattern) and row.cover != "greenhouse":
            raise rules.NeedsGreenhouse(tag=row.tag)
        return row

    return each_line(lines, judged)
