"""The history of a post, a team, a member: who, when, what it was before, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from gongfu.domains.grids import actions
from gongfu.kernel.people import vault
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests.domains.grids import worlds
from tests.domains.grids.worlds import MORNING, NANYANG, liu


@pytest.fixture
def member(db):
    """A member with a name in the vault, on the list of the community."""
    [who] = vault.add_people([vault.Plain(name="孙晓", label="孙晓")])
    worlds.register(who)
    return Viewer(who, (Office(Role.VOL, NANYANG),))


def page(client, about):
    return client.get(reverse("history", args=[about]))


def test_a_changed_post_says_what_it_was_before(member, looked_at_by):
    post = worlds.post()
    terms = worlds.terms(wanted=8)
    actions.change_post(liu, post=post, terms=terms, at=MORNING + timedelta(hours=1))
    body = page(looked_at_by(liu), post).content.decode()
    assert "需要人数: 6 → 8" in body or "需要人数：6 → 8" in body
    assert body.count("→") == 1, "only what changed"


def test_everybody_reads_the_history_of_a_post_without_a_name(member, looked_at_by):
    form = {"leader": member.person, "place": NANYANG, "purpose": "law"}
    team = actions.form_team(member, **form, at=MORNING).deed.team
    assert "孙晓" in page(looked_at_by(liu), team).content.decode()
    body = page(looked_at_by(PUBLIC), team).content.decode()
    assert "孙晓" not in body and "这里不显示姓名" in body


def test_a_persons_history_is_their_own_and_the_offices(member, looked_at_by):
    claim = worlds.claim(member, worlds.post()).deed.claim
    actions.decline_claim(liu, claim=claim, reason="safety", at=MORNING)
    for who in (member, liu):
        body = page(looked_at_by(who), member.person).content.decode()
        assert "出于安全" in body or "安全" in body
    for who in (worlds.ben, PUBLIC, worlds.outside):
        assert page(looked_at_by(who), member.person).status_code in (302, 403, 404)


def test_nothing_about_it_is_no_page(member, looked_at_by):
    assert page(looked_at_by(liu), "nothing").status_code == 404


def test_the_history_is_a_file_too(member, looked_at_by):
    post = worlds.post()
    answer = looked_at_by(liu).get(reverse("history", args=[post]), {"as": "csv"})
    assert answer["Content-Type"].startswith("text/csv")
    assert len(answer.content.decode("utf-8-sig").splitlines()) == 2
