"""What rows of a workbook mean, and what is asked about them before they become deeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from gongfu.domains.fields.models import Plot, Sowing
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.queries.seeing import sight_of
from gongfu.domains.fields.rules import doubts
from gongfu.domains.fields.rules.doubts import Doubt
from gongfu.domains.fields.rules.work import SaleLine, WeighingLine
from gongfu.kernel.people import queries as people
from gongfu.kernel.people.queries import Unit
from gongfu.kernel.rights.viewers import Viewer

Asked = Iterator[tuple[int, Doubt]]


class Stood(NamedTuple):
    """What stood on a plot, as people say it.  crop: empty where only one can be meant."""

    cooperative: str
    tag: str
    crop: str
    on: date


def cooperatives_by_name(district: str) -> tuple[Unit, ...]:
    """Return the registered cooperatives of a district; their names are public."""
    return people.units_within(rows.SORT, district)


def crops_meant(viewer: Viewer, asked: Iterable[Stood], on: date) -> dict[Stood, str]:
    """Return the crop that stood on each plot on its day; what nothing stood on is missing.

    Raises Denied, NoSuchCooperative.
    """
    found = set(asked)
    sights = {one: sight_of(viewer, one, on) for one in {stood.cooperative for stood in found}}
    fields = {(row.cooperative, row.tag): row for row in _plots(found)}
    standing = rows.sowings_on(row.plot for row in fields.values()).before
    meant = {}
    for one in found:
        plot = fields.get((one.cooperative, one.tag))
        if plot is None or not sights[one.cooperative].shows(plot.household):
            continue
        there = [row for row in standing.get(plot.plot, ()) if _stood(row, one)]
        if there:
            meant[one] = max(there, key=lambda row: row.on).sowing
    return meant


def _plots(asked: Iterable[Stood]) -> list[Plot]:
    """Return the plots of these numbers, those in use last, so that they win over closed ones."""
    named = list(asked)
    found = Plot.objects.filter(
        cooperative__in={one.cooperative for one in named}, tag__in={one.tag for one in named}
    )
    return sorted(found, key=lambda row: row.closed_on is None)


def _stood(row: Sowing, one: Stood) -> bool:
    until = row.cleared_on or date.max
    return row.on <= one.on <= until and one.crop in ("", row.crop)


def doubts_of_harvests(lines: Sequence[WeighingLine]) -> Asked:
    """Yield what is asked about weighings, each counted on top of those before, by line from 1."""
    sowings = rows.sowings_among({line.sowing for line in lines})
    total, usual = rows.weighed_so_far(sowings), rows.Usual()
    for number, line in enumerate(lines, start=1):
        row = sowings.get(line.sowing)
        if row is None or line.grams <= 0:
            continue
        total[line.sowing] = total.get(line.sowing, 0) + line.grams
        step = usual.step(row.pattern, row.crop)
        for doubt in doubts.about_harvest(total[line.sowing], row.area, step):
            yield number, doubt


def doubts_of_sales(lines: Sequence[SaleLine]) -> Asked:
    """Yield what is asked about sales, by line from 1."""
    batches, usual = rows.batches_among({line.batch for line in lines}), rows.Usual()
    for number, line in enumerate(lines, start=1):
        row = batches.get(line.batch)
        if row is None or line.grams <= 0:
            continue
        step = usual.step(row.pattern, row.crop)
        for doubt in doubts.about_price(line.grams, line.amount_fen, step):
            yield number, doubt
