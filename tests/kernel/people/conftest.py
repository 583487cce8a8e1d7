"""The same people everywhere: a secretary, an elder, a holder, two security administrators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people.actions import Newcomer, register_person
from gongfu.kernel.people.identity import synthetic_card
from gongfu.kernel.people.vault import Details
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

NANYANG, DISTRICT = "330402007032", "330402000000"
GRID = f"{NANYANG}004"
TODAY = date(2021, 9, 1)
NOW = moment(TODAY, 9)
ZHOU = Details(
    name="周桂英",
    label="周奶奶",
    phone="138 0000 0001",
    card=synthetic_card(birthday=date(1938, 5, 12), order=2),
    address="某路 1 号 2 幢 301 室",
)


@pytest.fixture
def secretary() -> Viewer:
    """Return the secretary of the community."""
    return Viewer("l" * 26, (Office(Role.SEC, NANYANG),))


@pytest.fixture
def security() -> Viewer:
    """Return a security administrator of the district; the second one has the id s…s."""
    return Viewer("a" * 26, (Office(Role.SAD, DISTRICT),))


@pytest.fixture
def registered(db: None, secretary: Viewer) -> Callable[[Details], str]:
    """Return how to register somebody in the grid; the answer is the id."""

    def register(details: Details) -> str:
        newcomer = Newcomer(details, GRID)
        return str(register_person(secretary, newcomer, on=TODAY, at=NOW).deed.person)

    return register


@pytest.fixture
def zhou(registered: Callable[[Details], str]) -> str:
    """Return the id of 周奶奶, an elder."""
    return registered(ZHOU)


@pytest.fixture
def zhu(registered: Callable[[Details], str]) -> str:
    """Return the id of 朱水源, who holds keys."""
    return registered(Details(name="朱水源", phone="13800000002"))
