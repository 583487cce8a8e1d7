"""Figures of grids and teams, asked over a small community."""

from datetime import date, timedelta

import pytest

from gongfu.domains.grids import actions
from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import grids
from gongfu.figures.store import files
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.measures.periods import period
from tests.domains.grids import worlds
from tests.domains.grids.worlds import (
    ANNA,
    BEN,
    CAI,
    ELSEWHERE,
    HANDY,
    MORNING,
    NANYANG,
    TODAY,
    anna,
    ben,
    cai,
    claim,
    serve,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DISTRICT = "330402000000"
LATER = MORNING + timedelta(days=20)


def value(figure, text="2021-09", *, place=DISTRICT, person=""):
    return asking.ask(Question(figure, place, period(text), person)).value


@pytest.fixture(params=["tail", "files"], autouse=True)
def stored(request, monkeypatch):
    """Ask once with all records at the ledger's end, once with all in files."""
    if request.param == "files":
        ask = asking.ask
        monkeypatch.setattr(asking, "ask", lambda *given: (files.compact(), ask(*given))[1])


def test_each_member_counts_once_where_they_are():
    worlds.register(ANNA, BEN, CAI)
    actions.move_member(anna, member=ANNA, place=ELSEWHERE, at=LATER)
    actions.leave_list(ben, member=BEN, at=LATER)
    assert value(grids.members_registered) == 3
    assert value(grids.members_registered, place=NANYANG) == 3
    assert value(grids.members_registered, "2021-10") == 2
    assert value(grids.members_registered, "2021-10", place=NANYANG) == 1
    assert value(grids.members_registered, "2021-10", place=ELSEWHERE) == 1


def test_a_claim_handed_back_was_claimed_all_the_same_and_waiting_is_none():
    worlds.register(ANNA, BEN, CAI)
    post = worlds.post(wanted=1)
    mine = claim(anna, post).deed.claim
    claim(ben, post)
    claim(cai, post)
    assert value(grids.post_claims) == 1
    actions.hand_back(anna, claim=mine, at=MORNING)
    assert value(grids.post_claims) == 2
    assert value(grids.post_claims, person=BEN) == 1
    assert value(grids.post_claims, person=CAI) == 0


def test_teams_count_until_they_are_dissolved():
    worlds.register(ANNA)
    teams = [
        actions.form_team(anna, leader=ANNA, place=NANYANG, purpose="law", at=MORNING).deed.team
        for _ in range(2)
    ]
    actions.let_lead(worlds.liu, team=teams[0], leader=_second(teams[0]), at=MORNING)
    actions.dissolve_team(anna, team=teams[1], at=LATER)
    assert (value(grids.teams), value(grids.teams, "2021-10")) == (2, 1)


def _second(team):
    worlds.register(BEN)
    actions.join_team(ben, team=team, member=BEN, at=MORNING)
    return BEN


def test_hours_are_voluntary_and_a_record_taken_back_is_none():
    worlds.register(ANNA)
    worlds.register(BEN, offer=HANDY._replace(sort="cadre"))
    post = worlds.post(times=worlds.mask_of([(3, 0), (3, 2)]))
    mine, bens = (claim(who, post, confirm=True).deed.claim for who in (anna, ben))
    serve(anna, mine, ended_at=moment(TODAY, 11), minutes=90)
    wrong = serve(anna, mine, ended_at=moment(TODAY, 20), minutes=30)
    serve(ben, bens, ended_at=moment(TODAY, 11), minutes=60)
    assert value(grids.service_hours) == 2
    actions.take_back_serving(anna, number=wrong.number, at=moment(TODAY, 21))
    assert value(grids.service_hours) == 1.5
    assert value(grids.service_hours, person=BEN) == 0
    assert date(2021, 9, 16) == TODAY
