"""A workbook with merged titles, two heading rows and notes becomes records, or says why not."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from gongfu.domains.keys.models import Visit
from gongfu.faces.sheets.importing import refusals, taking
from gongfu.faces.sheets.importing.marking import marked
from gongfu.faces.sheets.models import Import, Layout, Taken
from gongfu.faces.sheets.reading import read_book
from gongfu.kernel.ledger import reading
from gongfu.kernel.rights.checking import SecondNeeded
from tests import worlds
from tests.faces.sheets import books

pytestmark = pytest.mark.slow
AT = worlds.MORNING + timedelta(hours=9)
TODAY = date(2021, 9, 16)
ZHOU = ("周秀英", "朱水源", TODAY, "9:30", time(10), "都好")
WU = ("吴阿婆", "朱水源", "2021年9月16日", "上午10:30", "11点", "良好")


@pytest.fixture
def team(db):
    return books.named_team()


def sent(data, name="走访.xlsx", *, at=AT):
    return taking.send(worlds.liu, name, data, place=worlds.NANYANG, at=at)


def test_the_sheet_is_recognised_checked_and_written_once(team):
    made = sent(books.slips(ZHOU, WU))
    assert (made.target, made.plan["sheet"]) == ("visits", "走访")
    assert (made.plan["first"], made.plan["height"]) == (1, 2)
    before = reading.size()
    found = taking.check(made, worlds.liu, at=AT)
    assert (made.total, made.good, made.wrong, made.known) == (2, 2, 0, 0)
    assert [one.text for one in found.read.left_out] == [
        "合计",
        "填表人：刘勇",
        "注：时间按二十四小时填写",
    ]
    assert reading.size() == before, "a check writes nothing"
    entries = taking.take(made, worlds.liu, at=AT)
    assert [entry.deed.minutes for entry in entries] == [30, 30]
    assert {entry.deed.elder for entry in entries} == {team["周秀英"], team["吴阿婆"]}
    assert (made.state, made.body, made.first) == ("done", b"", entries[0].number)
    with pytest.raises(refusals.NoSuchImport):
        taking.take(made, worlds.liu, at=AT)


def test_all_errors_are_listed_by_cell_and_nothing_is_written(team):
    rows = [
        ("周秀英", "=cmd|'/C calc'!A0", TODAY, "9:30", "10:00", "都好"),
        ("周某某", "朱水源", "2201-09-16", "25:00", "10:00", "挺好的"),
        (None, "朱水源", TODAY, "9:30", "10:00", "都好"),
        ZHOU,
        ("吴阿婆", "朱水源", TODAY, "9:45", "10:15", "都好"),
    ]
    made = sent(books.slips(*rows))
    before = reading.size()
    taking.check(made, worlds.liu, at=AT)
    errors = [(one.row + 1, one.column, one.code) for one in taking.report_of(made).errors]
    assert errors == [
        (4, 2, "sheets.formula"), (5, 1, "sheets.nobody"), (5, 3, "sheets.wrong-year"),
        (5, 4, "sheets.not-a-time"), (5, 6, "sheets.not-a-choice"), (6, 1, "sheets.missing"),
        (8, None, "keys.overlapping"),
    ]  # fmt: skip
    assert (made.total, made.good, made.wrong) == (5, 1, 4)
    with pytest.raises(refusals.StillErrors):
        taking.take(made, worlds.liu, at=AT)
    assert reading.size() == before and not Taken.objects.exists()


def test_the_good_rows_alone_are_taken_when_the_person_says_so(team):
    made = sent(books.slips(ZHOU, ("周某某", *WU[1:])))
    taking.check(made, worlds.liu, at=AT)
    made.good_only = True
    assert len(taking.take(made, worlds.liu, at=AT)) == 1
    mended = sent(books.slips(ZHOU, WU))
    taking.check(mended, worlds.liu, at=AT)
    assert (mended.known, mended.good, mended.wrong) == (1, 1, 0)
    assert len(taking.take(mended, worlds.liu, at=AT)) == 1
    again = sent(books.slips(ZHOU, WU))
    taking.check(again, worlds.liu, at=AT)
    assert (again.known, again.good) == (2, 0)
    with pytest.raises(refusals.NothingNew):
        taking.take(again, worlds.liu, at=AT)
    assert Visit.objects.count() == 2


def test_next_month_the_columns_are_found_by_themselves_wherever_they_stand(team):
    first = sent(books.slips(ZHOU))
    first.plan["columns"].pop("answer")
    first.plan["columns"]["service"] = 6
    taking.check(first, worlds.liu, at=AT)
    assert Layout.objects.count() == 1
    second = sent(books.slips(WU, above=3))
    assert second.layout == first.layout
    assert second.plan == {**first.plan, "first": 4}


def test_old_slips_wait_for_a_second_person(team):
    old = ("周秀英", "朱水源", date(2021, 9, 3), "9:30", "10:00", "都好")
    made = sent(books.slips(old))
    taking.check(made, worlds.liu, at=AT)
    assert (made.good, made.needs_second) == (1, True)
    with pytest.raises(SecondNeeded):
        taking.take(made, worlds.liu, at=AT)
    assert len(taking.take(made, worlds.liu, at=AT, second=worlds.CHEN)) == 1
    assert made.second == worlds.CHEN


def test_a_row_twice_in_the_sheet_is_named(team):
    made = sent(books.slips(ZHOU, ZHOU))
    taking.check(made, worlds.liu, at=AT)
    [error] = taking.report_of(made).errors
    assert (error.code, "4" in error.words) == ("sheets.twice-in-sheet", True)


def test_the_download_is_the_same_workbook_with_the_wrong_cells_marked(team):
    data = books.slips(ZHOU, ("周某某", *WU[1:]))
    made = sent(data)
    taking.check(made, worlds.liu, at=AT)
    file = taking.file_in(made)
    book = marked(file, read_book(file), made.plan["sheet"], taking.report_of(made).errors)
    found, before = (openpyxl.load_workbook(io.BytesIO(one)) for one in (book, data))
    sheet = found["走访"]
    assert sheet["B5"].fill.fgColor.rgb == "FFFFC7CE"
    assert "周某某" in sheet["B5"].comment.text
    assert sheet["B4"].comment is None and sheet["B4"].fill.fill_type is None
    assert sheet.merged_cells.ranges == before["走访"].merged_cells.ranges
    assert [[cell.value for cell in row] for row in sheet] == [
        [cell.value for cell in row] for row in before["走访"]
    ]


def test_a_csv_from_excel_in_china_is_read_and_comes_back_marked_as_a_workbook(team):
    text = "老人,志愿者,日期,开始时间,时长（分钟）,情况\r\n周秀英,朱水源,2021/9/16,9:30,30,都好\r\n-1+2,朱水源,x,9:30,30,都好\r\n"
    made = sent(text.encode("gb18030"), "走访.csv")
    taking.check(made, worlds.liu, at=AT)
    assert (made.good, made.wrong) == (1, 1)
    file = taking.file_in(made)
    book = marked(file, read_book(file), "", taking.report_of(made).errors)
    cell = openpyxl.load_workbook(io.BytesIO(book)).active["A3"]
    assert (cell.value, cell.data_type) == ("'-1+2", "s")
    assert cell.comment is not None


def test_names_in_the_kept_file_cannot_be_read_and_are_forgotten(team):
    made = sent("老人,志愿者\n周秀英,朱水源\n".encode(), "x.csv")
    kept = bytes(Import.objects.get().body)
    assert "周秀英".encode() not in kept and made.name == "x.csv"
    assert taking.forget_old(AT + timedelta(hours=25)) == 1
    with pytest.raises(refusals.NoSuchImport):
        taking.file_in(Import.objects.get())


def test_several_people_of_one_name_must_be_told_apart(team):
    books.people("周秀英")
    made = sent(books.slips(ZHOU))
    taking.check(made, worlds.liu, at=AT)
    [error] = taking.report_of(made).errors
    assert (error.code, error.column) == ("sheets.several-people", 1)


def test_an_elder_of_elsewhere_is_not_found_by_name(team):
    made = taking.send(worlds.outside, "x.xlsx", books.slips(ZHOU), place=worlds.ELSEWHERE, at=AT)
    taking.check(made, worlds.outside, at=AT)
    assert {one.code for one in taking.report_of(made).errors} == {"sheets.nobody"}


def test_the_moment_of_a_datetime_cell_is_shanghai_time(team):
    row = ("周秀英", "朱水源", datetime(2021, 9, 16, 0, 0), time(16, 30), time(17), "都好")
    made = sent(books.slips(row))
    taking.check(made, worlds.liu, at=AT)
    [entry] = taking.take(made, worlds.liu, at=AT)
    assert entry.deed.started_at.hour == 8
