"""The bureau's sheets: rows become official values, all errors by line, questions before writing."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pytest

from gongfu.domains.statistics.models import Value
from gongfu.faces.sheets.importing import refusals, taking
from gongfu.faces.sheets.targets import TARGETS, targets_of
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.periods import period
from gongfu.kernel.refusals import Many
from tests import worlds as people
from tests.domains.statistics import worlds
from tests.domains.statistics.worlds import JIAXING, MORNING, TODAY, shen
from tests.faces.sheets import books

pytestmark = pytest.mark.django_db
TARGET = TARGETS["official-values"]


def row(**changes):
    values = {
        "series": "gdp", "area": JIAXING, "period": period("2021"), "value": "6355.28",
        "unit": "100m-yuan", "document": worlds.publication(worlds.BULLETIN_2021, at=worlds.THEN),
    }  # fmt: skip
    return {**values, **changes}


def take(*rows):
    return TARGET.take(shen, rows, at=MORNING, key="sheet", second="")


def test_rows_become_values_once():
    entries = take(row(), row(period=period("2020"), value="5,563.58", status="final"))
    assert [str(entry.deed.value) for entry in entries] == ["6355.28", "5563.58"]
    size = reading.size()
    assert take(row())[0] == entries[0]
    assert reading.size() == size


def test_wrong_rows_are_refused_by_line_and_nothing_is_written():
    first = row()
    with pytest.raises(Many) as found:
        take(first, row(value="345.25亿", period=period("2020")))
    assert [(e.line, e.refusal.code) for e in found.value.errors] == [
        (2, "statistics.not-a-number")
    ]
    with pytest.raises(Many) as found:
        take(first, row(period=period("2023")), row(unit="percent", period=period("2020")))
    assert [(e.line, e.refusal.code) for e in found.value.errors] == [
        (2, "statistics.not-over"),
        (3, "statistics.other-unit"),
    ]
    assert not Value.objects.exists()


def test_a_unit_out_by_ten_thousand_is_asked_about_by_line():
    take(row(period=period("2020"), value="5563.58"))
    wrong = row(value="63552800")
    before = reading.size()
    asked = TARGET.doubts(shen, [row(value="no number"), wrong], TODAY)
    assert [(one.line, one.column) for one in asked] == [(2, "value")]
    assert reading.size() == before
    assert take(wrong)[0].deed.doubt == ("unit",)


def test_the_lists_of_the_office_are_what_cells_may_say():
    worlds.publication(worlds.BULLETIN_2021, at=worlds.THEN)
    words = {
        column.name: {str(choice.words) for choice in column.choices()}
        for column in TARGET.columns
        if column.choices
    }
    assert {"地区生产总值", "城乡居民收入比"} <= words["series"]
    assert {"嘉兴市", "浙江省"} <= words["area"]
    assert {"亿元", "元/人", "%"} <= words["unit"]
    assert worlds.BULLETIN_2021.title in words["document"]


def test_only_the_department_is_offered_it():
    assert TARGET in targets_of(shen)
    assert TARGET not in targets_of(people.liu)
    assert take(row())[0].deed.value == Decimal("6355.28")


def workbook(*rows):
    """Return a sheet as the bureau sends it: a title, headings, rows, a note below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "主要指标"
    sheet.append(["主要统计指标"])
    sheet.merge_cells("A1:G1")
    sheet.append(["指标名称", "地区", "时期", "数值", "计量单位", "出版物", "数据状态"])
    for one in rows:
        sheet.append(list(one))
    sheet.append(["注：按现价计算"])
    return books.saved(book)


@pytest.mark.slow
def test_a_workbook_of_the_bureau_is_recognised_asked_about_and_received():
    worlds.publication(worlds.BULLETIN_2022, at=worlds.LATER)
    title = worlds.BULLETIN_2022.title
    rows = [
        ("地区生产总值", "嘉兴市", "2021", "6388.38", "亿元", title, "最终数"),
        ("地区生产总值", "嘉兴市", "2022", "67394500", "亿元", title, "初步数"),
    ]
    made = taking.send(shen, "指标.xlsx", workbook(*rows), place=worlds.DISTRICT, at=MORNING)
    assert made.target == "official-values"
    before = reading.size()
    found = taking.check(made, shen, at=MORNING)
    assert (made.good, made.wrong, made.doubts) == (2, 0, 1), taking.report_of(made).errors
    assert found.doubts[0][1].column == "value" and reading.size() == before
    with pytest.raises(refusals.AskedFirst):
        taking.take(made, shen, at=MORNING)
    assert reading.size() == before
    entries = taking.take(made, shen, at=MORNING, looked=True)
    assert [entry.deed.doubt for entry in entries] == [(), ("unit",)]
