"""The page on which people make, allow and end the keys of programs that act for them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from gongfu.faces.api import keys
from gongfu.faces.api.keys import Wanted
from gongfu.faces.api.models import ApiKey
from gongfu.kernel.people.models import Account
from tests.faces.api import worlds
from tests.faces.api.worlds import NANYANG, Machine

GIVEN = {"name": "手机程序", "scope": ["needs.read"], "office": "", "days": "90"}


@pytest.fixture
def signed_in(people, settings):
    """Sign people in by name; their second factor is set up elsewhere (`test_second_step`)."""
    settings.GONGFU_SECOND_FACTOR = ["none"]

    def sign_in(name):
        client = Client(headers={"Accept-Language": "en"})
        client.force_login(Account.objects.get(username=name))
        return client

    return sign_in


def made(answer):
    return re.search(r'id="made"[^>]*value="([\w-]{32})"', answer.content.decode())


def test_a_key_made_here_acts_as_its_maker_and_is_shown_once(signed_in):
    client = signed_in("anna")
    key = made(client.post("/programs/", GIVEN))[1]
    assert Machine(key).get("/needs/mine")["total"] == 0
    page = client.get("/programs/").content.decode()
    assert key not in page and "手机程序" in page and "Read requests" in page
    assert key not in str(ApiKey.objects.values())


def test_a_key_of_one_office_stays_within_it(signed_in):
    key = made(signed_in("liu").post("/programs/", GIVEN | {"office": f"SEC {NANYANG}"}))[1]
    assert Machine(key).ask("GET /needs", place=NANYANG).status_code == 200
    assert Machine(key).ask("GET /members", place=NANYANG).status_code == 403


def test_an_operators_key_works_when_its_person_has_allowed_it(signed_in, people):
    wanted = Wanted("热线", ("needs.read",), person=people["anna"])
    key = keys.make(wanted, at=worlds.NOON)
    client = signed_in("anna")
    assert "opens nothing until you allow it" in client.get("/programs/").content.decode()
    signed_in("ben").post("/programs/decide/", {"name": "热线", "decision": "allow"})
    assert Machine(key).ask("GET /needs/mine").status_code == 401
    client.post("/programs/decide/", {"name": "热线", "decision": "allow"})
    assert Machine(key).ask("GET /needs/mine").status_code == 200
    client.post("/programs/decide/", {"name": "热线", "decision": "revoke"})
    assert Machine(key).ask("GET /needs/mine").status_code == 401


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"scope": []},
        {"scope": ["all"]},
        {"days": "9999"},
        {"office": "SEC"},
        {"office": "SEC 1"},
    ],
)
def test_what_was_typed_is_kept_where_a_key_cannot_be(signed_in, changes):
    answer = signed_in("anna").post("/programs/", GIVEN | changes)
    assert answer.status_code == 422 and made(answer) is None
    assert changes.get("name", "手机程序") in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_nobody_sees_or_ends_the_key_of_another(signed_in):
    signed_in("anna").post("/programs/", GIVEN)
    client = signed_in("ben")
    assert "手机程序" not in client.get("/programs/").content.decode()
    assert client.post("/programs/decide/", {"name": "手机程序"}).status_code == 404
    assert ApiKey.objects.filter(revoked_at=None).count() == 1


@pytest.mark.parametrize(
    "path", ["docs/", "docs/needs/", "docs/posts/", "problems/", "problems/?of=fields"]
)
def test_the_description_is_a_light_page_in_both_languages(db, path):
    for language, word in (("en", "For programs"), ("zh-CN", "供程序使用")):
        answer = Client().get(f"/api/v1/{path}", headers={"Accept-Language": language})
        page = answer.content.decode()
        assert word in page and len(answer.content) <= 60_000
        assert not re.search(r'(?:src|href)="https?://', page)
    assert Client().get("/api/v1/docs/nothing/").status_code == 404


def test_a_code_of_refusal_has_its_place_on_one_page_and_leads_to_its_sentence(db):
    page = Client().get("/api/v1/problems/").content.decode()
    assert 'id="fields.bad-listing"' in page and 'href="?of=fields"' in page
    english = {"Accept-Language": "en"}
    sentences = Client().get("/api/v1/problems/?of=fields", headers=english).content.decode()
    assert 'id="fields.bad-listing"' in sentences and "numbers from low to high" in sentences
    assert Client().get("/api/v1/problems/?of=nothing").status_code == 404
