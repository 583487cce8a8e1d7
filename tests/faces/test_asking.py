"""Asking: where, again and again, for a caller, at the door; what is alike; following what was joined."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from django.urls import reverse

from gongfu.faces.cli.demonstration import founding
from gongfu.kernel.needs import actions
from gongfu.kernel.needs.models import Need
from gongfu.kernel.people import vault
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests.domains.grids import worlds as grids
from tests.domains.grids.worlds import ANNA
from tests.kernel.needs.conftest import Course, admit, asker, grid, liu, other, raised, taken, town
from tests.worlds import GRID, MORNING, NANYANG

anna = Viewer(ANNA, (Office(Role.VOL, NANYANG),))


@pytest.fixture
def course(looked_at_by):
    grids.register(ANNA)
    admit()
    return Course(now=MORNING - timedelta(days=1))


def send(client, page, /, *arguments, **fields):
    return client.post(reverse(page, args=arguments), {"key": str(uuid4()), **fields})


def chosen(body):
    return re.findall(r'name="place" value="(\d+)" checked', body)


@pytest.mark.slow
def test_the_tree_goes_down_and_keeps_what_was_typed(course, looked_at_by):
    founding.open_all(Random(1))
    client = looked_at_by(PUBLIC)
    body = client.get(reverse("ask")).content.decode()
    assert 'name="at" value="330402007000"' in body and not chosen(body)
    body = send(client, "ask", at="330402007000", words="路灯不亮", sort="light").content.decode()
    assert f'name="at" value="{NANYANG}"' in body and "路灯不亮" in body
    body = send(client, "ask", at=NANYANG, words="路灯不亮", sort="light").content.decode()
    assert chosen(body) == [NANYANG]
    assert not Need.objects.exists()


def test_a_request_without_a_place_is_asked_where(course, looked_at_by):
    answer = send(looked_at_by(PUBLIC), "ask", sort="light", place="330402007000")
    assert answer.status_code == 422
    assert "请选在哪里" in answer.content.decode()


def test_a_code_at_the_door_knows_the_place(course, looked_at_by):
    sheet = looked_at_by(liu).get(reverse("door-sheets", args=[GRID])).content.decode()
    assert f"/ask/?place={GRID}" in sheet and "<svg" in sheet
    assert looked_at_by(asker).get(reverse("door-sheets", args=[GRID])).status_code == 404
    outside = looked_at_by(grid).get(reverse("door-sheets", args=["330402101223"]))
    assert outside.status_code == 403
    client = looked_at_by(PUBLIC)
    assert chosen(client.get(reverse("ask") + f"?place={GRID}").content.decode()) == [GRID]
    answer = send(client, "ask", sort="light", place=GRID, name="王阿姨", phone="13512345678")
    need = Need.objects.get()
    assert answer.url.startswith("/needs/slip/") and need.channel == "door"
    assert need.need not in answer.url and client.get(answer.url).status_code == 200
    assert client.get(reverse("slip", args=[need.need])).status_code == 404
    assert vault.plain_of(need.asker).name == "王阿姨"


def test_the_desk_enters_a_caller_and_reads_the_phone_later(course, looked_at_by):
    client = looked_at_by(grid)
    send(client, "ask", sort="repair", place=GRID, phone="13512345678", channel="phone")
    need = Need.objects.get()
    assert (need.channel, need.by) == ("phone", grid.person) and need.asker != grid.person
    page = reverse("need", args=[need.need])
    assert "13512345678" not in client.get(page).content.decode()
    shown = client.post(reverse("need-phone", args=[need.need]), follow=True).content.decode()
    assert "13512345678" in shown
    assert looked_at_by(anna).post(reverse("need-phone", args=[need.need])).status_code in (
        403,
        404,
    )


def test_the_desk_asks_for_itself_too(course, looked_at_by):
    send(looked_at_by(grid), "ask", sort="repair", place=GRID, channel="self")
    assert Need.objects.get().asker == grid.person


def test_what_is_alike_is_shown_before_it_is_asked_again(course, looked_at_by):
    raised(course, sort="light", by=liu, asker=other.person)
    client = looked_at_by(PUBLIC)
    hint = client.get(reverse("ask-alike"), {"sort": "light", "place": NANYANG}).content.decode()
    track = Need.objects.get().track
    assert reverse("track", args=[track]) in hint and other.person not in hint
    first = send(client, "ask", sort="light", place=NANYANG, words="另一盏")
    assert first.status_code == 200 and "另一盏" in first.content.decode()
    assert Need.objects.count() == 1
    again = send(client, "ask", sort="light", place=NANYANG, words="另一盏", seen="1")
    assert again.status_code == 302 and Need.objects.count() == 2


def test_nothing_alike_asks_nothing(course, looked_at_by):
    hint = looked_at_by(PUBLIC).get(reverse("ask-alike"), {"sort": "light", "place": NANYANG})
    assert hint.content.decode().strip() == ""


def test_every_week_is_chosen_and_taken_back_on_the_page(course, looked_at_by):
    client = looked_at_by(asker)
    send(client, "ask", sort="repair", place=GRID, every_days="7")
    need = Need.objects.get()
    page = client.get(reverse("need", args=[need.need])).content.decode()
    assert "每周" in page
    send(client, "need-move", need.need, "repeat", every_days="0")
    assert Need.objects.get().every_days == 0


def test_whose_request_was_joined_follows_the_other_on_their_own_page(course, looked_at_by):
    first = raised(course).deed.need
    second = raised(course, by=liu, asker=other.person).deed.need
    actions.merge_need(liu, need=second, into=first, at=course.later())
    course.need = first
    actions.review_need(liu, need=first, at=course.later())
    taken(course, anna)
    page = looked_at_by(other).get(reverse("need", args=[second])).content.decode()
    assert "已与同一件事合并办理" in page and "已接单" in page
    assert asker.person not in page


def test_the_slip_withdraws(course, looked_at_by):
    client = looked_at_by(PUBLIC)
    slip = send(client, "ask", sort="light", place=GRID).url
    assert "不需要了" in client.get(slip).content.decode()
    client.post(slip, {"key": str(uuid4()), "do": "withdraw"})
    assert Need.objects.get().state == "withdrawn"


def test_the_desk_prints_a_slip_and_keeps_no_copy_of_it(course, looked_at_by):
    client = looked_at_by(grid)
    send(client, "ask", sort="light", place=GRID, phone="13512345678", channel="phone")
    need = Need.objects.get().need
    assert "打印回执" in client.get(reverse("need", args=[need])).content.decode()
    paper = send(client, "need-slip", need)
    assert "<svg" in paper.content.decode() and "no-store" in paper["Cache-Control"]
    assert "为点单人打印了回执" in client.get(reverse("need", args=[need])).content.decode()


def test_each_level_answers_and_the_page_says_what(course, looked_at_by):
    raised(course)
    actions.escalate_need(grid, need=course.need, at=course.later())
    client = looked_at_by(liu)
    page = client.get(reverse("need", args=[course.need])).content.decode()
    assert "已吹哨，还未报到" in page
    send(client, "need-move", course.need, "answer-call", decision="advises")
    actions.escalate_need(liu, need=course.need, at=course.later())
    looked_at_by(town)
    send(client, "need-move", course.need, "answer-call", decision="sends-people")
    page = looked_at_by(asker).get(reverse("need", args=[course.need])).content.decode()
    assert "派人支援" in page and "镇（街道）" in page


def test_who_said_no_is_named_to_nobody(course, looked_at_by):
    [who] = vault.add_people([vault.Plain(name="安娜", label="安娜")])
    helper = Viewer(who, (Office(Role.VOL, NANYANG),))
    raised(course)
    actions.review_need(liu, need=course.need, at=course.later())
    [entry] = actions.offer_need(liu, need=course.need, helpers=[who], at=course.later())
    asked = looked_at_by(liu).get(reverse("need", args=[course.need])).content.decode()
    assert "安娜" in asked
    assert (
        "安娜" not in looked_at_by(asker).get(reverse("need", args=[course.need])).content.decode()
    )
    actions.decline_offer(helper, offer=entry.deed.offer, at=course.later())
    said_no = looked_at_by(liu).get(reverse("need", args=[course.need])).content.decode()
    assert said_no.count("安娜") == 1, "asked once, and nothing of the no"


@pytest.mark.parametrize("words", ["abc", "999"])
def test_a_nonsense_rhythm_is_refused(course, looked_at_by, words):
    answer = send(looked_at_by(asker), "ask", sort="repair", place=GRID, every_days=words)
    assert answer.status_code == 422 and not Need.objects.exists()
