"""Pages of official statistics: what the public sees, and how an officer enters and revises."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.domains.statistics import queries
from gongfu.domains.statistics.models import Value
from gongfu.faces.web.statistics import words
from gongfu.kernel.ledger import reading
from gongfu.kernel.rights.viewers import PUBLIC
from tests import worlds as people
from tests.domains.statistics import worlds
from tests.domains.statistics.worlds import DISTRICT, JIAXING, shen, xu

ON = worlds.MORNING


@pytest.fixture(autouse=True)
def in_2023(monkeypatch, looked_at_by):
    """Let the pages be looked at on the day of these worlds."""
    from gongfu.faces.web.shell import clock

    monkeypatch.setattr(clock, "now", lambda: ON)


@pytest.fixture
def jiaxing():
    """The number of the preliminary value of Jiaxing's product of 2021."""
    return worlds.receive(worlds.gdp_of_jiaxing_2021(), at=worlds.THEN)[0].number


def typed(**changes):
    """Return what an officer types for Nanhu's product of the first half of 2021."""
    values = {
        "key": str(uuid.uuid4()), "document": worlds.publication(), "area": DISTRICT,
        "period": "2021-H1", "value": "345.25", "unit": "100m-yuan", "status": "preliminary",
        "page": "2",
    }  # fmt: skip
    return {**values, **changes}


ENTER = ("statistic-enter", ["gdp"])


def send(client, name, arguments, values):
    return client.post(reverse(name, args=arguments), values)


def text(answer):
    return answer.content.decode()


def test_anyone_sees_the_newest_values_with_period_status_and_record(looked_at_by, jiaxing):
    page = text(looked_at_by(PUBLIC).get(reverse("statistics") + f"?area={JIAXING}"))
    assert "6\u202f355.28 亿元" in page and "2021年" in page and "初步数" in page
    assert reverse("record", args=[jiaxing]) in page
    assert reverse("statistic-choose") not in page


def test_a_series_shows_its_vintages_and_what_was_known_on_a_day(looked_at_by, jiaxing):
    worlds.actions.revise_value(
        xu,
        number=jiaxing,
        line=worlds.verified_gdp_of_jiaxing_2021(),
        place=DISTRICT,
        second=shen.person,
        at=worlds.LATER,
    )
    client, path = looked_at_by(PUBLIC), f"{reverse('statistic', args=['gdp'])}?area={JIAXING}"
    page = text(client.get(path))
    assert "6\u202f388.38" in page and "6\u202f355.28" in page
    assert "2022-03-02 – 2023-03-02" in page
    before = text(client.get(f"{path}&known=2022-12-31"))
    assert "6\u202f355.28" in before and "6\u202f388.38" not in before
    assert "6\u202f388.38" in text(client.get(f"{path}&known=nonsense"))


def test_a_publication_shows_issuer_day_and_what_was_received_from_it(looked_at_by, jiaxing):
    document = worlds.publication(worlds.BULLETIN_2021)
    page = text(looked_at_by(PUBLIC).get(reverse("publication", args=[document])))
    assert "嘉兴市统计局" in page and "2022-03-01" in page and "6\u202f355.28" in page
    assert document in text(looked_at_by(PUBLIC).get(reverse("publications")))


@pytest.mark.parametrize("name", ["statistic", "publication", "statistic-enter", "value-revise"])
def test_what_does_not_exist_is_not_found(looked_at_by, name):
    wanted = 7 if name == "value-revise" else "nothing"
    assert looked_at_by(shen).get(reverse(name, args=[wanted])).status_code == 404


def test_an_officer_enters_a_value_and_reads_it_spelled_out(looked_at_by):
    client = looked_at_by(shen)
    page = client.get(reverse(*[ENTER[0]], args=ENTER[1]))
    assert page.status_code == 200
    answer = client.post(reverse("statistic-enter", args=["gdp"]), typed(), follow=True)
    assert "345.25 亿元 = 34\u202f525\u202f000\u202f000 元" in text(answer)
    row = Value.objects.get()
    assert (row.value, row.basis, row.page) == ("345.25", "half", "2")


def test_the_form_answers_with_the_value_spelled_out_while_it_is_typed(looked_at_by):
    client = looked_at_by(shen)
    address = reverse("statistic-echo")
    said = text(client.get(address, {"value": "3 452 500", "unit": "10k-yuan"}))
    assert "3\u202f452\u202f500 万元 = 34\u202f525\u202f000\u202f000 元" in said
    assert "<html" not in said and "</p>" in said
    assert "=" not in text(client.get(address, {"value": "x", "unit": "yuan"})).split(">")[1]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("345.25", "100m-yuan", "345.25 亿元 = 34\u202f525\u202f000\u202f000 元"),
        ("34525000000", "yuan", "34\u202f525\u202f000\u202f000 元 = 345.25 亿元"),
        ("20000", "yuan", "20\u202f000 元 = 2 万元"),
        ("55.160", "10k-people", "55.160 万人 = 551\u202f600 人"),
        ("38856", "yuan-per-head", "38\u202f856 元/人"),
        ("13.9", "percent", "13.9%"),
        ("1.50", "ratio", "1.50"),
    ],
)
def test_a_value_is_spelled_out_in_words_of_the_reader(value, unit, said):
    assert words.echo(words.number_of(value), unit) == said


def test_a_refusal_keeps_what_was_typed(looked_at_by):
    client = looked_at_by(shen)
    answer = send(client, *ENTER, typed(value="about 345", period="2021-H1"))
    assert answer.status_code == 422 and "about 345" in text(answer)
    answer = send(client, *ENTER, typed(period="2022"))
    assert answer.status_code == 422 and "尚未结束" in text(answer)
    assert not Value.objects.exists()


def test_a_unit_out_by_ten_thousand_is_asked_about_and_taken_after_a_tick(looked_at_by):
    client = looked_at_by(shen)
    send(client, *ENTER, typed(period="2020", value="610.07"))
    wrong = typed(value="3452500")
    answer = send(client, *ENTER, wrong)
    page = text(answer)
    assert answer.status_code == 422 and 'name="sure" value="unit"' in page
    assert "610.07 亿元" in page and "3452500" in page
    assert Value.objects.count() == 1
    send(client, *ENTER, {**wrong, "sure": "unit"})
    assert Value.objects.get(value="3452500").doubt == "unit"


def test_another_value_for_the_same_leads_to_a_revision(looked_at_by):
    client = looked_at_by(shen)
    send(client, *ENTER, typed())
    answer = send(client, *ENTER, typed(value="346"))
    number = Value.objects.get().number
    assert answer.status_code == 422 and reverse("value-revise", args=[number]) in text(answer)


def test_two_officers_revise_a_value(looked_at_by, jiaxing):
    document = worlds.publication(worlds.BULLETIN_2022)
    new = {"key": str(uuid.uuid4()), "document": document, "value": "6388.38",
           "unit": "100m-yuan", "status": "final", "page": ""}  # fmt: skip
    assert send(looked_at_by(shen), "value-revise", [jiaxing], new).status_code == 302
    own = text(looked_at_by(shen).get(reverse("revisions")))
    assert reverse("revision-record", args=[jiaxing]) not in own
    page = text(looked_at_by(xu).get(reverse("revisions")))
    assert "6\u202f388.38 亿元" in page
    key = {"key": str(uuid.uuid4())}
    assert send(looked_at_by(shen), "revision-record", [jiaxing], key).status_code == 403
    assert send(looked_at_by(xu), "revision-record", [jiaxing], key).status_code == 302
    assert queries.newest(PUBLIC, JIAXING)[0].value == "6388.38"


def test_a_value_is_taken_back_when_a_colleague_agrees_and_not_when_dropped(looked_at_by, jiaxing):
    size = reading.size()
    assert send(looked_at_by(shen), "value-back", [jiaxing], {}).status_code == 302
    assert send(looked_at_by(xu), "revision-decline", [jiaxing], {}).status_code == 302
    assert reading.size() == size
    send(looked_at_by(shen), "value-back", [jiaxing], {})
    send(looked_at_by(xu), "revision-record", [jiaxing], {"key": str(uuid.uuid4())})
    assert queries.newest(PUBLIC, JIAXING) == ()


def test_an_officer_registers_a_publication_and_edits_the_lists(looked_at_by):
    client = looked_at_by(shen)
    one = {"key": str(uuid.uuid4()), "issuer": "statistics-jiaxing", "title": "2022年嘉兴市统计公报",
           "reference": "", "published_on": "2023-03-01", "address": ""}  # fmt: skip
    answer = client.post(reverse("publication-new"), one, follow=True)
    assert "2022年嘉兴市统计公报" in text(answer)
    new = {"key": str(uuid.uuid4()), "code": "retail-sales", "zh": "社会消费品零售总额",
           "en": "Retail sales", "order": "300", "unit": "100m-yuan", "low": "0", "high": "",
           "part_of": ""}  # fmt: skip
    answer = client.post(reverse("statistic-list", args=["new"]), new, follow=True)
    assert "社会消费品零售总额" in text(answer)
    other = {"key": str(uuid.uuid4()), "code": "bank", "zh": "中国人民银行", "en": "Central bank",
             "order": "90"}  # fmt: skip
    assert "中国人民银行" in text(
        client.post(reverse("issuer-list", args=["new"]), other, follow=True)
    )


@pytest.mark.parametrize("who", ["stranger", "liu"])
def test_nobody_else_enters_or_revises(looked_at_by, jiaxing, who):
    client, before = looked_at_by(getattr(people, who)), reading.size()
    document = typed()
    size = reading.size()
    assert send(client, *ENTER, document).status_code == 404
    assert send(client, "revision-record", [jiaxing], {"key": "x"}).status_code == 404
    assert reading.size() == size >= before


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("statistics", []),
        ("statistic", ["gdp"]),
        ("publications", []),
        ("statistic-choose", []),
        ("statistic-enter", ["gdp"]),
        ("revisions", []),
        ("statistic-lists", []),
    ],
)
def test_a_page_needs_at_most_25_queries_and_60_kb(looked_at_by, jiaxing, name, arguments):
    client, path = looked_at_by(shen), reverse(name, args=arguments)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    assert len(asked) <= 25 and len(answer.content) <= 60_000


def survey_file(count=80):
    lines = ["income,people,weight,urban"]
    lines += [f"{30000 + 700 * n},{1 + n % 4},{100 + n},{n % 2}" for n in range(count)]
    return "\n".join(lines)


def send_survey(client, body, **changes):
    file = SimpleUploadedFile("survey.csv", body.encode("utf-8"))
    document = worlds.publication(worlds.BULLETIN_2022)
    values = {"document": document, "area": DISTRICT, "period": "2022", "file": file, **changes}
    return client.post(reverse("survey-new"), values, follow=True)


@pytest.mark.slow
def test_an_officer_sends_in_a_survey_and_anyone_reads_results_with_intervals(looked_at_by):
    client = looked_at_by(shen)
    assert client.get(reverse("survey-new")).status_code == 200
    answer = send_survey(client, survey_file())
    page = text(answer)
    assert answer.redirect_chain and "基尼系数" in page and "20210920" in page
    address = answer.redirect_chain[0][0]
    client = looked_at_by(PUBLIC)
    assert "泰尔指数" in text(client.get(address))
    assert address in text(client.get(reverse("surveys")))
    assert "30700" not in page and "30\u202f700" not in page


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("a,b\n1,2", "CSV"),
        ("", "CSV"),
        ("income,people,weight,urban\n1,2,3,maybe\n1,2.5,3,1", "第 3 行"),
        ("income,people,weight,urban\n1,2,3,1", "30 户"),
    ],
)
def test_a_file_that_is_no_survey_is_refused_in_words(looked_at_by, body, said):
    answer = send_survey(looked_at_by(shen), body)
    assert answer.status_code == 422 and said in text(answer)
    assert not queries.surveys(PUBLIC)


def test_only_the_department_sends_in_a_survey(looked_at_by):
    assert looked_at_by(people.liu).get(reverse("survey-new")).status_code == 404


@pytest.mark.slow
def test_a_later_vintage_of_a_survey_is_compared_and_recorded_by_a_colleague(looked_at_by):
    client = looked_at_by(shen)
    address = send_survey(client, survey_file()).redirect_chain[0][0]
    (first,) = queries.surveys(PUBLIC)
    assert "报送修订数据" in text(client.get(address))
    assert "报送修订数据" not in text(looked_at_by(PUBLIC).get(address))
    client = looked_at_by(shen)
    revise = reverse("survey-revise", args=[first.survey])
    assert 'name="period"' not in text(client.get(revise))
    file = SimpleUploadedFile("later.csv", survey_file(90).encode())
    page = text(client.post(revise, {"document": first.document, "file": file}, follow=True))
    assert "有一份修订待复核" in page and "这是您自己提出的，请同事确认记录。" in page
    record = reverse("survey-record", args=[first.survey])
    assert client.post(record).status_code == 403 and len(queries.surveys(PUBLIC)) == 1
    assert "有一份修订待复核" not in text(looked_at_by(PUBLIC).get(address))
    page = text(looked_at_by(xu).post(record, follow=True))
    assert "90" in page and len(queries.surveys(PUBLIC)) == 2
    assert "已修订" in text(looked_at_by(PUBLIC).get(address))
    assert looked_at_by(shen).get(revise).status_code == 404


@pytest.mark.slow
def test_a_proposed_survey_can_be_dropped(looked_at_by):
    client = looked_at_by(shen)
    send_survey(client, survey_file())
    (first,) = queries.surveys(PUBLIC)
    file = SimpleUploadedFile("later.csv", survey_file(90).encode())
    values = {"document": first.document, "file": file}
    client.post(reverse("survey-revise", args=[first.survey]), values)
    decline = reverse("survey-decline", args=[first.survey])
    assert "已放弃，没有记录任何内容。" in text(client.post(decline, follow=True))
    assert client.post(reverse("survey-record", args=[first.survey])).status_code == 422
