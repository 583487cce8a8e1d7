"""A cooperative's own workbooks: plots, weighings and sales, in whichever unit they are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from gongfu.domains.fields.models import Batch, Member, Plot, Work
from gongfu.faces.sheets.importing import refusals, taking
from gongfu.faces.sheets.targets import TARGETS, targets_of
from gongfu.kernel.ledger import reading
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.vault import Details
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from tests.domains.fields.worlds import BEGAN, JIN, JINXING, KG, Cooperative, at, secretary
from tests.faces.sheets import books

pytestmark = pytest.mark.django_db
PICKED, EVENING = date(2021, 5, 10), at(date(2021, 5, 10), 18)


@pytest.fixture
def coop():
    return Cooperative()


@pytest.fixture
def melon(coop):
    return coop.sow(coop.plot("A1", 10))


def take(code, viewer, *rows, when=EVENING):
    return TARGETS[code].take(viewer, rows, at=when, key="sheet", second="")


def newcomers(count):
    """Register people of the village who belong to no household."""
    people = [Newcomer(Details(f"新{n}", label=f"新{n}"), JINXING) for n in range(count)]
    entries = register_people(secretary, people, on=BEGAN, at=at(BEGAN, 8))
    return [str(entry.deed.person) for entry in entries]


def plot(coop, **changes):
    row = {"cooperative": coop.id, "tag": "B1", "area": Decimal("6.85"), "unit": "mu"}
    return {**row, "since": BEGAN, "cover": "greenhouse", **changes}


def weighing(coop, **changes):
    row = {"cooperative": coop.id, "tag": "A1", "on": PICKED, "weight": Decimal(2000)}
    return {**row, "unit": "jin", **changes}


def test_plots_are_read_in_mu_and_in_hectares_with_who_contracts_them(coop):
    take(
        "plots",
        coop.head,
        plot(coop, household=coop.anna.person, lessor="collective"),
        plot(coop, tag="B2", area=Decimal("0.5"), unit="ha"),
    )
    rows = {row.tag: (row.area, row.household) for row in Plot.objects.all()}
    assert rows == {"B1": (685, coop.first), "B2": (750, "")}
    assert Plot.objects.get(tag="B1").lessor == "collective"


def test_wrong_plots_are_named_by_line_and_nothing_is_written(coop):
    stranger = secretary.person
    with pytest.raises(Many) as found:
        take(
            "plots",
            coop.head,
            plot(coop),
            plot(coop, cooperative="another"),
            plot(coop, tag="B3", household=stranger),
            plot(coop, tag="B4", area=Decimal("0.001")),
        )
    assert [(one.line, one.refusal.code) for one in found.value.errors] == [
        (2, "sheets.one-cooperative"),
        (3, "sheets.no-household"),
        (4, "measures.too-fine"),
    ]
    assert not Plot.objects.exists()
    with pytest.raises(Denied):
        take("plots", coop.anna, plot(coop))


def test_a_weighing_finds_the_crop_that_stood_there_that_day(coop, melon):
    entries = take("harvests", coop.head, weighing(coop), weighing(coop, unit="kg"))
    assert [entry.deed.grams for entry in entries] == [2000 * JIN, 2000 * KG]
    assert {entry.deed.sowing for entry in entries} == {melon}


def test_weighings_of_nothing_are_refused_by_line(coop, melon):
    with pytest.raises(Many) as found:
        take(
            "harvests",
            coop.head,
            weighing(coop),
            weighing(coop, tag="Z9"),
            weighing(coop, on=date(2020, 12, 1)),
            weighing(coop, crop="late-rice"),
        )
    assert {(one.line, one.refusal.code) for one in found.value.errors} == {
        (line, "sheets.nothing-stood") for line in (2, 3, 4)
    }
    assert not Batch.objects.exists()


def test_a_harvest_that_cannot_be_is_asked_about_before_it_is_written(coop, melon):
    rows = [weighing(coop), weighing(coop, weight=Decimal(90_000))]
    asked = TARGETS["harvests"].doubts(coop.head, rows, PICKED)
    assert [(one.line, one.column) for one in asked] == [(2, "weight")]
    assert not Batch.objects.exists()
    entries = take("harvests", coop.head, *rows)
    assert [bool(entry.deed.doubts) for entry in entries] == [False, True]


def test_nobody_reads_what_stands_on_anothers_plot_through_a_sheet(coop, melon):
    with pytest.raises(Many):
        take("harvests", coop.ben, weighing(coop))
    assert not Batch.objects.exists()


def test_sales_are_taken_and_a_sale_before_its_harvest_is_refused(coop, melon):
    batch = coop.weigh(melon, 2000, PICKED)
    row = {"batch": batch.lower(), "on": PICKED, "weight": Decimal(500), "unit": "kg"}
    row |= {"amount": Decimal("2800.50"), "buyer": "wholesale", "voucher": True}
    with pytest.raises(Many) as found:
        take("sales", coop.head, row, {**row, "on": date(2021, 5, 1)}, {**row, "batch": "NONE"})
    assert [(one.line, one.refusal.code) for one in found.value.errors] == [
        (2, "fields.before-harvest"),
        (3, "fields.no-such-batch"),
    ]
    assert not Work.objects.filter(sort="sold").exists()
    (entry,) = take("sales", coop.head, row, when=at(PICKED, 19))
    assert (entry.deed.grams, entry.deed.amount_fen, entry.evidence.value) == (
        500 * KG,
        280_050,
        "C",
    )
    asked = TARGETS["sales"].doubts(coop.head, [{**row, "amount": Decimal(28_000)}], PICKED)
    assert [(one.line, one.column) for one in asked] == [(1, "amount")]


def test_who_leads_a_cooperative_is_offered_them_and_another_office_no_sales(coop):
    codes = {one.code for one in targets_of(coop.head)}
    assert {"plots", "harvests", "sales"} <= codes
    assert "sales" not in {one.code for one in targets_of(secretary)}


def workbook(*rows):
    """Return a workbook as a cooperative keeps it: a title, headings, rows, a note below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["采收过磅登记"])
    sheet.merge_cells("A1:F1")
    sheet.append(["合作社名称", "地块编号", "作物", "过磅日期", "净重", "计量单位"])
    for one in rows:
        sheet.append(list(one))
    sheet.append(["注：早晨过磅"])
    return books.saved(book)


@pytest.mark.slow
def test_a_cooperatives_workbook_is_recognised_asked_about_and_taken(coop, melon):
    rows = [
        ("金星甜瓜合作社", "A1", "甜瓜", "2021-05-10", 2000, "斤"),
        ("金星甜瓜合作社", "A1", "甜瓜", "2021-05-10", 60000, "公斤"),
    ]
    made = taking.send(coop.head, "过磅.xlsx", workbook(*rows), place=coop.place, at=EVENING)
    assert made.target == "harvests"
    before = reading.size()
    taking.check(made, coop.head, at=EVENING)
    assert (made.good, made.wrong, made.doubts) == (2, 0, 1), taking.report_of(made).errors
    assert reading.size() == before
    with pytest.raises(refusals.AskedFirst):
        taking.take(made, coop.head, at=EVENING)
    entries = taking.take(made, coop.head, at=EVENING, looked=True)
    assert [entry.deed.grams for entry in entries] == [2000 * JIN, 60_000 * KG]


def test_a_list_of_members_makes_households_members_with_their_capital(coop):
    ids = newcomers(3)
    housed = [
        {"household": "1", "who": ids[0], "position": "head"},
        {"household": "1", "who": ids[1]},
        {"household": "2", "who": ids[2], "on": BEGAN},
    ]
    formed = take("households", secretary, *housed)
    assert len(formed) == 3
    joined = take(
        "coop-members",
        secretary,
        {"cooperative": coop.id, "who": ids[1], "capital": Decimal("5000.50"), "on": BEGAN},
        {"cooperative": coop.id, "who": ids[2]},
    )
    assert len(joined) == 2
    rows = Member.objects.filter(household__in=[entry.deed.household for entry in joined])
    assert sorted(row.capital_fen for row in rows) == [0, 500_050]


def test_households_and_members_that_cannot_be_are_named_by_line(coop):
    ids = newcomers(2)
    with pytest.raises(Many) as found:
        take(
            "households",
            secretary,
            {"household": "1", "who": ids[0]},
            {"household": "2", "who": coop.anna.person},
            {"household": "3", "who": "nobody"},
            {"household": "3", "who": ids[1]},
        )
    assert [(one.line, one.refusal.code) for one in found.value.errors] == [
        (3, "people.unknown-person")
    ]
    with pytest.raises(Many) as found:
        take(
            "households",
            secretary,
            {"household": "1", "who": ids[0]},
            {"household": "2", "who": coop.anna.person},
            {"household": "3", "who": ids[0]},
        )
    assert [(one.line, one.refusal.code) for one in found.value.errors] == [
        (2, "people.in-household"),
        (3, "people.in-household"),
    ]
    with pytest.raises(Many) as found:
        take(
            "coop-members",
            coop.head,
            {"cooperative": coop.id, "who": ids[0]},
            {"cooperative": coop.id, "who": coop.anna.person},
        )
    assert [(one.line, one.refusal.code) for one in found.value.errors] == [
        (1, "sheets.no-household")
    ]
    with pytest.raises(Many) as found:
        take("households", coop.head, {"household": "1", "who": ids[0]})
    assert isinstance(found.value.errors[0].refusal, Denied)
