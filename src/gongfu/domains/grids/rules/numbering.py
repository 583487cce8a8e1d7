"""Which code each part of a draft gets, so that as many places of today as can be stay.

A grid of today goes on as the part with most of its households; where several go into one part,
the one with most of them keeps its code, and the others become part of it.  Micro-grids likewise,
as long as they stay in their grid.  Codes are never used twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.rules.sites import Part, Site
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import grid_code, microgrid_code
from gongfu.kernel.places.snapshot import Tree
from gongfu.kernel.refusals import BadInput


class WhereItGoes(BadInput):
    """A grid of today must go somewhere."""

    code = "grids.where-it-goes"
    words = _("Say of which part %(place)s is from then on.")


class MicrogridUnknown(BadInput):
    """Nobody said which buildings a micro-grid of today has."""

    code = "grids.microgrid-unknown"
    words = _(
        "The list does not say which buildings lie in %(place)s today. Add its code in the "
        "column “grid”."
    )


class Numbered(NamedTuple):
    """codes: of every part.  new: those that open.  mergers: places of today and into what.

    unknown: grids of today of which no building is known, and nobody said where they go.
    """

    codes: dict[Part, str]
    new: frozenset[str]
    mergers: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def labels_of(codes: Mapping[Part, str]) -> dict[Part, Part]:
    """Return each part as its code counts it, so that a draft speaks of grids by their numbers."""
    return {part: Part(int(code[12:15]), int(code[15:] or 0)) for part, code in codes.items()}


class _Shares:
    """How many households of each place of today each part has."""

    def __init__(self, site: Site, spots: Sequence[Part]) -> None:
        self._counts: dict[str, Counter[Part]] = defaultdict(Counter)
        for one, now, spot in zip(site.buildings, site.now, spots, strict=True):
            if now:
                self._counts[now[:15]][Part(spot.grid)] += one.households
            if len(now) > 15:
                self._counts[now][spot] += one.households

    def of(self, code: str, part: Part) -> int:
        return self._counts[code][part] if code in self._counts else 0

    def most(self, code: str) -> Part | None:
        """Return the part with most households of a place, the first of equals."""
        shares = self._counts.get(code, Counter())
        return min(shares, key=lambda part: (-shares[part], part), default=None)


def numbered(
    place: str, site: Site, spots: Sequence[Part], *, chosen: Mapping[str, int], on: date
) -> Numbered:
    """Return the codes of all parts on the tree as it stands.

    chosen: where the office said that a grid of today goes.  Raises MicrogridUnknown, and
    MalformedCode when a number above 999 would be needed.
    """
    standing, shares = tree.current(), _Shares(site, spots)
    grids = sorted({Part(part.grid) for part in spots})
    old = [spot.code for spot in standing.children(place, on)]
    goes = _going(old, grids, shares, chosen)
    codes = _kept(goes, shares)
    new = _opened(standing, place, (part for part in grids if part not in codes), _grid)
    codes |= new
    inner = _inner(
        standing, [code for code in old if code in goes], set(codes.values()), shares, on
    )
    staying = {c: part for c, part in inner.items() if c[:15] == codes[Part(part.grid)]}
    micros = _kept(staying, shares)
    for grid in grids:
        lacking = (p for p in sorted(set(spots)) if p.grid == grid.grid and p not in micros)
        new |= _opened(standing, codes[grid], lacking, _microgrid)
    codes |= micros | new
    merged = ((code, codes[part]) for code, part in sorted({**inner, **goes}.items()))
    return Numbered(
        codes,
        frozenset(new.values()),
        tuple((code, into) for code, into in merged if code != into),
        tuple(code for code in old if code not in goes),
    )


def _going(
    old: Sequence[str], grids: Sequence[Part], shares: _Shares, chosen: Mapping[str, int]
) -> dict[str, Part]:
    """Return the part to which each grid of today goes, as chosen, else with most households."""
    found = {}
    for code in old:
        said = Part(chosen.get(code, 0))
        part = said if said in grids else shares.most(code)
        if part is not None:
            found[code] = part
    return found


def _inner(
    standing: Tree, old: Sequence[str], kept: set[str], shares: _Shares, on: date
) -> dict[str, Part]:
    """Return the part to which each micro-grid of today goes.

    One of which no building is known closes with its grid.  Raises MicrogridUnknown when that
    stays.
    """
    found = {}
    for spot in (spot for code in old for spot in standing.children(code, on)):
        part = shares.most(spot.code)
        if part is not None:
            found[spot.code] = part
        elif spot.parent in kept:
            raise MicrogridUnknown(place=tree.name_of(spot.code))
    return found


def _kept(goes: Mapping[str, Part], shares: _Shares) -> dict[Part, str]:
    """Return for each part the place of today whose code it keeps."""
    found: dict[Part, str] = {}
    for code, part in sorted(goes.items(), key=lambda one: (-shares.of(*one), one[0])):
        found.setdefault(part, code)
    return found


def _opened(
    standing: Tree, above: str, parts: Iterable[Part], code_of: Callable[[str, int], str]
) -> dict[Part, str]:
    """Return codes that nothing ever had, in the order of the parts."""
    used = max((int(spot.code[-3:]) for spot in standing.ever_below(above)), default=0)
    return {part: code_of(above, used + step) for step, part in enumerate(parts, start=1)}


def _grid(community: str, number: int) -> str:
    return grid_code(community, number=number)


def _microgrid(grid: str, number: int) -> str:
    return microgrid_code(grid, number=number)
