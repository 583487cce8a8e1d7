"""Grids and micro-grids of a community open, close and are redrawn all at once, or not at all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.places import rules, tree
from gongfu.kernel.places.actions import Opening, Redivision, open_places, redivide
from gongfu.kernel.places.boundaries import Boundary
from gongfu.kernel.places.frames import Point
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied, SecondNeeded
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

pytestmark = pytest.mark.usefixtures("district")
NANYANG, ZICHENG = "330402007032", "330402007033"
ONE, TWO = f"{NANYANG}001", f"{NANYANG}002"
DAY, NOW = date(2022, 7, 1), moment(date(2024, 1, 2), 9)
RING = (Point(120.75, 30.75), Point(120.76, 30.75), Point(120.76, 30.76), Point(120.75, 30.75))


@pytest.fixture
def how(officer: Viewer, second: str) -> dict[str, Any]:
    """Open two grids, the second with a micro-grid, and return how to change them."""
    how = {"on": DAY, "second": second, "at": NOW}
    openings = [Opening(ONE, "一"), Opening(TWO, "二"), Opening(f"{TWO}001", "二一")]
    open_places(officer, openings, **how)
    return how


def outline(code: str) -> Boundary:
    return Boundary(code, ((RING,),))


CHANGE = Redivision(
    (Opening(f"{ONE}001", "一一"), Opening(f"{NANYANG}003", "三")),
    ((f"{TWO}001", f"{ONE}001"), (TWO, f"{NANYANG}003")),
    (outline(ONE), outline(f"{ONE}001")),
)


def test_everything_changes_at_once(officer: Viewer, how: dict[str, Any]) -> None:
    entries = redivide(officer, NANYANG, CHANGE, key="k", **how)
    assert [entry.deed.kind.split(".")[-1] for entry in entries] == [
        "opened", "opened", "merged", "merged", "redrawn", "redrawn",
    ]  # fmt: skip
    assert [spot.code for spot in tree.children(NANYANG, DAY)] == [ONE, f"{NANYANG}003"]
    assert tree.current().successor(f"{TWO}001", DAY) == f"{ONE}001"
    assert tree.current().spot(f"{ONE}001").outline == outline(ONE).digest
    assert redivide(officer, NANYANG, CHANGE, key="k", **how) == entries
    assert replay.differences() == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (Redivision((Opening(f"{ZICHENG}001", "x"),)), rules.NotWithin),
        (Redivision((), ((NANYANG, ZICHENG),)), rules.NotWithin),
        (Redivision((Opening(ONE, "x"),)), Many),
        (Redivision((Opening(f"{TWO}002", "x"),), ((TWO, ONE),)), rules.NoParent),
        (Redivision((), ((f"{TWO}001", ONE),)), rules.OtherLevel),
        (Redivision((), ((ONE, TWO), (TWO, ONE))), rules.NotOpen),
        (Redivision((), ((ONE, TWO),), (outline(ONE),)), rules.NoOutline),
        (Redivision((), ((TWO, ONE),), (outline(f"{TWO}001"),)), rules.NoOutline),
    ],
)
def test_what_cannot_be_leaves_no_trace(
    officer: Viewer, how: dict[str, Any], change: Redivision, refusal: type[Exception]
) -> None:
    size = reading.size()
    with pytest.raises(refusal):
        redivide(officer, NANYANG, change, **how)
    assert reading.size() == size


def test_a_secretary_may_with_a_second_person_within_the_community(
    second: str, how: dict[str, Any]
) -> None:
    own = Viewer("n" * 26, (Office(Role.SEC, NANYANG),))
    with pytest.raises(SecondNeeded):
        redivide(own, NANYANG, CHANGE, **{**how, "second": own.person})
    with pytest.raises(Denied):
        redivide(Viewer("z" * 26, (Office(Role.SEC, ZICHENG),)), NANYANG, CHANGE, **how)
    assert len(redivide(own, NANYANG, CHANGE, **how)) == 6
