"""A person is erased: nothing names them any more, replay still equals live, counts stay."""

import pytest
from django.apps import apps
from django.db import connection

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.models import Claim, Member, Post, Served, Team, TeamMember
from gongfu.domains.grids.rules import members as rules
from gongfu.kernel.ledger import replay
from gongfu.kernel.ledger.verifying import verify
from tests.domains.grids import worlds
from tests.domains.grids.worlds import (
    ANNA,
    BEN,
    CAI,
    MORNING,
    NANYANG,
    TODAY,
    anna,
    ben,
    cai,
    claim,
    liu,
    serve,
)
from tests.domains.keys.test_erasing import erase

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def everything():
    """Return the text of every row of every table of the ledger and the domain."""
    with connection.cursor() as cursor:
        for model in (
            *apps.get_app_config("grids").get_models(),
            *apps.get_app_config("ledger").get_models(),
        ):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            yield from (str(row) for row in cursor.fetchall())


@pytest.fixture
def busy(db):
    """Everybody holds a place, waits, serves, or is in a team."""
    worlds.register(ANNA, BEN, CAI)
    post = worlds.post(wanted=2)
    mine = claim(anna, post, confirm=True).deed.claim
    claim(ben, post)
    claim(cai, post)
    serve(anna, mine)
    actions.tell_absence(anna, claim=mine, day=TODAY, at=MORNING)
    team = actions.form_team(
        anna, leader=ANNA, place=NANYANG, purpose="repairs", at=MORNING
    ).deed.team
    actions.join_team(ben, team=team, member=BEN, at=MORNING)
    return post


@pytest.mark.parametrize("who", [ANNA, BEN, CAI])
def test_nobody_is_named_any_more_and_replay_equals_live(busy, who):
    assert any(who in row for row in everything())
    erase(who)
    assert not any(who in row for row in everything())
    assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]
    assert verify().fault is None
    assert (Member.objects.count(), Served.objects.count()) == (3, 1)


def test_the_place_of_who_is_erased_is_free_for_who_waits(busy):
    erase(ANNA)
    assert Post.objects.get().taken == 1
    assert Team.objects.get().leader == ""
    assert TeamMember.objects.filter(left_on=None).count() == 1
    actions.change_post(liu, post=busy, terms=worlds.terms(wanted=2), at=MORNING)
    assert Claim.objects.filter(active=True).count() == 2
    assert queries.post_card(liu, busy, TODAY).waiters == ()


def test_who_is_erased_is_on_no_list_and_gives_nothing(busy):
    erase(ANNA)
    row = Member.objects.get(left_on=TODAY)
    assert (row.skills, row.languages, row.free, row.unit) == ("", "", 0, "")
    assert queries.members_in(liu, NANYANG, TODAY).total == 2
    with pytest.raises(rules.NotRegistered):
        claim(anna, worlds.post())
