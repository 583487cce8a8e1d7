"""The secretary sends a workbook, points, sees what is wrong, records; a colleague compares."""

from __future__ import annotations

import io
from datetime import date, time, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.domains.keys.models import Visit
from gongfu.faces.sheets.models import Import, Layout
from gongfu.faces.web.sheets import imports
from gongfu.faces.web.shell import clock
from gongfu.kernel.ledger import reading
from tests import worlds
from tests.faces.sheets import books

pytestmark = pytest.mark.slow
ROW = ("周秀英", "朱水源", date(2021, 9, 16), "9:30", time(10), "都好")


@pytest.fixture
def looked(looked_at_by, monkeypatch):
    books.named_team()
    monkeypatch.setattr(clock, "now", lambda: worlds.MORNING + timedelta(hours=9))
    monkeypatch.setattr(imports, "viewer_for", lambda _person: worlds.liu)
    return looked_at_by


def send(client, data, name="走访.xlsx"):
    return client.post(reverse("sheets"), {"file": SimpleUploadedFile(name, data)})


def words(answer):
    return answer.content.decode()


def form_of(made, **changes):
    columns = {f"column-{name}": at for name, at in made.plan["columns"].items()}
    plan = {"target": made.target, "sheet": made.plan["sheet"], "first": made.plan["first"] + 1}
    return {**plan, "height": made.plan["height"], **columns, **changes}


def test_from_the_file_to_the_record_and_next_month_in_one_step(looked):
    liu = looked(worlds.liu)
    answer = send(liu, books.slips(ROW))
    made = Import.objects.get()
    assert answer.url == reverse("sheet", args=[made.id])
    page = words(liu.get(answer.url))
    assert "哪一列是什么" in page and "B · 服务对象" in page
    liu.post(reverse("sheet-columns", args=[made.id]), form_of(made))
    assert "没有错误。您确认之后才会入账。" in words(liu.get(answer.url))
    assert Visit.objects.count() == 0
    liu.post(reverse("sheet-take", args=[made.id]))
    assert Visit.objects.count() == 1
    page = words(liu.get(answer.url))
    assert "已入账 1 行" in page and reverse("record", args=[reading.size()]) in page
    assert liu.post(reverse("sheet-take", args=[made.id])).url == answer.url
    later = ("吴阿婆", "朱水源", date(2021, 9, 16), "11:00", "11:20", "都好")
    answer = send(liu, books.slips(ROW, later))
    page = words(liu.get(answer.url))
    assert "没有错误" in page and "以前已入账" in page
    assert Layout.objects.count() == 1


def test_what_is_wrong_is_shown_and_comes_back_marked(looked):
    liu = looked(worlds.liu)
    send(liu, books.slips(ROW, ("<b>谁</b>", *ROW[1:])))
    made = Import.objects.get()
    liu.post(reverse("sheet-columns", args=[made.id]), form_of(made))
    page = words(liu.get(reverse("sheet", args=[made.id])))
    assert "走访!B5" in page and "&lt;b&gt;谁&lt;/b&gt;" in page and "<b>谁" not in page
    answer = liu.get(reverse("sheet-marked", args=[made.id]))
    assert "attachment" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["走访"]
    assert sheet["B5"].comment is not None
    refused = liu.post(reverse("sheet-take", args=[made.id]))
    assert (refused.status_code, Visit.objects.count()) == (422, 0)
    liu.post(reverse("sheet-take", args=[made.id]), {"rows": "good"})
    assert Visit.objects.count() == 1


def test_a_missing_column_or_strange_numbers_are_refused_in_words(looked):
    liu = looked(worlds.liu)
    send(liu, books.slips(ROW))
    made = Import.objects.get()
    path = reverse("sheet-columns", args=[made.id])
    answer = liu.post(path, form_of(made, **{"column-keeper": ""}))
    assert answer.status_code == 422 and "请指出哪一列是" in words(answer)
    for changes in ({"first": "x"}, {"first": "999"}, {"height": "9"}):
        assert liu.post(path, form_of(made, **changes)).status_code == 422
    assert liu.post(path, form_of(made, target="nothing")).status_code == 404


def test_another_target_suggests_its_own_columns(looked):
    liu = looked(worlds.liu)
    send(liu, books.slips(ROW))
    made = Import.objects.get()
    page = words(liu.get(reverse("sheet-columns", args=[made.id]), {"target": "keepers"}))
    assert "加入钥匙帮登记表" in page and "C · 钥匙保管人" in page


def test_files_that_mean_harm_are_refused_on_the_page(looked):
    liu = looked(worlds.liu)
    for data in (b"\x89PNG\0", b"PK\x03\x04", b" "):
        answer = send(liu, data)
        assert answer.status_code == 422 and 'role="alert"' in words(answer)
    assert liu.post(reverse("sheets")).status_code == 422
    assert not Import.objects.exists()


def test_old_slips_are_recorded_by_the_colleague_who_compared_them(looked):
    liu = looked(worlds.liu)
    send(liu, books.slips(("周秀英", "朱水源", date(2021, 9, 3), "9:30", "10:00", "都好")))
    made = Import.objects.get()
    liu.post(reverse("sheet-columns", args=[made.id]), form_of(made))
    path = reverse("sheet", args=[made.id])
    assert "请同事核对" in words(liu.get(path))
    assert looked(worlds.chen).get(path).status_code == 404
    looked(worlds.liu).post(reverse("sheet-take", args=[made.id]))
    assert Import.objects.get().state == "waits" and Visit.objects.count() == 0
    assert looked(worlds.outside).get(path).status_code == 404
    chen = looked(worlds.chen)
    assert path in words(chen.get(reverse("sheets")))
    assert "已核对，入账 1 行" in words(chen.get(path))
    chen.post(reverse("sheet-take", args=[made.id]))
    assert Import.objects.get().second == worlds.CHEN
    entry = reading.numbered([reading.size()])[0]
    assert (Visit.objects.count(), entry.by) == (1, worlds.LIU)


def test_what_one_sends_is_for_nobody_else(looked):
    send(looked(worlds.liu), books.slips(ROW))
    made = Import.objects.get()
    for who in (worlds.chen, worlds.outside, worlds.stranger):
        for name in ("sheet", "sheet-columns", "sheet-marked"):
            assert looked(who).get(reverse(name, args=[made.id])).status_code == 404


def test_a_file_is_forgotten_when_one_says_so(looked):
    liu = looked(worlds.liu)
    send(liu, books.slips(ROW))
    made = Import.objects.get()
    liu.post(reverse("sheet-drop", args=[made.id]))
    made.refresh_from_db()
    assert (made.state, bytes(made.body)) == ("dropped", b"")
    assert liu.get(reverse("sheet-columns", args=[made.id])).status_code == 404


def test_an_empty_sheet_of_a_target_can_be_had_and_taken_back_in(looked):
    liu = looked(worlds.liu)
    answer = liu.get(reverse("sheet-blank", args=["visits"]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    book.active.append(["周秀英", "朱水源", date(2021, 9, 16), "9:30", "10:00", None, "都好"])
    send(liu, books.saved(book))
    made = Import.objects.get()
    assert (made.target, len(made.plan["columns"])) == ("visits", 8)


def test_the_pages_are_light(looked):
    liu = looked(worlds.liu)
    send(liu, books.slips(*[ROW] * 60))
    made = Import.objects.get()
    for name in ("sheet-columns", "sheets", "sheet"):
        path = reverse(name, args=[made.id] if name != "sheets" else [])
        with CaptureQueriesContext(connection) as asked:
            answer = liu.get(path)
        assert answer.status_code == 200 and len(asked) <= 25
        assert len(answer.content) <= 60_000
