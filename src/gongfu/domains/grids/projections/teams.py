"""Teams and who belongs to them."""

from __future__ import annotations

from typing import Any

from gongfu.domains.grids.deeds import (
    TeamDissolved,
    TeamFormed,
    TeamJoined,
    TeamLed,
    TeamLeft,
    TeamPlaced,
)
from gongfu.domains.grids.models import Team, TeamMember
from gongfu.kernel.ledger.deeds import Batch, Entry, projects
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.fetching import chunks
from gongfu.kernel.ledger.state import Rows
from gongfu.kernel.people.deeds import PersonErased


def _erased(batch: Batch) -> list[str]:
    return [e.deed.person for e in batch if isinstance(e.deed, PersonErased)]


@projects(TeamFormed, TeamLed, TeamPlaced, TeamDissolved, PersonErased, owns=(Team,))
def teams(batch: Batch) -> None:
    """Keep the teams; one whose leader is erased has none until another leads."""
    stated = [e.deed.team for e in batch if not isinstance(e.deed, PersonErased)]
    led = [
        team
        for chunk in chunks(_erased(batch))
        for team in Team.objects.filter(leader__in=chunk).values_list("pk", flat=True)
    ]
    rows = Rows(Team, [*stated, *led])
    for entry in batch:
        _fold_team(rows, entry)
    rows.save()


def _fold_team(rows: Rows[Team], entry: Entry[Any]) -> None:
    deed = entry.deed
    if isinstance(deed, TeamFormed):
        rows.new(
            deed.team,
            number=entry.number,
            place=community_of(deed.place),
            purpose=deed.purpose,
            leader=deed.leader,
            formed_on=deed.on,
        )
    elif isinstance(deed, TeamLed):
        rows[deed.team].leader = deed.leader
    elif isinstance(deed, TeamPlaced):
        rows[deed.team].places = " ".join(deed.places)
    elif isinstance(deed, TeamDissolved):
        rows[deed.team].dissolved_on = deed.on
    else:
        for row in rows:
            if row.leader == deed.person:
                row.leader = ""


@projects(TeamFormed, TeamJoined, TeamLeft, PersonErased, owns=(TeamMember,))
def memberships(batch: Batch) -> None:
    """Keep who belongs to each team; who is erased has left."""
    stated = [_key(e.deed) for e in batch if not isinstance(e.deed, PersonErased)]
    gone = [
        key
        for chunk in chunks(_erased(batch))
        for key in TeamMember.objects.filter(member__in=chunk).values_list("pk", flat=True)
    ]
    rows = Rows(TeamMember, [*stated, *gone])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, PersonErased):
            for row in rows:
                if row.member == deed.person:
                    row.left_on = row.left_on or deed.on
        elif isinstance(deed, TeamLeft):
            rows[_key(deed)].left_on = deed.on
        else:
            rows.new(_key(deed), joined_on=deed.on)
    rows.save()


def _key(deed: TeamFormed | TeamJoined | TeamLeft) -> tuple[str, str]:
    return deed.team, deed.leader if isinstance(deed, TeamFormed) else deed.member
