"""Sowing, treatment, labour and clearing: what is done on a crop until it is harvested."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from gongfu.domains.fields.actions.standing import check_for
from gongfu.domains.fields.deeds import CropCleared, CropSown, LabourGiven, TreatmentGiven
from gongfu.domains.fields.models import Plot, Sowing, Work
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.rules import doubts
from gongfu.domains.fields.rules import work as rules
from gongfu.domains.fields.rules.land import check_open
from gongfu.domains.fields.rules.seasons import NeedsGreenhouse
from gongfu.domains.fields.rules.words import check_amount, check_day, check_word
from gongfu.domains.fields.rules.work import SowingLine
from gongfu.kernel.ledger.deeds import Deed, Entry
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.viewers import Viewer

Entries = list[Entry[Any]]


@action("field.work")
def sow_crops(
    viewer: Viewer, lines: Sequence[SowingLine], *, at: datetime, key: str = ""
) -> Entries:
    """Record that crops were sown or planted; each deed names the new sowing's id.

    Raises Denied; Many (NoSuchPlot, PlotClosedAlready, FutureDay, NotInPattern, BeforePlot,
    PlotTaken, NeedsGreenhouse, WindowDoubt, RotationDoubt).
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((CropSown,), lines, "plot", "crop", "on"):
        return sent
    sower = _Sower(act, lines)
    drawn = each_line(lines, sower.line)
    return append(
        [act.draft(deed, key=act.line_key(number)) for number, deed in enumerate(drawn, start=1)]
    )


def sow_crop(viewer: Viewer, line: SowingLine, *, at: datetime, key: str = "") -> Entry[Any]:
    """Record one sowing; see `sow_crops`.  Raises the refusal itself."""
    try:
        return sow_crops(viewer, [line], at=at, key=key)[0]
    except Many as many:
        raise many.errors[0].refusal from None


class _Sower:
    """Judges sowings one after another; the plots and lists are read once, the rights asked once.

    Two crops of one list cannot stand on one plot either.
    """

    def __init__(self, act: Act, lines: Sequence[SowingLine]) -> None:
        self._act = act
        self._plots = rows.plots_among(line.plot for line in lines)
        self._standing = rows.sowings_on(self._plots)
        self._usual = rows.Usual()
        self._asked: set[tuple[str, str]] = set()
        for row in self._plots.values():
            self._check_may(row)

    def _check_may(self, row: Plot) -> None:
        if (row.cooperative, row.household) not in self._asked:
            check_for(self._act, "field.work", row.cooperative, household=row.household)
            self._asked.add((row.cooperative, row.household))

    def line(self, number: int, line: SowingLine) -> CropSown:
        """Return the deed of one line, from 1.  Raises what speaks against it."""
        plot = check_open(self._plots.get(line.plot))
        check_day(line.on, today=self._act.on)
        step = self._usual.step(line.pattern, line.crop)
        if step is None:
            raise rules.NotInPattern()
        rules.check_free(plot, self._standing.now.get(line.plot), on=line.on)
        if step.greenhouse and plot.cover != "greenhouse":
            raise NeedsGreenhouse(tag=plot.tag)
        asked = [*doubts.about_window(line.on, step), *self._rotation(line)]
        deed = CropSown(
            on=line.on,
            place=plot.place,
            crop=line.crop,
            pattern=line.pattern,
            family=self._usual.crops[line.crop].family,
            area=plot.area,
            demo=int(plot.demo),
            doubts=doubts.answered(asked, line.sure),
            cooperative=plot.cooperative,
            household=plot.household,
            plot=line.plot,
            sowing=self._act.id_for(f"sowing {number}"),
        )
        self._standing.now[line.plot] = Sowing(on=line.on)
        return deed

    def _rotation(self, line: SowingLine) -> list[doubts.Doubt]:
        past = doubts.past_of(self._standing.before.get(line.plot, ()), self._usual.grains)
        family = self._usual.family_of(line.crop)
        return list(doubts.about_rotation(doubts.crop_year(line.on), family, past))


def crop_of(act: Act, sowing: str, *, on: date) -> Sowing:
    """Return a crop on which the viewer may work, and which stood there on that day.

    Raises Denied, FutureDay, NoSuchSowing, BeforeSowing, Cleared.
    """
    row = rules.check_stands(locked(Sowing, sowing), on=on)
    check_for(act, "field.work", row.cooperative, household=row.household)
    check_day(on, today=act.on)
    return row


def about(row: Sowing, *, on: date) -> dict[str, Any]:
    """Return the fields of a deed that say on which crop something was done."""
    return {
        "on": on,
        "place": row.place,
        "crop": row.crop,
        "pattern": row.pattern,
        "cooperative": row.cooperative,
        "household": row.household,
        "plot": row.plot,
        "sowing": row.sowing,
    }


@action("field.work")
def treat_crop(
    viewer: Viewer,
    *,
    sowing: str,
    sort: str,
    withdrawal_days: int,
    on: date,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record a treatment, with the withdrawal time in days that its label prints.

    Raises Denied, NoSuchSowing, BeforeSowing, Cleared, FutureDay, UnknownWord, BadWithdrawal,
    HarvestedSince.
    """
    act = Act(viewer, at, key)
    said: dict[str, Any] = {
        "sowing": sowing,
        "sort": sort,
        "withdrawal_days": withdrawal_days,
        "on": on,
    }
    if sent := act.sent(TreatmentGiven, **said):
        return sent
    row = crop_of(act, sowing, on=on)
    check_word(sort, rules.TREATMENTS)
    rules.check_withdrawal(withdrawal_days)
    safe_from = on + timedelta(days=withdrawal_days)
    _check_unharvested(sowing, on, safe_from)
    deed = TreatmentGiven(
        **about(row, on=on), sort=sort, withdrawal_days=withdrawal_days, safe_from=safe_from
    )
    return append([act.draft(deed)])[0]


def _check_unharvested(sowing: str, on: date, safe_from: date) -> None:
    harvests = Work.objects.filter(sowing=sowing, sort="weighed", reversed=False)
    within = harvests.filter(on__gte=on, on__lt=safe_from).order_by("on").first()
    if within is not None and within.on > on:
        raise rules.HarvestedSince(day=within.on.isoformat())


@action("field.work")
def give_labour(
    viewer: Viewer,
    *,
    sowing: str,
    task: str,
    minutes: int,
    on: date,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record how long work on a crop took, all hands together; nobody is named.

    Raises Denied, NoSuchSowing, BeforeSowing, Cleared, FutureDay, UnknownWord, NoAmount, TooLong.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(LabourGiven, sowing=sowing, task=task, minutes=minutes, on=on):
        return sent
    row = crop_of(act, sowing, on=on)
    check_word(task, rules.TASKS)
    check_amount(minutes)
    rules.check_minutes(minutes)
    return append([act.draft(LabourGiven(**about(row, on=on), task=task, minutes=minutes))])[0]


@action("field.work")
def clear_crops(
    viewer: Viewer,
    sowings: Sequence[str],
    *,
    reason: str = "harvested",
    on: date,
    at: datetime,
    key: str = "",
) -> Entries:
    """Record that crops left their plots, which are free again.

    Raises Denied, UnknownWord, NoSuchSowing, BeforeSowing, Cleared, FutureDay.
    """
    act = Act(viewer, at, key)
    if known := _cleared_before(act, sowings):
        return known
    check_word(reason, rules.CLEARED)
    drawn: list[Deed] = []
    for row in _standing(act, sowings, on):
        drawn.append(CropCleared(**about(row, on=on), reason=reason))
    return append(
        [act.draft(deed, key=act.line_key(number)) for number, deed in enumerate(drawn, start=1)]
    )


def _cleared_before(act: Act, sowings: Sequence[str]) -> Entries | None:
    return act.sent_lines((CropCleared,), [Sowing(sowing=one) for one in sowings], "sowing")


def _standing(act: Act, sowings: Sequence[str], on: date) -> list[Sowing]:
    check_day(on, today=act.on)
    known = rows.sowings_among(sowings, lock=True)
    asked: set[tuple[str, str]] = set()
    found = []
    for sowing in dict.fromkeys(sowings):
        row = rules.check_stands(known.get(sowing), on=on)
        if row.cleared_on is not None:
            raise rules.Cleared(day=row.cleared_on.isoformat())
        if (row.cooperative, row.household) not in asked:
            check_for(act, "field.work", row.cooperative, household=row.household)
            asked.add((row.cooperative, row.household))
        found.append(row)
    return found
