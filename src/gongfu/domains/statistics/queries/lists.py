"""Indicators, issuers and areas as a reader sees them, in one language."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongfu.domains.statistics.models import Issuer, Series
from gongfu.domains.statistics.rules.lists import areas
from gongfu.domains.statistics.rules.units import converted, units_like
from gongfu.kernel.places import tree

__all__ = ["Lists", "SeriesLine", "converted", "lists", "units_like"]


class SeriesLine(NamedTuple):
    """An indicator of the list; see `models.Series`."""

    code: str
    zh: str
    en: str
    unit: str
    low: str
    high: str
    part_of: str
    order: int


class Lists:
    """Both lists and the names of areas, read once for a page."""

    def __init__(self, *, language: str) -> None:
        """Read the lists; Chinese for every language that begins with zh."""
        self._language = language
        self._chinese = language.startswith("zh")
        rows = Series.objects.order_by("order", "code").values_list(*SeriesLine._fields)
        self.series = {row[0]: SeriesLine(*row) for row in rows}
        self._issuers = {row.code: row for row in Issuer.objects.order_by("order", "code")}

    def title(self, series: str) -> str:
        """Return the title of an indicator, or its code when the list does not hold it."""
        line = self.series.get(series)
        return series if line is None else line.zh if self._chinese else line.en

    def issuer(self, code: str) -> str:
        """Return the name of an issuer, or its code."""
        row = self._issuers.get(code)
        return code if row is None else row.zh if self._chinese else row.en

    def area(self, code: str) -> str:
        """Return the name of a place of the district or of an area outside."""
        if code in tree.current() or code not in areas():
            return tree.name_of(code, self._language)
        return areas()[code].zh if self._chinese else areas()[code].en

    def issuer_lines(self) -> tuple[Issuer, ...]:
        """Return the issuers in both languages, in the list's order."""
        return tuple(self._issuers.values())

    def areas(self) -> tuple[tuple[str, str], ...]:
        """Return where values can be for: the district, its towns, then areas outside."""
        inside = [spot.code for spot in tree.current().children("", date.max)]
        inside += [spot.code for code in inside for spot in tree.current().children(code, date.max)]
        codes = dict.fromkeys([*inside, *areas()])
        return tuple((code, self.area(code)) for code in codes)

    def issuers(self) -> tuple[tuple[str, str], ...]:
        """Return the issuers with their names, in the list's order."""
        return tuple((code, self.issuer(code)) for code in self._issuers)

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return the indicators with their titles, in the list's order."""
        return tuple((code, self.title(code)) for code in self.series)


def lists(language: str) -> Lists:
    """Return the lists in a language."""
    return Lists(language=language)
