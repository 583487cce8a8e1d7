"""Registering where one lives, changing, moving, leaving."""

from datetime import timedelta

import pytest

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Offer, Registration
from gongfu.domains.grids.models import Claim, Member, TeamMember, Word
from gongfu.domains.grids.rules import members as rules
from gongfu.domains.grids.rules import teams as team_rules
from gongfu.domains.grids.rules.words import FIRST, BadWord, UnknownWord
from gongfu.kernel.ledger import reading
from gongfu.kernel.notices.models import Notice
from gongfu.kernel.people.models import Resident
from gongfu.kernel.places.codes import MalformedCode
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests.domains.grids import worlds
from tests.domains.grids.worlds import (
    ANNA,
    BEN,
    CAI,
    ELSEWHERE,
    GRID,
    HANDY,
    MORNING,
    NANYANG,
    NEXT_DOOR,
    SATURDAYS,
    TODAY,
    anna,
    ben,
    liu,
    outside,
    person,
)
from tests.kernel.needs.conftest import server

pytestmark = pytest.mark.django_db


def test_a_member_registers_where_they_live_once():
    entry = actions.register_member(anna, member=ANNA, place=GRID, offer=HANDY, at=MORNING, key="k")
    again = actions.register_member(anna, member=ANNA, place=GRID, offer=HANDY, at=MORNING, key="k")
    assert again == entry and entry.evidence == "A"
    card = queries.member_card(anna, ANNA)
    assert (card.place, card.skills, card.times) == (NANYANG, ("electrics", "patrol"), ((5, 0),))
    with pytest.raises(rules.AlreadyRegistered):
        actions.register_member(anna, member=ANNA, place=NANYANG, offer=HANDY, at=MORNING)


def test_nobody_signs_another_up_and_the_office_only_at_home():
    with pytest.raises(Denied):
        actions.register_member(ben, member=ANNA, place=NANYANG, offer=HANDY, at=MORNING)
    with pytest.raises(Denied):
        actions.register_member(outside, member=ANNA, place=NANYANG, offer=HANDY, at=MORNING)
    entry = actions.register_member(liu, member=ANNA, place=NANYANG, offer=HANDY, at=MORNING)
    assert entry.evidence == "C"


def test_a_resident_registers_at_the_own_community(monkeypatch):
    from gongfu.kernel.people import queries as people

    monkeypatch.setattr(people, "places_of", lambda ids: {ANNA: GRID})
    with pytest.raises(rules.NotYourCommunity):
        actions.register_member(anna, member=ANNA, place=NEXT_DOOR, offer=HANDY, at=MORNING)
    actions.register_member(anna, member=ANNA, place=NANYANG, offer=HANDY, at=MORNING)
    with pytest.raises(rules.NotYourCommunity):
        actions.move_member(anna, member=ANNA, place=NEXT_DOOR, at=MORNING)
    assert not Resident.objects.exists()


@pytest.mark.parametrize(
    ("place", "offer", "refusal"),
    [
        ("330402007000", HANDY, rules.NotACommunity),
        ("330402", HANDY, MalformedCode),
        (NANYANG, HANDY._replace(sort="king"), UnknownWord),
        (NANYANG, HANDY._replace(skills=("magic",)), UnknownWord),
        (NANYANG, HANDY._replace(languages=("klingon",)), UnknownWord),
        (NANYANG, HANDY._replace(skills=("law",) * 13), rules.TooManyWords),
        (NANYANG, HANDY._replace(free=1 << 21), rules.NoSuchTimes),
        (NANYANG, HANDY._replace(free=-1), rules.NoSuchTimes),
        (NANYANG, HANDY._replace(until=TODAY), rules.EndsTooSoon),
    ],
)
def test_what_cannot_be_right_is_refused_without_a_trace(place, offer, refusal):
    with pytest.raises(refusal):
        actions.register_member(anna, member=ANNA, place=place, offer=offer, at=MORNING)
    assert reading.size() == 0


def test_a_member_changes_moves_and_leaves():
    worlds.register(ANNA)
    doctor = Offer("doctor", ("medicine",), (), 7, licence_until=worlds.LAST_DAY)
    actions.change_member(anna, member=ANNA, offer=doctor, at=MORNING)
    assert queries.member_card(anna, ANNA).licence_until == worlds.LAST_DAY
    actions.move_member(anna, member=ANNA, place=ELSEWHERE, at=MORNING)
    with pytest.raises(rules.StillThere):
        actions.move_member(anna, member=ANNA, place=ELSEWHERE, at=MORNING)
    assert queries.registered_at(ANNA) == ELSEWHERE
    actions.leave_list(anna, member=ANNA, at=MORNING)
    assert queries.registered_at(ANNA) == ""
    with pytest.raises(rules.NotRegistered):
        actions.change_member(anna, member=ANNA, offer=doctor, at=MORNING)
    actions.register_member(anna, member=ANNA, place=NANYANG, offer=HANDY, at=MORNING)
    assert Member.objects.get().left_on is None


def test_who_leaves_hands_back_and_the_next_takes_the_place():
    worlds.register(ANNA, BEN, CAI)
    post = worlds.post(wanted=1)
    worlds.claim(anna, post)
    worlds.claim(ben, post)
    actions.form_teams(liu, [actions.Forming(CAI, NANYANG, "repairs", members=(ANNA,))], at=MORNING)
    actions.leave_list(anna, member=ANNA, at=MORNING)
    assert Claim.objects.get(active=True).member == BEN
    assert TeamMember.objects.get(member=ANNA).left_on == TODAY
    with pytest.raises(team_rules.StillLeads):
        actions.leave_list(worlds.cai, member=CAI, at=MORNING)


def test_who_waits_and_leaves_waits_no_more():
    worlds.register(ANNA, BEN)
    post = worlds.post(wanted=1)
    worlds.claim(anna, post)
    worlds.claim(ben, post)
    actions.leave_list(ben, member=BEN, at=MORNING)
    assert queries.post_card(liu, post, TODAY).waiters == ()


def for_a_time(days: int, *people: str):
    worlds.register(*people, offer=HANDY._replace(until=TODAY + timedelta(days)))
    return MORNING + timedelta(days + 1)


def test_a_registration_with_an_end_ends_by_itself_and_hands_back():
    after = for_a_time(40, ANNA)
    worlds.register(BEN)
    post = worlds.post(wanted=1)
    worlds.claim(anna, post)
    worlds.claim(ben, post)
    assert actions.end_registrations(server, at=after - timedelta(days=1)) == 0
    assert actions.end_registrations(server, at=after) == 1
    assert actions.end_registrations(server, at=after + timedelta(days=1)) == 0
    assert queries.member_card(anna, ANNA).left_on == TODAY + timedelta(41)
    assert Claim.objects.get(active=True).member == BEN
    assert Notice.objects.get(kind="grids.registration-ended").person == ANNA
    with pytest.raises(Denied):
        actions.end_registrations(liu, at=after)


def test_of_several_who_leave_together_none_is_given_anothers_place():
    after = for_a_time(40, ANNA, BEN)
    worlds.register(CAI)
    post = worlds.post(wanted=1)
    for who in (anna, ben, worlds.cai):
        worlds.claim(who, post)
    assert actions.end_registrations(server, at=after) == 2
    assert Claim.objects.get(active=True).member == CAI
    assert Claim.objects.filter(member=BEN).count() == 0
    assert queries.post_card(liu, post, TODAY).waiters == ()


def test_the_list_ends_on_its_own_day_however_late_the_server_looks():
    after = for_a_time(40, ANNA)
    actions.end_registrations(server, at=after + timedelta(days=9))
    assert queries.member_card(anna, ANNA).left_on == TODAY + timedelta(41)


def test_who_leads_a_team_stays_until_it_is_handed_over():
    after = for_a_time(40, ANNA)
    worlds.register(BEN)
    actions.form_teams(liu, [actions.Forming(ANNA, NANYANG, "repairs", members=(BEN,))], at=MORNING)
    assert actions.end_registrations(server, at=after) == 0
    actions.let_lead(liu, team=TeamMember.objects.first().team, leader=BEN, at=after)
    assert actions.end_registrations(server, at=after) == 1


def test_who_has_a_month_left_is_asked_once_and_stays_with_one_word():
    for_a_time(40, ANNA)
    worlds.register(BEN)
    soon = MORNING + timedelta(days=10)
    assert actions.remind_ending(server, at=soon - timedelta(days=1)) == 0
    assert actions.remind_ending(server, at=soon) == 1
    assert actions.remind_ending(server, at=soon + timedelta(days=1)) == 0
    card = queries.member_card(anna, ANNA)
    assert card.ends_soon(TODAY + timedelta(10)) and not card.ends_soon(TODAY + timedelta(9))
    longer = card.offer._replace(until=TODAY + timedelta(400))
    actions.change_member(anna, member=ANNA, offer=longer, at=soon)
    assert actions.end_registrations(server, at=MORNING + timedelta(days=41)) == 0


def test_many_forms_are_entered_at_once_or_not_at_all():
    people = [person(f"p{'abcdefghij'[number]}") for number in range(10)]
    lines = [Registration(one, NANYANG, HANDY) for one in people]
    entries = actions.register_members(liu, lines, at=MORNING, key="k")
    assert actions.register_members(liu, lines, at=MORNING, key="k") == entries
    bad = [Registration(ANNA, NANYANG, HANDY), Registration(people[0], NANYANG, HANDY)]
    with pytest.raises(Many) as many:
        actions.register_members(liu, bad, at=MORNING)
    assert [(error.line, type(error.refusal)) for error in many.value.errors] == [
        (2, rules.AlreadyRegistered)
    ]
    assert Member.objects.count() == 10


def test_lists_are_for_the_office_and_filter_by_skill_and_time():
    worlds.register(ANNA, BEN)
    worlds.register(CAI, offer=Offer("teacher", ("tutoring",), (), 1))
    everyone = queries.members_in(liu, NANYANG, TODAY)
    assert (everyone.total, everyone.lines[0].member) == (3, ANNA)
    assert queries.members_in(liu, NANYANG, TODAY, skill="electrics").total == 2
    assert queries.members_in(liu, NANYANG, TODAY, sort="teacher").total == 1
    assert queries.members_in(liu, NANYANG, TODAY, time=(5, 0)).total == 2
    for viewer in (anna, PUBLIC, outside):
        with pytest.raises(Denied):
            queries.members_in(viewer, NANYANG, TODAY)
        with pytest.raises(Denied):
            queries.member_card(viewer, BEN)


def test_resources_are_counted_by_skill_and_time():
    worlds.register(ANNA, BEN)
    worlds.register(CAI, offer=Offer("teacher", ("electrics",), (), SATURDAYS | 1))
    found = queries.resources_in(liu, NANYANG, TODAY)
    assert (found.members, found.sorts) == (3, {"party-member": 2, "teacher": 1})
    electrics = next(one for one in found.skills if one.skill == "electrics")
    assert (electrics.members, electrics.times) == (3, {(0, 0): 1, (5, 0): 3})


def test_every_list_of_words_begins_filled_and_an_office_may_edit_it():
    assert Word.objects.count() == sum(len(words) for words in FIRST.values())
    office = Viewer(person("dep"), (Office(Role.DEP, "330402000000"),))
    new = {"catalogue": "skill", "code": "bees", "zh": "养蜂", "en": "beekeeping"}
    with pytest.raises(Denied):
        actions.put_word(liu, place="330402000000", **new)
    actions.put_word(office, place="330402000000", **new)
    worlds.register(ANNA, offer=HANDY._replace(skills=("bees",)))
    actions.put_word(office, place="330402000000", **new, until=TODAY)
    with pytest.raises(UnknownWord):
        actions.change_member(anna, member=ANNA, offer=HANDY._replace(skills=("bees",)), at=MORNING)
    chinese, english = queries.lists("zh-hans"), queries.lists("en")
    assert (chinese.text("skill", "bees"), english.text("skill", "bees")) == ("养蜂", "beekeeping")
    assert "bees" not in dict(chinese.choices("skill", TODAY))
    with pytest.raises(BadWord):
        actions.put_word(office, place="330402000000", **{**new, "code": "No!"})
