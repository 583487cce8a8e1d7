"""How pages call households and parties: by a person's label where the reader may know it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongfu.kernel.people import queries as people
from gongfu.kernel.people import vault

_MARK = 4


def household_names(households: Iterable[str], on: date, *, known: bool) -> dict[str, str]:
    """Return how these households are called; known: by the label of who heads them.

    Others are called by the end of their opaque id, the same on every page.
    """
    wanted = sorted(set(households) - {""})
    names = {one: _("Household %(mark)s") % {"mark": one[-_MARK:].upper()} for one in wanted}
    if not known or not wanted:
        return names
    heads = {
        group: min(members, key=lambda one: one.position != "head").person
        for group, members in people.members_among(wanted, on).items()
    }
    labels = vault.labels(heads.values())
    told = {one: labels[head] for one, head in heads.items() if labels.get(head)}
    return names | {one: _("Household of %(name)s") % {"name": name} for one, name in told.items()}


def entered(motion: Any, reader: str) -> dict[str, Any]:
    """Return who entered what waits for a second person, when, and whether the reader did."""
    by = vault.labels([motion.by]).get(motion.by, "")
    return {"own": motion.by == reader, "by": by, "at": motion.at}


def party_names(parties: Iterable[str]) -> dict[str, str]:
    """Return how these organisations and people are called."""
    wanted = set(parties) - {""}
    units = people.units_among(wanted)
    return {one: unit.name for one, unit in units.items()} | vault.labels(wanted - set(units))
