"""A lost second factor: two administrators take it off, a record says so, the auditor reads it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from gongfu.faces.web.shell import clock
from gongfu.kernel.ledger import reading
from gongfu.kernel.people import auditing
from gongfu.kernel.people.actions import factors
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.models import Account, LostFactor
from gongfu.kernel.people.vault import Details
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests import worlds

DISTRICT = "330402000000"
first, second = (
    Viewer(worlds.person(name), (Office(Role.SAD, DISTRICT),)) for name in ("first", "second")
)
auditor = Viewer(worlds.person("auditor"), (Office(Role.AUD, DISTRICT),))


@pytest.fixture
def lost(db, monkeypatch):
    """The account of 王芳, with an app and spare codes that she no longer has."""
    monkeypatch.setattr(clock, "now", lambda: worlds.MORNING)
    home = Newcomer(Details("王芳", label="王芳"), worlds.NANYANG)
    [entry] = register_people(worlds.liu, [home], on=worlds.TODAY, at=worlds.MORNING)
    account = Account.objects.create(username="wangfang", person=entry.deed.person, password="!")
    for sort in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=account, type=sort, data={})
    return account


def decide(client, account, **more):
    address = reverse("factor-decide", args=[account.person])
    return client.post(address, {"key": str(uuid4()), **more})


def test_one_reports_another_confirms_and_the_auditor_reads_it(lost, looked_at_by):
    client = looked_at_by(first)
    assert "wangfang" not in client.get(reverse("factors")).content.decode()
    client.post(reverse("factors"), {"username": "wangfang"})
    before = reading.size()
    assert decide(client, lost).status_code == 403, "not the same one twice"
    assert Authenticator.objects.count() == 2 and reading.size() == before
    client = looked_at_by(second)
    assert "wangfang" in client.get(reverse("factors")).content.decode()
    assert decide(client, lost).url == reverse("factors")
    assert not Authenticator.objects.exists() and not LostFactor.objects.exists()
    assert Account.objects.get().password == "!", "the password stays"
    [entry] = auditing.removed_factors(auditor)
    assert (entry.by, entry.deed.second) == (second.person, first.person)
    page = looked_at_by(auditor).get(reverse("audit")).content.decode()
    assert "解除的二次验证" in page and f"/records/{entry.number}/" in page
    assert "王芳" not in page and lost.person not in page


def test_what_was_found_again_or_waited_too_long_is_off_the_list(lost, looked_at_by):
    client = looked_at_by(first)
    client.post(reverse("factors"), {"username": "wangfang"})
    decide(client, lost, do="drop")
    assert not LostFactor.objects.exists()
    factors.report_lost_factor(first, lost.person, at=worlds.MORNING - timedelta(days=2))
    assert "wangfang" not in client.get(reverse("factors")).content.decode()
    assert decide(looked_at_by(second), lost).status_code in (404, 422, 409)
    assert Authenticator.objects.count() == 2


@pytest.mark.parametrize("username", ["nobody", ""])
def test_an_unknown_account_is_refused_and_stays_as_typed(lost, looked_at_by, username):
    answer = looked_at_by(first).post(reverse("factors"), {"username": username})
    assert answer.status_code >= 400 and not LostFactor.objects.exists()


def test_nobody_takes_off_their_own_and_no_office_takes_off_anybodys(lost, looked_at_by):
    me = Viewer(lost.person, (Office(Role.SAD, DISTRICT),))
    answer = looked_at_by(me).post(reverse("factors"), {"username": "wangfang"})
    assert answer.status_code == 403
    for viewer in (worlds.liu, worlds.stranger, auditor):
        assert looked_at_by(viewer).get(reverse("factors")).status_code == 404
    assert not LostFactor.objects.exists()
