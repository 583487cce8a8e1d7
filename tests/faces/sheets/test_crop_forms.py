"""An agriculture bureau's sowing form fills itself, crop by crop, with evidence for each cell."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from gongfu.domains.fields import actions
from gongfu.faces.sheets.forms import refusals, registering, using
from gongfu.faces.sheets.forms.registering import Terms
from gongfu.faces.sheets.forms.suggesting import Suggestion
from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import figure_named
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.measures.periods import period
from tests.domains.fields.worlds import DISTRICT, Cooperative, at, officer, stranger
from tests.faces.sheets import books

pytestmark = pytest.mark.slow
AT = moment(date(2021, 12, 20), 10)
YEAR = period("2021")
TERMS = Terms("农作物播种面积和产量年报", "农业农村局", date(2022, 6, 30), 1, 60, 14)
PICKED, CUT = date(2021, 5, 10), date(2021, 11, 5)


def sowing_form():
    """Return a form with two-level headings, merged cells, and crops grouped at the side."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "播种表"
    for row in (
        ["农作物播种面积和产量"],
        ["填报单位：", None, None, None, "填报日期：   年  月  日"],
        ["作物", None, "播种面积", None, "总产量（吨）", "亩产量（公斤/亩）"],
        [None, None, "本年（亩）", "本年（公顷）"],
        ["粮食", "早稻"],
        [None, "晚稻"],
        ["瓜果", "甜瓜"],
        [None, "香瓜"],
        [None, "火龙果"],
        ["合计"],
    ):
        sheet.append(row)
    for area in ("A1:F1", "A3:B4", "C3:D3", "E3:E4", "F3:F4", "A5:A6", "A7:A9", "A10:B10"):
        sheet.merge_cells(area)
    return books.saved(book)


@pytest.fixture
def form(db, settings):
    """A cooperative that grew 10 mu of melon and then rice, and the form, bound by itself."""
    settings.GONGFU_SMALL_GROUP = 5
    coop = Cooperative()
    plot = coop.plot("A1", 10)
    melon = coop.sow(plot)
    coop.weigh(melon, 30_000, PICKED)
    actions.clear_crops(coop.head, [melon], on=PICKED, at=at(PICKED, 20))
    rice = coop.sow(plot, "late-rice", on=date(2021, 6, 26), when=at(date(2021, 7, 1)))
    coop.weigh(rice, 11_001, CUT)
    made = registering.register(officer, TERMS, "播种.xlsx", sowing_form(), place=DISTRICT, at=AT)
    registering.accept(officer, made, at=AT)
    return made


def bound_of(form):
    return {(one.row, one.column): one for one in form.bound_set.all()}


def filled(form, viewer=officer):
    occasion = using.occasion_for(viewer, form, DISTRICT, YEAR, AT)
    made = using.fill(form, occasion, purpose="按期报送")
    return made, openpyxl.load_workbook(io.BytesIO(using.body_of(viewer, made, at=AT)))


def test_a_cell_is_bound_to_the_crop_beside_it_and_the_figure_above(form):
    found = bound_of(form)
    assert (found[5, 2].what, found[5, 2].detail, found[5, 2].scale) == (
        "fields.sown-area", "crop=late-rice", 1,
    )  # fmt: skip
    assert (found[5, 3].detail, found[5, 3].scale) == ("crop=late-rice", 15)
    assert (found[6, 4].what, found[6, 4].detail, found[6, 4].scale) == (
        "fields.harvest", "crop=melon", 2000,
    )  # fmt: skip
    assert found[7, 2].detail == "crop=melon", "another word for melon"
    assert (found[9, 2].what, found[9, 2].detail) == ("fields.sown-area", "")


def test_neither_a_crop_that_no_list_has_nor_what_one_mu_brings_is_taken_for_the_whole(form):
    found = bound_of(form)
    assert not [at for at in found if at[0] == 8], "火龙果 is on no list"
    assert not [at for at in found if at[1] == 5 and at[0] > 3], "亩产量 is no harvest"


def test_the_form_fills_itself_by_crop_and_keeps_its_merged_cells(form):
    _made, book = filled(form)
    sheet = book["播种表"]
    assert (sheet["C6"].value, sheet["C7"].value, sheet["C10"].value) == (10, 10, 20)
    assert sheet["D6"].value == pytest.approx(10 / 15)
    assert (sheet["E6"].value, sheet["E7"].value) == (5.5005, 15)
    before = openpyxl.load_workbook(io.BytesIO(sowing_form()))["播种表"]
    assert sheet.merged_cells.ranges == before.merged_cells.ranges


def test_a_cell_leads_to_the_page_of_its_part(form):
    _made, book = filled(form)
    rows = list(book.worksheets[-1].iter_rows())
    words = ["".join(str(cell.value) for cell in one) for one in rows]
    row = next(one for one, said in zip(rows, words, strict=True) if "产量 · 甜瓜" in said)
    links = [cell.hyperlink.target for cell in row if cell.hyperlink and cell.hyperlink.target]
    assert any("/fields.harvest/" in one and "crop=melon" in one for one in links), links


def test_the_parts_are_those_of_the_figure_counted_by_hand(form):
    question = Question(figure_named("fields.sown-area"), DISTRICT, YEAR)
    assert asking.ask(question).value == Decimal(20)
    assert asking.by_item(question, dimension="crop") == {
        "melon": Decimal(10), "late-rice": Decimal(10),
    }  # fmt: skip
    harvest = Question(figure_named("fields.harvest"), DISTRICT, YEAR)
    assert asking.ask(harvest).value == 41_001


@pytest.mark.parametrize(
    ("what", "detail"),
    [
        ("fields.sown-area", "crop=dragon-fruit"),
        ("fields.sown-area", "buyer=shop"),
        ("fields.sown-area", "crop"),
        ("keys.visits", "crop=melon"),
    ],
)
def test_a_part_that_the_figure_does_not_have_is_refused(form, what, detail):
    before = form.bound_set.count()
    one = Suggestion(8, 2, "", "figure", what, detail)
    with pytest.raises(refusals.NoSuchItem):
        registering.bind(officer, form, "播种表", one, at=AT)
    assert form.bound_set.count() == before


def test_a_part_is_chosen_by_hand_on_the_page(form, looked_at_by):
    client = looked_at_by(officer)
    address = reverse("form-bind", args=[form.id])
    given = {"part": "播种表", "row": 8, "column": 2, "source": "figure:fields.sown-area"}
    assert client.post(address, {**given, "item": "buyer=shop"}).status_code == 422
    assert client.post(address, {**given, "item": "crop=watermelon"}).status_code == 302
    assert bound_of(form)[8, 2].detail == "crop=watermelon"
    page = client.get(address, {"part": "播种表", "cell": "8.2"})
    text = page.content.decode()
    assert 'value="crop=watermelon" selected' in text and "西瓜" in text
    assert len(page.content) <= 60_000


def test_a_stranger_points_at_nothing(form, looked_at_by):
    assert looked_at_by(stranger).get(reverse("form-bind", args=[form.id])).status_code == 404
