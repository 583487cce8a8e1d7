"""The members of a community's key team."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from gongfu.domains.keys.models import Care, Item, Keeper
from gongfu.domains.keys.rules.custody import OUT
from gongfu.kernel.places.seeing import see, within
from gongfu.kernel.rights.viewers import Viewer


class Member(NamedTuple):
    """A keeper, for how many elders, holding how many things."""

    keeper: str
    place: str
    joined_on: date
    elders: int
    things: int


def team_of(viewer: Viewer, place: str, on: date) -> tuple[Member, ...]:
    """Return the members of the teams of a place, in the order in which they joined.

    Nobody is ranked.  Raises Denied.
    """
    see(viewer, "team.read", place=place)
    running = Q(left_on=None) | Q(left_on__gt=on)
    rows = Keeper.objects.filter(within(place, on), running, joined_on__lte=on)
    members = list(rows.order_by("place", "joined_on", "person"))
    people = [row.person for row in members]
    elders = _count(Care.objects.filter(keeper__in=people, until=None), "keeper")
    things = _count(Item.objects.filter(holder__in=people, state__in=OUT), "holder")
    return tuple(
        Member(
            row.person,
            row.place,
            row.joined_on,
            elders.get(row.person, 0),
            things.get(row.person, 0),
        )
        for row in members
    )


def _count(rows: QuerySet[Any], column: str) -> dict[str, int]:
    grouped = rows.values(column).annotate(count=Count(column)).order_by()
    return {row[column]: row["count"] for row in grouped}


def teams_of(person: str) -> tuple[str, ...]:
    """Return the communities to whose key teams a person belongs today."""
    rows = Keeper.objects.filter(person=person, left_on=None).order_by("place")
    return tuple(rows.values_list("place", flat=True))
