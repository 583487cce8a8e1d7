"""Pages of requests: light however many there are, labelled, in both languages; bad input is kept."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.kernel.needs import actions
from gongfu.kernel.needs.actions import Answer
from gongfu.kernel.needs.models import Need
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests.domains.grids import worlds as grids
from tests.domains.grids.worlds import ANNA, BEN
from tests.kernel.needs.conftest import Course, admit, asker, finished, liu, officer, raised, taken
from tests.worlds import MORNING, NANYANG

NOW = MORNING + timedelta(hours=1)
anna = Viewer(ANNA, (Office(Role.VOL, NANYANG),))
ben = Viewer(BEN, (Office(Role.VOL, NANYANG),))


@pytest.fixture
def course(looked_at_by):
    """Two members, one request in each state that has a column."""
    grids.register(ANNA, BEN)
    admit()
    course = Course(now=MORNING - timedelta(days=1))
    states(course)
    return course


def states(course):
    """Raise a request and leave it in each state."""
    raised(course)
    for _state in ("reviewed", "accepted", "done", "disputed"):
        raised(course)
        actions.review_need(liu, need=course.need, at=course.later())
        if _state == "reviewed":
            continue
        offer = taken(course, anna)
        if _state != "accepted":
            finished(course, offer, anna)
        if _state == "disputed":
            actions.rate_need(asker, need=course.need, answer=Answer(True, "no"), at=course.later())
    actions.escalate_need(liu, need=course.need, at=course.later())


PAGES = {
    "ask": PUBLIC, "needs": asker, "tasks": anna, "needs-board": liu, "needs-list": liu,
    "dispatch": liu, "kinds": officer, "track-find": PUBLIC, "asked-here": PUBLIC, "need": liu,
    "day": anna,
}  # fmt: skip


def address(name, course):
    arguments = {"need": [course.need], "asked-here": [NANYANG]}
    return reverse(name, args=arguments.get(name, []))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_stays_light_when_requests_pile_up(course, looked_at_by, name):
    client = looked_at_by(PAGES[name])

    def asked():
        client.get(address(name, course))
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address(name, course))
        assert answer.status_code == 200
        assert len(answer.content) <= 60_000
        return len(queries)

    before = asked()
    course.now = MORNING - timedelta(days=2)
    for _round in range(15):
        states(course)
    assert asked() <= min(25, before + 1)


@pytest.mark.parametrize("name", sorted(PAGES))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_has_one_heading_its_language_and_labels(course, looked_at_by, name, language):
    client = looked_at_by(PAGES[name])
    client.cookies["django_language"] = language
    body = client.get(address(name, course)).content.decode()
    main = body[body.index("<main") :]
    assert body.count("<h1") == 1
    for field in re.findall(r"<(?:input|select|textarea)[^>]*>", main):
        if not re.search('type="(hidden|radio|submit)"', field):
            identity = re.search(r'id="([^"]+)"', field)
            assert identity and f'for="{identity[1]}"' in main, field
    if language == "en":
        chrome = re.sub(
            r"<option.*?</option>|<dd>.*?</dd>|<strong>.*?</strong>|<span class=\"small.*?</span>|<h1.*?</h1>|<li.*?</li>|<p class=\"small.*?</p>|<th.*?</th>|<label><input type=\"radio\".*?</label>",
            "",
            main,
            flags=re.S,
        )
        assert not re.search("[\u4e00-\u9fff]", chrome), re.findall("[\u4e00-\u9fff]+", chrome)


def send(client, name, *arguments, **fields):
    return client.post(reverse(name, args=arguments), {"key": str(uuid4()), **fields})


def test_a_form_keeps_what_was_typed_when_it_is_refused(course, looked_at_by):
    client = looked_at_by(asker)
    answer = send(client, "ask", sort="idea", words="装个休息椅", place=NANYANG, urgency="0")
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "装个休息椅" in body
    assert "准入清单" in body


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"sort": "nothing"}, 422),
        ({"sort": "repair", "place": "33"}, 422),
        ({"sort": "repair", "urgency": "9"}, 422),
        ({"sort": "repair", "day": "tomorrow"}, 422),
    ],
)
def test_nonsense_leaves_no_trace(course, looked_at_by, fields, status):
    before = Need.objects.count()
    given = {"place": NANYANG, "urgency": "0", **fields}
    assert send(looked_at_by(asker), "ask", **given).status_code == status
    assert Need.objects.count() == before


def test_the_page_shows_each_what_is_theirs(course, looked_at_by):
    need = Need.objects.get(state="accepted")
    page = reverse("need", args=[need.need])
    office = looked_at_by(liu).get(page).content.decode()
    stranger = looked_at_by(ben).get(page).content.decode()
    assert "社区办理" in office
    assert "社区办理" not in stranger
    assert looked_at_by(PUBLIC).get(page).status_code == 302


def test_whoever_chooses_asks_many_at_once(course, looked_at_by):
    client = looked_at_by(liu)
    need = Need.objects.get(state="reviewed").need
    body = client.get(reverse("dispatch")).content.decode()
    assert f"{need} " in body
    send(client, "dispatch", place=NANYANG, ask=[f"{need} {BEN}", ""])
    assert Need.objects.get(pk=need).asked == 1
    send(
        client, "dispatch", place=NANYANG, ask=[f"{need} {BEN}", f"{need} {grids.person('nobody')}"]
    )
    assert Need.objects.get(pk=need).asked == 1


def test_a_helper_answers_with_one_tap(course, looked_at_by):
    need = Need.objects.get(state="reviewed").need
    [entry] = actions.offer_need(liu, need=need, helpers=[BEN], at=course.later())
    client = looked_at_by(ben)
    send(client, "task-move", entry.deed.offer, "accept")
    assert Need.objects.get(pk=need).state == "accepted"
    assert send(client, "task-move", entry.deed.offer, "finish", minutes="7").status_code == 422
    send(client, "task-move", entry.deed.offer, "return")
    assert Need.objects.get(pk=need).state == "reviewed"


def test_a_kind_is_admitted_and_taken_off(course, looked_at_by):
    client = looked_at_by(officer)
    answer = send(client, "kind-admit", "idea", issuer="housing", until="2022-06-30")
    assert answer.status_code == 302
    assert "housing" not in looked_at_by(PUBLIC).get(reverse("kinds")).content.decode()
    assert "意见建议" in looked_at_by(PUBLIC).get(reverse("kinds")).content.decode()
    send(looked_at_by(officer), "kind-admit", "idea", do="end")
    assert "意见建议" not in looked_at_by(PUBLIC).get(reverse("kinds")).content.decode()
    assert send(looked_at_by(liu), "kind-admit", "idea").status_code == 404
