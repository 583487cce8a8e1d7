"""A community is cut anew: proposed, changed by hand, handed in, adopted by somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Change, Part, Wishes
from gongfu.domains.grids.models import GridDesign
from gongfu.domains.grids.rules import designs as rules
from gongfu.domains.grids.rules.members import NotACommunity
from gongfu.domains.grids.rules.numbering import MicrogridUnknown, WhereItGoes
from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.places import tree
from gongfu.kernel.places.actions import redraw_places
from gongfu.kernel.places.boundaries import Boundary
from gongfu.kernel.places.codes import subtree
from gongfu.kernel.places.frames import Point
from gongfu.kernel.places.middles import middles_of
from gongfu.kernel.places.rules import FutureDay
from gongfu.kernel.places.surveys import Survey, Surveyed, Way
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied, SecondNeeded
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests.domains.grids.drafting import (
    DISTRICT,
    FOUNDER,
    OLD,
    ORIGIN,
    SMALL,
    TOWN,
    begin,
    change,
    in_three,
    open_tree,
    proposed,
    survey,
)
from tests.domains.grids.worlds import MORNING, NANYANG, TODAY, chen, liu, outside, person
from tests.worlds import secretary

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    open_tree()


def handed_in(design, **goes):
    actions.hand_in(liu, change(design), goes=goes, at=MORNING)
    return design


def card(design, who=liu):
    return queries.design_card(who, design, TODAY)


def sizes(design):
    return {one.part.key: one.households for one in card(design).parts}


def test_a_proposal_keeps_the_wished_sizes_and_says_why():
    design = proposed()
    found = card(design)
    assert all(102 <= one.households <= 138 for one in found.grids)
    assert all(one.fits for one in found.parts)
    assert sum(len(one.buildings) for one in found.grids) == 36
    assert {one.reason for one in found.parts} <= {"near", "lines", "size"}
    assert found.whole["cost"] >= found.whole["bound"] and found.whole["outside"] == 0


def test_what_can_go_on_keeps_its_code_and_the_rest_gets_new_ones():
    found = card(proposed())
    codes = [one.code for one in found.grids]
    assert sorted(codes) == [f"{NANYANG}00{n}" for n in (1, 2, 3)]
    assert not any(one.opens for one in found.grids)
    micros = {one.code for one in found.parts if one.part.micro}
    assert {f"{NANYANG}003001", f"{NANYANG}003002"} <= micros
    assert all(len(code) == 18 for code in micros) and found.numbers.mergers == ()


def test_adopting_writes_everything_at_once_and_the_tree_follows():
    design = handed_in(proposed())
    before = reading.size()
    entries = actions.adopt_design(chen, change(design, "k"), at=MORNING)
    assert reading.size() == before + len(entries)
    assert {entry.by for entry in entries} == {chen.person}
    kinds = [entry.deed.kind for entry in entries]
    assert kinds.count("places.place.opened") == 7 - 2 + kinds.count("places.place.merged")
    for grid in card(design).grids:
        below = tree.children(grid.code, TODAY)
        assert len(below) == len(card(design).inside(grid.part.grid))
        assert tree.children(grid.code, TODAY - timedelta(days=1)) == (
            () if grid.code[-1] != "3" else below[:2]
        )
    drawn = middles_of(one.code for one in card(design).parts)
    assert len(drawn) == len(card(design).parts)
    assert all(abs(one.longitude - 120.75) < 0.01 for one in drawn.values())
    assert replay.differences() == []
    assert actions.adopt_design(chen, change(design, "k"), at=MORNING) == []


def test_past_figures_stay_on_the_tree_of_their_day():
    design = handed_in(
        proposed(survey(lambda column, row: "12"[column // 6]), SMALL), **{f"{NANYANG}003": 1}
    )
    actions.adopt_design(chen, change(design), at=MORNING)
    third, into = f"{NANYANG}003", card(design).grids[0].code
    yesterday = TODAY - timedelta(days=1)
    assert tree.ranges(third, yesterday) == (subtree(third),)
    assert any(one.holds(f"{third}001") for one in tree.ranges(into, TODAY))
    assert not any(one.holds(third) for one in tree.ranges(into, yesterday))


def test_a_plan_without_a_place_on_earth_draws_nothing():
    design = handed_in(proposed(survey(in_three, origin=None)))
    entries = actions.adopt_design(chen, change(design), at=MORNING)
    assert not any(entry.deed.kind == "places.place.redrawn" for entry in entries)


def test_a_later_draft_knows_what_was_adopted_and_changes_nothing():
    actions.adopt_design(chen, change(handed_in(proposed())), at=MORNING)
    again = proposed(survey())
    assert {one.opens for one in card(again).parts} == {False}
    assert card(again).numbers.mergers == ()
    entries = actions.adopt_design(chen, change(handed_in(again)), at=MORNING)
    assert entries == []


def test_a_code_is_never_given_twice():
    fewer = Wishes(100, 400, grids=1, micro_low=100, micro_high=130)
    actions.adopt_design(chen, change(handed_in(proposed(wishes=fewer))), at=MORNING)
    assert len(tree.children(NANYANG, TODAY)) == 1
    again = card(proposed(survey()))
    new = {one.code for one in again.grids if one.opens}
    assert new == {f"{NANYANG}004", f"{NANYANG}005"}


def test_moving_a_building_and_taking_it_back():
    design = proposed()
    first = card(design)
    building, to = next(
        (one, way.part)
        for one in range(36)
        for way in queries.choices_for(first, one)
        if way.refusal is None and way.part in first.draft.spots
    )
    was = first.draft.spots[building]
    actions.move_building(liu, change(design), building=building, to=to)
    assert sizes(design)[was.key] == first.draft.size(was) - 10
    assert {one.reason for one in card(design).parts if one.part in (to, was)} == {"by-hand"}
    actions.undo_move(liu, change(design))
    assert card(design).draft.spots == first.draft.spots
    with pytest.raises(rules.NothingToTakeBack):
        actions.undo_move(liu, change(design))


def row_of(*parts, size=10):
    """One street, given parts by hand."""
    one = Survey(ORIGIN, tuple(Surveyed(str(n), 30.0 * n, 0, size) for n in range(len(parts))))
    design = begin(one)
    GridDesign.objects.filter(pk=design).update(spots=[list(part) for part in parts])
    return design


def wish(design, **values):
    row = GridDesign.objects.get(pk=design)
    GridDesign.objects.filter(pk=design).update(wishes={**row.wishes, **values})


STREET = [(1, 1)] * 3 + [(1, 2)] * 3 + [(2, 1)] * 3
SIZES = {"grid_low": 20, "grid_high": 90, "micro_low": 20, "micro_high": 40}


@pytest.mark.parametrize(
    ("building", "to", "refusal"),
    [
        (1, Part(1, 2), rules.NotBeside),
        (0, Part(2, 1), rules.NotBeside),
        (4, Part(1, 1), rules.NotBeside),
        (4, Part(1, 0), rules.CutsOff),
        (2, Part(1, 1), rules.UnknownBuilding),
        (2, Part(1, 9), rules.UnknownBuilding),
        (2, Part(9, 1), rules.UnknownBuilding),
        (99, Part(1, 1), rules.UnknownBuilding),
    ],
)
def test_a_change_that_would_cut_something_off_is_refused(building, to, refusal):
    design = row_of(*STREET)
    wish(design, **{**SIZES, "micro_low": 1, "beyond": 100})
    with pytest.raises(refusal):
        actions.move_building(liu, change(design), building=building, to=to)
    assert GridDesign.objects.get(pk=design).moves == []


def test_a_change_by_hand_warns_first_and_is_refused_beyond_the_limit():
    design = row_of(*STREET)
    wish(design, **{**SIZES, "micro_low": 25, "micro_high": 35, "beyond": 40})
    warned = actions.move_building(liu, change(design), building=2, to=Part(1, 2))
    assert warned == ((Part(4, 1), 20), (Part(4, 2), 40))
    with pytest.raises(rules.TooSmallByHand, match="10"):
        actions.move_building(liu, change(design), building=1, to=Part(4, 2))
    wish(design, micro_low=1, micro_high=30)
    with pytest.raises(rules.TooLargeByHand, match="50"):
        actions.move_building(liu, change(design), building=1, to=Part(4, 2))


def test_grids_of_a_draft_are_counted_as_their_codes():
    design = row_of(*STREET)
    wish(design, **{**SIZES, "micro_low": 1, "beyond": 100})
    actions.move_building(liu, change(design), building=0, to=Part(1, 0))
    found = card(design)
    assert [one.code for one in found.grids] == [f"{NANYANG}004", f"{NANYANG}005"]
    assert all(one.code.endswith(f"{one.part.grid:03d}") for one in found.grids)
    assert {one.part.micro for one in found.inside(4)} == {1, 2, 3}


def test_a_grid_hangs_together_too_and_keeps_a_building():
    design = row_of(*[(1, 1)] * 2, *[(1, 2)], *[(1, 3)] * 2, (2, 1))
    wish(design, **{**SIZES, "grid_low": 10, "micro_low": 1, "beyond": 100})
    with pytest.raises(rules.LastOfGrid):
        actions.move_building(liu, change(design), building=5, to=Part(1, 3))
    apart = row_with_bridge()
    with pytest.raises(rules.CutsOff):
        actions.move_building(liu, change(apart), building=2, to=Part(2, 1))


def row_with_bridge():
    """Grid 1 on both sides of one building, grid 2 above that building."""
    GridDesign.objects.all().delete()
    spots = [*((30.0 * n, 0.0) for n in range(5)), (60.0, 40.0)]
    one = Survey(ORIGIN, tuple(Surveyed(str(n), *spot, 10) for n, spot in enumerate(spots)))
    design = begin(one)
    parts = [(1, 1), (1, 1), (1, 2), (1, 3), (1, 3), (2, 1)]
    GridDesign.objects.filter(pk=design).update(spots=[list(part) for part in parts])
    wish(design, **{**SIZES, "grid_low": 10, "micro_low": 1, "beyond": 100})
    return design


def test_who_did_not_hand_it_in_adopts_it():
    design = proposed()
    with pytest.raises(rules.NotHandedIn):
        actions.adopt_design(chen, change(design), at=MORNING)
    handed_in(design)
    before = reading.size()
    with pytest.raises(SecondNeeded):
        actions.adopt_design(liu, change(design), at=MORNING)
    for viewer in (outside, Viewer(person("x")), Viewer(person("g"), (Office(Role.GRD, NANYANG),))):
        with pytest.raises(Denied):
            actions.adopt_design(viewer, change(design), at=MORNING)
    with pytest.raises(FutureDay):
        actions.adopt_design(chen, change(design, on=TODAY + timedelta(days=1)), at=MORNING)
    assert reading.size() == before
    officer = Viewer(person("officer"), (Office(Role.DEP, DISTRICT),))
    assert queries.may_adopt(officer, card(design).line)
    assert not queries.may_adopt(liu, card(design).line)
    assert actions.adopt_design(officer, change(design), at=MORNING)


def test_a_draft_is_its_communitys_own():
    design = proposed()
    grid_worker = Viewer(person("g"), (Office(Role.GRD, NANYANG),))
    for viewer in (outside, grid_worker, Viewer()):
        with pytest.raises(Denied):
            queries.design_card(viewer, design, TODAY)
        with pytest.raises(Denied):
            actions.propose_parts(viewer, change(design), SMALL)
        with pytest.raises(Denied):
            begin(who=viewer)
    assert [line.design for line in queries.designs_in(secretary(person("t"), TOWN), TOWN)]


def test_a_stale_form_changes_nothing_and_the_same_form_twice_changes_once():
    design = proposed()
    stale = Change(design, 0, TODAY)
    with pytest.raises(rules.DraftChanged):
        actions.propose_parts(liu, stale, SMALL)
    same = change(design, "again")
    for _time in range(2):
        actions.hand_in(liu, same, goes={}, at=MORNING)
    assert card(design).changes == same.seen + 1
    with pytest.raises(rules.NotADraft):
        actions.propose_parts(liu, change(design), SMALL)
    actions.take_back(chen, change(design))
    assert card(design).line.state == "draft"
    actions.drop_design(liu, change(design))
    with pytest.raises(rules.NoSuchDesign):
        card(design)


def test_a_community_has_one_draft_at_work():
    begin()
    with pytest.raises(rules.DesignAtWork):
        begin()


def test_where_the_grids_of_today_go_must_be_said():
    design = proposed(survey(lambda column, row: "12"[column // 6]))
    assert card(design).numbers.unknown == (f"{NANYANG}003",)
    with pytest.raises(WhereItGoes):
        handed_in(design)
    handed_in(design, **{f"{NANYANG}003": 2})
    assert card(design).numbers.unknown == ()


def test_a_micro_grid_of_unknown_buildings_cannot_vanish_from_a_grid_that_stays():
    found = card(proposed(survey(lambda column, row: str(1 + column // 4))))
    assert isinstance(found.trouble, MicrogridUnknown)


def test_the_grids_of_today_can_stay():
    design = proposed(wishes=Wishes(90, 150, micro_low=40, micro_high=60, keep=True))
    draft = card(design).draft
    for now, spot in zip(draft.site.now, draft.spots, strict=True):
        assert int(now[12:15]) == spot.grid
    lost = proposed_elsewhere()
    with pytest.raises(rules.GridsUnknown):
        actions.propose_parts(liu, change(lost), Wishes(90, 150, keep=True))


def proposed_elsewhere():
    GridDesign.objects.all().delete()
    return begin(survey())


@pytest.mark.parametrize(
    ("found", "refusal"),
    [
        (survey(lambda column, row: "9"), Many),
        (survey(lambda column, row: "somewhere"), Many),
        (Survey(ORIGIN, (Surveyed("1", 0, 0, 60), Surveyed("1", 30, 0, 60))), rules.BuildingTwice),
        (Survey(ORIGIN, (Surveyed("1", 0, 0, 60), Surveyed("2", 3e4, 0, 60))), rules.TooFar),
    ],
)
def test_a_survey_that_cannot_be_is_refused_in_words(found, refusal):
    with pytest.raises(refusal):
        begin(found)
    assert not GridDesign.objects.exists()


def test_buildings_outside_the_community_are_refused():
    corners = [(121.0, 30.0), (121.01, 30.0), (121.01, 30.01), (121.0, 30.0)]
    ring = tuple(Point(*corner) for corner in corners)
    redraw_places(
        FOUNDER, [Boundary(NANYANG, ((ring,),))], on=OLD, second=person("c"), at=moment(OLD, 9)
    )
    with pytest.raises(rules.OutsideCommunity):
        begin()


def test_only_a_community_is_cut_into_grids():
    town = secretary(person("t"), TOWN)
    with pytest.raises(NotACommunity):
        actions.begin_design(town, place=TOWN, survey=survey(), at=MORNING)


@pytest.mark.parametrize(
    ("wishes", "refusal"),
    [
        (Wishes(150, 90), rules.WrongWishes),
        (Wishes(crossing=5000), rules.WrongWishes),
        (Wishes(grids=37), rules.TooManyParts),
        (Wishes(400, 500), rules.TooFewHouseholds),
    ],
)
def test_wishes_that_cannot_be_are_refused_in_words(wishes, refusal):
    design = begin()
    with pytest.raises(refusal):
        actions.propose_parts(liu, change(design), wishes)
    assert card(design).parts == ()


def test_lines_that_cut_a_household_off_are_named_and_may_be_crossed_instead():
    road = Way(((315.0, -200.0), (315.0, 15.0), (400.0, 15.0)), wall=False)
    design = begin(survey(), [road])
    with pytest.raises(rules.CutOffByLines, match="1-12"):
        actions.propose_parts(liu, change(design), replace(SMALL, walls=True))
    assert card(design).parts == ()
    actions.propose_parts(liu, change(design), SMALL)
    assert card(design).parts
