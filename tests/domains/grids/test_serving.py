"""Service from start to end; hours apart; absence without blame."""

from datetime import date, timedelta

import pytest

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Serving
from gongfu.domains.grids.models import Served
from gongfu.domains.grids.rules import posts
from gongfu.domains.grids.rules import serving as rules
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.measures.periods import period
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from tests.domains.grids import worlds
from tests.domains.grids.worlds import (
    ANNA,
    BEN,
    HANDY,
    MORNING,
    NANYANG,
    TODAY,
    anna,
    ben,
    chen,
    claim,
    evening,
    liu,
    outside,
    serve,
)

pytestmark = pytest.mark.django_db
YEAR = period("2021")


@pytest.fixture
def mine(db):
    """A confirmed claim of a member."""
    worlds.register(ANNA, BEN)
    return claim(anna, worlds.post(), confirm=True).deed.claim


def test_service_is_recorded_from_start_to_end_and_once(mine):
    entry = serve(anna, mine, key="k")
    assert serve(anna, mine, key="k") == entry
    assert (entry.deed.minutes, entry.deed.hours_kind, entry.evidence) == (60, "volunteer", "A")
    hours = queries.hours_of(anna, ANNA, YEAR)
    assert (hours.volunteer.a, hours.duty.total, hours.services) == (60, 0, 1)
    (line,) = queries.served_by(anna, ANNA).lines
    assert (line.sort, line.minutes) == ("safety", 60)


@pytest.mark.parametrize(
    ("ended_at", "minutes", "at", "refusal"),
    [
        (MORNING, 0, MORNING, rules.NoTime),
        (MORNING, 1441, MORNING, rules.NoTime),
        (MORNING + timedelta(minutes=1), 30, MORNING, rules.NotYet),
        (MORNING, 30, MORNING + timedelta(days=8), rules.TooLate),
        (MORNING - timedelta(days=1), 30, MORNING, rules.NotThatDay),
    ],
)
def test_time_that_cannot_be_is_refused(mine, ended_at, minutes, at, refusal):
    with pytest.raises(refusal):
        serve(anna, mine, ended_at=ended_at, minutes=minutes, at=at)
    assert not Served.objects.exists()


def test_nobody_serves_anothers_place_unconfirmed_or_at_two_places(mine):
    with pytest.raises(Denied):
        serve(ben, mine)
    waiting = claim(ben, worlds.post()).deed.claim
    with pytest.raises(rules.NotConfirmed):
        serve(ben, waiting)
    with pytest.raises(posts.NoSuchClaim):
        serve(anna, "none")
    serve(anna, mine)
    with pytest.raises(rules.Overlapping):
        serve(anna, mine, ended_at=MORNING - timedelta(minutes=30))
    serve(anna, mine, ended_at=MORNING - timedelta(minutes=60))


def test_a_place_handed_back_may_be_recorded_for_its_last_day(mine):
    actions.hand_back(anna, claim=mine, at=MORNING)
    serve(anna, mine)
    with pytest.raises(rules.NotThatDay):
        serve(anna, mine, ended_at=MORNING + timedelta(days=1))


def test_paid_time_of_those_in_service_is_duty(mine):
    cadre = HANDY._replace(sort="cadre")
    actions.change_member(anna, member=ANNA, offer=cadre, at=MORNING)
    assert serve(anna, mine, ended_at=moment(TODAY, 10)).deed.hours_kind == "duty"
    assert serve(anna, mine, ended_at=evening()).deed.hours_kind == "volunteer"
    holiday = moment(TODAY + timedelta(days=5), 10)
    assert serve(anna, mine, ended_at=holiday).deed.hours_kind == "volunteer"
    hours = queries.hours_of(liu, ANNA, YEAR)
    assert (hours.duty.total, hours.volunteer.total) == (60, 120)
    for viewer in (ben, outside):
        with pytest.raises(Denied):
            queries.hours_of(viewer, ANNA, YEAR)


def test_ones_own_record_can_be_taken_back_for_a_day(mine):
    number = serve(anna, mine).number
    with pytest.raises(Denied):
        actions.take_back_serving(ben, number=number, at=MORNING)
    with pytest.raises(rules.NotYourService):
        actions.take_back_serving(anna, number=number, at=MORNING + timedelta(days=2))
    entry = actions.take_back_serving(anna, number=number, at=MORNING, key="k")
    assert actions.take_back_serving(anna, number=number, at=MORNING, key="k") == entry
    assert queries.hours_of(anna, ANNA, YEAR).volunteer.total == 0
    with pytest.raises(rules.NoSuchService):
        actions.take_back_serving(anna, number=number, at=MORNING)
    serve(anna, mine)


def test_paper_slips_are_entered_at_once_old_ones_with_a_second_person(mine):
    def slip(days):
        end = MORNING + timedelta(days=days)
        return Serving(mine, end - timedelta(hours=1), end)

    later = MORNING + timedelta(days=30)
    with pytest.raises(Many) as many:
        actions.record_servings(liu, [slip(0), slip(7)], at=later)
    assert {type(e.refusal) for e in many.value.errors} == {rules.TooLate}
    entries = actions.record_servings(
        liu, [slip(0), slip(7)], second=chen.person, at=later, key="k"
    )
    assert (
        actions.record_servings(liu, [slip(0), slip(7)], second=chen.person, at=later, key="k")
        == entries
    )
    with pytest.raises(Many):
        actions.record_servings(outside, [slip(14)], second=chen.person, at=later)
    assert Served.objects.count() == 2


def test_i_cannot_come_is_one_tap_for_one_day(mine):
    coming = TODAY + timedelta(days=7)
    actions.tell_absence(anna, claim=mine, day=coming, at=MORNING, key="k")
    with pytest.raises(rules.AlreadyTold):
        actions.tell_absence(anna, claim=mine, day=coming, at=MORNING)
    with pytest.raises(rules.DayOver):
        actions.tell_absence(anna, claim=mine, day=TODAY - timedelta(days=7), at=MORNING)
    with pytest.raises(rules.NotThatDay):
        actions.tell_absence(anna, claim=mine, day=coming + timedelta(1), at=MORNING)
    with pytest.raises(Denied):
        actions.tell_absence(ben, claim=mine, day=TODAY, at=MORNING)
    post = queries.claims_of(anna, ANNA, TODAY)[0]
    assert post.away == (coming,)
    (holder,) = queries.post_card(liu, post.post.post, TODAY).holders
    assert holder.away == (coming,)
    assert queries.post_card(liu, post.post.post, coming + timedelta(1)).holders[0].away == ()


def test_a_place_that_stayed_empty_names_nobody(mine):
    post = queries.claims_of(anna, ANNA, TODAY)[0].post.post
    entry = actions.note_empty_places(liu, post=post, on=TODAY, places=1, at=MORNING)
    assert entry.deed.about == post
    assert ANNA not in repr(reading.entry(entry.number).deed)
    actions.note_empty_places(liu, post=post, on=TODAY, places=2, at=MORNING)
    assert queries.post_card(liu, post, TODAY).empty == ((TODAY, 2),)
    assert queries.post_card(ben, post, TODAY).empty == ()
    for places in (0, 7):
        with pytest.raises(rules.NobodyMissing):
            actions.note_empty_places(liu, post=post, on=TODAY, places=places, at=MORNING)
    with pytest.raises(rules.NotThatDay):
        actions.note_empty_places(liu, post=post, on=date(2021, 9, 10), places=1, at=MORNING)
    with pytest.raises(Denied):
        actions.note_empty_places(anna, post=post, on=TODAY, places=1, at=MORNING)
    assert queries.posts_in(liu, NANYANG, TODAY).total == 1
