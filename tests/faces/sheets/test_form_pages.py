"""The officer registers a form and points; the secretary fills it in three taps."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.faces.sheets.forms import using
from gongfu.faces.sheets.models import Filling, Form
from gongfu.faces.web.shell import clock
from gongfu.kernel.rights.viewers import PUBLIC
from tests import worlds
from tests.faces.sheets import books
from tests.faces.sheets.test_forms import lists, officer, report

pytestmark = pytest.mark.slow
TERMS = {"title": "敬老服务月报", "issuer": "民政局", "until": "2022-06-30", "times": "12",
         "minutes": "30", "people": "143"}  # fmt: skip


@pytest.fixture
def looked(looked_at_by, monkeypatch, settings):
    settings.GONGFU_SMALL_GROUP = 1
    people = books.named_team()
    worlds.visit(worlds.keeper(people["朱水源"]), people["周秀英"], ended_at=worlds.MORNING)
    monkeypatch.setattr(clock, "now", lambda: worlds.MORNING + timedelta(hours=9))
    return looked_at_by


def register(client, data=None, name="月报.xlsx", **changes):
    file = SimpleUploadedFile(name, data or report())
    return client.post(reverse("form-new"), {**TERMS, "file": file, **changes})


def words(answer):
    return answer.content.decode()


@pytest.fixture
def form(looked):
    client = looked(officer)
    register(client)
    found = Form.objects.get()
    client.post(reverse("form-accept", args=[found.id]))
    return found


def test_an_officer_registers_points_and_sees_what_is_suggested(looked):
    client = looked(officer)
    answer = register(client)
    form = Form.objects.get()
    assert answer.url == reverse("form-bind", args=[form.id])
    page = words(client.get(answer.url))
    assert 'class="likely"' in page and 'class="open"' in page and 'colspan="5"' in page
    assert "接受全部" in page
    editor = words(client.get(answer.url, {"part": "月报", "cell": "4.2"}))
    assert "可能是：" in editor and 'value="figure:keys.visits" selected' in editor
    client.post(reverse("form-accept", args=[form.id]))
    assert 'class="bound"' in words(client.get(answer.url))


def test_a_cell_is_bound_by_hand_freed_and_what_cannot_be_is_refused(looked, form):
    client = looked(officer)
    path = reverse("form-bind", args=[form.id])
    given = {"part": "月报", "row": "7", "column": "2", "source": "figure:keys.volunteers"}
    assert client.post(path, given).status_code == 302
    bound = form.bound_set.get(row=7, column=2)
    assert (bound.what, bound.by) == ("keys.volunteers", officer.person)
    client.post(path, {**given, "do": "free"})
    assert not form.bound_set.filter(row=7, column=2).exists()
    new = {**given, "source": "new", "owner": "SEC", "grain": "once"}
    client.post(path, new)
    assert form.bound_set.get(row=7, column=2).sort == "field"
    for changes in ({"source": ""}, {"row": "x"}, {"scale": "0"}, {"row": "0", "column": "0"},
                    {"at_period": "bald"}, {"at_place": "1"}):  # fmt: skip
        answer = client.post(path, {**given, **changes})
        assert answer.status_code == 422 and 'role="alert"' in words(answer)


def test_three_taps_fill_a_form(looked, form):
    client = looked(worlds.liu)
    assert reverse("form", args=[form.id]) in words(client.get(reverse("forms")))
    path = reverse("form", args=[form.id])
    page = words(client.get(path, {"period": "2021-09"}))
    assert "自动填好" in page and "月报!C8" in page
    values = {"place": worlds.NANYANG, "period": "2021-09", "purpose": "return"}
    answer = client.post(reverse("form-fill", args=[form.id]), values)
    made = Filling.objects.get()
    assert answer.url == reverse("filling", args=[made.id])
    assert reverse("filling-file", args=[made.id]) in words(client.get(answer.url))
    file = client.get(reverse("filling-file", args=[made.id]))
    sheet = openpyxl.load_workbook(io.BytesIO(file.content))["月报"]
    assert (sheet["C5"].value, made.purpose) == (1, "按期报送")
    assert made.id in words(client.get(reverse("fillings")))
    form.refresh_from_db()
    assert (form.used_on, form.used_by) == (worlds.TODAY, worlds.NANYANG)


def test_only_what_changed_is_asked(looked, form):
    officer_client = looked(officer)
    values = {"owner": "SEC", "grain": "month"}
    officer_client.post(reverse("form-by-hand", args=[form.id]), values)
    client = looked(worlds.liu)
    path = reverse("form", args=[form.id])
    page = words(client.get(path, {"period": "2021-08"}))
    assert "只请您填这几项" in page
    [code] = re.findall(r'name="field-(\w+)"', page)[:1]
    answers = {"place": worlds.NANYANG, "period": "2021-08", "do": "write", f"field-{code}": "3365"}
    client.post(reverse("form-answers", args=[form.id]), answers)
    page = words(client.get(path, {"period": "2021-09"}))
    assert 'value="3365"' in page and "没有变化" in page
    client.post(
        reverse("form-answers", args=[form.id]),
        {"place": worlds.NANYANG, "period": "2021-09", "do": "same"},
    )
    assert f"field-{code}" not in words(client.get(path, {"period": "2021-09"}))


def test_everybody_sees_what_forms_cost_and_only_offices_fill_them(looked, form):
    page = words(looked(PUBLIC).get(reverse("forms")))
    assert "敬老服务月报" in page and "民政局" in page and "858" in page
    path = reverse("form", args=[form.id])
    assert "填好这张表" not in words(looked(PUBLIC).get(path))
    assert looked(worlds.stranger).post(reverse("form-fill", args=[form.id])).status_code == 404
    assert looked(worlds.zhu).get(reverse("form-new")).status_code == 404
    elsewhere = {"place": worlds.NANYANG, "period": "2021-09", "purpose": "return"}
    answer = looked(worlds.outside).post(reverse("form-fill", args=[form.id]), elsewhere)
    assert answer.status_code == 403 and not Filling.objects.exists()


def test_what_somebody_filled_is_for_nobody_else(looked, form):
    values = {"place": worlds.NANYANG, "period": "2021-09", "purpose": "return"}
    looked(worlds.liu).post(reverse("form-fill", args=[form.id]), values)
    made = Filling.objects.get()
    for name in ("filling", "filling-file"):
        assert looked(worlds.chen).get(reverse(name, args=[made.id])).status_code == 404


def test_a_list_of_many_people_goes_out_by_two(looked, monkeypatch):
    monkeypatch.setattr(using, "_MOST_PEOPLE", 1)
    register(looked(officer), lists(), "名册.xlsx")
    form = Form.objects.get()
    looked(officer).post(reverse("form-accept", args=[form.id]))
    values = {"place": worlds.NANYANG, "period": "2021-09", "purpose": "check"}
    looked(worlds.liu).post(reverse("form-fill", args=[form.id]), values)
    made = Filling.objects.get()
    path = reverse("filling", args=[made.id])
    assert "要第二人同意" in words(looked(worlds.liu).get(path))
    assert path in words(looked(worlds.chen).get(reverse("fillings")))
    looked(worlds.chen).post(reverse("filling-confirm", args=[made.id]))
    assert looked(worlds.liu).get(reverse("filling-file", args=[made.id])).status_code == 200


def test_without_issuer_end_or_purpose_nothing_happens(looked, form):
    client = looked(officer)
    for changes in ({"issuer": ""}, {"until": "gestern"}, {"until": "2020-01-01"}, {"times": "x"}):
        answer = register(client, **changes)
        assert answer.status_code == 422 and 'value="敬老服务月报"' in words(answer)
    assert Form.objects.count() == 1
    values = {"place": worlds.NANYANG, "period": "2021-09"}
    answer = looked(worlds.liu).post(reverse("form-fill", args=[form.id]), values)
    assert answer.status_code == 422


def test_a_form_is_renewed_and_closed(looked, form):
    client = looked(officer)
    key = "00000000-0000-4000-8000-000000000001"
    path = reverse("form-change", args=[form.id])
    client.post(path, {**TERMS, "until": "2022-12-31", "key": key})
    form.refresh_from_db()
    assert form.until.year == 2022 and form.until.month == 12
    client.post(reverse("form-close", args=[form.id]))
    assert "已停用" in words(client.get(reverse("form", args=[form.id])))
    values = {"place": worlds.NANYANG, "period": "2021-09", "purpose": "return"}
    answer = looked(worlds.liu).post(reverse("form-fill", args=[form.id]), values)
    assert answer.status_code == 422 and "不再要了" in words(answer)


def test_the_pages_are_light(looked, form):
    client = looked(officer)
    for name, asked in (
        ("form-bind", {"cell": "4.2", "part": "月报"}),
        ("form", {}),
        ("forms", {}),
    ):
        path = reverse(name, args=[form.id] if name != "forms" else [])
        client.get(path, asked)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path, asked)
        assert answer.status_code == 200
        assert (name, len(queries)) <= (name, 25)
        assert len(answer.content) <= 60_000
