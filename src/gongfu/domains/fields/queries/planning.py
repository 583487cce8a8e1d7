"""A season on which a cooperative works: what the engine is asked, the draft, and what-ifs."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from gongfu.domains.fields.models import Draft, Planned, Season
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.queries.seeing import sight_of
from gongfu.domains.fields.rules import planning as rules
from gongfu.domains.fields.rules.planning import Wishes
from gongfu.engines import cropping
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.viewers import Viewer

_WHAT_IF_SECONDS, _WHAT_IF_GAP = 3.0, 0.002


class PlanLine(NamedTuple):
    """A plot in a plan.  area: hundredths of a mu; before: what the adopted plan names."""

    plot: str
    tag: str
    household: str
    area: int
    pattern: str
    before: str


class DraftCard(NamedTuple):
    """A draft with its lines by plot number.

    found: see `rules.planning.found_json`; adopted: the standing plan of that year, or None.
    stale: plots came or went since.
    """

    year: int
    wishes: Wishes
    found: Mapping[str, Any]
    seconds: int
    lines: tuple[PlanLine, ...]
    adopted: Season | None
    stale: bool


class WhatIf(NamedTuple):
    """What other wishes would change.  yuan: income before and after; tags: of the plots."""

    before: cropping.Plan
    after: cropping.Plan
    changes: tuple[cropping.Change, ...]
    tags: Mapping[str, str]
    areas: Mapping[str, int]


class Whys(NamedTuple):
    """Why each pattern is or is not on a plot, by pattern."""

    line: PlanLine
    patterns: Mapping[str, cropping.WhyNot]


def asked_of(cooperative: str, wishes: Wishes, *, year: int, today: date) -> cropping.Problem:
    """Return what the engine is asked for a cooperative's season.  Raises NothingToPlan."""
    plots = rows.open_plots(cooperative)
    if not plots:
        raise rules.NothingToPlan()
    usual = rows.Usual()
    lists = rules.Lists(
        list(usual.patterns.values()),
        usual.steps,
        usual.families,
        {code: crop.family for code, crop in usual.crops.items()},
    )
    sowings = rows.sowings_on(row.plot for row in plots).before
    return rules.problem_of(plots, sowings, lists, wishes, year=year, today=today)


def wishes_from(kept: Mapping[str, Any]) -> Wishes:
    """Return wishes as a draft keeps them."""
    known = {field.name for field in dataclasses.fields(Wishes)}
    return Wishes(**{name: value for name, value in kept.items() if name in known})


def draft_of(viewer: Viewer, cooperative: str, year: int, on: date) -> DraftCard | None:
    """Return the draft of a year, or None; for those who lead the cooperative.

    Raises Denied, NoSuchCooperative.
    """
    if not sight_of(viewer, cooperative, on).leads:
        raise Denied()
    row = Draft.objects.filter(cooperative=cooperative, year=year).first()
    if row is None:
        return None
    adopted = Season.objects.filter(cooperative=cooperative, year=year).order_by("-number").first()
    planned = Planned.objects.filter(cooperative=cooperative, year=year)
    before = dict(planned.values_list("plot", "pattern"))
    plots, choices = rows.open_plots(cooperative), row.found.get("choices", {})
    lines = tuple(
        PlanLine(
            one.plot,
            one.tag,
            one.household,
            one.area,
            choices.get(one.plot, ""),
            before.get(one.plot, ""),
        )
        for one in plots
    )
    stale = bool(choices.keys() - {one.plot for one in plots})
    return DraftCard(year, wishes_from(row.wishes), row.found, row.seconds, lines, adopted, stale)


def what_if(viewer: Viewer, cooperative: str, year: int, wishes: Wishes, on: date) -> WhatIf | None:
    """Return what a draft would be with other wishes, and why; None where there is no draft.

    Raises Denied, NoSuchCooperative, BadWishes, NothingToPlan, NoPatternFits, NoPlanInTime,
    WishesClash.
    """
    card = draft_of(viewer, cooperative, year, on)
    if card is None or not card.found:
        return None
    wishes.check()
    before, after = (_solved(cooperative, card, one, on) for one in (card.wishes, wishes))
    return WhatIf(
        before,
        after,
        cropping.changes(before, after),
        {line.plot: line.tag for line in card.lines},
        {line.plot: line.area for line in card.lines},
    )


def _solved(cooperative: str, card: DraftCard, wishes: Wishes, on: date) -> cropping.Plan:
    """Return what the engine finds for these wishes within seconds, from the draft on.

    Raises NothingToPlan, NoPatternFits, NoPlanInTime, WishesClash.
    """
    problem = asked_of(cooperative, wishes, year=card.year, today=on)
    limits = cropping.Limits(_WHAT_IF_SECONDS, _WHAT_IF_GAP)
    start = rules.choices_of(card.found, card.year)
    try:
        return cropping.plan(problem, limits=limits, start=start)
    except cropping.Infeasible as found:
        raise rules.refusal_of(found) from None


def whys_of(viewer: Viewer, cooperative: str, year: int, plot: str, on: date) -> Whys | None:
    """Return why each pattern is or is not on a plot of a draft; None: no such plot or draft.

    Raises Denied, NoSuchCooperative, NothingToPlan, NoPatternFits, NoPlanInTime, WishesClash.
    """
    card = draft_of(viewer, cooperative, year, on)
    line = next((one for one in card.lines if one.plot == plot), None) if card else None
    if card is None or line is None or not card.found:
        return None
    found = _solved(cooperative, card, card.wishes, on)
    patterns = [one.id for one in found.problem.patterns]
    choices = (cropping.Choice(plot, one, year) for one in patterns)
    return Whys(line, dict(zip(patterns, cropping.whys_not(found, choices), strict=True)))
