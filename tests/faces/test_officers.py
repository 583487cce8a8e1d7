"""From an empty district to a working office: founding, accounts, appointments by two."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from gongfu.faces.cli.found_command import command
from gongfu.kernel.ledger import replay
from gongfu.kernel.people.models import Account, Appointment, Proposal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GIVEN = [
    "--administrator",
    "甲一:first",
    "--administrator",
    "乙二:second",
    "--registrar",
    "丙三:clerk",
]
CHOSEN = "a-long-own-password"


@pytest.fixture
def founded():
    """The one-time passwords of the three first people by user name."""
    done = CliRunner().invoke(command, GIVEN, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return dict(re.findall(r"(first|second|clerk)\D*? ([\w-]{16})", done.output))


def signed_in(username, password):
    client = Client()
    client.post("/accounts/login/", {"login": username, "password": password})
    answer = client.get("/day/")
    if answer.status_code == 302 and "password/change" in answer.url:
        client.post(answer.url, {"oldpassword": password, "password1": CHOSEN, "password2": CHOSEN})
    return client


def send(client, view, *arguments, **fields):
    return client.post(reverse(view, args=arguments), {"key": str(uuid4()), **fields})


def test_a_district_is_founded_once(founded):
    assert len(founded) == 3
    assert Account.objects.filter(must_change=True).count() == 3
    again = CliRunner().invoke(command, GIVEN)
    assert again.exit_code != 0
    assert Account.objects.count() == 3


def test_the_given_password_is_good_for_one_sign_in(founded):
    client = Client()
    client.post("/accounts/login/", {"login": "clerk", "password": founded["clerk"]})
    for page in ("/desk/", "/board/needs/", "/offices/accounts/"):
        assert "/password/change/" in client.get(page).url
    assert signed_in("clerk", founded["clerk"]).get("/day/").status_code == 200
    assert not Account.objects.get(username="clerk").must_change
    other = Client()
    other.post("/accounts/login/", {"login": "clerk", "password": founded["clerk"]})
    assert "signin" in other.get("/day/").url


def test_a_secretary_gets_an_account_and_an_office_by_two(founded):
    clerk = signed_in("clerk", founded["clerk"])
    send(clerk, "account-new", name="丁四", place="330402007032", username="dingsi", phone="")
    shown = clerk.get(reverse("accounts")).content.decode()
    [password] = re.findall(r"<code>([\w-]{12})</code>", shown)
    assert password not in clerk.get(reverse("accounts")).content.decode()

    first, second = signed_in("first", founded["first"]), signed_in("second", founded["second"])
    send(first, "office-propose", username="dingsi", role="SEC", place="330402007032")
    [proposal] = Proposal.objects.values_list("pk", flat=True)
    assert send(first, "office-decide", proposal).status_code == 403
    assert "丁四" in second.get(reverse("offices")).content.decode()
    assert send(second, "office-decide", proposal).status_code == 302
    assert Appointment.objects.filter(role="SEC", place="330402007032").count() == 1
    assert not Proposal.objects.exists()

    secretary = signed_in("dingsi", password)
    assert secretary.get("/desk/").status_code == 200
    assert secretary.get(reverse("offices")).status_code == 404
    assert replay.differences() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"username": "nobody", "role": "SEC", "place": "330402007032"},
        {"username": "clerk", "role": "KING", "place": "330402007032"},
        {"username": "clerk", "role": "SEC", "place": "33"},
    ],
)
def test_a_proposal_that_cannot_be_is_refused(founded, fields):
    first = signed_in("first", founded["first"])
    assert send(first, "office-propose", **fields).status_code in (404, 422)
    assert not Proposal.objects.exists()


def test_a_clerk_renews_a_forgotten_password_and_appoints_nobody(founded):
    clerk = signed_in("clerk", founded["clerk"])
    assert (
        send(
            clerk, "office-propose", username="clerk", role="SAD", place="330402000000"
        ).status_code
        == 404
    )
    send(clerk, "account-renew", username="second")
    assert Account.objects.get(username="second").must_change
    assert send(clerk, "account-renew", username="nobody").status_code == 404


def test_the_password_and_second_step_pages_are_in_both_languages(founded):
    client = signed_in("clerk", founded["clerk"])
    for language, word in (("zh-hans", "修改密码"), ("en", "Change your password")):
        client.cookies["django_language"] = language
        assert word in client.get("/accounts/password/change/").content.decode()
    assert client.get("/accounts/2fa/").status_code == 200
