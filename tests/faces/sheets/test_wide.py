"""A bureau's wide sheets: periods, places or indicators stand in the headings, one value a cell."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.domains.statistics.models import Value
from gongfu.faces.sheets.importing import refusals, taking
from gongfu.faces.sheets.importing.marking import marked
from gongfu.faces.sheets.models import Import, Layout
from gongfu.faces.sheets.reading import file_of, read_book
from gongfu.faces.web.shell import clock
from gongfu.kernel.ledger import reading
from tests.domains.statistics import worlds
from tests.domains.statistics.worlds import JIAXING, MORNING, shen
from tests.faces.sheets.books import saved

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TITLE = worlds.BULLETIN_2022.title


def yearly(*rows, years=("2020年", "2021年", "2022年"), unit="亿元", source=TITLE):
    """Return a sheet with the years merged above 绝对值 and 增速, and notes below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "主要指标"
    sheet.append(["嘉兴市主要统计指标"])
    sheet.append([None] * 6 + [f"单位：{unit}"])
    sheet.append(["指标", *(one for year in years for one in (year, None))])
    sheet.append([None, *(one for _year in years for one in ("绝对值", "增速（%）"))])
    last = openpyxl.utils.get_column_letter(1 + 2 * len(years))
    sheet.merge_cells(f"A1:{last}1")
    sheet.merge_cells("A3:A4")
    for at in range(len(years)):
        sheet.merge_cells(start_row=3, end_row=3, start_column=2 + 2 * at, end_column=3 + 2 * at)
    sheet.append(["一、综合"])
    for name, *values in rows:
        sheet.append([name, *(one for value in values for one in (value, 5.1))])
    sheet.append([f"资料来源：《{source}》"])
    sheet.append(["注：增速按可比价计算。"])
    return saved(book)


GDP = ("地区生产总值", 5563.58, 6388.38, 6739.45)
SPENDING = ("  全社会研发（R&D）经费", "—", 200.6, 240.12)


def sent(data, name="指标.xlsx"):
    return taking.send(shen, name, data, place=worlds.DISTRICT, at=MORNING)


def errors_of(made):
    return [(one.row, one.column, one.code) for one in taking.report_of(made).errors]


@pytest.fixture
def bulletin():
    return worlds.publication(worlds.BULLETIN_2022, at=worlds.LATER)


def test_years_across_are_suggested_with_all_that_the_words_around_say(bulletin):
    made = sent(yearly(GDP))
    plan = made.plan
    assert (made.target, plan["first"], plan["height"]) == ("official-values", 2, 2)
    assert plan["across"] == {"period": 0} and plan["columns"] == {"series": 0}
    assert list(plan["cells"]) == [1, 3, 5], "绝对值, not 增速"
    assert plan["fixed"] == {"area": "嘉兴市", "unit": "亿元", "document": TITLE}


def test_each_cell_becomes_one_value_and_nothing_is_written_before(bulletin):
    made, before = sent(yearly(GDP, SPENDING)), reading.size()
    found = taking.check(made, shen, at=MORNING)
    assert (made.total, made.good, made.wrong) == (5, 5, 0), taking.report_of(made).errors
    assert [spot.text for spot in found.where] == ["B6", "D6", "F6", "D7", "F7"]
    assert [one.text for one in found.read.left_out][:2] == ["一、综合", f"资料来源：《{TITLE}》"]
    assert "C 2020年 / 增速（%）" in found.read.notes[0] and "1 " in found.read.notes[1]
    assert reading.size() == before
    taking.take(made, shen, at=MORNING, looked=True)
    gdp = Value.objects.filter(series="gdp", place=JIAXING).order_by("period")
    assert [(one.period, one.value) for one in gdp] == [
        ("2020", "5563.58"),
        ("2021", "6388.38"),
        ("2022", "6739.45"),
    ]
    assert {one.document for one in Value.objects.all()} == {bulletin}


def test_the_next_year_needs_no_pointing_but_another_publication_is_asked(bulletin):
    taking.take(_checked(yearly(GDP, years=("2020年", "2021年", "2022年"))), shen, at=MORNING)
    again = sent(yearly(GDP, SPENDING))
    assert (again.state, again.known, again.good) == ("checked", 3, 2)
    assert Layout.objects.count() == 1
    years = ("2019年", "2020年", "2021年", "2022年")
    wider = sent(yearly(("年末常住人口", 1, 2, 3, 4), years=years, unit="万人"))
    assert list(wider.plan["cells"]) == [1, 3, 5, 7] and wider.plan["fixed"]["unit"] == "万人"
    unknown = sent(yearly(GDP, source="另一份公报"))
    assert unknown.state == "mapping" and unknown.layout is not None
    assert "document" not in unknown.plan["fixed"]


def _checked(data):
    made = sent(data)
    taking.check(made, shen, at=MORNING)
    return made


def test_a_wrong_year_a_wrong_name_and_a_word_are_named_by_cell(bulletin):
    data = yearly(("地区产值总", 1, 2, 3), ("地区生产总值", 5563.58, "约六千", 6739.45),
                  years=("2020年", "2021年", "20222年"))  # fmt: skip
    made, before = _checked(data), reading.size()
    assert errors_of(made) == [
        (2, 5, "sheets.not-a-period"),
        (5, 0, "sheets.not-a-choice"),
        (6, 3, "statistics.not-a-number"),
    ]
    assert (made.total, made.good, made.wrong) == (6, 1, 5)
    with pytest.raises(refusals.StillErrors):
        taking.take(made, shen, at=MORNING)
    assert reading.size() == before
    file = file_of("指标.xlsx", data)
    body = marked(file, read_book(file), "主要指标", taking.report_of(made).errors)
    sheet = openpyxl.load_workbook(io.BytesIO(body))["主要指标"]
    assert all(sheet[cell].comment for cell in ("F3", "A6", "D7")) and not sheet["B7"].comment


def test_a_year_that_is_not_over_is_refused_at_each_of_its_cells(bulletin):
    made = _checked(yearly(GDP, SPENDING, years=("2020年", "2021年", "2032年")))
    assert errors_of(made) == [(5, 5, "statistics.not-over"), (6, 5, "statistics.not-over")]


def test_a_mix_up_of_yuan_inside_the_sheet_is_asked_about_at_its_cell(bulletin):
    made = _checked(yearly(("地区生产总值", 5563.58, 63883800, 6739.45)))
    assert made.wrong == 0
    assert "D6" in [spot.text for spot, _words in taking.report_of(made).doubts]
    with pytest.raises(refusals.AskedFirst):
        taking.take(made, shen, at=MORNING)
    assert not Value.objects.exists()


def test_the_same_in_two_cells_is_refused_with_the_other_cell(bulletin):
    made = _checked(yearly(GDP, GDP))
    errors = taking.report_of(made).errors
    assert {one.code for one in errors} == {"sheets.twice-in-cells"} and "B6" in errors[0].words


def places(*rows):
    """Return a sheet with places across, half-years and months in the title, units at the side."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2022年1—9月各地主要指标"])
    sheet.append(["指标名称", "计量单位", "浙江省", "嘉兴市", "南湖区", "位次"])
    for row in rows:
        sheet.append(list(row))
    sheet.append([f"来源：{TITLE}"])
    return saved(book)


def test_places_across_with_the_period_in_the_title(bulletin):
    made = _checked(places(("地区生产总值", "亿元", 55000.5, 4800.25, 500.1, 3)))
    assert made.plan["across"] == {"area": 0} and list(made.plan["cells"]) == [2, 3, 4]
    assert made.plan["fixed"]["period"] == "2022年1—9月"
    taking.take(made, shen, at=MORNING, looked=True)
    found = {(one.place, one.period, one.basis) for one in Value.objects.all()}
    assert (worlds.DISTRICT, "2022-Q3", "to-date") in found and len(found) == 3


def test_years_above_places_and_half_years(bulletin):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["指标", "单位", "2021年", None, "2022年1—6月", None])
    sheet.append([None, None, "嘉兴市", "南湖区", "嘉兴市", "南湖区"])
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
        sheet.merge_cells(area)
    sheet.append(["地区生产总值", "亿元", 6388.38, 650.1, 3200.5, 330.2])
    sheet.append([f"资料来源：{TITLE}"])
    made = _checked(saved(book))
    assert made.plan["across"] == {"period": 0, "area": 1}
    taking.take(made, shen, at=MORNING, looked=True)
    found = {(one.place, one.period): one.value for one in Value.objects.all()}
    assert found[worlds.DISTRICT, "2022-H1"] == "330.2" and len(found) == 4


def test_indicators_across_with_their_units_below(bulletin):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["地区", "地区生产总值", "年末常住人口"])
    sheet.append([None, "亿元", "万人"])
    sheet.merge_cells("A1:A2")
    sheet.append(["嘉兴市", 6739.45, 555.1])
    sheet.append([f"2022年数据，来源：{TITLE}"])
    made = _checked(saved(book))
    assert made.plan["across"] == {"series": 0, "unit": 1}
    assert made.plan["fixed"] == {"period": "2022年", "document": TITLE}
    assert (made.good, made.wrong) == (2, 0), taking.report_of(made).errors


def test_the_publication_must_be_one_of_the_register(bulletin):
    made = sent(yearly(GDP))
    made.plan["fixed"]["document"] = "没有登记的公报"
    with pytest.raises(refusals.NotAChoice):
        taking.check(made, shen, at=MORNING)
    made.plan["cells"] = []
    made.plan["fixed"]["document"] = TITLE
    with pytest.raises(refusals.NoCells):
        taking.check(made, shen, at=MORNING)


def test_the_officer_points_at_a_wide_sheet_on_the_page(bulletin, looked_at_by, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    page = looked_at_by(shen)
    data = yearly(GDP, source="另一份公报")
    answer = page.post(reverse("sheets"), {"file": SimpleUploadedFile("指标.xlsx", data)})
    words = page.get(answer.url).content.decode()
    assert "横在第 3 行：2020年、2021年、2022年" in words
    assert 'name="cell" value="1" checked' in words and 'name="cell" value="2">' in words
    assert words.count('<option value="fixed" selected>') == 3, "the publication is asked for"
    made = Import.objects.get()
    form = {
        "target": made.target, "sheet": "主要指标", "first": 3, "height": 2, "cells": 1,
        "cell": [1, 3], "column-series": 0, "column-period": "row-0", "column-value": "cells",
        "column-area": "fixed", "fixed-area": "嘉兴市", "column-unit": "fixed",
        "fixed-unit": "亿元", "column-document": "fixed", "fixed-document": "没有登记的公报",
    }  # fmt: skip
    path = reverse("sheet-columns", args=[made.id])
    refused = page.post(path, form)
    assert refused.status_code == 422 and 'value="没有登记的公报"' in refused.content.decode()
    page.post(path, {**form, "fixed-document": TITLE})
    made.refresh_from_db()
    assert (made.state, made.total, made.good) == ("checked", 2, 2)
    assert "没有取用的列" in page.get(answer.url).content.decode()
    page.post(path, {name: said for name, said in form.items() if name not in ("cells", "cell")})
    page.post(reverse("sheet-take", args=[made.id]), {"looked": 1})
    assert Value.objects.filter(series="gdp").count() == 2


def test_the_page_of_a_sheet_with_many_years_stays_small(bulletin, looked_at_by, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    years = [f"{year}年" for year in range(1990, 2022)]
    made = sent(yearly(("地区生产总值", *range(1, 33)), years=years))
    assert len(made.plan["cells"]) == 32
    page = looked_at_by(shen)
    address = reverse("sheet-columns", args=[made.id])
    page.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = page.get(address)
    assert len(asked) <= 25 and len(answer.content) <= 60_000
