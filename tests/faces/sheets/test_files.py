"""Files that mean harm, or are not what they say, are answered in words and never opened here."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time

import openpyxl
import pytest

from gongfu.faces.sheets.reading import Kind, books, file_of, files, read_book
from tests.faces.sheets.books import saved

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def changed(data, **parts):
    """Return a workbook with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, body in parts.items():
            new.writestr(name, body)
    return out.getvalue()


def test_a_bomb_is_known_by_what_it_declares():
    data = changed(workbook(["x"]), **{"xl/media/zeros.bin": b"0" * 40_000_000})
    assert len(data) < 100_000
    with pytest.raises(files.Bomb):
        file_of("x.xlsx", data)


def test_many_parts_and_parts_that_overlap_are_a_bomb():
    many = {f"xl/{number}.xml": b"" for number in range(2100)}
    with pytest.raises(files.Bomb):
        file_of("x.xlsx", changed(workbook(["x"]), **many))


@pytest.mark.slow
def test_a_sheet_that_claims_the_whole_grid_does_not_exhaust_the_server():
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    sheet = f'<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'
    data = changed(workbook(["x"]), **{"xl/worksheets/sheet1.xml": sheet})
    with pytest.raises(files.Bomb):
        read_book(file_of("x.xlsx", data))


@pytest.mark.slow
def test_entities_and_broken_parts_are_damage_not_a_crash():
    lol = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    sheet = (
        f'{lol}<worksheet xmlns="{SPACE}"><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c>'
    )
    data = changed(workbook(["x"]), **{"xl/worksheets/sheet1.xml": sheet})
    with pytest.raises((books.BrokenFile, books.NoRows)):
        read_book(file_of("x.xlsx", data))


def test_what_is_no_sheet_says_so(settings):
    for name, data, refusal in (
        ("x.xlsx", b"PK\x03\x04broken", files.NotASheet),
        ("x.png", b"\x89PNG\r\n\x1a\n\0\0\0", files.NotASheet),
        ("x.csv", b"  \n", files.NotASheet),
        ("x.zip", changed(b"PK\x05\x06" + b"\0" * 18, a=b"1"), files.NotASheet),
        ("x.doc", files._OLE + "WordDocument".encode("utf-16-le"), files.OldWord),
        ("x.xls", files._OLE + "EncryptedPackage".encode("utf-16-le"), files.LockedFile),
        ("x.xls", files._OLE + b"nothing known", files.NotASheet),
    ):
        with pytest.raises(refusal):
            file_of(name, data)
    settings.GONGFU_SHEET_MEGABYTES = 1
    with pytest.raises(files.TooLargeFile):
        file_of("x.csv", b"a" * 1_100_000)


def test_macros_are_noticed_by_what_is_inside_whatever_the_name_says():
    data = changed(workbook(["x"]), **{"xl/vbaProject.bin": b"macro"})
    assert file_of("harmless.xlsx", data).macros
    old = files._OLE + "Workbook".encode("utf-16-le") + "_VBA_PROJECT_CUR".encode("utf-16-le")
    assert file_of("x.xls", old).macros
    assert not file_of("x.xlsx", workbook(["x"])).macros


@pytest.mark.slow
def test_cells_keep_their_sort_and_their_place():
    rows = ["姓名", 1, 1.5, True, datetime(2021, 9, 16, 8, 30), time(8, 30), "=1+1"]
    book = openpyxl.Workbook()
    sheet = book.active
    for column, value in enumerate(rows, 2):
        sheet.cell(3, column, value)
    sheet.merge_cells("B5:C6")
    found = read_book(file_of("x", saved(book))).sheets[0]
    assert {cell for row in found.rows[:2] for cell in row} == {None}
    assert found.rows[2][1:7] == rows[:6]
    assert found.cell(2, 0) is None and found.cell(99, 99) is None
    assert tuple(found.merged[0]) == (4, 1, 5, 2)


@pytest.mark.slow
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_either_encoding(code):
    file = file_of("x.csv", "姓名;年龄\n周秀英;85\n".encode(code))
    assert file.kind is Kind.CSV
    assert read_book(file).sheets[0].rows == [["姓名", "年龄"], ["周秀英", "85"]]
