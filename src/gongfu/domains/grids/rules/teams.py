"""Who forms, joins, leads and leaves teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.models import Team, TeamMember
from gongfu.domains.grids.rules.members import check_community
from gongfu.kernel.refusals import BadInput, WrongState

_MOST_PLACES = 20


class NoSuchTeam(BadInput):
    """There is no such team, or it was dissolved."""

    code = "grids.no-such-team"
    words = _("There is no such team, or it was dissolved.")
    status = 404


class AlreadyInTeam(WrongState):
    """A person is in a team once."""

    code = "grids.already-in-team"
    words = _("You are already in this team.")


class NotInTeam(WrongState):
    """The person is not in the team."""

    code = "grids.not-in-team"
    words = _("This person is not in the team. They can join it first.")


class StillLeads(WrongState):
    """A leader leaves after somebody else leads."""

    code = "grids.still-leads"
    words = _("You lead a team. Let somebody else lead it first, or dissolve it.")


class AlreadyLeads(WrongState):
    """The person leads the team already."""

    code = "grids.already-leads"
    words = _("This person already leads the team.")


def is_in(row: TeamMember | None) -> bool:
    """Say whether the person is in the team."""
    return row is not None and row.left_on is None


class TooManyPlaces(BadInput):
    """A team serves in a few places."""

    code = "grids.too-many-places"
    words = _("A team serves in up to %(most)s places. Leave some out.")


def check_places(places: Sequence[str]) -> None:
    """Accept up to twenty communities or nearer places.

    Raises TooManyPlaces, MalformedCode, NotACommunity.
    """
    if len(places) > _MOST_PLACES:
        raise TooManyPlaces(most=_MOST_PLACES)
    for place in places:
        check_community(place)


def check_running(team: Team | None) -> Team:
    """Return a team that was not dissolved.  Raises NoSuchTeam."""
    if team is None or team.dissolved_on is not None:
        raise NoSuchTeam()
    return team


def check_in(row: TeamMember | None) -> None:
    """Accept who is in the team.  Raises NotInTeam."""
    if not is_in(row):
        raise NotInTeam()


def check_not_leader(team: Team, *, person: str) -> None:
    """Accept who does not lead the team.  Raises StillLeads."""
    if team.leader == person:
        raise StillLeads()


def existed(team: Team, *, on: date) -> bool:
    """Say whether the team existed on that day."""
    return team.formed_on <= on and (team.dissolved_on is None or on < team.dissolved_on)
