"""What offices and askers can do with a request beside its straight way, and whom it tells."""

from datetime import date, timedelta

import pytest

from gongfu.kernel.measures.moments import moment
from gongfu.kernel.needs import actions, queries, rules
from gongfu.kernel.needs.actions import Answer, Asking, Draught, Request
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.notices.models import Notice
from gongfu.kernel.people import notes, vault
from gongfu.kernel.people.actions.appointing import Office as Held
from gongfu.kernel.people.actions.appointing import appoint
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.vault import Details
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests.kernel.needs.conftest import (
    DISTRICT,
    MORNING,
    TOWN,
    ann,
    asker,
    bo,
    chen,
    chu,
    finished,
    grid,
    helper,
    liu,
    officer,
    other,
    raised,
    server,
    taken,
    town,
)
from tests.worlds import GRID, NANYANG, TODAY, person

WEEK = 7
YES = Answer(came=True, solved="yes")


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("person", "about"))


def rated(course, answer=YES):
    return actions.rate_need(asker, need=course.need, answer=answer, at=course.later())


def served(course):
    actions.review_need(liu, need=course.need, at=course.later())
    finished(course, taken(course))


def next_of(need):
    return Need.objects.exclude(pk=need).get()


def test_what_comes_again_comes_for_its_day_at_the_same_time(course):
    window = {"window_from": moment(TODAY, 14), "window_to": moment(TODAY, 16)}
    raised(course, every_days=WEEK, **window)
    served(course)
    rated(course)
    follower = next_of(course.need)
    assert follower.window_from == moment(TODAY + timedelta(WEEK), 14)
    assert follower.window_to == moment(TODAY + timedelta(WEEK), 16)
    assert (follower.state, follower.every_days) == ("submitted", WEEK)
    assert follower.done_by >= follower.window_to


def test_what_comes_again_goes_on_when_the_office_closes_it(course):
    raised(course, every_days=WEEK)
    served(course)
    rated(course, Answer(came=True, solved="no"))
    actions.close_need(chen, need=course.need, finding="not-possible", at=course.later())
    assert next_of(course.need).state == "submitted"


def test_the_asker_or_the_office_settles_how_often_it_comes(course):
    raised(course, every_days=WEEK)
    actions.set_rhythm(asker, need=course.need, every_days=14, at=course.later())
    actions.set_rhythm(liu, need=course.need, every_days=0, at=course.later())
    with pytest.raises(Denied):
        actions.set_rhythm(other, need=course.need, every_days=7, at=course.later())
    with pytest.raises(rules.BadRhythm):
        actions.set_rhythm(asker, need=course.need, every_days=400, at=course.later())
    served(course)
    rated(course)
    assert Need.objects.count() == 1


def test_the_office_withdraws_what_the_asker_no_longer_needs(course):
    raised(course)
    actions.withdraw_need(liu, need=course.need, at=course.later())
    assert Need.objects.get().state == "withdrawn"


def test_a_slip_withdraws_only_what_was_asked_without_an_account(course):
    asked = actions.raise_at_door(PUBLIC, Request("light", GRID, ""), at=course.later())
    actions.withdraw_by_slip(PUBLIC, slip=asked.slip, at=course.later())
    assert Need.objects.get().state == "withdrawn"
    raised(course)
    for nothing in ("", course.need):
        with pytest.raises(rules.NoSuchNeed):
            actions.withdraw_by_slip(PUBLIC, slip=nothing, at=course.later())


def test_a_request_lies_in_a_community_at_least(course):
    for place in (DISTRICT, TOWN):
        with pytest.raises(rules.NoPlace):
            actions.raise_at_door(PUBLIC, Request("light", place, ""), at=course.later())
    assert not Need.objects.exists()


def test_where_to_go_is_said_in_words_too(course):
    who = known()
    raised(course, by=who, asker=who.person)
    actions.refer_need(
        liu, need=course.need, where="utility", words="供电营业厅，95598", at=course.later()
    )
    card = queries.need_card(who, course.need)
    said = notes.words(who, [card.need.reply], grant=card.grant, at=course.later())
    assert said == {card.need.reply: "供电营业厅，95598"}


def known(name="周奶奶", **details):
    """A resident of the grid, entered into the register."""
    home = Newcomer(Details(name, **details), GRID)
    [entry] = register_people(liu, [home], on=TODAY, at=MORNING)
    return Viewer(entry.deed.person)


def call(course, *, by=grid, **changes):
    request = Request("light", NANYANG, "", channel="phone")._replace(**changes)
    return actions.raise_for_caller(by, request, at=course.later()).deed


def test_a_caller_who_lives_here_is_known_by_the_phone(course):
    who = known(phone="13800001234")
    assert call(course, phone="138 0000 1234").asker == who.person
    elsewhere = call(course, by=town, place="330402007031", phone="13800001234")
    assert elsewhere.asker != who.person


def test_any_other_caller_leaves_a_name_and_a_phone_in_the_vault(course):
    deed = call(course, name="小区门口的老伯", phone="13900005678")
    plain = vault.plain_of(deed.asker)
    assert (plain.name, plain.phone) == ("小区门口的老伯", "+8613900005678")
    assert call(course).asker != deed.asker
    with pytest.raises(Denied):
        actions.raise_for_caller(
            asker, Request("light", NANYANG, "", channel="phone"), at=course.later()
        )


def test_everybody_who_asked_for_the_same_is_told_of_their_own_request(course):
    third = Viewer(person("third"))
    askers = {
        who: raised(course, by=liu, asker=who.person).deed.need for who in (asker, other, third)
    }
    first, second, last = askers.values()
    actions.merge_need(liu, need=first, into=second, at=course.later())
    actions.merge_need(liu, need=second, into=last, at=course.later())
    course.need = last
    served(course)
    assert told("needs.done") == {(who.person, need) for who, need in askers.items()}
    assert queries.tracked(first).need == last
    assert queries.need_card(asker, first).leads.need == last


def test_who_was_asked_in_vain_is_let_go_and_told(reviewed):
    entries = actions.offer_need(
        liu, need=reviewed.need, helpers=[ann.person, bo.person, chu.person], at=reviewed.later()
    )
    actions.accept_offer(ann, offer=entries[0].deed.offer, at=reviewed.later())
    states = dict(Offer.objects.values_list("helper", "state"))
    assert states == {ann.person: "accepted", bo.person: "lapsed", chu.person: "lapsed"}
    assert {who for who, _about in told("needs.gone")} == {bo.person, chu.person}


def test_a_lapse_of_time_tells_nobody(reviewed):
    actions.offer_need(liu, need=reviewed.need, helpers=[ann.person], at=reviewed.later())
    actions.lapse_offers(server, at=reviewed.later(days=3))
    assert Offer.objects.get().state == "lapsed"
    assert not told("needs.gone")


def test_an_offer_says_why_to_the_office_and_never_to_the_asker(reviewed):
    why = ("near:grid", "skill:electrics", "month:1")
    asking = Asking(reviewed.need, ann.person, why)
    actions.offer_needs(liu, [asking], at=reviewed.later())
    [seen] = queries.need_card(liu, reviewed.need).offers
    assert tuple(seen.why.split()) == why
    assert queries.need_card(asker, reviewed.need).offers == ()
    actions.take_need(ann, need=reviewed.need, at=reviewed.later())
    assert [o.helper for o in queries.need_card(asker, reviewed.need).offers] == [ann.person]


def late_rule(place=NANYANG, by=liu):
    draught = Draught(place, "", 0, "escalate-late", date(2022, 3, 1))
    actions.make_rule(by, draught, at=MORNING - timedelta(days=1))


def test_what_is_late_calls_the_level_above_once(course):
    late_rule()
    raised(course)
    assert actions.route_needs(server, at=course.later()) == 0
    assert actions.route_needs(server, at=course.later(days=30)) == 1
    need = Need.objects.get()
    assert (need.level, need.called_at is None) == (9, False)
    actions.answer_escalation(town, need=need.need, decision="advises", at=course.later())
    assert actions.route_needs(server, at=course.later(days=30)) == 0


def test_a_rule_for_the_late_is_tried_on_what_was_late(course):
    raised(course)
    served(course)
    rated(course)
    raised(course)
    at = course.later(days=30)
    draught = Draught(NANYANG, "", 0, "escalate-late", date(2022, 3, 1))
    tried = queries.tried(liu, draught, at=at, on=at.date())
    assert (tried.asked, tried.caught) == (2, 1)


def test_lateness_shows_before_it_happens(course):
    raised(course)
    need = Need.objects.get()

    def columns(at):
        found = {one.name: one.page.total for one in queries.board_of(liu, NANYANG, at=at)}
        return found["soon"], found["late"]

    assert columns(need.submitted_at) == (0, 0)
    assert columns(need.review_by - timedelta(hours=1)) == (1, 0)
    assert columns(need.review_by + timedelta(hours=1)) == (0, 1)
    actions.review_need(liu, need=need.need, at=course.later())
    assert columns(need.done_by - timedelta(hours=25)) == (0, 0)
    assert columns(need.done_by - timedelta(hours=23)) == (1, 0)
    assert columns(need.done_by + timedelta(seconds=1)) == (0, 1)


def test_the_nearest_office_is_reminded_each_working_morning(course):
    founder = Viewer(person("founder"), (Office(Role.SAD, DISTRICT),))
    near, far = known("刘勇").person, known("陆平").person
    offices = (Held(near, "SEC", NANYANG), Held(far, "SEC", TOWN))
    for office in offices:
        appoint(founder, office, on=TODAY, second=officer.person, at=MORNING)
    raised(course)
    late = Need.objects.get().done_by + timedelta(hours=1)
    morning = moment(date(2021, 9, 28), 9)
    assert late < morning
    assert actions.remind_offices(server, at=morning) == 1
    assert actions.remind_offices(server, at=morning + timedelta(hours=2)) == 0
    assert actions.remind_offices(server, at=moment(date(2021, 9, 29), 7)) == 0
    assert actions.remind_offices(server, at=moment(date(2021, 10, 1), 9)) == 0
    assert told("needs.pressing") == {(near, NANYANG)}
    assert Notice.objects.get(kind="needs.pressing").values == {"late": 1, "soon": 0}


def test_what_is_alike_is_shown_without_anybody(course):
    raised(course, sort="light")
    raised(course, sort="repair")
    [seen] = queries.alike(NANYANG, "light", at=course.now)
    assert (seen.asker, seen.place) == ("", NANYANG) and len(seen.track) == 10
    assert queries.alike(NANYANG, "repair", at=course.now) == ()
    assert len(queries.alike(NANYANG, "repair", at=course.now, own=asker.person)) == 1
    assert queries.alike("330402007031", "light", at=course.now) == ()


def test_a_grid_is_called_by_its_worker_and_answers(course):
    raised(course, place=f"{GRID}001")
    nearest = Viewer(person("nearest"), (Office(Role.GRD, f"{GRID}001"),))
    actions.escalate_need(nearest, need=course.need, at=course.later())
    assert Need.objects.get().level == 15
    worker = Viewer(person("worker"), (Office(Role.GRD, GRID),))
    actions.answer_escalation(worker, need=course.need, decision="sends-people", at=course.later())
    assert Need.objects.get().called_at is None


@pytest.mark.parametrize(("who", "level"), [("grid", 12), ("liu", 9), ("town", 6)])
def test_an_office_calls_the_level_above_its_own(course, who, level):
    raised(course)
    caller = {"grid": grid, "liu": liu, "town": town}[who]
    actions.escalate_need(caller, need=course.need, at=course.later())
    assert Need.objects.get().level == level


def test_helpers_beyond_the_wanted_are_not_needed(course):
    raised(course, wanted=2)
    actions.review_need(liu, need=course.need, at=course.later())
    asked = [helper(number) for number in (2, 3, 4)]
    entries = actions.offer_need(
        liu, need=course.need, helpers=[one.person for one in asked], at=course.later()
    )
    actions.accept_offer(asked[0], offer=entries[0].deed.offer, at=course.later())
    assert Offer.objects.filter(state="asked").count() == 2
    actions.accept_offer(asked[1], offer=entries[1].deed.offer, at=course.later())
    assert not Offer.objects.filter(state="asked").exists()
