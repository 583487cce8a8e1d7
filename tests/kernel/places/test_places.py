"""Places open, are renamed, merge, are redrawn; figures are computed on the tree of their day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.places import rules, tree
from gongfu.kernel.places.actions import (
    Opening,
    merge_place,
    open_places,
    redraw_places,
    rename_place,
)
from gongfu.kernel.places.boundaries import Boundary
from gongfu.kernel.places.codes import Level, MalformedCode, subtree
from gongfu.kernel.places.frames import Point
from gongfu.kernel.places.models import Outline, Place
from gongfu.kernel.places.snapshot import UnknownPlace
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied, SecondNeeded
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

pytestmark = pytest.mark.usefixtures("district")
DISTRICT, JIANSHE, NANYANG, ZICHENG = (
    "330402000000",
    "330402007000",
    "330402007032",
    "330402007033",
)
JIEFANGLU, JIANAN = "330402008016", "330402014010"
DAY, BEFORE, NOW = date(2022, 7, 1), date(2022, 6, 30), moment(date(2024, 1, 2), 9)


@pytest.fixture(autouse=True)
def outside_requests() -> Iterator[None]:
    """End what a test began."""
    yield
    tree.end_request()


@pytest.fixture
def how(second: str) -> dict[str, Any]:
    """Return the circumstances that every change here shares."""
    return {"on": DAY, "second": second, "at": NOW}


def _take_back(entry: Entry[Any], by: str) -> None:
    with acting():
        permit()
        append([Draft(entry.deed, by=by, at=NOW, reverses=entry.number)])


def test_a_code_of_2021_still_resolves_in_2023() -> None:
    assert tree.name_of(NANYANG, "zh-hans", on=date(2023, 12, 31)) == "南杨社区"
    assert tree.name_of(NANYANG, "en") == "Nanyang Community"
    assert tree.current().is_open(NANYANG, date(2023, 12, 31))


def test_jianan_community_exists_only_from_its_day() -> None:
    changshui = "330402014000"
    before = {spot.code for spot in tree.children(changshui, date(2023, 2, 28))}
    after = {spot.code for spot in tree.children(changshui, date(2023, 3, 1))}
    assert after - before == {JIANAN}
    assert tree.current().spot(JIANAN).named(None).name == "嘉南社区"


def test_the_tree_counts_142_then_143_communities() -> None:
    standing = tree.current()
    for on, communities in ((date(2021, 9, 1), 142), (date(2023, 9, 1), 143)):
        assert len(standing.under(DISTRICT, on, level=Level.TOWN)) == 13
        assert len(standing.communities(on=on)) == communities
    assert standing.children(DISTRICT, date(2018, 12, 31)) == ()
    assert standing.children("", DAY)[0].code == DISTRICT


def test_an_unknown_code_is_shown_as_it_is_and_refused_where_it_matters() -> None:
    assert tree.name_of("330402007999", "en") == "330402007999"
    with pytest.raises(UnknownPlace):
        tree.current().spot("330402007999")


def test_a_grid_opens_below_its_community(officer: Viewer, how: dict[str, Any]) -> None:
    grids = [Opening(f"{NANYANG}00{n}", f"第{n}网格", f"Grid {n}") for n in (1, 2)]
    open_places(officer, [Opening(f"{NANYANG}001001", "一号楼"), *grids], **how)
    assert [spot.code for spot in tree.children(NANYANG, DAY)] == [g.code for g in grids]
    assert [spot.named(None).name for spot in tree.current().path_of(f"{NANYANG}001001")] == [
        "南湖区",
        "建设街道",
        "南杨社区",
        "第1网格",
        "一号楼",
    ]
    assert Place.objects.get(pk=grids[0].code).level == "grid"


def test_all_refused_lines_come_back_and_nothing_is_opened(
    officer: Viewer, how: dict[str, Any]
) -> None:
    lines = [
        Opening(NANYANG, "南杨社区"),
        Opening("330402999001", "某社区"),
        Opening("330402007099", " "),
        Opening("33040200709x", "某社区"),
    ]
    size = reading.size()
    with pytest.raises(Many) as caught:
        open_places(officer, lines, **how)
    refusals = {type(error.refusal) for error in caught.value.errors}
    assert refusals == {rules.AlreadyOpen, rules.NoParent, rules.NoName, MalformedCode}
    assert reading.size() == size


def test_a_renamed_place_keeps_its_old_name_in_old_figures(
    officer: Viewer, how: dict[str, Any]
) -> None:
    rename_place(officer, NANYANG, names=("南杨新社区", "New Nanyang Community"), **how)
    assert tree.name_of(NANYANG, "zh-hans", on=BEFORE) == "南杨社区"
    assert tree.name_of(NANYANG, "zh-hans", on=DAY) == "南杨新社区"
    assert tree.name_of(NANYANG, "en") == "New Nanyang Community"


def test_records_of_a_merged_place_count_where_it_went_from_that_day(
    officer: Viewer, how: dict[str, Any]
) -> None:
    merge_place(officer, ZICHENG, into=JIEFANGLU, **how)
    assert tree.ranges(JIANSHE, BEFORE) == (subtree(JIANSHE),)
    assert not any(one.holds(ZICHENG) for one in tree.ranges(JIANSHE, DAY))
    assert tree.ranges(JIEFANGLU, DAY) == (subtree(ZICHENG), subtree(JIEFANGLU))
    assert any(one.holds(ZICHENG) for one in tree.ranges("330402008000", DAY))
    assert tree.ranges(DISTRICT, DAY) == (subtree(DISTRICT),)
    assert ZICHENG not in {spot.code for spot in tree.children(JIANSHE, DAY)}
    assert tree.current().successor(f"{ZICHENG}001", DAY) == JIEFANGLU
    assert tree.name_of(ZICHENG, "zh-hans") == "子城社区"


def test_at_any_day_every_community_counts_in_exactly_one_town(
    officer: Viewer, how: dict[str, Any]
) -> None:
    merge_place(officer, ZICHENG, into=JIEFANGLU, **how)
    merge_place(officer, JIEFANGLU, into="330402009025", **{**how, "on": date(2022, 8, 1)})
    standing = tree.current()
    communities = list(Place.objects.filter(level="community").values_list("code", flat=True))
    for on in (BEFORE, DAY, date(2022, 8, 1), date(2023, 12, 1)):
        towns = standing.children(DISTRICT, on)
        spans = {town.code: standing.ranges(town.code, on) for town in towns}
        for code in communities:
            holding = [t for t, span in spans.items() if any(one.holds(code) for one in span)]
            assert len(holding) == 1
    assert standing.successor(ZICHENG, DAY) == JIEFANGLU
    assert standing.successor(ZICHENG, date(2022, 8, 1)) == "330402009025"


def test_a_closed_place_can_neither_change_nor_receive(
    officer: Viewer, how: dict[str, Any]
) -> None:
    merge_place(officer, ZICHENG, into=NANYANG, **how)
    with pytest.raises(rules.NotOpen):
        rename_place(officer, ZICHENG, names=("某社区", ""), **how)
    with pytest.raises(rules.NotOpen):
        merge_place(officer, NANYANG, into=ZICHENG, **how)
    with pytest.raises(rules.OtherLevel):
        merge_place(officer, NANYANG, into=JIANSHE, **how)
    with pytest.raises(rules.OtherLevel):
        merge_place(officer, NANYANG, into=NANYANG, **how)


def test_a_new_outline_is_named_by_its_digest(officer: Viewer, how: dict[str, Any]) -> None:
    corners = (Point(120.75, 30.75), Point(120.76, 30.75), Point(120.76, 30.76))
    boundary = Boundary(NANYANG, (((*corners, corners[0]),),))
    (entry,) = redraw_places(officer, [boundary], **how)
    assert Outline.objects.get(pk=entry.deed.outline).text == boundary.text
    assert tree.current().spot(NANYANG).outline == boundary.digest
    assert redraw_places(officer, [boundary], **how) == []


def test_what_is_taken_back_was_never_so(officer: Viewer, how: dict[str, Any]) -> None:
    (renamed,) = rename_place(officer, NANYANG, names=("新名", ""), **how)
    (merged,) = merge_place(officer, ZICHENG, into=NANYANG, **how)
    (opened,) = open_places(officer, [Opening(f"{NANYANG}001", "第1网格")], **how)
    for entry in (renamed, merged, opened):
        _take_back(entry, officer.person)
    assert tree.name_of(NANYANG, "zh-hans") == "南杨社区"
    assert tree.current().is_open(ZICHENG, DAY)
    assert f"{NANYANG}001" not in tree.current()


@pytest.mark.parametrize("batch", [1, 7, 5000])
def test_replay_equals_live(officer: Viewer, how: dict[str, Any], batch: int) -> None:
    (renamed,) = rename_place(officer, NANYANG, names=("新名", ""), **how)
    _take_back(renamed, officer.person)
    rename_place(officer, ZICHENG, names=("新城", "Xincheng"), **how)
    merge_place(officer, ZICHENG, into=NANYANG, **how)
    assert replay.differences(batch=batch) == []


def test_the_same_form_sent_twice_changes_once(officer: Viewer, how: dict[str, Any]) -> None:
    changes: list[Callable[[], list[Entry[Any]]]] = [
        lambda: merge_place(officer, ZICHENG, into=NANYANG, key="m", **how),
        lambda: open_places(officer, [Opening(f"{NANYANG}001", "第1网格")], key="o", **how),
    ]
    for change in changes:
        assert change() == change()


def test_only_two_people_with_the_right_change_the_tree(
    officer: Viewer, how: dict[str, Any]
) -> None:
    size = reading.size()
    with pytest.raises(SecondNeeded):
        merge_place(officer, ZICHENG, into=NANYANG, **{**how, "second": ""})
    elsewhere = Viewer(officer.person, (Office(Role.DEP, "330411000000"),))
    secretary = Viewer(officer.person, (Office(Role.SEC, DISTRICT),))
    for viewer in (elsewhere, secretary, Viewer()):
        with pytest.raises(Denied):
            merge_place(viewer, ZICHENG, into=NANYANG, **how)
    assert reading.size() == size


def test_a_day_to_come_is_refused(officer: Viewer, how: dict[str, Any]) -> None:
    with pytest.raises(rules.FutureDay, match="2024-01-03"):
        merge_place(officer, ZICHENG, into=NANYANG, **{**how, "on": date(2024, 1, 3)})


def test_within_a_request_the_tree_is_looked_at_once(officer: Viewer, how: dict[str, Any]) -> None:
    tree.current()
    tree.begin_request()
    with CaptureQueriesContext(connection) as queries:
        for code in (NANYANG, ZICHENG, JIEFANGLU):
            tree.name_of(code, "en")
    assert len(queries) == 1
    rename_place(officer, NANYANG, names=("新名", "New"), **how)
    assert tree.name_of(NANYANG, "en") == "New"


def test_a_change_by_another_server_is_seen(officer: Viewer, how: dict[str, Any]) -> None:
    assert tree.name_of(NANYANG, "en") == "Nanyang Community"
    with transaction.atomic():
        rename_place(officer, NANYANG, names=("新名", "New"), **how)
        assert tree.name_of(NANYANG, "en") == "New"
        transaction.set_rollback(True)
    assert tree.name_of(NANYANG, "en") == "Nanyang Community"
