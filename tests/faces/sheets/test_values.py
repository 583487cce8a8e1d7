"""What cells say, as departments write it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from gongfu.faces.sheets.importing import refusals, values
from gongfu.kernel.measures.moments import SHANGHAI


@pytest.mark.parametrize(
    ("cell", "day"),
    [("2021-09-16", 16), ("2021/9/6", 6), ("2021.9.16", 16), ("2021年9月16日", 16),
     ("２０２１年９月６日", 6), ("20210916", 16), (20210916, 16), (44455.0, 16), (44455, 16),
     (datetime(2021, 9, 16, 8), 16), ("2021年9月16日星期四", 16), ("2021-09-16 00:00", 16)],
)  # fmt: skip
def test_days(cell, day):
    assert values.day(cell) == date(2021, 9, day)


@pytest.mark.parametrize(
    "cell", ["9月16日", "2021-13-01", "2021-02-30", "昨天", True, 12, "2021-9"]
)
def test_no_days(cell):
    with pytest.raises(refusals.NotADay):
        values.day(cell)


@pytest.mark.parametrize("cell", ["1021-09-16", "2201年9月16日", datetime(1850, 1, 1)])
def test_wrong_years(cell):
    with pytest.raises(refusals.WrongYear):
        values.day(cell)


@pytest.mark.parametrize(
    ("cell", "hour", "minute"),
    [("8:30", 8, 30), ("8：30", 8, 30), ("08:30:00", 8, 30), ("8点半", 8, 30), ("8时30分", 8, 30),
     ("上午8:30", 8, 30), ("下午2点", 14, 0), ("晚上12:00", 12, 0), (time(8, 30), 8, 30),
     (0.5, 12, 0), (timedelta(hours=9), 9, 0), (datetime(2021, 9, 16, 7, 5), 7, 5)],
)  # fmt: skip
def test_times(cell, hour, minute):
    assert values.clock(cell) == time(hour, minute)


@pytest.mark.parametrize("cell", ["25:00", "8", "早饭后", 1.5, "8:70"])
def test_no_times(cell):
    with pytest.raises(refusals.NotATime):
        values.clock(cell)


def test_moments():
    at = datetime(2021, 9, 16, 8, 30, tzinfo=SHANGHAI)
    for cell in ("2021-09-16 08:30", "2021年9月16日 8时30分", datetime(2021, 9, 16, 8, 30)):
        assert values.moment(cell) == at
    assert values.moment("2021-09-16") == at.replace(hour=0, minute=0)


@pytest.mark.parametrize(
    ("cell", "number"),
    [(1.1, "1.1"), (3, "3"), ("1,234.5", "1234.5"), ("１２", "12"), ("1.5万", "15000"),
     ("3亿", "300000000"), ("12.5%", "12.5"), ("30 元", "30"), ("-5", "-5"), (1e6, "1000000")],
)  # fmt: skip
def test_numbers(cell, number):
    assert values.decimal(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["多", "1.2.3", True, "", "=1"])
def test_no_numbers(cell):
    with pytest.raises(refusals.NotANumber):
        values.decimal(cell)
    with pytest.raises(refusals.NotWhole):
        values.whole(cell)
    with pytest.raises(refusals.NotWhole):
        values.whole(1.5)


@pytest.mark.parametrize(
    ("cell", "text"),
    [("2021", "2021"), (2021, "2021"), (2021.0, "2021"), ("2021年", "2021"), ("2021年度", "2021"),
     ("2021年上半年", "2021-H1"), ("2021年第三季度", "2021-Q3"), ("2021年1季度", "2021-Q1"),
     ("2021年9月", "2021-09"), ("2021-09", "2021-09"), ("2021年1-6月", "2021-H1"),
     ("2021年1—12月份", "2021")],
)  # fmt: skip
def test_periods(cell, text):
    assert values.span(cell).text == text


@pytest.mark.parametrize("cell", ["去年", "2021年13月", "九月"])
def test_no_periods(cell):
    with pytest.raises(refusals.NotAPeriodHere):
        values.span(cell)


@pytest.mark.parametrize("cell", ["=cmd|'/C calc'!A0", "@SUM(1)", "+cmd", "-x", "\tx"])
def test_a_text_that_a_spreadsheet_would_run_is_no_name(cell):
    with pytest.raises(refusals.Formula):
        values.text(cell)


def test_texts():
    assert values.text("  周　秀英 ") == "周 秀英"
    assert (values.text(13800000000.0), values.text("+8613800000000")[:3]) == ("13800000000", "+86")
    with pytest.raises(refusals.BrokenCell):
        values.text("#REF!")
    with pytest.raises(refusals.TooLong):
        values.text("长" * 3000)


def test_yes_and_no():
    assert values.yes("是") and values.yes("√") and not values.yes("无") and not values.yes(False)
    with pytest.raises(refusals.NotYesOrNo):
        values.yes("也许")
