"""A district officer and the real tree."""

from __future__ import annotations

from datetime import date

import pytest

from gongfu.kernel.measures.moments import moment
from gongfu.kernel.places.actions import open_places, opening_of
from gongfu.kernel.places.divisions import first_in, read_divisions
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

DISTRICT = "330402000000"
OPENED, JIANAN_ON = date(2019, 1, 1), date(2023, 3, 1)
NOW = moment(date(2024, 1, 2), 9)


@pytest.fixture
def officer() -> Viewer:
    """Return an officer of the district's department."""
    return Viewer("o" * 26, (Office(Role.DEP, DISTRICT),))


@pytest.fixture
def second() -> str:
    """Return the id of a colleague."""
    return "s" * 26


@pytest.fixture
def district(db: None, officer: Viewer, second: str) -> None:
    """Open the tree of 2021, and in March 2023 the community that is new then."""
    divisions = read_divisions()
    for vintage, on in (("2021", OPENED), ("2023", JIANAN_ON)):
        openings = [opening_of(one, vintage=vintage) for one in first_in(divisions, vintage)]
        open_places(officer, openings, on=on, second=second, at=NOW)
