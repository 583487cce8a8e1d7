"""Standing in for a day: one tap for who cannot come, one for who can; nobody is counted."""

from datetime import date, timedelta

import pytest

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.models import StandIn
from gongfu.domains.grids.rules import posts, serving
from gongfu.domains.grids.rules.members import NotRegistered
from gongfu.kernel.ledger import replay
from gongfu.kernel.notices.models import Notice
from gongfu.kernel.rights.checking import Denied
from tests.domains.grids import worlds
from tests.domains.grids.worlds import ANNA, BEN, CAI, MORNING, TODAY, anna, ben, cai, liu
from tests.domains.keys.test_erasing import erase

NEXT = TODAY + timedelta(days=7)
pytestmark = pytest.mark.django_db


@pytest.fixture
def patrol():
    """A patrol on Thursdays where 安娜 serves; she cannot come next week."""
    worlds.register(ANNA, BEN, CAI, offer=worlds.HANDY._replace(free=0))
    post = worlds.post()
    claim = worlds.claim(anna, post, confirm=True).deed.claim
    actions.tell_absence(anna, claim=claim, day=NEXT, at=MORNING)
    return {"post": post, "claim": claim}


def stands(patrol, who=ben, day=NEXT, **more):
    return actions.stand_in(who, claim=patrol["claim"], day=day, at=MORNING, **more)


def test_who_suits_sees_the_day_and_stands_in(patrol):
    [seen] = queries.days_looked_for(ben, TODAY)
    assert (seen.claim, seen.day) == (patrol["claim"], NEXT)
    assert queries.days_looked_for(anna, TODAY) == ()
    stands(patrol)
    assert queries.days_looked_for(cai, TODAY) == ()
    [mine] = queries.stand_ins_of(ben, BEN, TODAY)
    assert (mine.post.post, mine.day) == (patrol["post"], NEXT)
    [holder] = queries.post_card(liu, patrol["post"], TODAY).holders
    assert (holder.away, holder.covers) == ((NEXT,), (BEN,))


def test_one_stands_in_for_a_place_and_the_same_form_twice_is_one(patrol):
    entry = stands(patrol, key="k")
    assert stands(patrol, key="k") == entry
    with pytest.raises(serving.AlreadyCovered):
        stands(patrol, cai)


@pytest.mark.parametrize(
    ("who", "day", "refusal"),
    [
        (ben, NEXT + timedelta(days=7), serving.NobodyAbsent),
        (worlds.stranger, NEXT, NotRegistered),
        (liu, NEXT, NotRegistered),
    ],
)
def test_nobody_stands_in_who_is_not_needed_or_not_on_the_list(patrol, who, day, refusal):
    with pytest.raises(refusal):
        stands(patrol, who, day)


def test_who_serves_there_that_day_anyway_does_not_stand_in(patrol):
    worlds.claim(cai, patrol["post"], confirm=True)
    assert queries.days_looked_for(cai, TODAY) == ()
    with pytest.raises(posts.AlreadyYours):
        stands(patrol, cai)


def test_nobody_is_at_two_posts_at_once(patrol):
    other = worlds.post()
    worlds.claim(ben, other, confirm=True)
    with pytest.raises(posts.Clashing):
        stands(patrol)


def test_who_stands_in_records_that_day_and_no_other(patrol):
    stand = stands(patrol).deed.stand
    with pytest.raises(serving.NotThatDay):
        worlds.serve(ben, stand)
    end = MORNING + timedelta(days=7)
    entry = worlds.serve(ben, stand, ended_at=end)
    assert (entry.deed.member, entry.deed.post) == (BEN, patrol["post"])
    with pytest.raises(Denied):
        worlds.serve(anna, stand, ended_at=end + timedelta(hours=3))


def test_giving_back_opens_the_day_again(patrol):
    stand = stands(patrol).deed.stand
    actions.give_back_stand_in(ben, stand=stand, at=MORNING)
    assert len(queries.days_looked_for(cai, TODAY)) == 1
    with pytest.raises(serving.NoSuchStandIn):
        actions.give_back_stand_in(ben, stand=stand, at=MORNING)
    with pytest.raises(serving.NotThatDay):
        worlds.serve(ben, stand, ended_at=MORNING + timedelta(days=7))
    stands(patrol, cai)


def test_those_who_wait_or_serve_there_are_asked_and_who_is_relieved_is_told(patrol):
    worlds.claim(cai, patrol["post"], confirm=True)
    later = NEXT + timedelta(days=7)
    actions.tell_absence(anna, claim=patrol["claim"], day=later, at=MORNING)
    wanted = Notice.objects.filter(kind="grids.stand-in-wanted", key=later.isoformat())
    assert set(wanted.values_list("person", flat=True)) == {CAI}
    stands(patrol)
    assert set(
        Notice.objects.filter(kind="grids.stand-in-found").values_list("person", flat=True)
    ) == {ANNA}


def test_it_replays_and_an_erased_member_stands_in_for_nobody(patrol):
    stands(patrol)
    assert replay.differences() == []
    row = StandIn.objects.get()
    assert row.active and row.day == date(2021, 9, 23)
    erase(BEN)
    assert not StandIn.objects.get().active
