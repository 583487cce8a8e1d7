"""Who is suggested for a request, and why; offers go to registered members alone."""

from datetime import date

import pytest

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.rules.teams import NoSuchTeam
from gongfu.kernel.ledger import replay
from gongfu.kernel.needs import actions as needs
from gongfu.kernel.needs.actions import Asking, Draught
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.needs.rules import NoTeamNamed
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests.domains.grids import worlds as grids
from tests.domains.grids.worlds import ANNA, BEN, CAI, NANYANG, liu
from tests.kernel.needs.conftest import Course, admit, asker, raised, server

anna = Viewer(ANNA, (Office(Role.VOL, NANYANG),))
pytestmark = pytest.mark.django_db
UNTIL = date(2022, 3, 1)


@pytest.fixture
def course():
    admit()
    grids.register(ANNA, BEN)
    course = Course()
    raised(course, sort="accompany")
    needs.review_need(liu, need=course.need, at=course.later())
    return course


@pytest.fixture
def team(course):
    form = {"leader": ANNA, "place": NANYANG, "purpose": "repairs"}
    found = actions.form_team(anna, **form, at=course.later()).deed.team
    ben = Viewer(BEN, (Office(Role.VOL, NANYANG),))
    actions.join_team(ben, team=found, member=BEN, at=course.later())
    return found


def by_rule(course, team, place=NANYANG):
    draught = Draught(place, "accompany", 0, "team", UNTIL, team)
    actions.make_team_rule(liu, draught, at=course.later())
    raised(course, sort="accompany")
    asked = queries.asked_of_team
    assert needs.route_needs(server, at=course.later(), asked=asked) == 1
    return Offer.objects.filter(need=course.need).order_by("helper")


def test_a_rule_asks_the_members_of_a_team_and_the_first_takes_it(course, team):
    offers = by_rule(course, team)
    assert [(one.helper, one.state, one.why) for one in offers] == [
        (one, "asked", "team") for one in sorted((ANNA, BEN))
    ]
    assert Need.objects.get(pk=course.need).state == "offered"
    needs.take_need(anna, need=course.need, at=course.later())
    assert Need.objects.get(pk=course.need).state == "accepted"
    assert needs.route_needs(server, at=course.later(), asked=queries.asked_of_team) == 0
    assert replay.differences() == []


def test_a_team_is_not_asked_where_asker_and_member_are_kept_apart_or_it_is_unwanted(course, team):
    needs.take_need(anna, need=course.need, at=course.later())
    needs.stay_apart(anna, need=course.need)
    assert [one.helper for one in by_rule(course, team)] == [BEN]
    ben = Viewer(BEN, (Office(Role.VOL, NANYANG),))
    needs.choose_kinds(ben, ["accompany"])
    raised(course, sort="accompany")
    needs.route_needs(server, at=course.later(), asked=queries.asked_of_team)
    row = Need.objects.get(pk=course.need)
    assert (row.state, row.asked) == ("reviewed", 0), "then the office asks"


def test_a_rule_names_a_team_at_work_in_its_area_or_none(course, team):
    said = (NANYANG, "accompany", 0)
    for draught, refused in (
        (Draught(*said, "team", UNTIL), NoSuchTeam),
        (Draught(*said, "team", UNTIL, "none"), NoSuchTeam),
        (Draught("330402105000", "accompany", 0, "team", UNTIL, team), NoSuchTeam),
        (Draught(*said, "review", UNTIL, team), NoTeamNamed),
    ):
        with pytest.raises(refused):
            actions.make_team_rule(liu, draught, at=course.later())
    with pytest.raises(NoTeamNamed):
        needs.make_rule(liu, Draught(*said, "team", UNTIL), at=course.later())
    actions.dissolve_team(anna, team=team, at=course.later())
    with pytest.raises(NoSuchTeam):
        actions.make_team_rule(liu, Draught(*said, "team", UNTIL, team), at=course.later())
    assert queries.asked_of_team(team, Need.objects.first()) == ()


def proposals(course):
    return queries.proposals_in(liu, NANYANG, at=course.later())


def test_every_open_request_has_a_suggestion_with_its_reason(course):
    [one] = proposals(course)
    [choice] = one.suggested
    assert choice.member in (ANNA, BEN)
    assert (choice.reason.near, choice.reason.metres, choice.reason.month) == ("community", None, 0)
    assert len(one.others) == 1


def test_who_took_one_this_month_is_asked_after_who_took_none(course):
    needs.take_need(anna, need=course.need, at=course.later())
    raised(course, sort="accompany")
    needs.review_need(liu, need=course.need, at=course.later())
    [one] = proposals(course)
    assert one.suggested[0].member == BEN


def test_who_was_asked_is_not_asked_again(course):
    for _round in range(2):
        [one] = proposals(course)
        [entry] = actions.send_offers(
            liu, [Asking(course.need, one.suggested[0].member)], at=course.later()
        ).entries
        assert proposals(course) == ()
        needs.lapse_offers(server, at=course.later(days=2))
    [one] = proposals(course)
    assert (one.suggested, one.why) == ((), "all-busy")
    assert entry.deed.helper in (ANNA, BEN)


def test_a_request_for_a_skill_goes_to_who_has_it(course):
    admit("legal")
    raised(course, sort="legal")
    needs.review_need(liu, need=course.need, at=course.later())
    found = {one.need.sort: one for one in proposals(course)}
    assert found["legal"].why == "no-skill"


def test_nobody_outside_the_list_is_asked(course):
    sent = actions.send_offers(liu, [Asking(course.need, CAI)], at=course.later())
    assert sent.entries == []
    assert [one.refusal.code for one in sent.refused] == ["grids.not-registered"]


def test_a_member_and_a_stranger_see_no_suggestions(course):
    for who in (anna, asker, grids.stranger):
        with pytest.raises(Denied):
            queries.proposals_in(who, NANYANG, at=course.later())


def test_kinds_that_the_office_made_automatic_are_sent_by_themselves(course):
    from gongfu.kernel.needs.models import Kind

    assert actions.send_automatic(server, NANYANG, at=course.later()).entries == []
    Kind.objects.filter(pk="accompany").update(automatic=True)
    assert len(actions.send_automatic(server, NANYANG, at=course.later()).entries) == 1
