"""The admission list, rules and a dispatch list: out as files, in again, every error listed."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from gongfu.domains.grids import actions as grids
from gongfu.faces.sheets.importing import refusals, taking
from gongfu.faces.web.shell import clock
from gongfu.kernel.ledger import reading
from gongfu.kernel.needs import actions
from gongfu.kernel.needs.models import Admission, Offer, Rule
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.vault import Details
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from tests import worlds
from tests.faces.sheets.books import saved
from tests.kernel.needs.conftest import DISTRICT, Course, admit, liu, officer, raised
from tests.worlds import NANYANG

pytestmark = pytest.mark.slow


@pytest.fixture
def course(db, monkeypatch):
    admit()
    found = Course()
    monkeypatch.setattr(clock, "now", lambda: found.later())
    return found


def file_from(client, name, **query):
    """Return what a page's file says, as bytes and as rows."""
    answer = client.get(reverse(name), {"as": "xlsx", **query})
    assert answer["Content-Disposition"].startswith("attachment")
    data = answer.content
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    as_csv = client.get(reverse(name), {"as": "csv", **query}).content.decode("utf-8-sig")
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert len(list(csv.reader(io.StringIO(as_csv)))) == len(rows)
    return data, rows


def sheet_of(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def checked(viewer, rows, *, place, at):
    made = taking.send(viewer, "list.xlsx", sheet_of(rows), place=place, at=at)
    return made, taking.check(made, viewer, at=at)


def errors_of(made):
    return [(one.row + 1, one.column, one.code) for one in taking.report_of(made).errors]


def test_the_admission_list_goes_out_and_comes_back_renewed(course, looked_at_by):
    _data, rows = file_from(looked_at_by(officer), "kinds")
    head, lines = rows[0], [row for row in rows[1:] if row[3]]
    assert len(lines) == 3
    for row in lines:
        row[4] = date(2022, 12, 31)
    made, _found = checked(officer, [head, *lines], place=DISTRICT, at=course.later())
    assert (made.target, made.good, made.wrong) == ("admissions", 3, 0)
    before = reading.size()
    taking.take(made, officer, at=course.later())
    assert reading.size() == before + 3
    assert {row.until for row in Admission.objects.all()} == {date(2022, 12, 31)}


def test_every_error_of_an_admission_list_is_named_and_nothing_is_written(course):
    head = ["事项", "责任单位", "准入至"]
    rows = [
        ["水电小修", "民政", date(2022, 12, 31)],
        ["水电小修", "民政", date(2022, 11, 30)],
        ["修飞船", "民政", date(2022, 12, 31)],
        ["公共照明", "民政", date(2020, 12, 31)],
        ["陪同就医", None, date(2022, 12, 31)],
    ]
    before = reading.size()
    made, _found = checked(officer, [head, *rows], place=DISTRICT, at=course.later())
    assert errors_of(made) == [
        (3, None, "needs.listed-twice"), (4, 0, "sheets.not-a-choice"),
        (5, None, "needs.admission-over"), (6, 1, "sheets.missing"),
    ]  # fmt: skip
    with pytest.raises(refusals.StillErrors):
        taking.take(made, officer, at=course.later())
    assert reading.size() == before


def test_rules_come_in_after_they_were_tried_and_go_out_again(course, looked_at_by):
    raised(course, sort="light")
    raised(course)
    head = ["适用区域", "事项", "急缓程度从哪一级起", "怎么办", "到哪天"]
    rows = [
        [NANYANG, "公共照明", "这几天都行", "直接受理", date(2022, 3, 1)],
        [NANYANG, "任何事项", "现在就要", "直接吹哨上一级", date(2022, 3, 1)],
    ]
    made, found = checked(liu, [head, *rows], place=NANYANG, at=course.later())
    assert made.wrong == 0, errors_of(made)
    assert "2 件点单中适用 1 件" in str(found.doubts[0][1].words)
    with pytest.raises(refusals.AskedFirst):
        taking.take(made, liu, at=course.later())
    taking.take(made, liu, at=course.later(), looked=True)
    assert {(row.sort, row.urgency, row.do) for row in Rule.objects.all()} == {
        ("light", 0, "review"),
        ("", 3, "escalate"),
    }
    _data, out = file_from(looked_at_by(liu), "needs-rules")
    again, _found = checked(liu, out, place=NANYANG, at=course.later())
    assert (again.known, again.good, again.wrong) == (2, 0, 0), "what stands is not written twice"


def test_nobody_makes_rules_for_another_area_by_a_file(course):
    draught = actions.Draught("330402101223", "", 0, "review", date(2022, 3, 1))
    with pytest.raises(Many) as found:
        actions.make_rules(liu, [draught], at=course.later())
    assert isinstance(found.value.errors[0].refusal, Denied)


@pytest.fixture
def board(course):
    """Two requests that seek somebody, and 孙晓 who can do them."""
    home = Newcomer(Details("孙晓", label="孙晓"), NANYANG)
    [entry] = register_people(liu, [home], on=worlds.TODAY, at=course.later())
    listed = grids.Registration(
        entry.deed.person, NANYANG, grids.Offer("party-member", ("electrics",))
    )
    grids.register_members(liu, [listed], at=course.later())
    for _number in range(2):
        raised(course)
        actions.review_need(liu, need=course.need, at=course.later())
    return entry.deed.person


def test_a_dispatch_list_goes_out_with_reasons_and_comes_back_as_offers(
    course, board, looked_at_by
):
    _data, rows = file_from(looked_at_by(liu), "dispatch")
    assert rows[0][0] == "点单编号" and "孙晓" in rows[1]
    made, _found = checked(liu, rows, place=NANYANG, at=course.later())
    assert (made.target, made.wrong) == ("dispatch", 0), errors_of(made)
    taking.take(made, liu, at=course.later())
    assert {one.helper for one in Offer.objects.all()} == {board}
    assert Offer.objects.count() == len(rows) - 1


def test_a_dispatch_list_with_errors_asks_nobody(course, board, looked_at_by):
    _data, rows = file_from(looked_at_by(liu), "dispatch")
    wrong = [rows[1][:], rows[1][:], rows[1][:]]
    wrong[1][0] = "ZZZZZ-ZZZZZ"
    wrong[2][4] = "没有这个人"
    made, _found = checked(liu, [rows[0], *wrong], place=NANYANG, at=course.later())
    assert [code for _row, _column, code in errors_of(made)] == [
        "needs.no-such-need",
        "sheets.nobody",
    ]
    with pytest.raises(refusals.StillErrors):
        taking.take(made, liu, at=course.later())
    assert not Offer.objects.exists()
