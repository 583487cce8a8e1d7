"""The tree of places as plain values: what lies where on a given day.  Nothing is read here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.places.codes import Level, Range, ancestors_of, is_within, stem, subtree
from gongfu.kernel.refusals import BadInput


class UnknownPlace(BadInput):
    """The code is well formed, but no place has it."""

    code = "places.unknown"
    words = _("There is no place with the code %(given)s.")


class Name(NamedTuple):
    """A place's names from a day on."""

    since: date
    name: str
    name_en: str


class Spot(NamedTuple):
    """One place of the tree: its names in order of time, when it is open, into what it went."""

    code: str
    level: Level
    sort: str
    parent: str
    urban: str
    opened_on: date
    closed_on: date | None
    merged_into: str
    outline: str
    names: tuple[Name, ...]

    @property
    def is_urban(self) -> bool:
        """Say whether the place is urban by the statistical classification."""
        return self.urban.startswith("1")

    def stood(self, on: date) -> bool:
        """Say whether the place was open on that day, whatever became of those above it."""
        return self.opened_on <= on and (self.closed_on is None or on < self.closed_on)

    def named(self, on: date | None) -> Name:
        """Return the names on that day, without a day the newest; the first ones before any."""
        known = [name for name in self.names if on is None or name.since <= on]
        return known[-1] if known else self.names[0]


class Tree:
    """All places there ever were."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        """Keep the places by code and by parent."""
        ordered = sorted(spots, key=lambda spot: spot.code)
        self._spots: Mapping[str, Spot] = {spot.code: spot for spot in ordered}
        self._below: dict[str, list[Spot]] = {}
        for spot in self._spots.values():
            self._below.setdefault(spot.parent, []).append(spot)
        merged = (spot for spot in self._spots.values() if spot.merged_into)
        self._merged = sorted(merged, key=lambda spot: len(stem(spot.code)))

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self._spots)

    def __contains__(self, code: str) -> bool:
        """Say whether there is or was a place with this code."""
        return code in self._spots

    def spot(self, code: str) -> Spot:
        """Return the place.  Raises UnknownPlace."""
        try:
            return self._spots[code]
        except KeyError:
            raise UnknownPlace(given=code) from None

    def name_of(self, code: str, language: str, *, on: date | None = None) -> str:
        """Return the name in Chinese, or in English for other languages; the code when unknown."""
        spot = self._spots.get(code)
        if spot is None:
            return code
        name = spot.named(on)
        return name.name if language.startswith("zh") else name.name_en or name.name

    def path_of(self, code: str) -> tuple[Spot, ...]:
        """Return the places from the district down to the place itself."""
        above = (*reversed(ancestors_of(code)), code)
        return tuple(self._spots[one] for one in above if one in self._spots)

    def is_open(self, code: str, on: date) -> bool:
        """Say whether the place and all above it were open on that day."""
        path = self.path_of(code)
        return bool(path) and path[-1].code == code and all(spot.stood(on) for spot in path)

    def children(self, code: str, on: date) -> tuple[Spot, ...]:
        """Return the places one level below that were open on that day, by code.

        An empty code asks for the districts.
        """
        if code and not self.is_open(code, on):
            return ()
        return tuple(spot for spot in self._below.get(code, ()) if spot.stood(on))

    def ever_below(self, code: str) -> tuple[Spot, ...]:
        """Return the places that there are or were one level below, by code."""
        return tuple(self._below.get(code, ()))

    def under(self, code: str, on: date, *, level: Level) -> tuple[Spot, ...]:
        """Return the places of one level in the subtree that were open on that day, by code.

        An empty code asks for all districts.
        """
        found: list[Spot] = []
        for spot in self.children(code, on):
            found += [spot] if spot.level is level else self.under(spot.code, on, level=level)
        return tuple(found)

    def communities(self, *, on: date, place: str = "") -> tuple[Spot, ...]:
        """Return the communities and villages that were open on that day, by code."""
        return self.under(place, on, level=Level.COMMUNITY)

    def successor(self, code: str, on: date) -> str:
        """Return the code under which the place's records count on that day."""
        moved = self._moved(code, on)
        while moved is not None and moved.merged_into != code:
            code = moved.merged_into
            moved = self._moved(code, on)
        return code

    def _moved(self, code: str, on: date) -> Spot | None:
        """Return the place merged by that day of which the code is, or is part."""
        for one in (code, *ancestors_of(code)):
            spot = self._spots.get(one)
            if spot and spot.closed_on and spot.closed_on <= on and spot.merged_into:
                return spot
        return None

    def ranges(self, code: str, on: date) -> tuple[Range, ...]:
        """Return the ranges whose records make up the place on the tree of that day.

        Records of a place merged by then count where it went, and no longer where it was.  So on
        any day the ranges of two open places overlap only when one lies in the other.  A part that
        went elsewhere by itself does not follow the whole.
        """
        inside = [subtree(code)]
        for spot in self._merged:
            if spot.closed_on and spot.closed_on <= on and not is_within(code, of=spot.code):
                inside = _without(inside, subtree(spot.code))
                if self._ends_within(spot, code, on):
                    inside.append(subtree(spot.code))
        return _joined(inside)

    def _ends_within(self, spot: Spot, code: str, on: date) -> bool:
        return is_within(self.successor(spot.merged_into, on), of=code)


def _without(ranges: Iterable[Range], gap: Range) -> list[Range]:
    rest: list[Range] = []
    for one in ranges:
        if gap.high <= one.low or one.high <= gap.low:
            rest.append(one)
            continue
        pieces = (Range(one.low, gap.low), Range(gap.high, one.high))
        rest += [piece for piece in pieces if piece.low < piece.high]
    return rest


def _joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    joined: list[Range] = []
    for one in sorted(ranges):
        if joined and one.low <= joined[-1].high:
            joined[-1] = Range(joined[-1].low, max(joined[-1].high, one.high))
        else:
            joined.append(one)
    return tuple(joined)
