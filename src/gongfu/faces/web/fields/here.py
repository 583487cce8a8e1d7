"""What every page of this room begins with: who looks, when, the lists, and the reader's units."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from gongfu.domains.fields import queries
from gongfu.domains.fields.queries import Lists, Sight
from gongfu.faces.web.fields.units import units_of
from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import queries as people
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree


class Here:
    """A request to a page of farming."""

    def __init__(self, request: HttpRequest) -> None:
        """Say who looks, when, and in which units."""
        self.viewer = request.viewer  # type: ignore[attr-defined]
        self.at = clock.now()
        self.on = shanghai_day(self.at)
        self.units = units_of(request)
        self._sights: dict[str, Sight] = {}

    @cached_property
    def lists(self) -> Lists:
        """Return the lists of crops and patterns in the reader's language, read when asked for."""
        return queries.lists(get_language() or "zh-hans")

    def head(self, cooperative: str) -> dict[str, Any]:
        """Return what every page of a cooperative says first.

        Raises Denied, NoSuchCooperative.
        """
        return self.head_of(self.sight(cooperative))

    def sight(self, cooperative: str) -> Sight:
        """Return what is seen of a cooperative, asked once.  Raises as `head`."""
        if cooperative not in self._sights:
            self._sights[cooperative] = queries.sight_of(self.viewer, cooperative, self.on)
        return self._sights[cooperative]

    def head_of(self, sight: Sight) -> dict[str, Any]:
        """Return the same for what is seen of a cooperative."""
        cooperative = sight.unit.id
        return {
            "cooperative": cooperative,
            "name": sight.unit.name,
            "place": tree.name_of(sight.unit.place),
            "place_code": sight.unit.place,
            "home": reverse("farm", args=[cooperative]),
            "leads": sight.leads,
            "whole": sight.whole,
            "units": self.units,
            "on": self.on,
        }

    def households(self, cooperative: str, households: Iterable[str]) -> dict[str, str]:
        """Return how lists call these households: by their head, for who leads; else nothing."""
        return self.names_of(self.sight(cooperative), households)

    def names_of(self, sight: Sight, households: Iterable[str]) -> dict[str, str]:
        """Return the same, for what is seen of a cooperative."""
        wanted = set(households) - {""}
        if not wanted or not sight.leads:
            return {}
        heads = people.heads_of(wanted, self.on)
        labels = vault.labels(heads.values())
        return {one: labels.get(head, "") for one, head in heads.items()}
