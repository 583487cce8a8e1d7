"""The page that asks again who one is; sealed data on the elder's page; the audit."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from gongfu.domains.keys import actions
from gongfu.faces.web.shell import clock
from gongfu.kernel.people import glasses, readings
from gongfu.kernel.people.models import Account, StepUp
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests import worlds

NOW = worlds.MORNING + timedelta(hours=1)
ELDER = reverse("elder", args=[worlds.ZHOU])
SHOW = reverse("elder-reveal", args=[worlds.ZHOU])
DISTRICT = "330402000000"
auditor = Viewer(worlds.person("auditor"), (Office(Role.AUD, DISTRICT),))


@pytest.fixture
def sealed(team):
    """周奶奶 in the vault."""
    worlds.in_the_vault(worlds.ZHOU, address="由拳路 18 号", phone="+8613800000001",
                        card="330402193805120021")  # fmt: skip
    return team


@pytest.fixture
def one_too_many(sealed, settings):
    """刘勇 has looked at as many people as an hour allows."""
    settings.GONGFU_READINGS_AN_HOUR = 2
    looks = [readings.Look(worlds.LIU, one, "phone", "r") for one in ("x" * 26, "y" * 26)]
    readings.note(*looks, at=NOW)


@pytest.fixture
def office(one_too_many, looked_at_by):
    """The office at the browser, signed in with a password."""
    account = Account(username="liu", person=worlds.LIU)
    account.set_password("a long and quiet morning")
    account.save()
    client = looked_at_by(worlds.liu)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    client.account = account
    return client


def show(client, **headers):
    return client.post(
        SHOW, {"field": "address"}, headers={"Referer": f"http://testserver{ELDER}", **headers}
    )


def test_one_person_too_many_leads_to_the_question_and_back(office):
    answer = show(office)
    assert answer.status_code == 302
    assert answer.url == f"{reverse('step-up')}?next={ELDER.replace('/', '%2F')}"
    page = office.get(answer.url).content.decode()
    assert 'type="password"' in page and "由拳路" not in page
    wrong = office.post(answer.url, {"proof": "a guess"})
    assert wrong.status_code == 422 and "web.not-proven" in wrong.content.decode()
    right = office.post(answer.url, {"proof": "a long and quiet morning"})
    assert (right.status_code, right.url) == (302, ELDER)
    assert "由拳路 18 号" in show(office).content.decode()
    assert StepUp.objects.get().manner == "password"


def test_a_script_gets_the_sentence_and_a_page_that_reads_comes_back(office):
    answer = show(office, Accept="application/json")
    assert answer.status_code == 403 and answer.json()["code"] == "people.step-up"


def test_with_a_second_factor_its_code_is_asked(office):
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(office.account, secret)
    path = reverse("step-up")
    assert 'autocomplete="one-time-code"' in office.get(path).content.decode()
    assert office.post(path, {"proof": "000000"}).status_code == 422
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert office.post(path, {"proof": code}).status_code == 302
    assert StepUp.objects.get().manner == "code"


def test_an_account_without_either_gives_a_reason_and_waits(office, monkeypatch):
    office.account.set_unusable_password()
    office.account.save()
    office.force_login(office.account, backend="django.contrib.auth.backends.ModelBackend")
    path = f"{reverse('step-up')}?next={ELDER}"
    assert office.post(path, {"reason": ""}).status_code == 422
    page = office.post(path, {"reason": "台风转移名单"}).content.decode()
    assert ELDER in page and re.search(r"10:01:00", page)
    assert show(office).status_code == 302
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))
    assert "由拳路 18 号" in show(office).content.decode()


def test_words_and_photo_of_a_visit_are_behind_it_too(office):
    from gongfu.kernel.people import notes

    notes.keep_photo(worlds.ZHOU, b"x", by=worlds.ZHU, at=NOW, record=7)
    number = worlds.visit(ended_at=NOW, at=NOW).number
    notes.keep_photo(worlds.ZHOU, b"x", by=worlds.ZHU, at=NOW, record=number)
    path = reverse("visit-notes", args=[number])
    assert office.get(path).url.startswith(reverse("step-up"))
    photo = reverse("visit-photo", args=[number])
    assert office.get(photo).url.startswith(reverse("step-up"))


def test_the_question_does_not_lead_elsewhere(office):
    path = f"{reverse('step-up')}?next=https://elsewhere.example/"
    assert office.post(path, {"proof": "a long and quiet morning"}).url == "/day/"


def test_the_office_opens_what_is_sealed_and_the_page_says_until_when(sealed, looked_at_by):
    client = looked_at_by(worlds.liu)
    page = client.get(ELDER).content.decode()
    assert reverse("elder-glass", args=[worlds.ZHOU]) in page
    assert "···· 0021" in client.post(SHOW, {"field": "card"}).content.decode()
    assert client.post(SHOW, {"field": "health"}).status_code == 403
    path = reverse("elder-glass", args=[worlds.ZHOU])
    key = {"key": "5f0e4c3c-6f51-4b0e-9d57-d0cbb8ea7f10"}
    refused = client.post(path, {**key, "reason": " "})
    assert refused.status_code == 403 and "people.reason-missing" in refused.content.decode()
    assert client.post(path, {**key, "reason": "晕倒送医"}).url == ELDER
    opened = frozenset(glasses.open_to(worlds.LIU, at=NOW))
    through = Viewer(worlds.LIU, worlds.liu.offices, glasses=opened)
    page = looked_at_by(through).get(ELDER).content.decode()
    assert "晕倒送医" in page and "13:00" in page and path not in page
    assert client.post(SHOW, {"field": "health"}).status_code == 200


def test_a_keeper_sees_nothing_of_the_seal_and_the_family_all(sealed, looked_at_by):
    page = looked_at_by(worlds.zhu).get(ELDER).content.decode()
    for word in ("elder-glass", "elder-health"):
        assert reverse(word, args=[worlds.ZHOU]) not in page
    assert 'value="card"' not in page
    client = looked_at_by(worlds.zhou)
    assert "330402193805120021" in client.post(SHOW, {"field": "card"}).content.decode()
    assert reverse("elder-glass", args=[worlds.ZHOU]) not in client.get(ELDER).content.decode()


def test_an_auditor_reads_the_audit_and_opens_one_person_with_a_reason(sealed, looked_at_by):
    show(looked_at_by(worlds.liu))
    client = looked_at_by(auditor)
    page = client.get(reverse("audit")).content.decode()
    assert worlds.ZHOU[:8] in page and "周奶奶" not in page
    assert client.get(ELDER).status_code == 403
    actions.break_glass(auditor, elder=worlds.ZHOU, reason="核对冒领", at=NOW)
    opened = frozenset(glasses.open_to(auditor.person, at=NOW))
    client = looked_at_by(Viewer(auditor.person, auditor.offices, glasses=opened))
    page = client.get(ELDER)
    assert page.status_code == 200
    assert 'value="phone"' not in page.content.decode()
    assert "由拳路 18 号" in show(client).content.decode()
    assert "核对冒领" in client.get(reverse("audit")).content.decode()


def test_the_elder_and_the_secretary_see_who_looked_and_why(sealed, looked_at_by):
    show(looked_at_by(worlds.liu))
    actions.break_glass(worlds.liu, elder=worlds.ZHOU, reason="晕倒送医", at=NOW)
    assert "晕倒送医" in looked_at_by(worlds.zhou).get(reverse("who-looked")).content.decode()
    path = reverse("who-looked-at", args=[worlds.ZHOU])
    assert "晕倒送医" in looked_at_by(worlds.liu).get(path).content.decode()
    for viewer in (worlds.zhu, worlds.outside, worlds.stranger, auditor):
        assert looked_at_by(viewer).get(path).status_code in (403, 404)
    assert looked_at_by(PUBLIC).get(path).status_code == 302


def test_the_holder_of_a_key_learns_its_door_once_and_nobody_else(sealed, looked_at_by):
    path = reverse("item-door", args=[sealed["item"]])
    assert (
        path
        in looked_at_by(worlds.zhu).get(reverse("item", args=[sealed["item"]])).content.decode()
    )
    assert "由拳路 18 号" in looked_at_by(worlds.zhu).post(path).content.decode()
    for viewer in (worlds.lin, worlds.liu, worlds.zhou, worlds.stranger):
        assert looked_at_by(viewer).post(path).status_code in (403, 404)
    assert (
        path
        not in looked_at_by(worlds.liu).get(reverse("item", args=[sealed["item"]])).content.decode()
    )
