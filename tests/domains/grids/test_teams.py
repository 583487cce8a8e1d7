"""Teams: forming, joining, leading, leaving, dissolving."""

import pytest

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Forming
from gongfu.domains.grids.rules import members as member_rules
from gongfu.domains.grids.rules import teams as rules
from gongfu.domains.grids.rules.words import UnknownWord
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.viewers import PUBLIC
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
    liu,
    outside,
    stranger,
)

pytestmark = pytest.mark.django_db
FORM = {"leader": ANNA, "place": NANYANG, "purpose": "repairs"}


@pytest.fixture
def team(db):
    """A team of two with its leader."""
    worlds.register(ANNA, BEN, CAI)
    team = actions.form_team(anna, **FORM, at=MORNING, key="k").deed.team
    actions.join_team(ben, team=team, member=BEN, at=MORNING, key="j")
    return team


def test_a_member_forms_a_team_and_others_join(team):
    assert actions.form_team(anna, **FORM, at=MORNING, key="k").deed.team == team
    with pytest.raises(rules.AlreadyInTeam):
        actions.join_team(ben, team=team, member=BEN, at=MORNING)
    card = queries.team_card(ben, team)
    assert (card.leader, card.members, card.yours, card.you_lead) == (
        ANNA,
        (ANNA, BEN),
        True,
        False,
    )
    assert queries.team_card(anna, team).you_lead
    (line,) = queries.teams_of(ben, BEN)
    assert (line.team, line.members) == (team, 2)


def test_everybody_sees_teams_and_nobody_outside_their_people(team):
    (line,) = queries.teams_in(PUBLIC, NANYANG, TODAY).lines
    assert line.members == 2
    for viewer in (PUBLIC, cai, outside):
        assert queries.team_card(viewer, team).members == ()
    assert queries.team_card(liu, team).members == (ANNA, BEN)
    assert queries.team_card(liu, "none") is None


@pytest.mark.parametrize(
    ("viewer", "change", "refusal"),
    [
        (ben, {}, Denied),
        (anna, {"purpose": "fun"}, UnknownWord),
        (anna, {"place": "330402000000"}, member_rules.NotACommunity),
        (stranger, {"leader": stranger.person}, member_rules.NotRegistered),
    ],
)
def test_a_team_needs_a_registered_leader_and_a_purpose(team, viewer, change, refusal):
    with pytest.raises(refusal):
        actions.form_team(viewer, **{**FORM, **change}, at=MORNING)


def test_nobody_is_put_into_a_team(team):
    for viewer in (anna, outside):
        with pytest.raises(Denied):
            actions.join_team(viewer, team=team, member=CAI, at=MORNING)
    with pytest.raises(member_rules.NotRegistered):
        actions.join_team(stranger, team=team, member=stranger.person, at=MORNING)
    with pytest.raises(Many):
        actions.form_teams(anna, [Forming(ANNA, NANYANG, "law", members=(BEN,))], at=MORNING)


def test_a_leader_leaves_after_another_leads(team):
    with pytest.raises(rules.StillLeads):
        actions.leave_team(anna, team=team, member=ANNA, at=MORNING)
    with pytest.raises(rules.NotInTeam):
        actions.let_lead(anna, team=team, leader=CAI, at=MORNING)
    with pytest.raises(Denied):
        actions.let_lead(ben, team=team, leader=BEN, at=MORNING)
    with pytest.raises(rules.AlreadyLeads):
        actions.let_lead(anna, team=team, leader=ANNA, at=MORNING)
    actions.let_lead(anna, team=team, leader=BEN, at=MORNING)
    actions.leave_team(anna, team=team, member=ANNA, at=MORNING)
    with pytest.raises(rules.NotInTeam):
        actions.leave_team(anna, team=team, member=ANNA, at=MORNING)
    assert queries.team_card(ben, team).members == (BEN,)


def test_a_team_dissolved_is_gone(team):
    with pytest.raises(Denied):
        actions.dissolve_team(ben, team=team, at=MORNING)
    actions.dissolve_team(liu, team=team, at=MORNING)
    with pytest.raises(rules.NoSuchTeam):
        actions.join_team(cai, team=team, member=CAI, at=MORNING)
    assert queries.teams_in(PUBLIC, NANYANG, TODAY).total == 0
    assert queries.teams_of(ben, BEN) == ()


def test_many_signed_forms_are_entered_at_once(team):
    lines = [Forming(BEN, NANYANG, "law", members=(CAI, ANNA)), Forming(CAI, NANYANG, "health")]
    entries = actions.form_teams(liu, lines, at=MORNING, key="f")
    assert actions.form_teams(liu, lines, at=MORNING, key="f") == entries
    assert [one.members for one in queries.teams_in(liu, NANYANG, TODAY).lines] == [2, 3, 1]
    assert queries.teams_in(liu, NANYANG, TODAY, purpose="law").total == 1
    with pytest.raises(Many) as many:
        actions.form_teams(liu, [Forming(BEN, NANYANG, "law", members=(BEN,))], at=MORNING)
    assert type(many.value.errors[0].refusal) is member_rules.SameLine
