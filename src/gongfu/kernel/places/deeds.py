"""Deeds of places: codes and names are no secret, so all of it is in the public part."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

from gongfu.kernel.ledger.deeds import Deed, public


@dataclasses.dataclass(frozen=True, kw_only=True)
class _OfPlace(Deed, abstract=True):
    """Base of the deeds about one place, whose code is also where the deed is."""

    code: str = public()

    @property
    def about(self) -> str:
        """Return the code."""
        return self.code


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlaceOpened(_OfPlace):
    """A place exists from this day.

    sort: district, town, subdistrict, community, village, grid, microgrid.  urban: class of the
    statistical urban-rural classification (111 … 220), or empty.  vintage: year of the published
    list from which the code is.  external_code: the office's own number of a grid, or empty.
    """

    kind: ClassVar[str] = "places.place.opened"
    name: str = public()
    name_en: str = public(default="")
    sort: str = public()
    urban: str = public(default="")
    vintage: str = public(default="")
    external_code: str = public(default="")


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlaceRenamed(_OfPlace):
    """A place has another name from this day; its code stays."""

    kind: ClassVar[str] = "places.place.renamed"
    name: str = public()
    name_en: str = public(default="")


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlaceMerged(_OfPlace):
    """A place is part of another from this day.  A new code for an old place is a merger too."""

    kind: ClassVar[str] = "places.place.merged"
    into: str = public()


@dataclasses.dataclass(frozen=True, kw_only=True)
class PlaceRedrawn(_OfPlace):
    """A place has another outline from this day.  outline: SHA-256 of its GeoJSON text."""

    kind: ClassVar[str] = "places.place.redrawn"
    outline: str = public()
