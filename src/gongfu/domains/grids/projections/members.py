"""Members and what they can give."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongfu.domains.grids.deeds import MemberChanged, MemberLeft, MemberMoved, MemberRegistered
from gongfu.domains.grids.models import Member
from gongfu.kernel.ledger.deeds import Batch, projects
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.state import Rows
from gongfu.kernel.people.deeds import PersonErased


def _blanked(codes: tuple[str, ...]) -> str:
    return f" {' '.join(codes)} " if codes else ""


def _offer(deed: MemberRegistered | MemberChanged) -> dict[str, Any]:
    return {
        "sort": deed.sort,
        "skills": _blanked(deed.skills),
        "languages": _blanked(deed.languages),
        "free": deed.free,
        "unit": deed.unit,
        "licence_until": deed.licence_until,
        "until": deed.until,
    }


@projects(MemberRegistered, MemberChanged, MemberMoved, MemberLeft, PersonErased, owns=(Member,))
def members(batch: Batch) -> None:
    """Keep the lists of members; who is erased has left, and what they could give is forgotten."""
    rows = Rows(Member, [entry.deed.about for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, PersonErased):
            _erase(rows.get(deed.person), deed.on)
        elif isinstance(deed, MemberRegistered):
            place = community_of(deed.place)
            rows.new(deed.member, place=place, registered_on=deed.on, **_offer(deed))
        elif isinstance(deed, MemberChanged):
            for name, value in _offer(deed).items():
                setattr(rows[deed.member], name, value)
        elif isinstance(deed, MemberMoved):
            rows[deed.member].place = community_of(deed.place)
        else:
            rows[deed.member].left_on = deed.on
    rows.save()


def _erase(row: Member | None, on: date) -> None:
    if row is not None:
        row.left_on = row.left_on or on
        row.skills = row.languages = row.unit = ""
        row.free, row.licence_until, row.until = 0, None, None
