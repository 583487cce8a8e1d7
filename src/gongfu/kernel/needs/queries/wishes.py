"""Wishes as the dispatch needs them: who is kept apart, what somebody is not asked for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from gongfu.kernel.ledger.fetching import chunks
from gongfu.kernel.needs.models import Apart, Unwanted
from gongfu.kernel.rights.viewers import Viewer


def apart_from(people: Iterable[str]) -> dict[str, set[str]]:
    """Return whom each of these people is not brought together with, whoever asked for it."""
    found: dict[str, set[str]] = {}
    for chunk in chunks(people):
        rows = Apart.objects.filter(Q(one__in=chunk) | Q(other__in=chunk))
        for one, other in rows.values_list("one", "other"):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def unwanted_by(people: Iterable[str]) -> dict[str, set[str]]:
    """Return the kinds that each of these people would rather not be asked for."""
    found: dict[str, set[str]] = {}
    for chunk in chunks(people):
        rows = Unwanted.objects.filter(person__in=chunk)
        for person, sort in rows.values_list("person", "sort"):
            found.setdefault(person, set()).add(sort)
    return found


def wished_apart(viewer: Viewer) -> int:
    """Return with how many people the viewer asked not to be brought together."""
    return Apart.objects.filter(one=viewer.person).count() if viewer.person else 0
