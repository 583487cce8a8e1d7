"""Posts: opening, claiming, waiting, deciding, handing back."""

from datetime import timedelta

import pytest
from django.db import transaction

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Claiming, Opening, mask_of
from gongfu.domains.grids.deeds import ClaimQueued, PostClaimed
from gongfu.domains.grids.models import Claim, Post
from gongfu.domains.grids.rules import members as member_rules
from gongfu.domains.grids.rules import posts as rules
from gongfu.domains.grids.rules.words import UnknownWord
from gongfu.kernel.ledger import reading
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.viewers import PUBLIC
from tests.domains.grids import worlds
from tests.domains.grids.worlds import (
    ANNA,
    BEN,
    CAI,
    GRID,
    HANDY,
    MORNING,
    NANYANG,
    NEXT_DOOR,
    TODAY,
    anna,
    ben,
    cai,
    chen,
    claim,
    liu,
    outside,
    terms,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def members(db):
    worlds.register(ANNA, BEN, CAI)


def card(post, viewer=liu):
    return queries.post_card(viewer, post, TODAY)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"sort": "fun"}, UnknownWord),
        ({"skill": "magic"}, UnknownWord),
        ({"wanted": 0}, rules.WantedOutOfRange),
        ({"wanted": 1000}, rules.WantedOutOfRange),
        ({"until": TODAY - timedelta(days=1)}, rules.DaysUpsideDown),
        ({"until": TODAY + timedelta(days=2000)}, rules.DaysUpsideDown),
        ({"times": 0}, rules.NoTimes),
        ({"times": 1 << 21}, rules.NoTimes),
        ({"times": mask_of([(0, 0)]), "until": TODAY}, rules.NoTimes),
        ({"since": TODAY - timedelta(9), "until": TODAY - timedelta(1)}, rules.PostOver),
    ],
)
def test_a_post_asks_for_something_sensible(change, refusal):
    with pytest.raises(refusal):
        actions.open_post(liu, place=NANYANG, terms=terms(**change), at=MORNING)
    assert not Post.objects.exists()


def test_only_the_community_opens_its_posts():
    for viewer in (anna, outside, PUBLIC):
        with pytest.raises(Denied):
            actions.open_post(viewer, place=NANYANG, terms=terms(), at=MORNING)
    entry = actions.open_post(liu, place=GRID, terms=terms(), at=MORNING, key="k")
    assert actions.open_post(liu, place=GRID, terms=terms(), at=MORNING, key="k") == entry


def test_a_member_claims_and_the_office_confirms():
    post = worlds.post()
    entry = claim(anna, post, key="k")
    assert claim(anna, post, key="k") == entry
    assert (entry.deed.slot, card(post).line.taken) == (1, 1)
    (line,) = queries.claims_to_decide(liu, NANYANG, TODAY).lines
    assert (line.member, line.claim) == (ANNA, entry.deed.claim)
    actions.confirm_claim(liu, claim=entry.deed.claim, at=MORNING)
    assert queries.claims_to_decide(liu, NANYANG, TODAY).total == 0
    with pytest.raises(rules.AlreadyDecided):
        actions.confirm_claim(liu, claim=entry.deed.claim, at=MORNING)
    (mine,) = queries.claims_of(anna, ANNA, TODAY)
    assert (mine.state, mine.runs, mine.days[0]) == ("confirmed", True, TODAY)


def test_who_comes_to_a_full_post_waits_and_gets_the_next_place():
    post = worlds.post(wanted=1)
    first = claim(anna, post)
    second, third = claim(ben, post), claim(cai, post)
    assert [type(one.deed) for one in (first, second, third)] == [
        PostClaimed, ClaimQueued, ClaimQueued,
    ]  # fmt: skip
    assert queries.claims_of(cai, CAI, TODAY)[0].position == 2
    assert (card(post).line.waiting, card(post, ben).position) == (2, 1)
    actions.hand_back(anna, claim=first.deed.claim, at=MORNING)
    assert Claim.objects.get(active=True).claim == second.deed.claim
    assert card(post, cai).position == 1
    actions.hand_back(cai, claim=third.deed.claim, at=MORNING)
    assert card(post).line.waiting == 0


def test_who_would_rather_not_wait_is_told_so():
    post = worlds.post(wanted=1)
    claim(anna, post)
    before = reading.size()
    with pytest.raises(rules.PostFull):
        actions.claim_post(ben, post=post, wait=False, at=MORNING)
    assert reading.size() == before


def test_who_waits_and_has_another_post_then_keeps_waiting():
    post, other = worlds.post(wanted=1), worlds.post(wanted=3)
    first = claim(anna, post)
    claim(ben, post)
    claim(cai, post)
    claim(ben, other)
    actions.hand_back(anna, claim=first.deed.claim, at=MORNING)
    assert [one.member for one in card(post).holders] == [CAI]
    assert [one.member for one in card(post).waiters] == [BEN]


def test_places_added_go_to_those_who_wait():
    post = worlds.post(wanted=1)
    for who in (anna, ben, cai):
        claim(who, post)
    actions.change_post(liu, post=post, terms=terms(wanted=2), at=MORNING)
    assert [one.member for one in card(post).holders] == [ANNA, BEN]
    with pytest.raises(rules.StillTaken):
        actions.change_post(liu, post=post, terms=terms(wanted=1), at=MORNING)


def test_a_place_declined_goes_to_who_waits_and_the_reason_is_one_of_a_list():
    post = worlds.post(wanted=1)
    first = claim(anna, post).deed.claim
    claim(ben, post)
    with pytest.raises(rules.UnknownReason):
        actions.decline_claim(liu, claim=first, reason="ugly", at=MORNING)
    actions.decline_claim(liu, claim=first, reason="changed", at=MORNING)
    assert [one.member for one in card(post).holders] == [BEN]
    (told,) = queries.declined_of(anna, ANNA, TODAY)
    assert (told.post.post, told.reason) == (post, "changed")
    assert queries.declined_of(anna, ANNA, TODAY + timedelta(days=29)) == ()
    with pytest.raises(rules.NoSuchClaim):
        actions.confirm_claim(liu, claim=first, at=MORNING)
    with pytest.raises(rules.NoSuchClaim):
        actions.hand_back(anna, claim=first, at=MORNING)


def test_nobody_decides_about_their_own_claim():
    worlds.register(liu.person)
    entry = claim(liu, worlds.post())
    with pytest.raises(rules.OwnClaim):
        actions.confirm_claim(liu, claim=entry.deed.claim, at=MORNING)
    with pytest.raises(rules.OwnClaim):
        actions.decline_claim(liu, claim=entry.deed.claim, reason="other", at=MORNING)
    actions.confirm_claim(chen, claim=entry.deed.claim, at=MORNING)


def test_a_member_is_at_one_post_at_a_time():
    one, same_time = worlds.post(), worlds.post()
    evening = worlds.post(times=mask_of([(3, 2)]))
    other_weeks = worlds.post(since=worlds.LAST_DAY + timedelta(1), until=worlds.LAST_DAY + timedelta(30))  # fmt: skip
    claim(anna, one)
    with pytest.raises(rules.AlreadyYours):
        claim(anna, one)
    with pytest.raises(rules.Clashing):
        claim(anna, same_time)
    claim(anna, evening)
    claim(anna, other_weeks)
    actions.close_post(liu, post=one, at=MORNING - timedelta(days=1))
    claim(anna, same_time)


def test_days_that_never_meet_do_not_clash():
    monday = worlds.post(times=mask_of([(0, 0), (3, 0)]), until=TODAY)
    claim(anna, monday)
    with pytest.raises(rules.Clashing):
        claim(anna, worlds.post())
    claim(anna, worlds.post(times=mask_of([(0, 0)])))


def test_posts_that_are_over_closed_or_unknown_are_refused():
    post = worlds.post(until=TODAY)
    with pytest.raises(rules.PostOver):
        claim(anna, post, at=MORNING + timedelta(days=1))
    actions.close_post(liu, post=post, at=MORNING)
    with pytest.raises(rules.PostIsClosed):
        claim(anna, post)
    with pytest.raises(rules.PostIsClosed):
        actions.close_post(liu, post=post, at=MORNING)
    with pytest.raises(rules.PostIsClosed):
        actions.change_post(liu, post=post, terms=terms(), at=MORNING)
    with pytest.raises(rules.NoSuchPost):
        claim(anna, "none")
    assert queries.post_card(liu, "none", TODAY) is None


def test_only_members_claim_and_only_for_themselves():
    post = worlds.post()
    with pytest.raises(member_rules.NotRegistered):
        claim(worlds.stranger, post)
    with pytest.raises(Denied):
        claim(PUBLIC, post)
    mine = claim(anna, post).deed.claim
    for viewer in (ben, liu):
        with pytest.raises(Denied):
            actions.hand_back(viewer, claim=mine, at=MORNING)
    for viewer in (anna, outside):
        with pytest.raises(Denied):
            actions.confirm_claim(viewer, claim=mine, at=MORNING)


def test_help_that_needs_a_licence_asks_for_one():
    post = worlds.post(skill="medicine", sort="health")
    with pytest.raises(rules.LicenceMissing):
        claim(anna, post)
    late = HANDY._replace(licence_until=TODAY - timedelta(1))
    actions.change_member(anna, member=ANNA, offer=late, at=MORNING)
    with pytest.raises(rules.LicenceExpired):
        claim(anna, post)
    good = HANDY._replace(licence_until=TODAY)
    actions.change_member(anna, member=ANNA, offer=good, at=MORNING)
    claim(anna, post)


def test_the_database_itself_gives_a_place_once(monkeypatch):
    post = worlds.post(wanted=1)
    claim(anna, post)
    monkeypatch.setattr(rules, "free_slot", lambda taken, wanted: 1)
    entry = claim(ben, post)
    assert isinstance(entry.deed, ClaimQueued)
    with pytest.raises(rules.PostFull), transaction.atomic():
        actions.claim_post(cai, post=post, wait=False, at=MORNING)
    assert Claim.objects.count() == 1 and card(post).line.waiting == 1


def test_names_are_for_the_office_and_counts_for_everyone():
    post = worlds.post()
    mine = claim(anna, post).deed.claim
    for viewer in (PUBLIC, ben):
        seen = card(post, viewer)
        assert (seen.line.taken, seen.holders, seen.yours) == (1, (), None)
    assert card(post, anna).yours.claim == mine
    assert [one.member for one in card(post).holders] == [ANNA]
    assert queries.posts_in(PUBLIC, NANYANG, TODAY).total == 1
    with pytest.raises(Denied):
        queries.claims_of(ben, ANNA, TODAY)


def test_what_suits_is_near_free_and_fits():
    actions.change_member(
        anna, member=ANNA, offer=HANDY._replace(free=worlds.THURSDAYS | 1), at=MORNING
    )
    next_door = worlds.post(NEXT_DOOR, since=TODAY + timedelta(1), times=1)
    here = worlds.post(skill="electrics")
    worlds.post(skill="law")
    worlds.post(times=mask_of([(6, 2)]))
    worlds.post("330402101223", times=1)
    found = queries.suits(anna, TODAY)
    assert [(one.line.post, one.near) for one in found.lines] == [
        (here, "community"),
        (next_door, "town"),
    ]
    claim(anna, here)
    assert [one.line.post for one in queries.suits(anna, TODAY).lines] == [next_door]
    assert queries.suits(worlds.stranger, TODAY).total == 0


def test_many_forms_of_posts_and_claims_are_entered_at_once():
    openings = [Opening(NANYANG, terms(wanted=1)), Opening(NANYANG, terms(times=1))]
    one, two = (e.deed.post for e in actions.open_posts(liu, openings, at=MORNING, key="o"))
    lines = [Claiming(one, ANNA), Claiming(one, BEN), Claiming(two, CAI)]
    entries = actions.claim_posts(liu, lines, confirm=True, at=MORNING, key="c")
    assert actions.claim_posts(liu, lines, confirm=True, at=MORNING, key="c") == entries
    assert [type(one.deed) for one in entries] == [PostClaimed, ClaimQueued, PostClaimed]
    assert set(Claim.objects.values_list("state", flat=True)) == {"confirmed"}
    before = reading.size()
    with pytest.raises(Many) as many:
        actions.claim_posts(liu, [Claiming(two, ANNA), Claiming(two, ANNA)], at=MORNING)
    assert [type(e.refusal) for e in many.value.errors] == [rules.AlreadyYours]
    with pytest.raises(Many):
        actions.claim_posts(outside, [Claiming(two, ANNA)], at=MORNING)
    assert reading.size() == before


def test_claims_are_confirmed_in_one_go():
    post = worlds.post()
    ids = [claim(who, post).deed.claim for who in (anna, ben)]
    entries = actions.confirm_claims(liu, ids, at=MORNING, key="k")
    assert actions.confirm_claims(liu, ids, at=MORNING, key="k") == entries
    with pytest.raises(Many):
        actions.confirm_claims(liu, [*ids, "none"], at=MORNING)
