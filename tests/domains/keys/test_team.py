"""Joining, being asked, saying yes; agreements."""

from datetime import date, timedelta

import pytest

from gongfu.domains.keys import actions
from gongfu.domains.keys.actions import Assignment, Joining, Signing
from gongfu.domains.keys.models import Agreement, Care, CareOffer, Keeper
from gongfu.domains.keys.rules import team as rules
from gongfu.kernel.ledger import reading
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from tests import worlds
from tests.worlds import (
    DAUGHTER,
    LIN,
    LIU,
    MORNING,
    NANYANG,
    NEXT_YEAR,
    TODAY,
    WU,
    ZHOU,
    ZHU,
    lin,
    liu,
    outside,
    stranger,
    zhou,
    zhu,
)

pytestmark = pytest.mark.django_db


def test_a_volunteer_joins_and_leaves():
    entry = actions.join_team(zhu, keeper=ZHU, place=NANYANG, at=MORNING)
    assert entry.evidence == "A"
    with pytest.raises(rules.AlreadyInTeam):
        actions.join_team(zhu, keeper=ZHU, place=NANYANG, at=MORNING)
    actions.leave_team(zhu, keeper=ZHU, place=NANYANG, at=MORNING)
    assert Keeper.objects.get().left_on == TODAY
    actions.join_team(zhu, keeper=ZHU, place=NANYANG, at=MORNING)
    assert Keeper.objects.get().left_on is None


def test_nobody_signs_another_up():
    with pytest.raises(Denied):
        actions.join_team(lin, keeper=ZHU, place=NANYANG, at=MORNING)
    with pytest.raises(Denied):
        actions.join_team(outside, keeper=ZHU, place=NANYANG, at=MORNING)
    assert actions.join_team(liu, keeper=ZHU, place=NANYANG, at=MORNING).evidence == "C"


def test_the_first_of_two_keepers_who_accept_wins(team):
    actions.release_keeper(zhu, elder=ZHOU, keeper=ZHU, at=MORNING)
    ask = actions.ask_keepers(liu, elder=ZHOU, keepers=[ZHU, LIN], at=MORNING, key="a")
    assert actions.ask_keepers(liu, elder=ZHOU, keepers=[ZHU, LIN], at=MORNING, key="a") == ask
    first = actions.accept_elder(lin, ask=ask, at=MORNING, key="yes")
    with pytest.raises(rules.OfferGone):
        actions.accept_elder(zhu, ask=ask, at=MORNING)
    assert actions.accept_elder(lin, ask=ask, at=MORNING, key="yes") == first
    assert Care.objects.get(elder=ZHOU, until=None).keeper == LIN


def test_saying_no_leaves_no_mark(team):
    before = reading.size()
    ask = actions.ask_keepers(liu, elder=ZHOU, keepers=[LIN], at=MORNING)
    actions.decline_elder(lin, ask=ask)
    assert not CareOffer.objects.exists()
    assert reading.size() == before


def test_only_who_was_asked_may_accept(team):
    ask = actions.ask_keepers(liu, elder=ZHOU, keepers=[LIN], at=MORNING)
    with pytest.raises(rules.OfferGone):
        actions.accept_elder(zhu, ask=ask, at=MORNING)
    with pytest.raises(rules.OfferGone):
        actions.accept_elder(stranger, ask=ask, at=MORNING)


def test_only_free_members_are_asked(team):
    with pytest.raises(rules.AlreadyAssigned):
        actions.ask_keepers(liu, elder=ZHOU, keepers=[ZHU], at=MORNING)
    with pytest.raises(rules.NotInTeam):
        actions.ask_keepers(liu, elder=ZHOU, keepers=[LIU], at=MORNING)
    with pytest.raises(rules.NobodyAsked):
        actions.ask_keepers(liu, elder=ZHOU, keepers=[], at=MORNING)


def test_the_office_assigns_nobody_who_has_not_signed(team):
    with pytest.raises(rules.NotSigned):
        actions.assign_keeper(liu, elder=ZHOU, keeper=LIN, at=MORNING)
    worlds.assign(lin, ZHOU, DAUGHTER)
    assert Care.objects.filter(elder=ZHOU, until=None).count() == 2


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"kin": ""}, rules.KinMissing),
        ({"kin": ZHOU}, rules.KinMissing),
        ({"kin": LIN}, rules.KinMissing),
        ({"kin": LIU}, rules.KinMissing),
        ({"until": TODAY}, rules.NoEndDate),
        ({"until": date(2030, 1, 1)}, rules.NoEndDate),
        ({"keeper": ZHOU}, rules.OwnKeeper),
        ({"keeper": LIU}, rules.NotInTeam),
    ],
)
def test_an_agreement_has_three_parties_and_an_end(team, change, refusal):
    terms = {"elder": ZHOU, "keeper": LIN, "kin": DAUGHTER, "until": NEXT_YEAR, **change}
    before = Agreement.objects.count()
    with pytest.raises(refusal):
        actions.sign_agreement(liu, **terms, at=MORNING)
    assert Agreement.objects.count() == before


def test_a_keeper_who_holds_something_cannot_go(key):
    with pytest.raises(rules.StillHolding):
        actions.release_keeper(zhu, elder=ZHOU, keeper=ZHU, at=MORNING)
    with pytest.raises(rules.StillInCare):
        actions.leave_team(zhu, keeper=ZHU, place=NANYANG, at=MORNING)
    agreement = Agreement.objects.get(elder=ZHOU).agreement
    with pytest.raises(rules.StillHolding):
        actions.end_agreement(liu, agreement=agreement, at=MORNING)


def test_an_elder_may_let_a_keeper_go(team):
    with pytest.raises(Denied):
        actions.release_keeper(stranger, elder=ZHOU, keeper=ZHU, at=MORNING)
    actions.release_keeper(zhou, elder=ZHOU, keeper=ZHU, at=MORNING)
    with pytest.raises(rules.NotAssigned):
        actions.release_keeper(zhou, elder=ZHOU, keeper=ZHU, at=MORNING)


def test_lists_of_paper_name_each_case_once(team):
    lines = [Joining("a" * 26, NANYANG), Joining(ZHU, NANYANG), Joining("a" * 26, NANYANG)]
    with pytest.raises(Many) as many:
        actions.join_teams(liu, lines, at=MORNING)
    assert [type(error.refusal) for error in many.value.errors] == [
        rules.AlreadyInTeam,
        rules.SameLine,
    ]


def test_lists_of_paper_are_entered_once(team):
    month_ago = TODAY - timedelta(days=0)
    signings = [Signing(elder, LIN, DAUGHTER, NEXT_YEAR, on=month_ago) for elder in (ZHOU, WU)]
    signed = actions.sign_agreements(liu, signings, at=MORNING, key="s")
    assert actions.sign_agreements(liu, signings, at=MORNING, key="s") == signed
    assignments = [Assignment(elder, LIN) for elder in (ZHOU, WU)]
    assigned = actions.assign_keepers(liu, assignments, at=MORNING, key="a")
    assert actions.assign_keepers(liu, assignments, at=MORNING, key="a") == assigned
    assert Care.objects.filter(keeper=LIN).count() == 2
