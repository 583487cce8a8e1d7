"""The tree of places as it stands, kept in memory and read anew when it has changed.

Within a request it is looked at once whether the tree has changed; outside, with every call.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from django.core.signals import request_finished, request_started
from django.db import connection
from django.utils.translation import get_language

from gongfu.kernel.places.codes import Level, Range, subtree
from gongfu.kernel.places.models import Place, PlaceChange, TreeMark
from gongfu.kernel.places.snapshot import Name, Spot, Tree

__all__ = ["changed", "children", "current", "name_of", "ranges", "subtree", "watch_requests"]


class _Kept(NamedTuple):
    database: str
    mark: str
    tree: Tree


class _Memory(threading.local):
    """What this thread keeps: the tree, whether a request is on, whether it was looked at."""

    kept: _Kept | None = None
    in_request = False
    looked = False


_memory = _Memory()


def current() -> Tree:
    """Return the tree as it stands; take it once for many questions."""
    if _memory.kept is None or not _memory.looked:
        _memory.kept = _fresh(_memory.kept)
        _memory.looked = _memory.in_request
    return _memory.kept.tree


def _fresh(kept: _Kept | None) -> _Kept:
    database = str(connection.settings_dict["NAME"])
    mark = TreeMark.objects.values_list("mark", flat=True).first() or ""
    if kept is not None and (kept.database, kept.mark) == (database, mark):
        return kept
    return _Kept(database, mark, Tree(_spots()))


def _spots() -> list[Spot]:
    names: dict[str, list[Name]] = defaultdict(list)
    changes = PlaceChange.objects.exclude(name="").order_by("since", "number")
    for code, since, name, name_en in changes.values_list("code", "since", "name", "name_en"):
        names[code].append(Name(since, name, name_en))
    columns = [field for field in Spot._fields if field != "names"]
    return [_spot(row, names[row["code"]]) for row in Place.objects.values(*columns)]


def _spot(row: dict[str, Any], names: list[Name]) -> Spot:
    return Spot(**{**row, "level": Level(row["level"])}, names=tuple(names))


def changed() -> None:
    """Look again at the tree's mark, because the tree was changed; called by the projection."""
    _memory.looked = False


def watch_requests() -> None:
    """Look at the tree's mark once in each request; called when the application is ready."""
    request_started.connect(begin_request, dispatch_uid="places.tree.begin")
    request_finished.connect(end_request, dispatch_uid="places.tree.end")


def begin_request(**_signal: Any) -> None:
    """Look at the mark with the next question, and then not until the request ends."""
    _memory.in_request, _memory.looked = True, False


def end_request(**_signal: Any) -> None:
    """Look at the mark with every question again."""
    _memory.in_request, _memory.looked = False, False


def name_of(code: str, language: str = "", *, on: date | None = None) -> str:
    """Return a place's name in a language, by default that of the reader; unknown, its code."""
    return current().name_of(code, language or get_language() or "zh-hans", on=on)


def children(code: str, on: date) -> tuple[Spot, ...]:
    """Return the places one level below that were open on that day, by code."""
    return current().children(code, on)


def ranges(code: str, on: date) -> tuple[Range, ...]:
    """Return the ranges of codes whose records make up the place on the tree of that day."""
    return current().ranges(code, on)
