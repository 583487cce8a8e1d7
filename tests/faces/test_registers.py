"""The office brings people together: households, organisations, who leads and who supervises."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.viewers import viewer_for
from gongfu.kernel.ledger import replay
from gongfu.kernel.measures.moments import moment, shanghai_day
from gongfu.kernel.people import queries
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.models import Household, Organisation
from gongfu.kernel.people.vault import Details
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests.domains.fields.worlds import (
    BEGAN,
    ELSEWHERE,
    JINXING,
    TODAY,
    Cooperative,
    credit_code,
    officer,
    secretary,
    stranger,
)

PHONES = [f"1395731234{n}" for n in range(5)]


@pytest.fixture
def people(looked_at_by):
    """Five people of the village, known by a phone number; the secretary looks."""
    details = [Details(f"户{n}", label=f"户{n}", phone=phone) for n, phone in enumerate(PHONES)]
    newcomers = [Newcomer(one, JINXING) for one in details]
    entries = register_people(secretary, newcomers, on=BEGAN, at=moment(BEGAN, 8))
    looked_at_by(secretary)
    return [str(entry.deed.person) for entry in entries]


def post(client, view, /, *arguments, **values):
    values = {"key": str(uuid4()), "on": "2021-03-01", **values}
    return client.post(reverse(view, args=arguments), values)


def founded(client, number=7, **changes):
    values = {"sort": "cooperative", "name": "金星蔬菜合作社", "place": JINXING}
    values |= {"who": PHONES[0], "code": credit_code(number)}
    return post(client, "organisation-new", **{**values, **changes})


def test_a_cooperative_is_registered_and_its_head_and_supervisor_act_for_it(people, client):
    assert founded(client).status_code == 302
    unit = Organisation.objects.get()
    for phone, position in ((PHONES[1], "supervisor"), (PHONES[2], "staff")):
        added = post(client, "group-of-people-add", unit.pk, who=phone, position=position)
        assert added.status_code == 302
    body = client.get(reverse("group-of-people", args=[unit.pk])).content.decode()
    assert all(word in body for word in ("户0", "负责人", "户1", "监事", "户2", "工作人员"))
    for person in people[:3]:
        assert Office(Role.COO, JINXING) in viewer_for(person).offices
    assert viewer_for(people[3]).offices == ()
    body = client.get(reverse("registers")).content.decode()
    assert "金星蔬菜合作社" in body and "户0" in body
    [head, *_others] = queries.members_of(unit.pk, TODAY)
    ended = post(client, "group-of-people-end", unit.pk, head.number)
    assert ended.status_code == 302, ended.content.decode()
    now = queries.members_of(unit.pk, shanghai_day(clock.now()))
    assert [one.person for one in now] == people[1:3]
    assert viewer_for(people[0]).offices == ()
    assert replay.differences() == []


def test_a_household_is_formed_found_and_joins_a_cooperative(people, client):
    coop = Cooperative()
    assert post(client, "household-new", who=PHONES[3], place=JINXING).status_code == 302
    found = post(client, "household-find", who=PHONES[3])
    group = found.url.rstrip("/").rsplit("/", 1)[1]
    assert Household.objects.filter(pk=group).exists()
    added = post(client, "group-of-people-add", group, who=PHONES[4], position="spouse")
    assert added.status_code == 302
    body = client.get(found.url).content.decode()
    assert "户3户" in body and "户主" in body and "配偶" in body
    joined = post(client, "farm-join", coop.id, who=PHONES[4], amount="100")
    assert joined.status_code == 302
    assert group in client.get(reverse("farm-members", args=[coop.id])).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": 7}, "已在册"),
        ({"code": "123"}, "统一社会信用代码"),
        ({"who": "13900000000"}, "登记册里没有这位居民"),
        ({"on": "2031-01-01"}, "2031-01-01"),
        ({"sort": "gang"}, 'role="alert"'),
    ],
)
def test_an_organisation_that_cannot_be_is_refused_as_typed(people, client, changes, words):
    founded(client)
    answer = founded(client, **{"number": 8, "name": "新丰合作社", **changes})
    assert answer.status_code in (404, 409, 422)
    body = answer.content.decode()
    assert words in body and 'value="新丰合作社"' in body
    assert Organisation.objects.count() == 1


def test_nobody_belongs_twice_or_as_what_there_is_not(people, client):
    founded(client)
    unit = Organisation.objects.get().pk
    for who, position in ((PHONES[0], "staff"), (PHONES[1], "king")):
        answer = post(client, "group-of-people-add", unit, who=who, position=position)
        assert answer.status_code in (409, 422) and who in answer.content.decode()
    assert len(queries.members_of(unit, TODAY)) == 1


def test_only_the_office_of_the_place_sees_and_enters(people, client, looked_at_by):
    founded(client)
    unit = Organisation.objects.get().pk
    other = Viewer("other".ljust(26, "2"), (Office(Role.SEC, ELSEWHERE),))
    for viewer in (stranger, officer, other):
        looked_at_by(viewer)
        assert client.get(reverse("group-of-people", args=[unit])).status_code in (403, 404)
        assert post(
            client, "group-of-people-add", unit, who=PHONES[1], position="staff"
        ).status_code in (403, 404)
        assert founded(client, number=8).status_code in (403, 404)
    looked_at_by(other)
    assert "金星蔬菜合作社" not in client.get(reverse("registers")).content.decode()
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_are_light_labelled_and_in_their_language(people, client, language):
    founded(client, name="Melon Farmers")
    unit = Organisation.objects.get().pk
    client.cookies["django_language"] = language
    addresses = [
        reverse("registers"), reverse("organisation-new"), reverse("household-new"),
        reverse("household-find"), reverse("group-of-people", args=[unit]),
        reverse("group-of-people-add", args=[unit]),
    ]  # fmt: skip
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert answer.status_code == 200 and len(asked) <= 25 and len(answer.content) <= 60_000
        body = answer.content.decode()
        assert body.count("<h1") == 1
        main = body[body.index("<main") : body.index("</main>")]
        for field in re.findall(r"<(?:input|select)[^>]*>", main):
            identity = re.search(r'id="([^"]+)"', field)
            if identity:
                assert f'for="{identity[1]}"' in main
        if language == "en":
            visible = re.sub(r"<option.*?</option>|<[^>]+>", " ", main, flags=re.S)
            assert not re.search(r"[\u4e00-\u9fff]", re.sub("户\\d|金星村|余新镇", "", visible))
