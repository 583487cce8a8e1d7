"""A community of three streets, and the grids into which it is to be cut."""

from __future__ import annotations

from datetime import date

from gongfu.domains.grids import actions
from gongfu.domains.grids.actions import Change, Wishes
from gongfu.domains.grids.models import GridDesign
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.places.actions import Opening, open_places
from gongfu.kernel.places.frames import Point
from gongfu.kernel.places.surveys import Survey, Surveyed
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests.domains.grids.worlds import MORNING, NANYANG, TODAY, liu, person

DISTRICT, TOWN = "330402000000", "330402007000"
FOUNDER = Viewer(person("founder"), (Office(Role.SAD, DISTRICT),))
OLD = date(2019, 1, 1)
ORIGIN = Point(120.75, 30.75)
SMALL = Wishes(90, 150, micro_low=40, micro_high=60)


def open_tree():
    """Open the community with three grids, of which the third has two micro-grids."""
    codes = [DISTRICT, TOWN, NANYANG, *(f"{NANYANG}00{n}" for n in (1, 2, 3))]
    codes += [f"{NANYANG}003001", f"{NANYANG}003002"]
    open_places(
        FOUNDER, [Opening(code, f"名{code[-3:]}") for code in codes],
        on=OLD, second=person("clerk"), at=moment(OLD, 9),
    )  # fmt: skip


def survey(now=lambda column, row: "", columns=12, rows=3, origin=ORIGIN):
    """Rows of buildings of ten households, 30 m apart."""
    return Survey(
        origin,
        tuple(
            Surveyed(f"{row + 1}-{column + 1}", 30.0 * column, 30.0 * row, 10, now(column, row))
            for row in range(rows)
            for column in range(columns)
        ),
    )


def in_three(column, row):
    """Grid 1, grid 2, and the micro-grids of grid 3, from west to east."""
    return ("1", "2", "3-1", "3-2")[min(3, column // 4 + (column > 9))]


def begin(found=None, ways=(), who=liu):
    return actions.begin_design(
        who, place=NANYANG, survey=found or survey(in_three), ways=ways, at=MORNING
    )


def change(design, key="", on=TODAY):
    return Change(design, GridDesign.objects.get(pk=design).changes, on, key)


def proposed(found=None, wishes=SMALL, ways=()):
    design = begin(found, ways)
    actions.propose_parts(liu, change(design), wishes)
    return design
