"""What looks wrong about a value and is asked about: accepted only when somebody says yes.

The commonest mistake with official figures is the unit: 万元 written as 元, or 亿元 as 万元, is out
by a factor of 10,000.  A value is compared with what was received for the same series and area,
with other areas, and with its kin of the same period.  Questions, never verdicts: what is asked
can be right, and the deed then says which question was answered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.statistics.models import Series, Value
from gongfu.domains.statistics.rules.units import UNITS
from gongfu.kernel.refusals import BadInput

FACTOR, JUMP, OLD_YEARS = 1000, 3, 3
_SMALLEST_PART = 20_000
_TOLERANCE = {"percent": Decimal("0.1"), "ratio": Decimal("0.1")}


class Doubt(BadInput):
    """Base of the questions; `about` is what the person answers with yes."""

    about: ClassVar[str] = ""


class UnitDoubt(Doubt):
    """The value is out by a factor against what it should be near."""

    code, about = "statistics.unit-doubt", "unit"
    words = _(
        "This is %(times)s times what it was near before: %(other)s (%(whose)s). Is the unit right?"
        " Choose it as it is printed, or say that you have checked it."
    )


class WholeDoubt(Doubt):
    """A part is larger than its whole."""

    code, about = "statistics.whole-doubt", "whole"
    words = _("%(part)s is more than the whole of which it is a part, %(whole)s. Is it right?")


class JumpDoubt(Doubt):
    """The value is far from that of the same period in another year."""

    code, about = "statistics.jump-doubt", "jump"
    words = _("In %(period)s it was %(other)s, less than a third or over three times. Is it right?")


class OldDoubt(Doubt):
    """The period ended long before the publication."""

    code, about = "statistics.old-doubt", "old"
    words = _("%(period)s ended %(years)s years before the publication. Is the year right?")


class KinDoubt(Doubt):
    """Two published values of the same period give another value than this."""

    code, about = "statistics.kin-doubt", "kin"
    words = _("From what was received for the same period it comes to %(other)s. Is it right?")


DOUBTS = tuple(one.about for one in (UnitDoubt, WholeDoubt, JumpDoubt, OldDoubt, KinDoubt))


class Kin(NamedTuple):
    """A series that two others of the same place and period give: upper over lower, times factor.

    factor: turns the units of the two into that of the series.
    """

    series: str
    upper: str
    lower: str
    factor: Decimal


KIN = (
    Kin("rd-intensity", "rd-spending", "gdp", Decimal(100)),
    Kin("urban-rural-income-ratio", "urban-disposable-income", "rural-disposable-income",
        Decimal(1)),
)  # fmt: skip


class History:
    """What stands for some series, asked by series and place; lines of a list join as they pass."""

    def __init__(self, series: dict[str, Series], rows: Iterable[Value]) -> None:
        """Keep the standing values of these series and of their kin."""
        self.series = series
        self._own: dict[tuple[str, str], list[Value]] = defaultdict(list)
        self._exact: dict[tuple[str, str, str, str], Decimal] = {}
        self._newest: dict[str, Value] = {}
        for row in rows:
            self.add(row)

    def add(self, row: Value) -> None:
        """Let later lines be compared with this value too."""
        self._own[row.series, row.place].append(row)
        self._newest[row.series] = row
        self._exact[row.series, row.place, row.period, row.basis] = Decimal(row.value)

    def of(self, series: str, row: Value) -> Decimal | None:
        """Return the value of another series for the same place, period and basis."""
        return self._exact.get((series, row.place, row.period, row.basis))

    def nearest(self, row: Value) -> Value | None:
        """Return the value of the same series and place whose period ended nearest, or None."""
        return _nearest(self._own.get((row.series, row.place), ()), row.ends)

    def elsewhere(self, row: Value) -> Value | None:
        """Return a value of the same series in another place, or None."""
        found = self._newest.get(row.series)
        return None if found is None or found.place == row.place else found

    def enclosing(self, row: Value) -> Value | None:
        """Return that of the nearest area of which the place is a part, or None."""
        for above in _above(row.place):
            found = _nearest(self._own.get((row.series, above), ()), row.ends)
            if found is not None:
                return found
        return None

    def parts_of(self, row: Value) -> Iterator[Decimal]:
        """Yield the values of the series that are parts of this one."""
        for one in self.series.values():
            if one.part_of == row.series and (value := self.of(one.code, row)) is not None:
                yield value


def _above(place: str) -> Iterator[str]:
    for digits in (9, 6, 4, 2):
        code = place[:digits].ljust(12, "0")
        if code != place:
            yield code
    yield "100000000000"


def _nearest(rows: Iterable[Value], ends: date) -> Value | None:
    return min(rows, key=lambda one: abs((one.ends - ends).days), default=None)


def doubts(row: Value, history: History) -> Iterator[Doubt]:
    """Yield what is to be asked about a value before it is received."""
    series, value = history.series[row.series], Decimal(row.value)
    unit = list(_unit(row, value, series, history))
    yield from unit
    yield from _whole(row, value, series, history)
    if UNITS[series.unit].grows and not unit:
        yield from _jump(row, value, history)
    yield from _old(row)
    yield from _kin(row, value, series, history)


def _unit(row: Value, value: Decimal, series: Series, history: History) -> Iterator[Doubt]:
    unit = UNITS[series.unit]
    if not unit.grows or not value:
        return
    other = history.nearest(row)
    if other is None and unit.measures.endswith("per head"):
        other = history.elsewhere(row)
    if other is not None:
        times = value / Decimal(other.value) if Decimal(other.value) else Decimal(1)
        if not Decimal(1) / FACTOR < times < FACTOR:
            yield UnitDoubt(times=_plain(times), other=other.value, whose=other.period)
        return
    whole = history.enclosing(row)
    if whole is not None and Decimal(whole.value) and not unit.measures.endswith("per head"):
        times = value / Decimal(whole.value)
        if not Decimal(1) / _SMALLEST_PART < times <= 1:
            yield UnitDoubt(times=_plain(times), other=whole.value, whose=whole.period)


def _plain(times: Decimal) -> str:
    if times >= 1:
        return f"{times:,.0f}"
    return f"1/{1 / times:,.0f}"


def _whole(row: Value, value: Decimal, series: Series, history: History) -> Iterator[Doubt]:
    whole = history.of(series.part_of, row) if series.part_of else None
    if whole is not None and value > whole:
        yield WholeDoubt(part=value, whole=whole)
    largest = max(history.parts_of(row), default=None)
    if largest is not None and largest > value:
        yield WholeDoubt(part=largest, whole=value)


def _jump(row: Value, value: Decimal, history: History) -> Iterator[Doubt]:
    other = history.nearest(row)
    if other is None or not Decimal(other.value):
        return
    comparable = other.basis == row.basis and other.period[4:] == row.period[4:]
    if comparable and not Decimal(1) / JUMP <= value / Decimal(other.value) <= JUMP:
        yield JumpDoubt(period=other.period, other=other.value)


def _old(row: Value) -> Iterator[Doubt]:
    years = (row.published_on - row.ends).days // 365
    if years >= OLD_YEARS:
        yield OldDoubt(period=row.period, years=years)


def _kin(row: Value, value: Decimal, series: Series, history: History) -> Iterator[Doubt]:
    for one in KIN:
        if one.series != row.series:
            continue
        upper, lower = history.of(one.upper, row), history.of(one.lower, row)
        if upper is None or not lower:
            continue
        other = upper / lower * one.factor
        if abs(other - value) > _TOLERANCE[UNITS[series.unit].measures]:
            yield KinDoubt(other=f"{other:.2f}")


def compared(given: Iterable[str], series: Iterable[Series]) -> set[str]:
    """Return the codes of the series with which values of the given ones are compared."""
    found = set(given)
    found |= {one.part_of for one in series if one.code in found and one.part_of}
    found |= {one.code for one in series if one.part_of in found}
    for kin in KIN:
        if kin.series in found:
            found |= {kin.upper, kin.lower}
    return found
