"""How deeds become the tree of places."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from gongfu.kernel.ledger.deeds import Batch, Entry, projects
from gongfu.kernel.ledger.state import Rows
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import level_of, parent_of
from gongfu.kernel.places.deeds import PlaceMerged, PlaceOpened, PlaceRedrawn, PlaceRenamed
from gongfu.kernel.places.models import Place, PlaceChange, TreeMark

_MARK = 1
_CHUNK = 500


@projects(PlaceOpened, PlaceRenamed, PlaceMerged, PlaceRedrawn, owns=(Place, PlaceChange, TreeMark))
def grow(batch: Batch) -> None:
    """Fold openings, mergers and changes into places, their history, and the tree's mark."""
    places = Rows(Place, [entry.deed.code for entry in batch])
    changes = Rows(PlaceChange, _known_changes(batch))
    for entry in batch:
        _FOLDS[type(entry.deed)](entry, places, changes)
    _take_newest(_changed(batch), places, changes)
    places.save()
    changes.save()
    _mark(batch)


def _changed(batch: Batch) -> set[str]:
    """Return the codes of which more is known than one opening."""
    more = (e for e in batch if e.sign < 0 or not isinstance(e.deed, PlaceOpened))
    return {entry.deed.code for entry in more}


def _known_changes(batch: Batch) -> Iterable[int]:
    codes = sorted(_changed(batch))
    for start in range(0, len(codes), _CHUNK):
        found = PlaceChange.objects.filter(code__in=codes[start : start + _CHUNK])
        yield from found.values_list("pk", flat=True)


def _open(entry: Entry[Any], places: Rows[Place], changes: Rows[PlaceChange]) -> None:
    deed: PlaceOpened = entry.deed
    if entry.sign < 0:
        places.drop(deed.code)
        changes.drop(entry.reverses)
        return
    places.new(
        deed.code,
        name=deed.name,
        name_en=deed.name_en,
        level=level_of(deed.code).value,
        sort=deed.sort,
        parent=parent_of(deed.code),
        urban=deed.urban,
        vintage=deed.vintage,
        external_code=deed.external_code,
        opened_on=deed.on,
    )
    _change(entry, places, changes)


def _change(entry: Entry[Any], places: Rows[Place], changes: Rows[PlaceChange]) -> None:
    if entry.sign < 0:
        changes.drop(entry.reverses)
        return
    deed = entry.deed
    new = {name: getattr(deed, name, "") for name in ("name", "name_en", "outline")}
    changes.new(entry.number, code=deed.code, since=deed.on, **new)


def _merge(entry: Entry[Any], places: Rows[Place], changes: Rows[PlaceChange]) -> None:
    place = places[entry.deed.code]
    merged = entry.sign > 0
    place.closed_on = entry.deed.on if merged else None
    place.merged_into = entry.deed.into if merged else ""


_FOLDS = {
    PlaceOpened: _open,
    PlaceRenamed: _change,
    PlaceRedrawn: _change,
    PlaceMerged: _merge,
}


def _take_newest(codes: set[str], places: Rows[Place], changes: Rows[PlaceChange]) -> None:
    """Set names and outlines of the codes to those of their newest changes."""
    for code in codes:
        if place := places.get(code):
            place.outline = ""
    for change in sorted(changes, key=lambda change: (change.since, change.number)):
        place = places.get(change.code)
        if place is None or change.code not in codes:
            continue
        if change.name:
            place.name, place.name_en = change.name, change.name_en
        place.outline = change.outline or place.outline


def _mark(batch: Batch) -> None:
    rows = Rows(TreeMark, [_MARK])
    row = rows.get(_MARK) or rows.new(_MARK)
    for entry in batch:
        word = f"{row.mark} {entry.number} {entry.at.isoformat()} {entry.deed}"
        row.mark = hashlib.sha256(word.encode()).hexdigest()
    rows.save()
    tree.changed()
