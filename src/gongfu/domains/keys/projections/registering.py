"""Elders, their consents and whom to call for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongfu.domains.keys.deeds import (
    ConsentGiven,
    ConsentWithdrawn,
    ContactNamed,
    ElderChanged,
    ElderLeft,
    ElderRegistered,
)
from gongfu.domains.keys.models import Consent, Contact, Elder
from gongfu.kernel.ledger.deeds import Batch, projects
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.state import Rows
from gongfu.kernel.people.deeds import PersonErased

_NEEDS = (
    "place",
    "living",
    "rhythm_days",
    "window_from",
    "window_to",
    "usual_minutes",
    "pair",
    "language",
)


def _needs(deed: ElderRegistered | ElderChanged) -> dict[str, Any]:
    return {name: getattr(deed, name) for name in _NEEDS}


@projects(ElderRegistered, ElderChanged, ElderLeft, PersonErased, owns=(Elder,))
def elders(batch: Batch) -> None:
    """Keep the register of elders; who is erased has left, from nowhere nearer than a community."""
    rows = Rows(Elder, [entry.deed.about for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, PersonErased):
            _erase(rows.get(deed.person), deed.on)
        elif isinstance(deed, ElderRegistered):
            rows.new(deed.elder, registered_on=deed.on, **_needs(deed))
        elif isinstance(deed, ElderChanged):
            for name, value in _needs(deed).items():
                setattr(rows[deed.elder], name, value)
        else:
            rows[deed.elder].left_on = deed.on
    rows.save()


def _erase(row: Elder | None, on: date) -> None:
    if row is not None:
        row.place, row.left_on = community_of(row.place), row.left_on or on


@projects(ConsentGiven, ConsentWithdrawn, owns=(Consent,))
def consents(batch: Batch) -> None:
    """Keep what each elder agreed to."""
    rows = Rows(Consent, [(entry.deed.elder, entry.deed.scope) for entry in batch])
    for entry in batch:
        deed, key = entry.deed, (entry.deed.elder, entry.deed.scope)
        if isinstance(deed, ConsentGiven):
            rows.new(key, given_on=deed.on, until=deed.until, witness=deed.witness)
        else:
            rows[key].withdrawn_on = deed.on
    rows.save()


@projects(ContactNamed, owns=(Contact,))
def contacts(batch: Batch) -> None:
    """Keep whom to call for each elder."""
    rows = Rows(Contact, [(entry.deed.elder, entry.deed.contact) for entry in batch])
    for entry in batch:
        deed = entry.deed
        rows.new((deed.elder, deed.contact), relation=deed.relation, order=deed.order)
    rows.save()
