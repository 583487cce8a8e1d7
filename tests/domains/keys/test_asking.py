"""My day, the desk, cards, the team, flags: only what the viewer may see."""

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.actions import Slip
from gongfu.domains.keys.rules.registering import NoSuchElder
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.measures.periods import period
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests import worlds
from tests.worlds import (
    CHEN,
    DAUGHTER,
    LIN,
    MORNING,
    NANYANG,
    TODAY,
    WU,
    ZHOU,
    ZHU,
    daughter,
    lin,
    liu,
    outside,
    son,
    stranger,
    visit,
    zhou,
    zhu,
)

pytestmark = pytest.mark.django_db

SEPTEMBER = period("2021-09")
officer = Viewer("d" * 26, (Office(Role.DEP, "330402000000"),))


def states(on):
    return {line.elder: line.standing[:2] for line in queries.day_of(zhu, ZHU, on).lines}


def test_my_day_says_how_each_elder_stands(team):
    assert states(TODAY) == {ZHOU: ("later", 3), WU: ("later", 3)}
    visit()
    assert states(TODAY) == {ZHOU: ("done", 3), WU: ("later", 3)}
    on = TODAY + timedelta(days=3)
    assert states(on) == {ZHOU: ("due", 0), WU: ("due", 0)}
    assert states(on + timedelta(days=2)) == {ZHOU: ("overdue", 2), WU: ("overdue", 2)}


def test_the_longest_overdue_comes_first_and_what_is_done_last(team):
    later = MORNING + timedelta(days=6)
    visit(elder=WU, ended_at=MORNING + timedelta(days=1))
    assert [line.elder for line in queries.day_of(zhu, ZHU, TODAY + timedelta(days=6)).lines] == [
        ZHOU, WU,
    ]  # fmt: skip
    visit(ended_at=later)
    day = queries.day_of(zhu, ZHU, TODAY + timedelta(days=6))
    assert [line.elder for line in day.lines] == [WU, ZHOU]
    assert day.lines[1].visit.answer == "well"


def test_my_day_shows_alarms_questions_and_things_to_accept(team):
    visit(answer="no-answer")
    actions.entrust_item(liu, elder=ZHOU, sort="key", tag="K-1", at=MORNING)
    actions.hand_over(liu, item="K-1", taker=ZHU, at=MORNING)
    worlds.register("a" * 26, DAUGHTER)
    ask = actions.ask_keepers(liu, elder="a" * 26, keepers=[ZHU], at=MORNING)
    day = queries.day_of(zhu, ZHU, TODAY)
    assert {line.elder: bool(line.alarm) for line in day.lines} == {ZHOU: True, WU: False}
    assert [offer.ask for offer in day.offers] == [ask]
    assert [thing.item for thing in day.handed] == ["K-1"]


@pytest.mark.parametrize("who", [lin, stranger, zhou, outside, officer, PUBLIC])
def test_nobody_else_sees_a_keepers_day(team, who):
    with pytest.raises(Denied):
        queries.day_of(who, ZHU, TODAY)


def test_the_office_sees_the_day_of_its_own_keepers(team):
    assert queries.day_of(liu, ZHU, TODAY).keeper == ZHU


def test_what_is_overdue_stands_on_the_desk_the_day_after(team):
    due = TODAY + timedelta(days=3)
    assert queries.desk_of(liu, NANYANG, due).overdue.total == 0
    desk = queries.desk_of(liu, NANYANG, due + timedelta(days=1))
    assert (desk.elders, desk.due.total, desk.overdue.total) == (2, 0, 2)
    assert {line.elder for line in desk.overdue.lines} == {ZHOU, WU}
    assert queries.overdue_in(liu, NANYANG, due).total == 0


def test_the_desk_shows_what_is_lost_or_on_its_way(key):
    actions.report_lost(zhu, item=key, at=MORNING)
    actions.entrust_item(liu, elder=WU, sort="key", tag="K-2", at=MORNING)
    actions.hand_over(liu, item="K-2", taker=ZHU, at=MORNING)
    desk = queries.desk_of(liu, NANYANG, TODAY)
    assert [line.item for line in desk.lost.lines] == [key]
    assert [line.item for line in desk.handed.lines] == ["K-2"]


def test_a_department_sees_counts_and_no_people(team):
    visit(answer="no-answer")
    desk = queries.desk_of(officer, "330402000000", TODAY + timedelta(days=9))
    assert (desk.elders, desk.overdue.total, desk.alarms.total) == (2, 2, 1)
    assert ZHOU not in repr(desk)
    (part,) = queries.parts_of(officer, "330402000000", TODAY, digits=9)
    assert part == ("330402007000", 2, 0, 0, 1, 0)


@pytest.mark.parametrize("who", [zhu, stranger, zhou, outside, PUBLIC])
def test_nobody_else_sees_the_desk(team, who):
    with pytest.raises(Denied):
        queries.desk_of(who, NANYANG, TODAY)


def test_the_number_of_queries_does_not_grow(team, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        with CaptureQueriesContext(connection) as captured:
            queries.desk_of(liu, NANYANG, TODAY + timedelta(days=9))
            queries.day_of(zhu, ZHU, TODAY)
            queries.team_of(liu, NANYANG, TODAY)
        return len(captured)

    before = count()
    for letter in "abcdefgh":
        worlds.register(letter * 26, DAUGHTER)
        worlds.assign(zhu, letter * 26, DAUGHTER)
    assert count() == before <= 40


def test_an_elders_card_is_for_those_who_look_after_them(key):
    for who in (zhu, zhou, daughter, liu):
        card = queries.elder_card(who, ZHOU, TODAY)
        assert [one.keeper for one in card.keepers] == [ZHU]
        assert [one.contact for one in card.contacts] == [DAUGHTER]
        assert [(one.sort, one.holder) for one in card.things] == [("key", ZHU)]
        assert card.agreements[0].valid
    for who in (lin, son, stranger, outside, officer, PUBLIC):
        with pytest.raises(Denied):
            queries.elder_card(who, ZHOU, TODAY)
        with pytest.raises(Denied):
            queries.visits_to(who, ZHOU)
    with pytest.raises((Denied, NoSuchElder)):
        queries.elder_card(liu, "x" * 26, TODAY)


def test_a_keeper_who_was_released_sees_the_card_no_more(team):
    actions.release_keeper(liu, elder=ZHOU, keeper=ZHU, at=MORNING)
    with pytest.raises(Denied):
        queries.elder_card(zhu, ZHOU, TODAY)


def test_the_team_is_listed_in_the_order_of_joining(key):
    members = queries.team_of(zhu, NANYANG, TODAY)
    assert [(one.keeper, one.elders, one.things) for one in members] == [
        (LIN, 0, 0),
        (ZHU, 2, 1),
    ]
    with pytest.raises(Denied):
        queries.team_of(stranger, NANYANG, TODAY)


def test_visits_are_listed_newest_first_page_by_page(team):
    for hour in range(25):
        visit(ended_at=MORNING + timedelta(hours=hour))
    first, second = (queries.visits_to(daughter, ZHOU, page=page) for page in (1, 2))
    assert (first.total, first.pages, len(first.lines), len(second.lines)) == (25, 2, 20, 5)
    assert first.lines[0].started_at > second.lines[-1].started_at
    assert queries.visits_by(zhu, ZHU).total == 25
    with pytest.raises(Denied):
        queries.visits_by(lin, ZHU)
    number = first.lines[0].number
    assert queries.visit_card(zhu, number) == queries.visit_card(daughter, number)
    with pytest.raises(Denied):
        queries.visit_card(lin, number)


def test_families_find_their_own_elders(team):
    assert queries.elders_of(daughter) == (ZHOU,)
    assert queries.elders_of(zhou) == (ZHOU,)
    assert queries.elders_of(stranger) == ()
    assert queries.elders_in(liu, NANYANG, TODAY).total == 2


def reasons():
    return [flag.reason for flag in queries.flags_in(liu, NANYANG, SEPTEMBER)]


def test_honest_visits_raise_no_flag(team):
    for day in range(5):
        visit(ended_at=MORNING + timedelta(days=day))
        visit(elder=WU, ended_at=MORNING + timedelta(days=day, hours=1))
    assert reasons() == []


def test_a_long_day_and_a_series_raise_flags(team):
    midnight = moment(TODAY, 0)
    for hour in (4, 8, 12, 16):
        ended_at = midnight + timedelta(hours=hour)
        visit(minutes=230, ended_at=ended_at, at=MORNING + timedelta(hours=9))
    assert reasons() == ["long-day", "same-second"]


def test_a_slip_entered_late_is_flagged(team):
    slip = Slip(ZHOU, ZHU, MORNING, MORNING + timedelta(minutes=20), "well")
    actions.import_visits(liu, [slip], second=CHEN, at=MORNING + timedelta(days=9))
    assert reasons() == ["late"]
    with pytest.raises(Denied):
        queries.flags_in(zhu, NANYANG, SEPTEMBER)


def test_two_communities_within_minutes_raise_a_flag(team):
    near = "330402007031"
    district = worlds.secretary(worlds.LIU, "330402000000")
    actions.join_team(worlds.keeper(ZHU), keeper=ZHU, place=near, at=MORNING)
    one = worlds.registration("b" * 26, place=f"{near}001")
    actions.register_elder(district, one, at=MORNING)
    actions.sign_agreement(
        district,
        elder="b" * 26,
        keeper=ZHU,
        kin=DAUGHTER,
        until=worlds.NEXT_YEAR,
        at=MORNING,
    )
    actions.assign_keeper(district, elder="b" * 26, keeper=ZHU, at=MORNING)
    visit()
    visit(elder="b" * 26, ended_at=MORNING + timedelta(minutes=31))
    flags = queries.flags_in(district, "330402007000", SEPTEMBER)
    assert [flag.reason for flag in flags] == ["two-places"]
