"""What one person entered and a second has not confirmed yet."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongfu.domains.fields.models import Motion, Work
from gongfu.domains.fields.queries import rows
from gongfu.kernel.ledger.fetching import rows_among
from gongfu.kernel.people.queries import Unit
from gongfu.kernel.rights.checking import may
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

_OFFICE = (Role.GRD, Role.SEC, Role.DEP)


class Correction(NamedTuple):
    """A record of work that somebody asked to take back."""

    motion: Motion
    work: Work


def corrects(viewer: Viewer, unit: Unit, on: date) -> bool:
    """Say whether the viewer is one of two who take an older record of work back.

    That is the office of the place, and who leads or supervises this very cooperative.
    """
    office = any(viewer.covers(unit.place, role) for role in _OFFICE)
    inside = office or rows.inside(unit.id, viewer.person, on)
    return inside and may(viewer, "deed.correct", place=unit.place, second="another")


def motions_in(viewer: Viewer, cooperative: str, on: date) -> dict[str, Motion]:
    """Return what waits for the other of head and supervisor, by what it is about; for them."""
    if not rows.positions_in(cooperative, viewer.person, on):
        return {}
    return {row.about: row for row in Motion.objects.filter(cooperative=cooperative)}


def corrections_in(viewer: Viewer, cooperative: str, on: date) -> tuple[Correction, ...]:
    """Return the records that wait to be taken back, oldest first, for who may confirm it.

    Raises NoSuchCooperative.
    """
    if not corrects(viewer, rows.cooperative_of(cooperative), on):
        return ()
    asked = Motion.objects.filter(cooperative=cooperative).order_by("at")
    motions = {int(row.about): row for row in asked if row.about.isdigit()}
    works = {row.number: row for row in rows_among(Work, number=motions)}
    return tuple(Correction(row, works[n]) for n, row in motions.items() if n in works)
