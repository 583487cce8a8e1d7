"""What an office does with places.  Each writes exactly what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Deed, Entry, Evidence
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.places import rules, tree
from gongfu.kernel.places.boundaries import Boundary
from gongfu.kernel.places.codes import Level, check_code, level_of, subtree
from gongfu.kernel.places.deeds import PlaceMerged, PlaceOpened, PlaceRedrawn, PlaceRenamed
from gongfu.kernel.places.divisions import Division
from gongfu.kernel.places.models import Outline
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

Entries = list[Entry[Any]]


class Opening(NamedTuple):
    """One place to open; see `PlaceOpened`.  An empty sort is that of the code's level."""

    code: str
    name: str
    name_en: str = ""
    sort: str = ""
    urban: str = ""
    vintage: str = ""
    external_code: str = ""


class Redivision(NamedTuple):
    """What changes in a community at once: what opens, what becomes part of what, new outlines."""

    openings: tuple[Opening, ...] = ()
    mergers: tuple[tuple[str, str], ...] = ()
    boundaries: tuple[Boundary, ...] = ()


class _Act(NamedTuple):
    """The circumstances of a change: who, from which day, recorded when, beside whom, which key."""

    viewer: Viewer
    on: date
    second: str
    at: datetime
    key: str

    @property
    def was_sent(self) -> bool:
        """Say whether the same form came before; then the ledger compares, and no rule is asked."""
        return bool(self.key) and bool(reading.by_keys([f"{self.key}.0"]))


def opening_of(division: Division, *, vintage: str) -> Opening:
    """Return the opening of a published division under the list of one year."""
    code, name, name_en, _level, kind, urban, _vintages = division
    return Opening(code, name, name_en, kind, urban, vintage)


@action("place.change")
def open_places(
    viewer: Viewer,
    openings: Iterable[Opening],
    *,
    on: date,
    second: str,
    at: datetime,
    key: str = "",
) -> Entries:
    """Open places from a day on, in one batch however many; those above go first by themselves.

    Raises Denied, SecondNeeded, FutureDay, Many (MalformedCode, AlreadyOpen, NoParent, NoName).
    """
    act = _Act(viewer, on, second, at, key)
    ordered = sorted(openings, key=lambda one: (len(one.code), one.code))
    if not act.was_sent:
        rules.check_day(on, at=at)
        names = [(one.code, one.name) for one in ordered]
        rules.check_openings(tree.current(), names, on=on)
    return _append(act, [_opened(one, on) for one in ordered])


@action("place.change")
def rename_place(
    viewer: Viewer,
    code: str,
    *,
    names: tuple[str, str],
    on: date,
    second: str,
    at: datetime,
    key: str = "",
) -> Entries:
    """Give a place other names, Chinese and English, from a day on.

    Raises Denied, SecondNeeded, FutureDay, MalformedCode, UnknownPlace, NotOpen, NoName.
    """
    act = _Act(viewer, on, second, at, key)
    _check_change(act, code)
    name, name_en = (one.strip() for one in names)
    rules.check_name(code, name)
    return _append(act, [PlaceRenamed(on=on, place=code, code=code, name=name, name_en=name_en)])


@action("place.change")
def merge_place(
    viewer: Viewer, code: str, *, into: str, on: date, second: str, at: datetime, key: str = ""
) -> Entries:
    """Make a place part of another of its level from a day on.

    Raises Denied, SecondNeeded, FutureDay, MalformedCode, UnknownPlace, NotOpen, OtherLevel.
    """
    act = _Act(viewer, on, second, at, key)
    _check_rights(act, [into])
    _check_change(act, code)
    if not act.was_sent:
        rules.check_merger(tree.current(), code, into=into, on=on)
    return _append(act, [PlaceMerged(on=on, place=code, code=code, into=into)])


@action("place.change")
def redraw_places(
    viewer: Viewer,
    boundaries: Sequence[Boundary],
    *,
    on: date,
    second: str,
    at: datetime,
    key: str = "",
) -> Entries:
    """Give places other outlines from a day on; an unchanged outline leaves no deed.

    Raises Denied, SecondNeeded, FutureDay, UnknownPlace, NotOpen.
    """
    act = _Act(viewer, on, second, at, key)
    for boundary in boundaries:
        _check_change(act, boundary.code)
    new = [one for one in boundaries if act.was_sent or _is_new(one)]
    return _append(act, _redrawn(new, on))


@action("grid.adopt")
def redivide(
    viewer: Viewer,
    community: str,
    change: Redivision,
    *,
    on: date,
    second: str,
    at: datetime,
    key: str = "",
) -> Entries:
    """Open, close and redraw grids and micro-grids of one community from a day on, all or nothing.

    A place that opens may be one into which another merges.  An unchanged outline leaves no deed.
    Raises Denied, SecondNeeded, FutureDay, MalformedCode, NotWithin, NotOpen, NoParent, OtherLevel,
    NoOutline, Many (AlreadyOpen, NoParent, NoName).
    """
    act = _Act(viewer, on, second, at, key)
    check(viewer, "grid.adopt", place=community, second=second)
    if not act.was_sent:
        rules.check_day(on, at=at)
        openings = [(one.code, one.name) for one in change.openings]
        drawn = [one.code for one in change.boundaries]
        rules.check_redivision(
            tree.current(), community, openings, mergers=change.mergers, drawn=drawn, on=on
        )
    ordered = sorted(change.openings, key=lambda one: (len(one.code), one.code))
    new = [one for one in change.boundaries if act.was_sent or _is_new(one)]
    merged = [PlaceMerged(on=on, place=code, code=code, into=into) for code, into in change.mergers]
    return _write(act, [*(_opened(one, on) for one in ordered), *merged, *_redrawn(new, on)])


def _is_new(boundary: Boundary) -> bool:
    standing = tree.current()
    return boundary.code not in standing or standing.spot(boundary.code).outline != boundary.digest


def _redrawn(boundaries: Sequence[Boundary], on: date) -> list[Deed]:
    """Keep the outlines, and return the deeds that name them."""
    rows = [Outline(digest=one.digest, text=one.text) for one in boundaries]
    Outline.objects.bulk_create(rows, ignore_conflicts=True)
    return [
        PlaceRedrawn(on=on, place=one.code, code=one.code, outline=one.digest) for one in boundaries
    ]


def _check_change(act: _Act, code: str) -> None:
    check_code(code)
    if not act.was_sent:
        rules.check_day(act.on, at=act.at)
        rules.check_open(tree.current(), code, on=act.on)


def _check_rights(act: _Act, codes: Iterable[str]) -> None:
    """Check the right in every district that the codes touch."""
    for district in sorted({subtree(code).low[:6].ljust(12, "0") for code in codes}):
        check(act.viewer, "place.change", place=district, second=act.second)


def _opened(one: Opening, on: date) -> PlaceOpened:
    level = level_of(one.code)
    return PlaceOpened(
        on=on,
        place=one.code,
        code=one.code,
        name=one.name.strip(),
        name_en=one.name_en.strip(),
        sort=one.sort or level.value,
        urban=one.urban if level is Level.COMMUNITY else "",
        vintage=one.vintage,
        external_code=one.external_code,
    )


def _append(act: _Act, deeds: Sequence[Deed]) -> Entries:
    if not deeds:
        return []
    _check_rights(act, [deed.place for deed in deeds])
    return _write(act, deeds)


def _write(act: _Act, deeds: Sequence[Deed]) -> Entries:
    keys = [f"{act.key}.{number}" if act.key else "" for number in range(len(deeds))]
    by, at = act.viewer.person, act.at
    return append(
        [
            Draft(deed, by=by, at=at, evidence=Evidence.C, key=key)
            for deed, key in zip(deeds, keys, strict=True)
        ]
    )
