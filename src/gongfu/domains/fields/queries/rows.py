"""Rows that actions judge, fetched together; missing ones are refused where they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Max, Sum

from gongfu.domains.fields.models import (
    Batch,
    Crop,
    Family,
    Member,
    Pattern,
    PatternCrop,
    Plot,
    Sharing,
    Sowing,
    Work,
)
from gongfu.domains.fields.rules.words import NoSuchCooperative
from gongfu.kernel.ledger.fetching import rows_among
from gongfu.kernel.people import queries as people
from gongfu.kernel.people.queries import Unit

SORT = "cooperative"
HEADS = frozenset({"head", "staff"})
SUPERVISOR = "supervisor"
INSIDE = HEADS | {SUPERVISOR}


def cooperative_of(cooperative: str) -> Unit:
    """Return a cooperative.  Raises NoSuchCooperative."""
    found = people.unit(cooperative)
    if found is None or found.sort != SORT:
        raise NoSuchCooperative()
    return found


def positions_in(cooperative: str, person: str, on: date) -> frozenset[str]:
    """Return what a person is in a cooperative on that day: head, staff, supervisor."""
    held = people.members_of(cooperative, on)
    return frozenset(one.position for one in held if one.person == person)


def heads(cooperative: str, person: str, on: date) -> bool:
    """Say whether a person leads or works for a cooperative."""
    return bool(person) and bool(positions_in(cooperative, person, on) & HEADS)


def inside(cooperative: str, person: str, on: date) -> bool:
    """Say whether a person is head, staff or supervisor of a cooperative."""
    return bool(person) and bool(positions_in(cooperative, person, on) & INSIDE)


def belongs(household: str, person: str, on: date) -> bool:
    """Say whether a person belongs to a household."""
    groups = people.groups_of(person, on) if person and household else ()
    return any(one.group == household for one in groups)


def households_of(person: str, on: date) -> frozenset[str]:
    """Return the ids of the groups to which a person belongs."""
    return frozenset(one.group for one in people.groups_of(person, on)) if person else frozenset()


def plots_among(plots: Iterable[str]) -> dict[str, Plot]:
    """Return plots by id."""
    return {row.plot: row for row in rows_among(Plot, plot=plots)}


def plot_tags(plots: Iterable[str]) -> dict[str, str]:
    """Return the numbers of plots by id, also of those no longer in use."""
    return {plot: row.tag for plot, row in plots_among(set(plots) - {""}).items()}


def open_plots(cooperative: str) -> list[Plot]:
    """Return a cooperative's plots in use, by number."""
    return list(Plot.objects.filter(cooperative=cooperative, closed_on=None).order_by("tag"))


def member_row(cooperative: str, household: str) -> Member | None:
    """Return a household's membership, or None."""
    return Member.objects.filter(pk=(cooperative, household)).first()


def ever_member(cooperative: str, household: str) -> bool:
    """Say whether a household is a member of a cooperative, or was one."""
    return member_row(cooperative, household) is not None


class Standing(NamedTuple):
    """What stands on plots, and what grew there before, by plot."""

    now: dict[str, Sowing]
    before: dict[str, list[Sowing]]


def sowings_on(plots: Iterable[str]) -> Standing:
    """Return the crops of these plots."""
    now: dict[str, Sowing] = {}
    before: dict[str, list[Sowing]] = {}
    for row in rows_among(Sowing, plot=plots):
        if row.reversed:
            continue
        before.setdefault(row.plot, []).append(row)
        if row.cleared_on is None:
            now[row.plot] = row
    return Standing(now, before)


def sowings_among(sowings: Iterable[str], *, lock: bool = False) -> dict[str, Sowing]:
    """Return crops by id."""
    return {row.sowing: row for row in rows_among(Sowing, lock=lock, sowing=sowings)}


def batches_among(batches: Iterable[str], *, lock: bool = False) -> dict[str, Batch]:
    """Return batches by code."""
    return {row.batch: row for row in rows_among(Batch, lock=lock, batch=batches)}


def safe_from(sowings: Iterable[str]) -> dict[str, date]:
    """Return from which day each treated crop may be harvested."""
    rows = Work.objects.filter(sowing__in=list(sowings), sort="treated", reversed=False)
    found = rows.values_list("sowing").annotate(day=Max("until"))
    return {sowing: day for sowing, day in found if day}


def weighed_so_far(sowings: Iterable[str]) -> dict[str, int]:
    """Return how many grams each crop has brought."""
    rows = Work.objects.filter(sowing__in=list(sowings), sort="weighed", reversed=False)
    return dict(rows.values_list("sowing").annotate(total=Sum("grams")))


class Usual:
    """The lists of patterns, crops and families, read once."""

    def __init__(self) -> None:
        """Read the lists."""
        self.patterns = {row.code: row for row in Pattern.objects.order_by("order", "code")}
        self.crops = {row.code: row for row in Crop.objects.order_by("order", "code")}
        self.families = {row.code: row for row in Family.objects.order_by("order", "code")}
        self.steps: dict[str, list[PatternCrop]] = {}
        for row in PatternCrop.objects.order_by("pattern", "order"):
            self.steps.setdefault(row.pattern, []).append(row)
        self.grains = frozenset(code for code, row in self.crops.items() if row.grain)

    def step(self, pattern: str, crop: str) -> PatternCrop | None:
        """Return the crop of a pattern, or None."""
        return next((one for one in self.steps.get(pattern, ()) if one.crop == crop), None)

    def family_of(self, crop: str) -> Family | None:
        """Return the family of a crop, or None."""
        row = self.crops.get(crop)
        return self.families.get(row.family) if row else None

    def is_covered(self, pattern: str) -> bool:
        """Say whether a pattern needs a greenhouse."""
        return any(one.greenhouse for one in self.steps.get(pattern, ()))


def is_shared(cooperative: str, year: int) -> bool:
    """Say whether the proceeds of a year were shared, so that its books are closed."""
    return Sharing.objects.filter(cooperative=cooperative, year=year, state="adopted").exists()


def shared_years(cooperatives: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Return which years of which cooperatives were shared."""
    found = Sharing.objects.filter(cooperative__in=list(cooperatives), state="adopted")
    return frozenset(found.values_list("cooperative", "year"))


def any_member_of(cooperative: str, households: Iterable[str]) -> bool:
    """Say whether one of these households is a member of a cooperative now."""
    found = Member.objects.filter(cooperative=cooperative, household__in=list(households))
    return found.filter(left_on=None).exists()
