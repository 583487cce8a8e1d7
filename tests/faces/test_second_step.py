"""The second step at sign-in: who is led to it, and that its pages are ours."""

from __future__ import annotations

import base64
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import NoReverseMatch, reverse

from gongfu.faces.web.shell import pages
from gongfu.kernel.people.models import Account
from tests import worlds

WORD = "a long and quiet morning"
SET_UP = "/accounts/2fa/totp/activate/"


@pytest.fixture
def liu(db, client, monkeypatch, settings):
    """刘勇 the secretary, signed in with a password, in a district that is no demonstration."""
    settings.GONGFU_DEMO = False
    account = Account(username="liu", person=worlds.LIU)
    account.set_password(WORD)
    account.save()
    monkeypatch.setattr(pages, "viewer_of", lambda _request: worlds.liu)
    client.post(reverse("account_login"), {"login": "liu", "password": WORD})
    return client


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up(client):
    """Show the password again, scan, type the code; return the page of spare codes."""
    client.post("/accounts/reauthenticate/", {"password": WORD})
    page = client.get(SET_UP).content.decode()
    secret = re.search(r'class="hash">(\w+)<', page)[1]
    picture = base64.b64decode(re.search(r"data:image/svg\+xml;base64,([\w+/=]+)", page)[1])
    assert b'xmlns="http://www.w3.org/2000/svg"' in picture
    answer = client.post(SET_UP, {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.url).content.decode(), secret


def test_an_office_is_led_to_the_second_step_and_then_to_its_work(liu):
    assert liu.get("/day/").url == SET_UP
    page, secret = set_up(liu)
    assert len(re.findall(r"<li><code>", page)) == 10
    assert liu.get("/day/").status_code == 200
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept


def test_signing_in_then_asks_for_the_code(liu):
    _page, secret = set_up(liu)
    liu.logout()
    from django.core.cache import cache

    cache.clear()
    answer = liu.post(reverse("account_login"), {"login": "liu", "password": WORD})
    assert answer.url == "/accounts/2fa/authenticate/"
    wrong = liu.post(answer.url, {"code": "000000"})
    assert 'role="alert"' in wrong.content.decode()
    assert liu.post(answer.url, {"code": code_of(secret)}).url == "/day/"


def test_a_setting_or_a_demonstration_leads_nobody(liu, settings):
    settings.GONGFU_SECOND_FACTOR = ["none"]
    assert liu.get("/day/").status_code == 200
    settings.GONGFU_SECOND_FACTOR = ["SEC"]
    assert liu.get("/day/").url == SET_UP
    settings.GONGFU_DEMO = True
    assert liu.get("/day/").status_code == 200


def test_a_resident_is_led_nowhere(liu, monkeypatch):
    monkeypatch.setattr(pages, "viewer_of", lambda _request: worlds.stranger)
    assert liu.get("/day/").status_code == 200


@pytest.mark.parametrize(
    "path", ["2fa/", "reauthenticate/", "logout/", "inactive/", "3rdparty/login/error/",
             "3rdparty/login/cancelled/", "password/change/", "3rdparty/"],
)  # fmt: skip
def test_its_pages_are_in_our_frame(liu, path):
    page = liu.get(f"/accounts/{path}").content.decode()
    assert 'class="brand"' in page and page.count("<h1") == 1


def test_no_page_asks_for_a_mail_address(db, client):
    for name in ("account_email", "account_reset_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert client.get("/accounts/password/reset/").status_code == 404
