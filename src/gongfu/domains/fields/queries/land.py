"""Cooperatives of a place, their members and their plots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from gongfu.domains.fields.models import Member, Plot, Sowing
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.queries.seeing import Sight, sight_of
from gongfu.kernel.people import queries as people
from gongfu.kernel.places import areas
from gongfu.kernel.places.models import Outline
from gongfu.kernel.places.seeing import Page, Turn, page_of
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class CooperativeLine(NamedTuple):
    """A cooperative in sums.  area: hundredths of a mu."""

    cooperative: str
    name: str
    place: str
    households: int
    plots: int
    area: int


class MemberLine(NamedTuple):
    """A member household.  area: of its plots, hundredths of a mu."""

    household: str
    joined_on: date
    capital_fen: int
    plots: int
    area: int


class PlotLine(NamedTuple):
    """A plot as a list shows it.  area: hundredths of a mu.

    household: empty where the cooperative has it itself.  crop, sown_on: what stands on it, or
    empty.  ends_soon: the contract ends within 90 days.  lessor: a code, or empty.
    """

    plot: str
    tag: str
    household: str
    area: int
    cover: str
    soil: str
    demo: bool
    since: date
    until: date | None
    outline: str
    crop: str
    pattern: str
    sowing: str
    sown_on: date | None
    ends_soon: bool
    lessor: str


class PlotCard(NamedTuple):
    """A plot with what grew on it, newest first.  outline_area: hundredths of a mu, or None."""

    line: PlotLine
    cooperative: str
    place: str
    opened_on: date
    closed_on: date | None
    reason: str
    outline_area: int | None
    past: tuple[Sowing, ...]


_SOON = 90


def cooperatives_in(viewer: Viewer, place: str) -> tuple[CooperativeLine, ...]:
    """Return the cooperatives of a place with their sums, by place and name.  Raises Denied."""
    check(viewer, "plot_and_harvest.read", place=place)
    units = people.units_within(rows.SORT, place)
    ids = [one.id for one in units]
    plots = Plot.objects.filter(cooperative__in=ids, closed_on=None).values_list("cooperative")
    land = {row[0]: row[1:] for row in plots.annotate(n=Count("plot"), total=Sum("area"))}
    members = Member.objects.filter(cooperative__in=ids, left_on=None).values_list("cooperative")
    counts = dict(members.annotate(n=Count("household")))
    return tuple(
        CooperativeLine(
            one.id, one.name, one.place, counts.get(one.id, 0), *land.get(one.id, (0, 0))
        )
        for one in units
    )


def led_at(person: str, on: date) -> tuple[str, ...]:
    """Return where the cooperatives are that a person leads, works for or supervises."""
    led = _led(people.groups_of(person, on))
    units = people.units_among(led).values() if led else ()
    return tuple(dict.fromkeys(one.place for one in units if one.sort == rows.SORT))


def _led(groups: Iterable[people.Member]) -> list[str]:
    return [one.group for one in groups if one.position in rows.INSIDE]


def cooperatives_of(viewer: Viewer, on: date) -> tuple[str, ...]:
    """Return the cooperatives that the viewer leads, supervises or belongs to, in that order."""
    groups = people.groups_of(viewer.person, on) if viewer.person else ()
    led = _led(groups)
    own = Member.objects.filter(household__in=[one.group for one in groups], left_on=None)
    joined = own.order_by("joined_on", "cooperative").values_list("cooperative", flat=True)
    units = people.units_among(led)
    known = [one for one in led if one in units and units[one].sort == rows.SORT]
    return tuple(dict.fromkeys([*known, *joined]))


def members_in(viewer: Viewer, cooperative: str, on: date, *, page: Turn = 1) -> Page[MemberLine]:
    """Return the member households by day of joining, where the viewer sees all; else one's own.

    Raises Denied, NoSuchCooperative.
    """
    sight = sight_of(viewer, cooperative, on)
    found = sight.narrow(Member.objects.filter(cooperative=cooperative, left_on=None))
    total, shown = page_of(found.order_by("joined_on", "household"), page=page)
    land = _land(cooperative, [row.household for row in shown])
    lines = (
        MemberLine(row.household, row.joined_on, row.capital_fen, *land.get(row.household, (0, 0)))
        for row in shown
    )
    return Page(total, tuple(lines), page)


def _land(cooperative: str, households: list[str]) -> dict[str, tuple[int, int]]:
    plots = Plot.objects.filter(
        cooperative=cooperative, closed_on=None, household__in=households
    ).values_list("household")
    return {row[0]: row[1:] for row in plots.annotate(n=Count("plot"), total=Sum("area"))}


def plots_in(
    viewer: Viewer, cooperative: str, on: date, *, page: Turn = 1, closed: bool = False
) -> Page[PlotLine]:
    """Return a cooperative's plots by number, those that the viewer sees.

    closed: those that were split, merged or returned.  Raises Denied, NoSuchCooperative.
    """
    sight = sight_of(viewer, cooperative, on)
    found = Plot.objects.filter(cooperative=cooperative, closed_on__isnull=not closed)
    total, shown = page_of(sight.narrow(found).order_by("tag", "plot"), page=page)
    return Page(total, _lines(shown, on), page)


def plots_of_household(viewer: Viewer, household: str, on: date) -> tuple[PlotLine, ...]:
    """Return the plots in use of the viewer's own household, by number.  Raises Denied."""
    own = viewer.person if rows.belongs(household, viewer.person, on) else ""
    place = people.household_places([household]).get(household, "")
    grant = check(viewer, "plot_and_harvest.read", owner=own, place=place)
    if grant.sums_only:
        return ()
    return _lines(list(Plot.objects.filter(household=household, closed_on=None)), on)


def rows_seen(sight: Sight) -> list[Plot]:
    """Return all plots in use that a sight shows, by number."""
    found = Plot.objects.filter(cooperative=sight.unit.id, closed_on=None)
    return list(sight.narrow(found).order_by("tag", "plot"))


def _lines(found: list[Plot], on: date) -> tuple[PlotLine, ...]:
    return lines_of(found, rows.sowings_on(row.plot for row in found).now, on)


def lines_of(found: Iterable[Plot], now: Mapping[str, Sowing], on: date) -> tuple[PlotLine, ...]:
    """Return plots as lists show them; now: what stands on each."""
    return tuple(_line(row, now.get(row.plot), on) for row in found)


def _line(row: Plot, crop: Sowing | None, on: date) -> PlotLine:
    return PlotLine(
        row.plot,
        row.tag,
        row.household,
        row.area,
        row.cover,
        row.soil,
        row.demo,
        row.since,
        row.until,
        row.outline,
        crop.crop if crop else "",
        crop.pattern if crop else "",
        crop.sowing if crop else "",
        crop.on if crop else None,
        row.until is not None and (row.until - on).days <= _SOON,
        row.lessor,
    )


def plot_card(viewer: Viewer, plot: str, on: date) -> PlotCard | None:
    """Return a plot, or None where there is none or it is not the viewer's to see.

    Raises Denied.
    """
    row = Plot.objects.filter(pk=plot).first()
    if row is None or not sight_of(viewer, row.cooperative, on).shows(row.household):
        return None
    past = Sowing.objects.filter(Q(plot=plot), reversed=False).order_by("-on", "-number")
    crops = tuple(past)
    now = next((one for one in crops if one.cleared_on is None), None)
    return PlotCard(
        _line(row, now, on),
        row.cooperative,
        row.place,
        row.opened_on,
        row.closed_on,
        row.reason,
        _outline_area(row.outline),
        crops,
    )


def _outline_area(digest: str) -> int | None:
    found = Outline.objects.filter(pk=digest).values_list("text", flat=True).first()
    if found is None:
        return None
    return round(areas.square_metres(areas.geometry_of(found)) * 15 / 100)


def outlines_in(viewer: Viewer, cooperative: str, on: date) -> dict[str, str]:
    """Return the outlines of a cooperative's plots in use as GeoJSON text in CGCS2000, by plot.

    Raises Denied, NoSuchCooperative.
    """
    return outlines_seen(sight_of(viewer, cooperative, on))


def outlines_seen(sight: Sight) -> dict[str, str]:
    """Return the outlines that a sight shows; see `outlines_in`."""
    found = Plot.objects.filter(cooperative=sight.unit.id, closed_on=None).exclude(outline="")
    marks = dict(sight.narrow(found).values_list("plot", "outline"))
    texts = dict(Outline.objects.filter(pk__in=set(marks.values())).values_list("digest", "text"))
    return {plot: texts[mark] for plot, mark in marks.items() if mark in texts}
