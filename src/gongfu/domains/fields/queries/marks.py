"""Ten thousand yuan and a thousand jin (万元千斤): each plot against the marks, and why."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Sum

from gongfu.domains.fields.models import Plot, Sowing, Work
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.queries.seeing import Sight

MARK_FEN, MARK_G = 1_000_000, 500_000
_RICE = "late-rice"


class MarkLine(NamedTuple):
    """A plot's year.  area: hundredths of a mu; fen, rice_g: taken and weighed in the year.

    fen_mu, rice_g_mu: a mu, rounded down; rice_g_mu: None where no late rice was sown.  crops:
    what was sown, in order.  cost_fen: paid for its crops.  minutes: of labour.
    """

    plot: str
    tag: str
    household: str
    pattern: str
    area: int
    fen: int
    rice_g: int
    fen_mu: int
    rice_g_mu: int | None
    crops: tuple[str, ...]
    cost_fen: int
    minutes: int


class Group(NamedTuple):
    """Plots of one pattern or household together, a mu as in `MarkLine`."""

    name: str
    area: int
    fen_mu: int
    rice_g_mu: int | None


class Marks(NamedTuple):
    """A cooperative's year against the marks: the whole, by pattern, household and plot.

    households and lines: those that the viewer sees.
    """

    whole: Group
    patterns: tuple[Group, ...]
    households: tuple[Group, ...]
    lines: tuple[MarkLine, ...]


def reaches_money(fen_mu: int) -> bool:
    """Say whether ten thousand yuan a mu are reached."""
    return fen_mu >= MARK_FEN


def reaches_rice(rice_g_mu: int | None) -> bool:
    """Say whether a thousand jin of late rice a mu are reached; not where none was sown."""
    return rice_g_mu is not None and rice_g_mu >= MARK_G


def marks_seen(sight: Sight, year: int) -> Marks:
    """Return a cooperative's year against the marks as a sight shows it."""
    lines = _lines(sight, year)
    seen = tuple(line for line in lines if sight.shows(line.household))
    return Marks(
        _together("", lines),
        _grouped(lines, "pattern"),
        _grouped(seen, "household"),
        seen,
    )


def _lines(sight: Sight, year: int) -> tuple[MarkLine, ...]:
    sown: dict[str, list[Sowing]] = {}
    found = Sowing.objects.filter(cooperative=sight.unit.id, reversed=False)
    for row in found.filter(on__year__in=(year - 1, year)).order_by("on", "number"):
        if row.on.year == year or row.on.month >= 9:
            sown.setdefault(row.plot, []).append(row)
    sums = _sums(sight.unit.id, year)
    plots = rows.plots_among(sown)
    lines = (_line(plots[plot], crops, year, sums) for plot, crops in sown.items())
    return tuple(sorted(lines, key=lambda line: (line.tag, line.plot)))


class _Sums(NamedTuple):
    fen: dict[str, int]
    rice_g: dict[str, int]
    cost: dict[str, int]
    minutes: dict[str, int]


def _sums(cooperative: str, year: int) -> _Sums:
    found = Work.objects.filter(cooperative=cooperative, on__year=year, reversed=False)

    def by_plot(column: str, **only: str) -> dict[str, int]:
        kept = found.filter(**only).values_list("plot")
        return dict(kept.annotate(total=Sum(column)))

    return _Sums(
        by_plot("fen", sort="sold"),
        by_plot("grams", sort="weighed", crop=_RICE),
        by_plot("fen", sort="paid"),
        by_plot("minutes", sort="labour"),
    )


def _line(row: Plot, crops: list[Sowing], year: int, sums: _Sums) -> MarkLine:
    fen, rice_g = sums.fen.get(row.plot, 0), sums.rice_g.get(row.plot, 0)
    grown = any(one.crop == _RICE and one.on.year == year for one in crops)
    return MarkLine(
        row.plot,
        row.tag,
        row.household,
        crops[-1].pattern,
        row.area,
        fen,
        rice_g,
        fen * 100 // row.area,
        rice_g * 100 // row.area if grown else None,
        tuple(one.crop for one in crops),
        sums.cost.get(row.plot, 0),
        sums.minutes.get(row.plot, 0),
    )


def _together(name: str, lines: tuple[MarkLine, ...]) -> Group:
    area = sum(line.area for line in lines)
    grown = [line for line in lines if line.rice_g_mu is not None]
    rice_area = sum(line.area for line in grown)
    return Group(
        name,
        area,
        sum(line.fen for line in lines) * 100 // area if area else 0,
        sum(line.rice_g for line in grown) * 100 // rice_area if rice_area else None,
    )


def _grouped(lines: tuple[MarkLine, ...], by: str) -> tuple[Group, ...]:
    names = sorted({str(getattr(line, by)) for line in lines})
    return tuple(
        _together(name, tuple(line for line in lines if getattr(line, by) == name))
        for name in names
    )
