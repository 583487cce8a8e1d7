"""What must be known to judge lines: fetched once for all, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from gongfu.domains.statistics.deeds import ValueReceived
from gongfu.domains.statistics.models import Publication, Series, Value
from gongfu.domains.statistics.rules import doubts, periods
from gongfu.domains.statistics.rules import values as rules
from gongfu.domains.statistics.rules.doubts import Doubt, History
from gongfu.domains.statistics.rules.lists import UnknownSeries, check_area, check_status
from gongfu.domains.statistics.rules.publications import NoSuchPublication
from gongfu.domains.statistics.rules.units import check_exact, converted
from gongfu.domains.statistics.rules.values import Line
from gongfu.kernel.ledger.fetching import rows_among
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Facts:
    """Series, publications, and the values that stand, as far as the lines need them."""

    def __init__(self, lines: Sequence[Line], *, on: date) -> None:
        """Fetch what concerns these lines.  on: the day of receipt."""
        self._on = on
        self._series = {one.code: one for one in Series.objects.all()}
        wanted = doubts.compared({line.series for line in lines}, self._series.values())
        rows = [row for row in rows_among(Value, series=wanted) if row.reversed_by is None]
        self._standing = {rules.place_in_time(row): row for row in rows}
        self._publications = {
            row.document: row
            for row in rows_among(Publication, document={line.document for line in lines})
        }
        self.history = History(self._series, rows)

    def deed(self, line: Line) -> ValueReceived:
        """Return the deed that a line states, its value in the unit of the series.

        Raises UnknownSeries, UnknownArea, UnknownStatus, NoSuchPublication, BadPage, OtherUnit,
        OutOfRange, NotAPeriod, WrongYear, NotOver, FuturePublication.
        """
        series = self._series.get(line.series)
        if series is None:
            raise UnknownSeries(given=line.series)
        value = converted(line.value, line.unit, to=series.unit)
        rules.check_range(value, series)
        span = periods.span(line.period, to_date=line.to_date)
        check_area(line.area)
        check_status(line.status)
        rules.check_page(line.page)
        published_on = line.published_on or self._publication(line).published_on
        periods.check_published(published_on, on=self._on)
        periods.check_over(span, published_on=published_on)
        return ValueReceived(
            on=self._on,
            place=line.area,
            series=line.series,
            period=span.period,
            basis=span.basis,
            value=value,
            unit=series.unit,
            status=line.status,
            document=self._publication(line).document,
            page=line.page,
            published_on=published_on,
        )

    def _publication(self, line: Line) -> Publication:
        found = self._publications.get(line.document)
        if found is None:
            raise NoSuchPublication()
        return found

    def standing(self, row: Value) -> Value | None:
        """Return what stands for the same series, area, period and basis, or None."""
        return self._standing.get(rules.place_in_time(row))

    def answered(self, row: Value, sure: Sequence[str]) -> tuple[str, ...]:
        """Return the codes of the questions about a value, all answered with yes.

        Raises the first Doubt that `sure` does not answer; TooExact.
        """
        asked = list(doubts.doubts(row, self.history))
        for doubt in asked:
            if doubt.about not in sure:
                raise doubt
        check_exact(Decimal(row.value))
        return tuple(sorted({doubt.about for doubt in asked}))


def row_of(deed: ValueReceived) -> Value:
    """Return what a deed would stand as, unsaved, for comparing."""
    return Value(
        series=deed.series,
        place=deed.place,
        period=deed.period,
        basis=deed.basis,
        ends=periods.last_day(deed.period),
        value=str(deed.value),
        unit=deed.unit,
        status=deed.status,
        document=deed.document,
        published_on=deed.published_on,
    )


def asked_about(
    viewer: Viewer, lines: Sequence[Line], *, place: str, on: date
) -> list[tuple[int, Doubt]]:
    """Return what is to be asked about lines before they are received, each with its line, from 1.

    Lines that are refused anyway are left out.  Raises Denied.
    """
    check(viewer, "indicator.receive", place=place)
    facts = Facts(lines, on=on)
    found: list[tuple[int, Doubt]] = []
    for number, line in enumerate(lines, start=1):
        try:
            row = row_of(facts.deed(line))
        except Refused:
            continue
        if facts.standing(row) is None:
            found += [(number, doubt) for doubt in doubts.doubts(row, facts.history)]
            facts.history.add(row)
    return found
