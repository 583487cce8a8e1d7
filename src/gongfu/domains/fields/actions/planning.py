"""A cooperative draws up the plan of a season: wishes in, plan out, better from step to step."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

from gongfu.domains.fields.actions.seasons import adopt_season
from gongfu.domains.fields.actions.standing import check_for
from gongfu.domains.fields.models import Draft
from gongfu.domains.fields.queries.planning import asked_of, wishes_from
from gongfu.domains.fields.rules import planning as rules
from gongfu.domains.fields.rules import seasons
from gongfu.domains.fields.rules.planning import Wishes
from gongfu.domains.fields.rules.seasons import Expected, PlanLine
from gongfu.engines import cropping
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.viewers import Viewer

GAP = 0.002


def draft_season(
    viewer: Viewer,
    *,
    cooperative: str,
    year: int,
    wishes: Wishes | None,
    seconds: float,
    at: datetime,
) -> None:
    """Let the engine draw up a season for so long, and keep the plan as the draft of its year.

    wishes: empty: as kept, going on from the plan so far.  Outside a transaction: the engine may
    take its time.  Raises Denied, NoSuchCooperative, NotThisYear, BadWishes, NoDraft,
    NothingToPlan, NoPatternFits, NoPlanInTime, WishesClash.
    """
    act = Act(viewer, at)
    check_for(act, "season.adopt", cooperative)
    seasons.check_year(year, today=act.on)
    kept = Draft.objects.filter(cooperative=cooperative, year=year).first()
    if wishes is None and kept is None:
        raise rules.NoDraft()
    start = rules.choices_of(kept.found, year) if kept else ()
    spent = kept.seconds if kept and wishes is None else 0
    wanted = wishes_from(kept.wishes) if wishes is None and kept else wishes or Wishes()
    wanted.check()
    limits = cropping.Limits(seconds, GAP)
    try:
        plan = cropping.plan(
            asked_of(cooperative, wanted, year=year, today=act.on), limits=limits, start=start
        )
    except cropping.Infeasible as problem:
        raise rules.refusal_of(problem) from None
    values = {
        "wishes": dataclasses.asdict(wanted),
        "found": {**rules.found_json(plan), **_expected_json(plan)},
        "seconds": spent + max(1, round(seconds)),
        "at": at,
    }
    _keep_draft(viewer, cooperative=cooperative, year=year, values=values, at=at)


def _expected_json(plan: cropping.Plan) -> dict[str, Any]:
    """Return what a plan takes and costs in a usual year, in fen, and by pattern in fen a mu."""
    crops = {one.id: one for one in plan.problem.crops}
    takings: dict[str, int] = {}
    costs: dict[str, int] = {}
    for name, table in plan.timetables.items():
        sown = [crops[one.crop] for one in table.crops]
        takings[name] = sum(one.jin * one.fen for one in sown)
        costs[name] = sum(one.cost for one in sown)
    areas = {one.id: one.area for one in plan.problem.plots}
    grown = [(one.pattern, areas[one.plot]) for one in plan.choices]
    return {
        "takings_fen": sum(takings[name] * area for name, area in grown) // 100,
        "cost_fen": sum(costs[name] * area for name, area in grown) // 100,
        "mu": {name: [takings[name], costs[name]] for name in takings},
    }


@action("season.adopt")
def _keep_draft(
    viewer: Viewer, *, cooperative: str, year: int, values: dict[str, Any], at: datetime
) -> None:
    check_for(Act(viewer, at), "season.adopt", cooperative)
    Draft.objects.filter(cooperative=cooperative, year=year).delete()
    Draft.objects.create(cooperative=cooperative, year=year, **values)


def adopt_draft(
    viewer: Viewer, *, cooperative: str, year: int, at: datetime, key: str = ""
) -> Entry[Any]:
    """Adopt the draft of a year as it stands; see `adopt_season`.  Raises NoDraft too."""
    row = Draft.objects.filter(cooperative=cooperative, year=year).first()
    if row is None or not row.found.get("choices"):
        raise rules.NoDraft()
    found = row.found
    expected = Expected(found["takings_fen"], found["cost_fen"], found["gap_ppm"])
    lines = [PlanLine(plot, pattern) for plot, pattern in found["choices"].items()]
    return adopt_season(
        viewer,
        lines,
        cooperative=cooperative,
        year=year,
        expected=expected,
        method="cropping",
        at=at,
        key=key,
    )
