"""Handing a draft of grids in, and letting it stand: by somebody else, all its deeds at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.actions.drafts import Change, draft_seen, put, write
from gongfu.domains.grids.models import GridDesign
from gongfu.domains.grids.queries.designs import draft_of, drawn
from gongfu.domains.grids.rules import designs as rules
from gongfu.domains.grids.rules.designs import Draft
from gongfu.domains.grids.rules.numbering import Numbered, WhereItGoes, numbered
from gongfu.engines.districting import Polygon
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.notices.kinds import Kind, declare
from gongfu.kernel.notices.telling import tell
from gongfu.kernel.people.queries import holders_over
from gongfu.kernel.places import tree
from gongfu.kernel.places.actions import Opening, Redivision, redivide
from gongfu.kernel.places.boundaries import Boundary
from gongfu.kernel.places.surveys import point_at
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

HANDED_IN = declare(
    Kind(
        "grids.design-handed-in",
        _("A draft of grids waits for a second person"),
        _(
            "A community hands in how its grids are to be cut. "
            "Look at it, and adopt it or send it back."
        ),
        "grid.adopt",
    )
)
_NOBODY = "nobody"


def hand_in(viewer: Viewer, change: Change, *, goes: Mapping[str, int], at: datetime) -> None:
    """Hand the draft in, so that somebody else may adopt it; who may is told.

    goes: of which grid of the draft each grid of today is from then on, by code, where the list of
    buildings does not say it.  Raises Denied, NoSuchDesign, NotADraft, DraftChanged, NotProposed,
    WhereItGoes, MicrogridUnknown.
    """
    row = draft_seen(viewer, change)
    if row is None:
        return
    draft = draft_of(row)
    rules.check_proposed(draft)
    found = numbered(row.place, draft.site, draft.spots, chosen=goes, on=change.on)
    if found.unknown:
        raise WhereItGoes(place=tree.name_of(found.unknown[0]))
    row.state, row.handed_by, row.goes = rules.HANDED_IN, viewer.person, dict(goes)
    _hand_in(viewer, change, row, at=at)


@action("grid.design")
def _hand_in(viewer: Viewer, change: Change, row: GridDesign, *, at: datetime) -> None:
    put(viewer, change, row)
    people = _adopters(row.place, change.on, without=viewer.person)
    key = str(row.changes)
    tell(people, HANDED_IN.code, about=row.pk, link="/grids/{about}/", at=at, key=key)


def _adopters(place: str, on: date, *, without: str) -> list[str]:
    """Return the other secretaries over a place; where there is none, the departments' officers."""
    for role in (Role.SEC, Role.DEP):
        held = holders_over(role, on, place=place)
        if found := [one.person for one in held if one.person != without]:
            return found
    return []


def take_back(viewer: Viewer, change: Change) -> None:
    """Take a draft back that was handed in, or send it back, so that it can be changed.

    Raises Denied, NoSuchDesign, NotHandedIn, DraftChanged.
    """
    row = draft_seen(viewer, change, rules.HANDED_IN)
    if row is not None:
        row.state, row.handed_by = rules.DRAFT, ""
        write(viewer, change, row)


def adopt_design(viewer: Viewer, change: Change, *, at: datetime) -> list[Entry[Any]]:
    """Let a draft stand from a day on: its places open, close and are redrawn, and it is kept.

    Past figures stay on the tree of their day.  Raises Denied, SecondNeeded for who handed it in,
    NoSuchDesign, NotHandedIn, DraftChanged, FutureDay, and as `redivide`.
    """
    row = GridDesign.objects.filter(pk=change.design).first()
    if row is None:
        raise rules.NoSuchDesign()
    check(viewer, "grid.adopt", place=row.place, second=row.handed_by or _NOBODY)
    if change.key and row.last_key == change.key:
        return []
    rules.check_state(row, state=rules.HANDED_IN, seen=change.seen)
    draft = draft_of(row)
    numbers = numbered(row.place, draft.site, draft.spots, chosen=row.goes, on=change.on)
    return _adopt(viewer, change, numbers, _redivision(draft, numbers), at=at)


@action("grid.adopt")
def _adopt(
    viewer: Viewer, change: Change, numbers: Numbered, new: Redivision, *, at: datetime
) -> list[Entry[Any]]:
    row = GridDesign.objects.select_for_update().get(pk=change.design)
    check(viewer, "grid.adopt", place=row.place, second=row.handed_by)
    rules.check_state(row, state=rules.HANDED_IN, seen=change.seen)
    row.state, row.adopted_on = rules.ADOPTED, change.on
    row.codes = {part.key: code for part, code in numbers.codes.items()}
    row.changes, row.last_key = change.seen + 1, change.key
    row.save()
    return redivide(
        viewer, row.place, new, on=change.on, second=row.handed_by, at=at, key=change.key
    )


def _redivision(draft: Draft, numbers: Numbered) -> Redivision:
    """Return what changes on the tree.  Without an origin nothing is drawn."""
    shapes = drawn(draft) if draft.site.origin else {}
    return Redivision(
        tuple(_opening(code) for code in sorted(numbers.new)),
        numbers.mergers,
        tuple(
            Boundary(numbers.codes[part], tuple(_in_degrees(draft, polygons)))
            for part, polygons in sorted(shapes.items())
        ),
    )


def _opening(code: str) -> Opening:
    grid, micro = int(code[12:15]), int(code[15:] or 0)
    if not micro:
        return Opening(code, f"第{grid}网格", f"Grid {grid}")
    return Opening(code, f"第{grid}网格{micro}号微网格", f"Grid {grid}, micro-grid {micro}")


def _in_degrees(draft: Draft, polygons: tuple[Polygon, ...]) -> Iterator[tuple[Any, ...]]:
    origin = draft.site.origin
    assert origin is not None
    for polygon in polygons:
        yield tuple(tuple(point_at(origin, *spot) for spot in ring) for ring in polygon)
