"""Rules, wishes, catalogues, the list of projects, and lists as files."""

from __future__ import annotations

import csv
import html
import io
import re
from uuid import uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from gongfu.domains.grids import actions as teams
from gongfu.domains.grids.models import Word
from gongfu.faces.web.shell import downloads
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.needs.models import Apart, Kind, Rule, Unwanted
from gongfu.kernel.people import vault
from gongfu.kernel.people.models import Export
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests.domains.grids import worlds as grids
from tests.domains.grids.worlds import ANNA, anna
from tests.kernel.needs.conftest import DISTRICT, Course, admit, asker, liu, officer, raised, taken
from tests.worlds import MORNING, NANYANG

volunteer = Viewer(ANNA, (Office(Role.VOL, NANYANG),))
RULE = {"sort": "repair", "urgency": "0", "do": "review", "until": "2022-03-01"}


@pytest.fixture
def course(looked_at_by):
    admit()
    return Course(now=MORNING)


def rows_of(answer):
    assert answer["Content-Disposition"].startswith("attachment")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def sheet_of(answer):
    assert answer["Content-Disposition"].endswith('.xlsx"')
    book = load_workbook(io.BytesIO(answer.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


FILES = {
    "needs-list": (liu, "?column=new"),
    "needs-board": (liu, ""),
    "needs": (asker, ""),
    "asked-here": (PUBLIC, ""),
    "kinds": (PUBLIC, ""),
    "posts-in": (PUBLIC, ""),
    "posts-desk": (liu, ""),
    "members": (liu, ""),
    "resources": (liu, ""),
    "projects": (PUBLIC, "?list=posts"),
    "groups-in": (PUBLIC, ""),
}


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_list_is_a_file_of_both_sorts_with_the_same_lines(course, looked_at_by, name):
    grids.register(ANNA)
    grids.post()
    teams.form_team(anna, leader=ANNA, place=NANYANG, purpose="elders", at=MORNING)
    raised(course, sort="light")
    actions.review_need(liu, need=course.need, at=course.later())
    raised(course)
    who, query = FILES[name]
    places = ("asked-here", "posts-in", "projects", "groups-in")
    address = reverse(name, args=[NANYANG] if name in places else []) + query
    client = looked_at_by(who)
    page = client.get(address).content.decode()
    links = [html.unescape(one) for one in re.findall(r'<a href="([^"]+)" download>', page)]
    assert {re.search(r"as=(\w+)", one)[1] for one in links} == {"csv", "xlsx"}
    for one in links[::2]:
        as_text = rows_of(client.get(reverse_of(address, one)))
        as_sheet = sheet_of(client.get(reverse_of(address, one).replace("as=csv", "as=xlsx")))
        assert len(as_text) == len(as_sheet) > 1 and as_text[0] == as_sheet[0]
        assert [row[0] for row in as_text] == [row[0] or "" for row in as_sheet]


def reverse_of(address, query):
    return address.partition("?")[0] + query


def test_a_file_keeps_the_filter_of_the_screen(course, looked_at_by):
    raised(course, sort="light")
    raised(course)
    client = looked_at_by(liu)
    address = reverse("needs-list") + "?column=new&sort=light&as=xlsx"
    rows = sheet_of(client.get(address))
    assert len(rows) == 2 and rows[1][0] == "公共照明"


def test_no_cell_becomes_a_formula():
    evil = '=HYPERLINK("http://x")'
    [_head, [cell]] = rows_of(downloads.csv_file("x", ["h"], [[evil]]))
    assert cell == f"'{evil}"
    book = load_workbook(io.BytesIO(downloads.xlsx_file("x", ["h"], [[evil], ["\x01a"]]).content))
    assert (book.active["A2"].value, book.active["A2"].data_type) == (evil, "s")
    assert book.active["A3"].value == "a"


@pytest.mark.django_db
def test_a_file_of_many_people_leaves_out_their_names_and_a_shorter_one_is_noted_down(rf):
    ids = vault.add_people([vault.Plain(name=f"人{n}", label=f"人{n}") for n in range(51)])
    request = rf.get("/")
    request.viewer = liu
    assert len(downloads.named(request, "members", ids[:50])) == 50
    assert downloads.named(request, "members", ids) == {}
    assert downloads.named(request, "members", [""]) == {}
    (noted,) = Export.objects.all()
    assert (noted.reader, noted.what, noted.people) == (liu.person, "members", 50)
    assert "超过 50 人" in downloads.who("姓名", ids)


def test_a_rule_is_tried_and_then_stands(course, looked_at_by):
    for _number in range(3):
        raised(course)
    client = looked_at_by(liu)
    address = reverse("needs-rules")
    tried = client.post(address, {**RULE, "key": str(uuid4()), "do-what": "try"})
    assert "3 件诉求中有 3 件符合" in tried.content.decode() and not Rule.objects.exists()
    made = client.post(address, {**RULE, "key": str(uuid4()), "do-what": "make"})
    assert made.status_code == 302
    shown = client.get(made.url).content.decode()
    assert "近 90 天符合 3 件" in shown
    client.post(reverse("needs-rule-end", args=[Rule.objects.get().rule]), {"key": str(uuid4())})
    assert not Rule.objects.exists()


def test_a_rule_may_send_requests_to_a_team(course, looked_at_by):
    grids.register(ANNA)
    form = {"leader": ANNA, "place": NANYANG, "purpose": "repairs"}
    team = teams.form_team(anna, **form, at=course.later()).deed.team
    client, address = looked_at_by(liu), reverse("needs-rules")
    assert f'value="{team}"' in client.get(address).content.decode()
    typed = {**RULE, "do": "team", "key": str(uuid4()), "do-what": "make"}
    without = client.post(address, typed)
    assert without.status_code == 422 and "请选择要询问哪个团队" in without.content.decode()
    assert client.post(address, {**typed, "team": team}).status_code == 302
    assert Rule.objects.get().team == team
    assert reverse("group", args=[team]) in client.get(address).content.decode()


@pytest.mark.parametrize("changes", [{"until": "soon"}, {"do": "nothing"}, {"urgency": "very"}])
def test_a_rule_that_cannot_be_says_so_and_keeps_what_was_typed(course, looked_at_by, changes):
    values = {**RULE, **changes, "key": str(uuid4()), "do-what": "make"}
    answer = looked_at_by(liu).post(reverse("needs-rules"), values)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert not Rule.objects.exists()


def test_the_file_of_a_column_is_the_list_on_the_screen(course, looked_at_by):
    for _number in range(23):
        raised(course)
    client = looked_at_by(liu)
    address = reverse("needs-list") + "?column=new"
    assert "23 条" in client.get(address).content.decode()
    rows = rows_of(client.get(address + "&as=csv"))
    found = queries.column_of(liu, NANYANG, "new", at=course.later(), sort="", page=1)
    assert len(rows) == 24 == found.total + 1
    assert rows[0][0] == "类别" and asker.person not in str(rows)


def test_the_file_of_posts_is_the_list_on_the_screen(db, looked_at_by):
    for number in range(22):
        grids.post(times=1 << (number % 21))
    rows = rows_of(looked_at_by(PUBLIC).get(reverse("posts-in", args=[NANYANG]) + "?as=csv"))
    assert len(rows) == 23 and rows[1][6] == "6"


def test_wishes_are_kept_from_the_tasks_page(course, looked_at_by):
    grids.register(ANNA)
    client = looked_at_by(volunteer)
    assert reverse("task-wishes") in client.get(reverse("tasks")).content.decode()
    kept = [code for code in Kind.objects.values_list("code", flat=True) if code != "repair"]
    client.post(reverse("task-wishes"), {"kind": kept})
    assert Unwanted.objects.get().sort == "repair"


def test_an_asker_asks_for_somebody_else_next_time(course, looked_at_by):
    raised(course)
    actions.review_need(liu, need=course.need, at=course.later())
    taken(course, volunteer)
    client = looked_at_by(asker)
    assert "请不要再安排" in client.get(reverse("need", args=[course.need])).content.decode()
    client.post(reverse("need-apart", args=[course.need]))
    assert (Apart.objects.get().one, Apart.objects.get().other) == (asker.person, ANNA)


def test_the_office_edits_a_kind_and_adds_one(course, looked_at_by):
    client = looked_at_by(officer)
    good = {
        "zh": "修灯",
        "en": "Mend a lamp",
        "category": "help",
        "skill": "",
        "review_hours": "4",
        "done_hours": "24",
        "working": "0",
        "shown": "1",
        "automatic": "0",
        "active": "1",
        "key": str(uuid4()),
    }
    assert client.post(reverse("kind-edit", args=["light"]), good).status_code == 302
    light = Kind.objects.get(pk="light")
    assert (light.zh, light.done_hours, light.working) == ("修灯", 24, False)
    assert client.post(reverse("kind-edit", args=["new"]), {**good, "code": "lamp"}).url
    assert Kind.objects.get(pk="lamp").shown
    for wrong in ({"done_hours": "0"}, {"zh": " "}, {"category": "gold"}, {"review_hours": "x"}):
        answer = client.post(reverse("kind-edit", args=["light"]), {**good, **wrong})
        assert answer.status_code == 422
    assert looked_at_by(liu).get(reverse("kind-edit", args=["light"])).status_code == 404


def test_the_office_edits_a_word_and_lets_it_end(db, looked_at_by):
    client = looked_at_by(officer)
    assert "电工" in client.get(reverse("word-lists")).content.decode()
    good = {
        "zh": "会修电",
        "en": "Electrics",
        "order": "3",
        "until": "2022-01-01",
        "key": str(uuid4()),
    }
    assert client.post(reverse("word", args=["skill", "electrics"]), good).status_code == 302
    word = Word.objects.get(catalogue="skill", code="electrics")
    assert (word.zh, word.until.year) == ("会修电", 2022)
    answer = client.post(reverse("word", args=["skill", "new"]), {**good, "code": "No Code"})
    assert answer.status_code == 422
    assert client.get(reverse("word", args=["gold", "new"])).status_code == 404


def test_projects_count_what_runs(db, looked_at_by):
    grids.register(ANNA)
    grids.claim(anna, grids.post(), confirm=True)
    shown = looked_at_by(PUBLIC).get(reverse("projects", args=[DISTRICT])).content.decode()
    assert '<td data-label="需要人数">6</td><td data-label="在岗人数">1</td>' in shown
