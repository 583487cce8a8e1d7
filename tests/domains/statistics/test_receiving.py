"""Receiving official values: what is recorded, what is refused, what is asked about."""

from datetime import date
from decimal import Decimal

import pytest

from gongfu.domains.statistics import actions, queries
from gongfu.domains.statistics.models import PublicationWords, Value
from gongfu.domains.statistics.rules import doubts, lists, periods, units
from gongfu.domains.statistics.rules import publications as publication_rules
from gongfu.domains.statistics.rules import values as rules
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Evidence
from gongfu.kernel.measures.periods import NotAPeriod
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.viewers import PUBLIC
from tests.domains.statistics import worlds
from tests.domains.statistics.worlds import (
    DISTRICT,
    JIAXING,
    MORNING,
    TODAY,
    ZHEJIANG,
    elsewhere,
    line,
    liu,
    publication,
    receive,
    shen,
    stranger,
)

pytestmark = pytest.mark.django_db


def gdp(value="345.25", unit="100m-yuan", period="2021-H1", **changes):
    return line("gdp", period, value, unit, **changes)


def refusal_of(*lines):
    """Return the refusals of a list that is refused, and check that it left no trace."""
    before = reading.size()
    with pytest.raises(Many) as caught:
        receive(*lines)
    assert reading.size() == before
    assert not Value.objects.filter(number__gt=before).exists()
    return [(error.line, type(error.refusal)) for error in caught.value.errors]


def test_a_value_is_received_with_period_basis_status_and_publication():
    entry = receive(gdp(page="2"))[0]
    deed = entry.deed
    assert (deed.place, deed.series, deed.period, deed.basis) == (
        DISTRICT,
        "gdp",
        "2021-H1",
        "half",
    )
    assert (str(deed.value), deed.unit, deed.status) == ("345.25", "100m-yuan", "preliminary")
    assert (deed.document, deed.page) == (publication(), "2")
    assert deed.published_on == worlds.REPORT_DAY and deed.on == TODAY
    assert entry.evidence is Evidence.C and deed.doubt == ()
    assert queries.newest(PUBLIC, DISTRICT)[0].number == entry.number


def test_a_value_is_kept_in_the_unit_of_its_series_exactly_as_printed():
    entries = receive(
        gdp("3452500", "10k-yuan"),
        gdp("34525000000", "yuan", "2021-Q1"),
        gdp("345.20", "100m-yuan", "2020"),
        line("population", "2020", "55.160", "10k-people"),
    )
    assert [str(e.deed.value) for e in entries] == ["345.25", "345.25", "345.20", "55.160"]


def test_the_same_return_twice_is_recorded_once():
    first = receive(gdp(), line("gdp-growth", "2021-H1", "13.9", "percent"))
    size = reading.size()
    assert receive(gdp(), line("gdp-growth", "2021-H1", "13.9", "percent")) == first
    assert receive(gdp("345.250")) == first[:1]
    assert reading.size() == size


def test_another_value_for_the_same_is_refused_and_named():
    number = receive(gdp())[0].number
    before = reading.size()
    with pytest.raises(rules.AlreadyReceived) as caught:
        actions.receive_value(shen, gdp("345.26"), place=DISTRICT, at=MORNING)
    assert caught.value.values == {"value": "345.25", "number": number}
    assert reading.size() == before


def test_part_of_the_year_and_the_year_to_date_are_different_values():
    income = line("urban-disposable-income", "2020-Q3", "48442", "yuan-per-head", area=JIAXING)
    to_date = income._replace(to_date=True)
    quarter = income._replace(value=Decimal(15000))
    entries = receive(to_date, quarter)
    assert [e.deed.basis for e in entries] == ["to-date", "quarter"]


@pytest.mark.parametrize(
    ("text", "to_date", "period", "basis"),
    [
        ("2021", False, "2021", "year"),
        ("2021-Q4", True, "2021", "year"),
        ("2021-12", True, "2021", "year"),
        ("2021-H2", True, "2021", "year"),
        ("2021-H1", True, "2021-H1", "half"),
        ("2021-Q2", True, "2021-H1", "half"),
        ("2021-06", True, "2021-H1", "half"),
        ("2021-Q1", True, "2021-Q1", "quarter"),
        ("2021-03", True, "2021-Q1", "quarter"),
        ("2021-01", True, "2021-01", "month"),
        ("2021-Q3", True, "2021-Q3", "to-date"),
        ("2021-09", True, "2021-Q3", "to-date"),
        ("2021-08", True, "2021-08", "to-date"),
        ("2021-Q3", False, "2021-Q3", "quarter"),
        ("2021-08", False, "2021-08", "month"),
        ("2020-11-01", False, "2020-11-01", "day"),
    ],
)
def test_each_span_is_written_in_one_way(text, to_date, period, basis):
    found = periods.span(text, to_date=to_date)
    assert (found.period, found.basis) == (period, basis)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"series": "gdpp"}, lists.UnknownSeries),
        ({"area": "330499000000"}, lists.UnknownArea),
        ({"area": "330402"}, lists.UnknownArea),
        ({"status": "rough"}, lists.UnknownStatus),
        ({"unit": "percent"}, units.OtherUnit),
        ({"unit": "furlong"}, units.OtherUnit),
        ({"value": Decimal("345.25001")}, units.TooExact),
        ({"value": Decimal("NaN")}, units.TooExact),
        ({"value": Decimal("1E+30")}, units.TooExact),
        ({"value": Decimal(-1)}, rules.OutOfRange),
        ({"period": "last year"}, NotAPeriod),
        ({"period": "1921"}, periods.WrongYear),
        ({"period": "2021"}, periods.NotOver),
        ({"period": "2031-H1"}, periods.NotOver),
        ({"published_on": date(2023, 6, 2)}, periods.FuturePublication),
        ({"document": "nothing"}, publication_rules.NoSuchPublication),
        ({"page": "see the annex"}, rules.BadPage),
    ],
)
def test_what_cannot_be_is_refused(changes, refusal):
    assert refusal_of(gdp()._replace(**changes)) == [(1, refusal)]


@pytest.mark.parametrize(
    ("series", "value"),
    [("gdp-growth", "1390"), ("rd-intensity", "373"), ("urbanisation-rate", "100.1")],
)
def test_a_percentage_out_of_range_is_refused(series, value):
    assert refusal_of(line(series, "2020", value, "percent")) == [(1, rules.OutOfRange)]


def test_all_errors_are_listed_and_nothing_is_written():
    good = line("gdp-growth", "2021-H1", "13.9", "percent")
    wrong = [gdp(unit="ratio"), good, gdp("1"), gdp("2"), gdp()._replace(series="none")]
    assert refusal_of(*wrong) == [
        (1, units.OtherUnit),
        (4, rules.TwiceInList),
        (5, lists.UnknownSeries),
    ]


def test_a_unit_out_by_ten_thousand_is_asked_about_and_taken_when_checked():
    receive(gdp("610.07", period="2020"))
    wrong = gdp("34525", "100m-yuan")._replace(value=Decimal("3452500"))
    assert refusal_of(wrong) == [(1, doubts.UnitDoubt)]
    assert refusal_of(gdp("345.25", "10k-yuan")) == [(1, doubts.UnitDoubt)]
    assert refusal_of(gdp("345.25", "10k-yuan", sure=("unit",))) == [(1, units.TooExact)]
    entry = receive(gdp("345", "10k-yuan", sure=("unit", "old")))[0]
    assert (entry.deed.doubt, str(entry.deed.value)) == (("unit",), "0.0345")


def test_a_unit_is_compared_with_the_area_around_where_nothing_else_is_known():
    receive(gdp("5563.58", period="2020", area=JIAXING))
    assert refusal_of(gdp("345.25", "10k-yuan")) == [(1, doubts.UnitDoubt)]
    assert refusal_of(gdp("3452500")) == [(1, doubts.UnitDoubt)]
    assert receive(gdp())[0].deed.doubt == ()


def test_a_value_a_head_is_compared_with_other_areas():
    income = line("rural-disposable-income", "2020", "39801", "yuan-per-head", area=JIAXING)
    receive(income)
    ours = line("rural-disposable-income", "2020", "3.8856", "yuan-per-head")
    assert refusal_of(ours) == [(1, doubts.UnitDoubt)]
    assert receive(ours._replace(value=Decimal(38856)))[0].deed.doubt == ()


def test_lines_of_one_list_are_compared_with_each_other():
    years = [gdp("5.1", "100m-yuan", str(year))._replace(sure=("old",)) for year in (2016, 2017)]
    wrong = years[1]._replace(value=Decimal(51000))
    assert refusal_of(years[0], wrong) == [(2, doubts.UnitDoubt)]


def test_a_part_above_its_whole_is_asked_about_from_both_sides():
    receive(gdp())
    part = line("high-tech-value-added", "2021-H1", "764.7", "100m-yuan")
    assert refusal_of(part) == [(1, doubts.WholeDoubt)]
    receive(part._replace(value=Decimal("76.47")))
    late = line("rd-spending", "2020", "9", "100m-yuan")
    receive(late)
    assert refusal_of(gdp("8", period="2020", sure=("jump",))) == [(1, doubts.WholeDoubt)]


def test_a_jump_against_the_same_part_of_another_year_is_asked_about():
    receive(gdp("90", period="2020-H1"))
    assert refusal_of(gdp()) == [(1, doubts.JumpDoubt)]
    assert receive(gdp(sure=("jump",)))[0].deed.doubt == ("jump",)


def test_a_period_long_before_its_publication_is_asked_about():
    old = line("rd-intensity", "2009", "2.28", "percent")
    assert refusal_of(old) == [(1, doubts.OldDoubt)]
    assert receive(old._replace(sure=("old", "unit")))[0].deed.doubt == ("old",)


def test_a_ratio_that_its_two_incomes_do_not_give_is_asked_about():
    for series, value in (("urban", "62699"), ("rural", "31930")):
        receive(line(f"{series}-disposable-income", "2020", value, "yuan-per-head", area=ZHEJIANG))
    ratio = line("urban-rural-income-ratio", "2020", "1.69", "ratio", area=ZHEJIANG)
    assert refusal_of(ratio) == [(1, doubts.KinDoubt)]
    assert receive(ratio._replace(value=Decimal("1.96")))[0].deed.doubt == ()


@pytest.mark.parametrize("viewer", [PUBLIC, stranger, liu, elsewhere])
def test_only_the_district_s_own_department_receives(viewer):
    one = gdp()
    before = reading.size()
    with pytest.raises(Denied):
        receive(one, viewer=viewer)
    with pytest.raises(Denied):
        actions.register_publication(viewer, worlds.REPORT, place=DISTRICT, at=MORNING)
    with pytest.raises(Denied):
        actions.put_issuer(viewer, place=DISTRICT, code="bank", zh="银行", en="Bank")
    assert reading.size() == before


def test_a_publication_is_registered_once_and_its_deed_holds_no_words():
    first = publication()
    assert publication() == first
    assert reading.size() == 1
    public = str(reading.entry(1).deed)
    words = PublicationWords.objects.get(pk=first)
    assert words.title == worlds.REPORT.title and words.title not in public
    assert reading.entry(1).deed.digest == worlds.REPORT.digest


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": "  "}, publication_rules.NoTitle),
        ({"title": "x" * 121}, publication_rules.NoTitle),
        ({"address": "javascript:alert(1)"}, publication_rules.BadAddress),
        ({"issuer": "nobody"}, lists.UnknownIssuer),
        ({"published_on": date(2023, 6, 2)}, periods.FuturePublication),
    ],
)
def test_a_publication_needs_issuer_title_and_a_day_that_has_come(changes, refusal):
    with pytest.raises(refusal):
        publication(worlds.REPORT._replace(**changes))
    assert reading.size() == 0


def put(code="retail-sales", zh="社会消费品零售总额", en="Retail sales", unit="100m-yuan", **more):
    listing = actions.Listing(code, zh, en, unit, **more)
    actions.put_series(shen, place=DISTRICT, listing=listing)


def test_an_office_adds_an_indicator_whose_unit_then_stays():
    put()
    receive(line("retail-sales", "2020", "300", "100m-yuan"))
    with pytest.raises(lists.UnitStays):
        put(unit="yuan")
    put(zh="社会消费品零售额")
    assert queries.lists("zh-hans").title("retail-sales") == "社会消费品零售额"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"code": "Retail"}, lists.BadListing),
        ({"zh": " "}, lists.BadListing),
        ({"unit": "furlong"}, lists.BadListing),
        ({"low": "nothing"}, lists.BadListing),
        ({"high": "NaN"}, lists.BadListing),
        ({"part_of": "none"}, lists.UnknownSeries),
    ],
)
def test_an_indicator_needs_code_words_unit_and_limits_that_are_numbers(changes, refusal):
    with pytest.raises(refusal):
        put(**changes)
