"""From a cell to a value: numbers, days, times and words as departments write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from gongfu.faces.sheets.importing import refusals
from gongfu.faces.sheets.reading import Cell
from gongfu.faces.sheets.targets import Sort
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.measures.periods import NotAPeriod, Period, period

MOST_TEXT = 2000
_FORMULA = re.compile(r"^(?:[=@\t\r]|[+-](?![\d.]))")
_ERROR = re.compile(r"^#(?:REF|N/A|NAME|DIV/0|VALUE|NUM|NULL)[!?]?$", re.I)
_NUMBER = re.compile(r"^([+-]?[\d.,]+)(万|亿|千|百|%)?(?:[^\d.,%]{0,6})$")
_TIMES = {"千": 1000, "百": 100, "万": 10_000, "亿": 100_000_000}
_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:星期.|周.)?(.*)$")
_DIGITS = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_TIME = re.compile(
    r"^(上午|下午|晚上|早上|中午|am|pm)?(\d{1,2})[:点时](\d{1,2}|半)?分?(?::\d{1,2}|\d+秒)?$"
)
_LATER = ("下午", "晚上", "pm")
_PERIOD = re.compile(
    r"^(\d{4})年?(?:(上半年|下半年)|第?([一二三四1-4])季度|0?(\d{1,2})月份?|1月?[-—–－至~到]+0?(\d{1,2})月份?)?度?$"
)
_YES = {"是", "有", "√", "✓", "对", "y", "yes", "true", "1", "已", "需要"}
_NO = {"否", "无", "×", "✗", "x", "不", "n", "no", "false", "0", "未", "没有", "不需要"}
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_FIRST_DAY, _YEARS = date(1899, 12, 30), range(1890, 2101)
_CUMULATIVE = {3: "-Q1", 6: "-H1", 12: ""}


def shown(cell: Cell) -> str:
    """Return a cell as one line of plain text, wide signs made narrow."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return " ".join(unicodedata.normalize("NFKC", str(cell)).split())


def text(cell: Cell) -> str:
    """Return a text.  Raises Formula, BrokenCell, TooLong."""
    said = shown(cell)
    if isinstance(cell, str):
        if _ERROR.match(said):
            raise refusals.BrokenCell(given=said)
        if _FORMULA.match(cell):
            raise refusals.Formula(given=said[:40])
    if len(said) > MOST_TEXT:
        raise refusals.TooLong(most=MOST_TEXT)
    return said


def decimal(cell: Cell) -> Decimal:
    """Return a number, 1.5万 as 15000.  Raises NotANumber."""
    if isinstance(cell, bool):
        raise refusals.NotANumber(given=shown(cell))
    if isinstance(cell, int | float):
        return Decimal(repr(cell)).normalize() + 0
    found = _NUMBER.match(shown(cell).replace(" ", ""))
    try:
        if found is None:
            raise InvalidOperation
        number = Decimal(found[1].replace(",", ""))
    except InvalidOperation:
        raise refusals.NotANumber(given=shown(cell)) from None
    return number * _TIMES.get(found[2], 1)


def whole(cell: Cell) -> int:
    """Return a whole number.  Raises NotWhole."""
    try:
        number = decimal(cell)
    except refusals.NotANumber:
        raise refusals.NotWhole(given=shown(cell)) from None
    if number != number.to_integral_value():
        raise refusals.NotWhole(given=shown(cell))
    return int(number)


def day(cell: Cell) -> date:
    """Return a day.  Raises NotADay, WrongYear."""
    found, rest = _day_and_rest(cell)
    if rest and not _TIME.match(rest):
        raise refusals.NotADay(given=shown(cell))
    return found


def _day_and_rest(cell: Cell) -> tuple[date, str]:
    if isinstance(cell, datetime):
        return _in_time(cell.date()), f"{cell:%H:%M}"
    if isinstance(cell, int | float) and 20_000 < cell < 80_000:
        return _in_time(_FIRST_DAY + timedelta(days=int(cell))), ""
    said = shown(cell).replace(" ", "")
    match = _DAY.match(said) or _DIGITS.match(said)
    try:
        year, month, number, *rest = match.groups() if match else ()
        return _in_time(date(int(year), int(month), int(number))), "".join(rest)
    except ValueError:
        raise refusals.NotADay(given=shown(cell)) from None


def _in_time(on: date) -> date:
    if on.year not in _YEARS:
        raise refusals.WrongYear(given=on.year)
    return on


def clock(cell: Cell) -> time:
    """Return a time of the day.  Raises NotATime."""
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0)
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, timedelta) or (isinstance(cell, float) and 0 <= cell < 1):
        span = cell if isinstance(cell, timedelta) else timedelta(days=cell)
        minutes = round(span.total_seconds() / 60)
        return time(minutes // 60 % 24, minutes % 60)
    return _clock(shown(cell))


def _clock(said: str) -> time:
    match = _TIME.match(said.lower().replace(" ", ""))
    if match is None:
        raise refusals.NotATime(given=said)
    part, hours, minutes = match.groups()
    hour = int(hours) + (12 if part in _LATER and int(hours) < 12 else 0)
    try:
        return time(hour, 30 if minutes == "半" else int(minutes or 0))
    except ValueError:
        raise refusals.NotATime(given=said) from None


def moment(cell: Cell) -> datetime:
    """Return a Shanghai moment; a day alone is its beginning.  Raises NotADay, NotATime."""
    on, rest = _day_and_rest(cell)
    return datetime.combine(on, _clock(rest) if rest else time(), SHANGHAI)


def span(cell: Cell) -> Period:
    """Return a period, also 2021年上半年, 第三季度, 9月, 1-6月.  Raises NotAPeriodHere."""
    said = shown(cell).replace(" ", "")
    try:
        return period(said)
    except NotAPeriod:
        match = _PERIOD.match(said)
    try:
        return period(_period_text(*match.groups()) if match else "")
    except NotAPeriod:
        raise refusals.NotAPeriodHere(given=said) from None


def from_january(cell: Cell) -> Period | None:
    """Return the last month of 2021年1—9月, which no half or year says; None for anything else."""
    match = _PERIOD.match(shown(cell).replace(" ", ""))
    if match is None or not match[5] or int(match[5]) in _CUMULATIVE or not 0 < int(match[5]) < 12:
        return None
    return period(f"{match[1]}-{int(match[5]):02d}")


def _period_text(year: str, half: str, quarter: str, month: str, until: str) -> str:
    if half:
        return f"{year}-H{1 if half == '上半年' else 2}"
    if quarter:
        return f"{year}-Q{_QUARTERS.get(quarter, quarter)}"
    if until:
        return year + _CUMULATIVE.get(int(until), "?")
    return f"{year}-{int(month):02d}" if month else year


def yes(cell: Cell) -> bool:
    """Return whether it says yes.  Raises NotYesOrNo."""
    if isinstance(cell, bool):
        return cell
    said = shown(cell).lower()
    if said in _YES or said in _NO:
        return said in _YES
    raise refusals.NotYesOrNo(given=said)


PLAIN: dict[Sort, Callable[[Cell], Any]] = {
    Sort.TEXT: text,
    Sort.WHOLE: whole,
    Sort.DECIMAL: decimal,
    Sort.DAY: day,
    Sort.TIME: clock,
    Sort.MOMENT: moment,
    Sort.PERIOD: span,
    Sort.YES: yes,
}
