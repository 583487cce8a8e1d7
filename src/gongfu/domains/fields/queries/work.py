"""What stands on the fields, what there is to do, what lies in store, and where a batch grew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Sum

from gongfu.domains.fields.models import Batch, Planned, Plot, Sowing, Work
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.queries.seeing import Sight, sight_of
from gongfu.domains.fields.rules.doubts import crop_year, period_of
from gongfu.kernel.places.seeing import Page, Turn, page_of
from gongfu.kernel.rights.checking import Denied, check
from gongfu.kernel.rights.viewers import Viewer

_TRACED = ("sown", "treated", "weighed", "graded")


class CropLine(NamedTuple):
    """A crop that stands on a plot.  area: hundredths of a mu; grams: weighed so far.

    safe_from: it may be harvested from then on, None: at any time.
    """

    sowing: str
    plot: str
    tag: str
    household: str
    crop: str
    pattern: str
    area: int
    on: date
    grams: int
    safe_from: date | None


class Task(NamedTuple):
    """What there is to do: sow, harvest, wait (until a treatment's time is over), clear.

    day: until when, or from when for wait; None: now.
    """

    sort: str
    plot: str
    tag: str
    crop: str
    pattern: str
    sowing: str = ""
    day: date | None = None


class StockLine(NamedTuple):
    """What is left of a batch, in grams."""

    batch: str
    crop: str
    plot: str
    on: date
    grams: int
    left_g: int


class Step(NamedTuple):
    """One record in the life of a batch: what was done, on which day.

    code: of a treatment or grade; withdrawal_until: of a treatment; grams: of weighing and grade.
    number: of the record, which anyone can verify.
    """

    sort: str
    on: date
    code: str
    grams: int
    withdrawal_until: date | None
    number: int


class Trace(NamedTuple):
    """Where a batch grew and what was done to it; no household, no plot's number, no name."""

    batch: str
    crop: str
    pattern: str
    place: str
    cooperative: str
    weighed_on: date
    grams: int
    steps: tuple[Step, ...]


def crops_in(viewer: Viewer, cooperative: str, on: date) -> tuple[CropLine, ...]:
    """Return what stands on the plots that the viewer sees, by plot.

    Raises Denied, NoSuchCooperative.
    """
    return crops_seen(sight_of(viewer, cooperative, on))


def crops_seen(sight: Sight) -> tuple[CropLine, ...]:
    """Return what stands on the plots that a sight shows; see `crops_in`."""
    found = Sowing.objects.filter(cooperative=sight.unit.id, cleared_on=None, reversed=False)
    standing = [row for row in found if sight.shows(row.household)]
    return crop_lines(standing, rows.plots_among(row.plot for row in standing))


def crop_lines(standing: Sequence[Sowing], plots: Mapping[str, Plot]) -> tuple[CropLine, ...]:
    """Return crops as lists show them, by plot number."""
    ids = [row.sowing for row in standing]
    grams, safe = rows.weighed_so_far(ids), rows.safe_from(ids)
    lines = (
        CropLine(
            row.sowing,
            row.plot,
            plots[row.plot].tag if row.plot in plots else "",
            row.household,
            row.crop,
            row.pattern,
            row.area,
            row.on,
            grams.get(row.sowing, 0),
            safe.get(row.sowing),
        )
        for row in standing
    )
    return tuple(sorted(lines, key=lambda line: (line.tag, line.sowing)))


class Known(NamedTuple):
    """Plots and all their sowings, where they were read already."""

    plots: Mapping[str, Plot]
    before: Mapping[str, Sequence[Sowing]]


def tasks_seen(
    sight: Sight, crops: tuple[CropLine, ...], on: date, *, known: Known | None = None
) -> tuple[Task, ...]:
    """Return what there is to do by the plan and what stands, nearest first."""
    usual = rows.Usual()
    found = [
        *_harvests(crops, usual, on),
        *_sowings(sight, {line.plot for line in crops}, usual, on, known),
    ]
    return tuple(sorted(found, key=lambda task: (task.day or on, task.sort, task.tag)))


def _harvests(crops: tuple[CropLine, ...], usual: rows.Usual, on: date) -> Iterator[Task]:
    for line in crops:
        about = (line.plot, line.tag, line.crop, line.pattern, line.sowing)
        if line.safe_from is not None and on < line.safe_from:
            yield Task("wait", *about, line.safe_from)
            continue
        step = usual.step(line.pattern, line.crop)
        if step is None:
            continue
        year = crop_year(line.on) if step.sow_from < 1 else line.on.year
        now = _counted(on, year)
        if step.harvest_from <= now <= step.harvest_to:
            yield Task("harvest", *about, _last_day(year, step.harvest_to))
        elif now > step.harvest_to:
            yield Task("clear", *about)


def _counted(on: date, year: int) -> int:
    """Return the ten-day period of a day as the list counts it for a year: 0 and below before."""
    return period_of(on) + 36 * (on.year - year)


def _sowings(
    sight: Sight, taken: set[str], usual: rows.Usual, on: date, known: Known | None
) -> Iterator[Task]:
    years = (on.year, on.year + 1)
    plans = Planned.objects.filter(cooperative=sight.unit.id, year__in=years).order_by("-year")
    plots, before = known or _known({one.plot for one in plans})
    for one in plans:
        row = plots.get(one.plot)
        if row is None or one.plot in taken or row.closed_on or not sight.shows(row.household):
            continue
        sown = _sown_lately(before.get(one.plot, ()), on)
        now = _counted(on, one.year)
        for step in usual.steps.get(one.pattern, ()):
            if step.sow_from - 1 <= now <= step.sow_to + 1 and step.crop not in sown:
                day = _last_day(one.year, step.sow_to)
                yield Task("sow", one.plot, row.tag, step.crop, one.pattern, day=day)
                break


def _known(plots: set[str]) -> Known:
    return Known(rows.plots_among(plots), rows.sowings_on(plots).before)


def _sown_lately(before: Iterable[Sowing], on: date) -> set[str]:
    since = on - timedelta(days=180)
    return {one.crop for one in before if one.on >= since}


def _last_day(year: int, period: int) -> date:
    later, index = divmod(period - 1, 36)
    year += later
    month, part = index // 3 + 1, index % 3
    if part < 2:
        return date(year, month, part * 10 + 10)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def stock_in(viewer: Viewer, cooperative: str, on: date, *, page: Turn = 1) -> Page[StockLine]:
    """Return the batches of which something is left, newest first.

    Raises Denied, NoSuchCooperative.
    """
    sight = sight_of(viewer, cooperative, on)
    found = Batch.objects.filter(cooperative=cooperative, reversed=False)
    found = found.filter(grams__gt=F("sold_g") + F("waste_g"))
    total, shown = page_of(sight.narrow(found).order_by("-on", "-number"), page=page)
    lines = (
        StockLine(
            row.batch,
            row.crop,
            row.plot,
            row.on,
            row.grams,
            row.grams - row.sold_g - row.waste_g,
        )
        for row in shown
    )
    return Page(total, tuple(lines), page)


def stock_seen(sight: Sight) -> dict[str, tuple[int, int]]:
    """Return by crop how many batches have something left, and how many grams."""
    found = Batch.objects.filter(cooperative=sight.unit.id, reversed=False)
    left = F("grams") - F("sold_g") - F("waste_g")
    sums = sight.narrow(found).annotate(left=left).filter(left__gt=0).values_list("crop")
    counted = sums.annotate(n=Count("batch"), total=Sum("left")).order_by("crop")
    return {crop: (n, total) for crop, n, total in counted}


def work_in(
    viewer: Viewer, cooperative: str, on: date, *, page: Turn = 1, sort: str = ""
) -> Page[Work]:
    """Return the records of work that the viewer sees, newest first; those taken back are marked.

    Raises Denied, NoSuchCooperative.
    """
    sight = sight_of(viewer, cooperative, on)
    found = Work.objects.filter(cooperative=cooperative)
    if sort:
        found = found.filter(sort=sort)
    total, shown = page_of(sight.narrow(found).order_by("-on", "-number"), page=page)
    return Page(total, tuple(shown), page)


def work_of_household(
    viewer: Viewer, household: str, on: date, *, page: Turn = 1, sorts: tuple[str, ...] = ()
) -> Page[Work]:
    """Return the records of the viewer's own household, newest first; those taken back are marked.

    sorts: only of these sorts.  Raises Denied for any other household.
    """
    if not rows.belongs(household, viewer.person, on):
        raise Denied()
    check(viewer, "plot_and_harvest.read", owner=viewer.person)
    found = Work.objects.filter(household=household)
    found = found.filter(sort__in=sorts) if sorts else found
    total, shown = page_of(found.order_by("-on", "-number"), page=page)
    return Page(total, tuple(shown), page)


def trace_of(viewer: Viewer, batch: str) -> Trace | None:
    """Return where a batch grew and what was done to it, for whoever has its code, or None.

    Raises Denied.
    """
    check(viewer, "batch.trace")
    row = Batch.objects.filter(pk=batch.strip().upper(), reversed=False).first()
    if row is None:
        return None
    unit = rows.cooperative_of(row.cooperative)
    found = Work.objects.filter(sowing=row.sowing, sort__in=_TRACED, reversed=False)
    steps = (
        Step(one.sort, one.on, one.code, one.grams, one.until, one.number)
        for one in found.order_by("on", "number")
        if one.batch in ("", batch.strip().upper()) and one.on <= row.on
    )
    return Trace(
        row.batch, row.crop, row.pattern, unit.place, unit.name, row.on, row.grams, tuple(steps)
    )
