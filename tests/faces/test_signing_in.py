"""Signing in with a password, and as one of the demonstration's people."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from gongfu.kernel.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    found = Account(username="liu", person="liu".ljust(26, "2"))
    found.set_password("a long and quiet morning")
    found.save()
    return found


def sign_in(client, password):
    return client.post(reverse("account_login"), {"login": "liu", "password": password})


def test_the_right_password_leads_to_ones_day(account, client):
    answer = sign_in(client, "a long and quiet morning")
    assert (answer.status_code, answer.url) == (302, "/day/")
    assert client.get("/day/").status_code == 200


def test_a_wrong_password_gets_a_sentence_and_keeps_the_user_name(account, client):
    answer = sign_in(client, "wrong")
    body = answer.content.decode()
    assert 'role="alert"' in body
    assert 'value="liu"' in body
    assert "共富" in body


def test_nobody_signs_up_by_themselves(client):
    answer = client.get("/accounts/signup/")
    assert b'name="password1"' not in answer.content


def test_one_click_works_in_a_demonstration_only(account, client, settings):
    settings.GONGFU_DEMO = False
    assert client.post(reverse("signin-as"), {"username": "liu"}).status_code == 404
    settings.GONGFU_DEMO = True
    assert client.post(reverse("signin-as"), {"username": "liu"}).status_code == 302


def test_the_way_back_leads_to_our_own_pages_only(account, settings):
    settings.GONGFU_DEMO = True
    values = {"username": "liu", "next": "https://elsewhere.example/"}
    assert Client().post(reverse("signin-as"), values).url == "/day/"


def test_after_signing_out_the_browser_is_asked_to_forget(account, client):
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("signout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/day/").status_code == 302
