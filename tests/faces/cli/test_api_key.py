"""`gongfu api-key`: what an operator can and cannot do with keys."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from gongfu.faces.api import keys
from gongfu.faces.cli.api_key_command import command
from gongfu.kernel.people.models import Account
from tests.worlds import TODAY, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    from gongfu.faces.web.shell import clock
    from tests.worlds import MORNING

    monkeypatch.setattr(clock, "now", lambda: MORNING)
    Account.objects.create(username="anna", person=person("anna"))


def run(*arguments, code=0):
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == code, done.output
    return done.output


def holder(output):
    return keys.holder_of(re.search("[A-Za-z0-9_-]{32}", output)[0], on=TODAY)


def test_a_key_for_the_public_works_at_once_and_until_it_is_revoked():
    output = run("create", "hotline")
    found = holder(output)
    assert (found.person, found.scopes) == ("", ("open311",))
    assert "hotline" in run("list")
    run("revoke", "hotline")
    assert holder(output) is None and run("list") == ""
    assert run("create", "hotline") and "hotline" in run("list")


def test_an_operator_cannot_act_in_a_persons_name_without_their_word():
    output = run("create", "app", "--for", "anna", "--scope", "needs.read")
    assert holder(output) is None
    assert "anna" in output and "anna" in run("list")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--scope", "everything"),
        ("--for", "nobody"),
        ("--role", "SEC"),
        ("--role", "SEC", "--place", "330402007032"),
        ("--for", "anna", "--role", "XXX", "--place", "330402007032"),
        ("--for", "anna", "--role", "SEC", "--place", "1"),
        ("--days", "0"),
        ("--days", "5000"),
    ],
)
def test_a_key_that_cannot_be_is_refused_in_words(arguments):
    assert "Error" in run("create", "app", *arguments, code=2)
    assert keys.listed() == []


def test_two_keys_of_one_name_would_be_mistaken():
    run("create", "app")
    run("create", "app", code=2)
    run("create", "app", "--for", "anna")
    run("revoke", "app", "--for", "anna")
    assert [row.person for row in keys.listed()] == [""]


def test_the_scopes_are_listed_with_what_they_are_for():
    assert "open311" in run("scopes")
