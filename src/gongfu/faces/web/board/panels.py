"""One figure on a board: its number, course, change with its reasons, and spread among places."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from gongfu.faces.web.board import charts, numbers
from gongfu.faces.web.board.numbers import Shown, address, spaced, with_unit
from gongfu.figures import asking, small
from gongfu.figures.catalogue import Aggregate, Figure
from gongfu.figures.questions import Question
from gongfu.kernel.measures.periods import Period, months_after, months_of, period
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import Level, level_of
from gongfu.kernel.rights.viewers import Viewer

_MONTHS, _REASONS = 12, 3
Values = Mapping[str, Decimal]


class Part(NamedTuple):
    """A place and what it holds or adds, in words."""

    name: str
    value: str
    href: str


class Change(NamedTuple):
    """What the last full month brought against the month before.

    words: the difference with its sign and unit.  parts: the places that made most of it.
    """

    month: str
    before: str
    words: str
    parts: tuple[Part, ...]


class Spread(NamedTuple):
    """How the places below differ.  ratio: highest over lowest, None where the lowest is 0."""

    strip: str
    rows: tuple[Part, ...]
    lowest: Part
    middle: str
    highest: Part
    ratio: Decimal | None


class Panel(NamedTuple):
    """Everything of one figure on a board; course: its months with their values in words."""

    number: Shown
    chart: str
    course: tuple[tuple[str, str], ...]
    change: Change | None
    spread: Spread | None
    map_href: str


def panel(viewer: Viewer, question: Question, *, today: date, map_href: str) -> Panel:
    """Return the panel of a figure as the viewer may see it."""
    months = _months_upto(min(question.period.last_day, today))
    _prepare(viewer, question, months, today)
    number = numbers.for_viewer(viewer, question)
    if number.withheld:
        return Panel(number, "", (), None, None, "")
    series = small.series_for(viewer, question, months)
    course = tuple(
        (span.text, with_unit(value, question.figure, kept=kept)) for span, value, kept in series
    )
    spots = [
        charts.Spot(_said(span.text, words), _there(question, span), value)
        for (span, value, _kept), (_text, words) in zip(series, course, strict=True)
    ]
    return Panel(
        number,
        charts.course(spots, title=_("Course over twelve months")),
        course,
        _change(viewer, question, today),
        _spread(viewer, question),
        map_href,
    )


def _prepare(viewer: Viewer, question: Question, months: list[Period], today: date) -> None:
    """Count at once what the panel asks of the places below, and who stands behind it."""
    digits = _below(question)
    if digits is None:
        return
    small.prepare_for(viewer, question, [*months, question.period], digits=digits)
    compared = _compared(question, today) if _is_made_of_places(question) else ()
    asking.prepare_places(question, [*compared, question.period], digits=digits)


def _months_upto(last: date) -> list[Period]:
    end = months_after(last, 1)
    return list(months_of(Period("", months_after(end, -_MONTHS), end)))


def _said(name: str, words: str) -> str:
    return _("%(name)s: %(value)s") % {"name": name, "value": words}


def _there(question: Question, span: Period) -> str:
    return address(dataclasses.replace(question, period=span))


def _change(viewer: Viewer, question: Question, today: date) -> Change | None:
    """Compare the last full month of the board's period with the month before."""
    month, earlier = _compared(question, today)
    now, then = (_in(question, span) for span in (month, earlier))
    if small.is_withheld(viewer, now) or small.is_withheld(viewer, then):
        return None
    new, old = (value for _span, value in asking.series(question, (month, earlier)))
    if new is None or old is None:
        return None
    words = _signed(new - old, question.figure)
    return Change(month.text, earlier.text, words, _reasons(viewer, now, then))


def _compared(question: Question, today: date) -> tuple[Period, Period]:
    """Return the last full month of the board's period, and the month before."""
    end = min(months_after(question.period.last_day, 1), date(today.year, today.month, 1))
    return _month(months_after(end, -1)), _month(months_after(end, -2))


def _month(first: date) -> Period:
    return period(f"{first:%Y-%m}")


def _in(question: Question, span: Period) -> Question:
    return dataclasses.replace(question, period=span)


def _signed(value: Decimal, figure: Figure) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    unit = _("percentage points") if figure.unit == "percent" else figure.unit_words
    return f"{sign}{spaced(abs(value))} {unit}"


def _reasons(viewer: Viewer, now: Question, then: Question) -> tuple[Part, ...]:
    """Return the places whose own change is the largest; only sums are made up of places."""
    if not _is_made_of_places(now):
        return ()
    new, old = _values(viewer, now), _values(viewer, then)
    moved = {code: new.get(code, Decimal(0)) - old.get(code, Decimal(0)) for code in {*new, *old}}
    most = sorted(moved, key=lambda code: (-abs(moved[code]), code))[:_REASONS]
    return tuple(_part(now, code, _signed(moved[code], now.figure)) for code in most if moved[code])


def _is_made_of_places(question: Question) -> bool:
    return question.figure.aggregate is Aggregate.SUM and _below(question) is not None


def _below(question: Question) -> int | None:
    """Return the digits of the places one level below, None where there are none."""
    level = level_of(question.place)
    return {Level.DISTRICT: 9, Level.TOWN: 12}.get(level)


def _values(viewer: Viewer, question: Question) -> dict[str, Decimal]:
    """Return the values of the places below that the viewer may see."""
    digits = _below(question)
    if digits is None:
        return {}
    found = small.places_for(viewer, question, digits=digits)
    return {code: value for code, value, _kept in found if value is not None}


def _part(question: Question, code: str, value: str) -> Part:
    inside = dataclasses.replace(question, place=code)
    return Part(tree.name_of(code), value, address(inside))


def _spread(viewer: Viewer, question: Question) -> Spread | None:
    values = _values(viewer, question)
    if len(values) < 2:
        return None
    order = sorted(values, key=lambda code: (values[code], code))
    told = {code: with_unit(values[code], question.figure) for code in order}
    rows = {code: _part(question, code, words) for code, words in told.items()}
    spots = [
        charts.Spot(_said(row.name, row.value), row.href, values[code])
        for code, row in rows.items()
    ]
    lowest, middle, highest = order[0], order[len(order) // 2], order[-1]
    return Spread(
        charts.strip(spots, title=_("Spread among places")),
        tuple(rows[code] for code in reversed(order)),
        rows[lowest],
        rows[middle].value,
        rows[highest],
        round(values[highest] / values[lowest], 1) if values[lowest] > 0 else None,
    )


def most_uneven(panels: list[Panel]) -> Panel | None:
    """Return the panel whose places differ most, by highest over lowest; None without any."""
    told = [one for one in panels if one.spread and one.spread.ratio]
    return max(told, key=lambda one: (one.spread and one.spread.ratio) or 0, default=None)
