"""Plots come under cultivation, change, are split, merged, handed on and returned."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gongfu.domains.fields.actions.ground import Ground, keep_outlines
from gongfu.domains.fields.actions.standing import check_for
from gongfu.domains.fields.deeds import PlotChanged, PlotClosed, PlotRegistered, PlotTransferred
from gongfu.domains.fields.models import Plot
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.rules import land as rules
from gongfu.domains.fields.rules.land import PlotLine
from gongfu.domains.fields.rules.words import check_day
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.viewers import Viewer

Entries = list[Entry[Any]]
_STATE = ("area", "cover", "soil", "household", "tag", "outline", "until", "lessor")


@action("land.change")
def register_plots(
    viewer: Viewer, lines: Sequence[PlotLine], *, cooperative: str, at: datetime, key: str = ""
) -> Entries:
    """Take plots under cultivation; each deed names the new plot's id.

    Raises Denied, NoSuchCooperative; Many (FutureDay, UnknownWord, NoAmount, BadTag, TagTaken,
    ContractEndsFirst, NoSuchHousehold, NotSimple, Overlapping, AreaDoubt).
    """
    act = Act(viewer, at, key)
    unit = check_for(act, "land.change", cooperative)
    if sent := act.sent_lines((PlotRegistered,), lines, "tag", "area", "household"):
        return sent
    ground = Ground(cooperative, unit.place, lines)
    drawn = each_line(lines, lambda number, line: ground.registered(line, act, number=number))
    ground.check_apart()
    keep_outlines(line.outline for line in lines)
    return append(
        [act.draft(deed, key=act.line_key(number)) for number, deed in enumerate(drawn, start=1)]
    )


def register_plot(
    viewer: Viewer, line: PlotLine, *, cooperative: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Take one plot under cultivation; see `register_plots`.  Raises the refusal itself."""
    try:
        return register_plots(viewer, [line], cooperative=cooperative, at=at, key=key)[0]
    except Many as many:
        raise many.errors[0].refusal from None


@action("land.change")
def change_plot(
    viewer: Viewer, *, plot: str, line: PlotLine, at: datetime, key: str = ""
) -> Entry[Any]:
    """Measure a plot anew, cover or uncover it, or renew its contract; the household stays.

    Raises Denied, NoSuchPlot, PlotClosedAlready, and as `register_plots` for its one line.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(PlotChanged, plot=plot, area=line.area, on=line.since):
        return sent
    row = rules.check_open(locked(Plot, plot))
    unit = check_for(act, "land.change", row.cooperative)
    line = line._replace(household=row.household)
    ground = Ground(row.cooperative, unit.place, [line], but=(plot,))
    state = ground.state(line, act)
    ground.check_apart()
    keep_outlines([line.outline])
    return append([act.draft(PlotChanged(plot=plot, **state))])[0]


@action("land.change")
def transfer_plot(
    viewer: Viewer,
    *,
    plot: str,
    household: str,
    on: date,
    until: date | None = None,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Hand a plot on to another household, or with an empty one back to the cooperative itself.

    Raises Denied, NoSuchPlot, PlotClosedAlready, FutureDay, SameHands, ContractEndsFirst,
    NoSuchHousehold, CropStands.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(PlotTransferred, plot=plot, household=household, on=on):
        return sent
    row = rules.check_open(locked(Plot, plot))
    check_for(act, "land.change", row.cooperative)
    check_day(on, today=act.on)
    rules.check_term(on, until)
    if household == row.household:
        raise rules.SameHands()
    Ground.check_household(household)
    _check_bare([row])
    state = {**_state_of(row), "household": household, "until": until, "on": on}
    deed = PlotTransferred(giver=row.household, plot=plot, **state)
    return append([act.draft(deed)])[0]


@action("land.change")
def split_plot(
    viewer: Viewer,
    *,
    plot: str,
    parts: Sequence[PlotLine],
    at: datetime,
    key: str = "",
) -> Entries:
    """Split a plot into parts whose areas make it up; return the closing and the parts.

    Household, cover and soil of each part are what its line says; the first line's day is taken.
    Raises Denied, NoSuchPlot, PlotClosedAlready, CropStands, TooFewParts, AreaLost, and
    Many as `register_plots`.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(PlotClosed, plot=plot, reason="split"):
        return _with_following(sent, len(parts))
    row = rules.check_open(locked(Plot, plot))
    unit = check_for(act, "land.change", row.cooperative)
    _check_bare([row])
    rules.check_parts([one.area for one in parts], row.area)
    ground = Ground(row.cooperative, unit.place, parts, but=(plot,))
    drawn = each_line(parts, lambda number, line: ground.registered(line, act, number=number))
    ground.check_apart()
    keep_outlines(line.outline for line in parts)
    fresh = [dataclasses.replace(deed, parents=(plot,)) for deed in drawn]
    closed = _closed(row, parts[0].since, "split")
    return append([act.draft(closed), *(act.also(deed) for deed in fresh)])


@action("land.change")
def merge_plots(
    viewer: Viewer, *, plots: Sequence[str], line: PlotLine, at: datetime, key: str = ""
) -> Entries:
    """Merge plots of one household into one whose area is their sum; return all the deeds.

    Raises Denied, NoSuchPlot, PlotClosedAlready, CropStands, TooFewParts, NotTogether, AreaLost,
    and as `register_plots` for its one line.
    """
    act = Act(viewer, at, key)
    if plots and (sent := act.sent(PlotClosed, plot=plots[0], reason="merged")):
        return _with_following(sent, len(set(plots)))
    known = [rules.check_open(locked(Plot, plot)) for plot in dict.fromkeys(plots)]
    rules.check_together(known)
    unit = check_for(act, "land.change", known[0].cooperative)
    _check_bare(known)
    rules.check_parts([row.area for row in known], line.area)
    line = line._replace(household=known[0].household)
    ground = Ground(known[0].cooperative, unit.place, [line], but=tuple(plots))
    deed = dataclasses.replace(ground.registered(line, act, number=1), parents=tuple(plots))
    ground.check_apart()
    keep_outlines([line.outline])
    first, *others = (_closed(row, line.since, "merged") for row in known)
    return append([act.draft(first), *(act.also(one) for one in others), act.also(deed)])


@action("land.change")
def return_plot(viewer: Viewer, *, plot: str, on: date, at: datetime, key: str = "") -> Entry[Any]:
    """Give a plot back at the end of its contract.

    Raises Denied, NoSuchPlot, PlotClosedAlready, FutureDay, CropStands.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(PlotClosed, plot=plot, on=on):
        return sent
    row = rules.check_open(locked(Plot, plot))
    check_for(act, "land.change", row.cooperative)
    check_day(on, today=act.on)
    _check_bare([row])
    return append([act.draft(_closed(row, on, "returned"))])[0]


def _with_following(entry: Entry[Any], count: int) -> Entries:
    """Return an entry and those that the same form wrote right after it."""
    return reading.numbered([entry.number + step for step in range(count + 1)])


def _check_bare(known: Sequence[Plot]) -> None:
    standing = rows.sowings_on(row.plot for row in known).now
    for row in known:
        if row.plot in standing:
            raise rules.CropStands(tag=row.tag)


def _closed(row: Plot, on: date, reason: str) -> PlotClosed:
    return PlotClosed(
        on=on, place=row.place, cooperative=row.cooperative, plot=row.plot, reason=reason
    )


def _state_of(row: Plot) -> dict[str, Any]:
    known = {name: getattr(row, name) for name in _STATE}
    about: dict[str, Any] = {
        "place": row.place,
        "cooperative": row.cooperative,
        "demo": int(row.demo),
    }
    return {**known, **about}
