"""Cells are set and rows put in, and everything else of the workbook stays as it was."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from gongfu.faces.sheets.parts import addresses
from gongfu.faces.sheets.parts.addresses import Room
from gongfu.faces.sheets.parts.workbook import Workbook
from tests.faces.sheets.books import saved

ROOM = Room("表", after=3, by=2)


def form():
    """Return a form: merged title, a row to repeat, sums below, rules, names, a chart, a comment."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    sheet.append(["登记表"])
    sheet.append(["姓名", None, "次数", "占比"])
    sheet.append(["", None, None, "=C3/C$4"])
    sheet.append(["合计", None, "=SUM(C3:C3)", "=SUM(D3:D3)"])
    sheet["A6"], sheet["C6"] = "注：", "=C4*2"
    for area in ("A1:D1", "A2:B2", "A3:B3", "A6:B7"):
        sheet.merge_cells(area)
    sheet["A3"].font, sheet.row_dimensions[3].height = Font(name="仿宋", size=14), 33
    sheet.column_dimensions["A"].width, sheet.print_area = 21, "A1:D7"
    sheet.print_title_rows = "1:2"
    sheet.add_data_validation(valid := DataValidation(type="whole", sqref="C3:C3"))
    valid.formula1 = "0"
    rule = CellIsRule(operator="lessThan", formula=["C$4"], fill=PatternFill(bgColor="FF0000"))
    sheet.conditional_formatting.add("C3:C3", rule)
    sheet["A6"].comment = Comment("旧批注", "某人")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "F6")
    other = book.create_sheet("汇总")
    other["A1"], other["A2"] = "='表'!C4", "=SUM(表!C3:C3)+C4"
    return saved(book)


@pytest.fixture(scope="module")
def grown():
    workbook = Workbook(form())
    workbook.repeat("表", 2, 2)
    for number in range(3):
        workbook.put("表", 2 + number, 0, f"第{number}人")
        workbook.put("表", 2 + number, 2, number + 1)
    return workbook.saved()


@pytest.fixture
def sheet(grown):
    return openpyxl.load_workbook(io.BytesIO(grown))["表"]


def test_merged_areas_heights_and_fonts_are_repeated_and_what_lies_below_moves(sheet):
    areas = {str(area) for area in sheet.merged_cells.ranges}
    assert areas == {"A1:D1", "A2:B2", "A3:B3", "A4:B4", "A5:B5", "A8:B9"}
    assert [sheet.row_dimensions[row].height for row in (3, 4, 5, 6)] == [33, 33, 33, None]
    assert sheet["A5"].font.name == "仿宋" and sheet.column_dimensions["A"].width == 21
    assert [sheet.cell(row, 1).value for row in range(1, 9)] == [
        "登记表", "姓名", "第0人", "第1人", "第2人", "合计", None, "注：",
    ]  # fmt: skip


def test_formulas_follow_in_every_sheet(grown, sheet):
    assert [sheet.cell(row, 4).value for row in (3, 4, 5)] == ["=C3/C$6", "=C4/C$6", "=C5/C$6"]
    assert (sheet["C6"].value, sheet["C8"].value) == ("=SUM(C3:C5)", "=C6*2")
    other = openpyxl.load_workbook(io.BytesIO(grown))["汇总"]
    assert (other["A1"].value, other["A2"].value) == ("='表'!C6", "=SUM(表!C3:C5)+C4")


def test_print_areas_rules_comments_and_charts_follow(grown, sheet):
    assert (sheet.print_area, sheet.print_title_rows) == ("'表'!$A$1:$D$9", "$1:$2")
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C3:C5"
    [rules] = sheet.conditional_formatting
    assert (str(rules.sqref), rules.rules[0].formula) == ("C3:C5", ["C$6"])
    assert sheet["A8"].comment.text == "旧批注"
    parts = zipfile.ZipFile(io.BytesIO(grown))
    chart = parts.read("xl/charts/chart1.xml").decode()
    assert "$C$3:$C$6" in chart
    assert "<xdr:row>7</xdr:row>" in parts.read("xl/drawings/drawing1.xml").decode().replace(
        "<row>", "<xdr:row>"
    ).replace("</row>", "</xdr:row>")


def test_only_the_parts_that_were_filled_change():
    data = form()
    workbook = Workbook(data)
    workbook.put("汇总", 4, 0, "字")
    old, new = (zipfile.ZipFile(io.BytesIO(one)) for one in (data, workbook.saved()))
    changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed <= {"xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/styles.xml"}


def test_a_text_stays_a_text_and_a_number_a_number():
    workbook = Workbook(form())
    for row, value in enumerate(("=cmd|'/C calc'!A0", "@x", "007", "a<b>&\x00c", 12)):
        workbook.put("汇总", 5 + row, 0, value)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.saved()))["汇总"]
    found = [(cell.value, cell.data_type) for (cell,) in sheet["A6:A10"]]
    assert found == [("'=cmd|'/C calc'!A0", "s"), ("'@x", "s"), ("007", "s"), ("a<b>&c", "s"),
                     (12, "n")]  # fmt: skip


def test_marks_stand_beside_older_comments():
    workbook = Workbook(form())
    workbook.mark("表", {(1, 2): "次数不对", (40, 30): "远处"})
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.saved()))["表"]
    assert sheet["A6"].comment.text == "旧批注"
    assert (sheet["C2"].comment.text, sheet["AE41"].comment.text) == ("次数不对", "远处")
    assert sheet["C2"].fill.fgColor.rgb == "FFFFC7CE" and sheet["A3"].font.name == "仿宋"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A3+A4", "A3+A6"), ("SUM($A$1:$A$3)", "SUM($A$1:$A$5)"), ("SUM(A1:A2)", "SUM(A1:A2)"),
        ('"A4"&A4', '"A4"&A6'), ("LOG10(A4)", "LOG10(A6)"), ("'别的'!A4", "'别的'!A4"),
        ("表!A4", "表!A6"), ("SUM(A:A)", "SUM(A:A)"), ("SUM(4:5)", "SUM(4:5)"),
        ("IF(A4>1,名称,0)", "IF(A6>1,名称,0)"),
    ],
)  # fmt: skip
def test_references_move_with_the_rows(formula, expected):
    assert ROOM.formula(formula, here=True) == expected


def test_shared_formulas_are_written_out_before_rows_are_put_in():
    data = form()
    shared = (
        '<c r="D3"><f t="shared" ref="D3:D4" si="0">C3*2</f></c>',
        '<c r="D4"><f t="shared" si="0"/></c>',
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                for cell in shared:
                    start = body.index(f'<c r="{cell[6:8]}"'.encode())
                    end = body.index(b"</c>", start) + 4
                    body = body[:start] + cell.encode() + body[end:]
            new.writestr(name, body)
    workbook = Workbook(out.getvalue())
    workbook.repeat("表", 2, 1)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.saved()))["表"]
    assert [sheet.cell(row, 4).value for row in (3, 4, 5)] == ["=C3*2", "=C4*2", "=C5*2"]


def test_addresses():
    assert [addresses.letters(column) for column in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]
    assert addresses.place("$AB$12") == (11, 27)
    assert addresses.copied_formula("A1+$A$1", origin="B1", to="C3") == "B3+$A$1"
