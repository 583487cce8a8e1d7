"""What of a cooperative a viewer may see: all, what is one's own, or sums."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypeVar

from django.db.models import Model, QuerySet

from gongfu.domains.fields.queries import rows
from gongfu.kernel.people.queries import Unit
from gongfu.kernel.rights.checking import check, may
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

_OFFICE = (Role.GRD, Role.SEC, Role.DEP)
R = TypeVar("R", bound=Model)


class Sight(NamedTuple):
    """What a viewer sees of a cooperative.

    leads: the viewer is its head or staff.  whole: all plots and records, be it under pseudonyms;
    for head, staff, supervisor and office.
    corrects: the viewer is one of two who take an older record of work back; see `corrects`.
    own: households to which the viewer belongs, whose plots and records are seen in any case.
    """

    unit: Unit
    leads: bool
    whole: bool
    corrects: bool
    own: frozenset[str]

    def shows(self, household: str) -> bool:
        """Say whether what belongs to this household is seen."""
        return self.whole or household in self.own

    def narrow(self, found: QuerySet[R]) -> QuerySet[R]:
        """Return those of a cooperative's rows with a household that are seen."""
        return found if self.whole else found.filter(household__in=self.own)


def sight_of(viewer: Viewer, cooperative: str, on: date) -> Sight:
    """Return what the viewer sees of a cooperative.  Raises Denied, NoSuchCooperative."""
    unit = rows.cooperative_of(cooperative)
    held = rows.positions_in(cooperative, viewer.person, on) if viewer.person else frozenset()
    owner = viewer.person if held & rows.INSIDE else ""
    grant = check(viewer, "plot_and_harvest.read", place=unit.place, owner=owner)
    own = rows.households_of(viewer.person, on)
    leads = bool(held & rows.HEADS)
    return Sight(unit, leads, not grant.sums_only, corrects(viewer, unit, held), own)


def corrects(viewer: Viewer, unit: Unit, held: frozenset[str]) -> bool:
    """Say whether a viewer is one of two who take an older record of work back.

    That is the office of the place, and who leads or supervises this very cooperative.  held: what
    the viewer is in it.
    """
    office = any(viewer.covers(unit.place, role) for role in _OFFICE)
    named = office or bool(held & rows.INSIDE)
    return named and may(viewer, "deed.correct", place=unit.place, second="another")
