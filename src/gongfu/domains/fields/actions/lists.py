"""Editing the lists of families, crops and cropping patterns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gongfu.domains.fields.models import Crop, Family, Pattern, PatternCrop
from gongfu.domains.fields.rules import lists as rules
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_MOST_STEPS = 6


class PatternLine(NamedTuple):
    """A pattern of the list; see `models.Pattern`."""

    code: str
    zh: str
    en: str
    in_nanhu: bool = False
    active: bool = True
    source: str = ""
    assumed: str = ""
    order: int = 999


class StepLine(NamedTuple):
    """One crop of a pattern; see `models.PatternCrop` for the units."""

    crop: str
    greenhouse: bool
    sow_from: int
    sow_to: int
    harvest_from: int
    harvest_to: int
    days: int
    yield_low: int | None = None
    yield_usual: int | None = None
    yield_high: int | None = None
    price_low: int | None = None
    price_usual: int | None = None
    price_high: int | None = None
    inputs_fen: int | None = None
    labour: tuple[tuple[int, int], ...] = ()


@action("pattern.edit")
def put_pattern(
    viewer: Viewer, *, place: str, line: PatternLine, steps: Sequence[StepLine]
) -> None:
    """Add a pattern with its crops in order, or change one; it is never deleted, only inactive.

    place: the district whose office edits.  Raises Denied, BadListing, UnknownCrop.
    """
    check(viewer, "pattern.edit", place=place)
    rules.check_words(line.code, line.zh, line.en)
    if not 1 <= len(steps) <= _MOST_STEPS:
        raise rules.BadListing()
    named = Crop.objects.filter(pk__in=[one.crop for one in steps])
    crops = frozenset(named.values_list("code", flat=True))
    fresh = [_step(line.code, order, one, crops) for order, one in enumerate(steps, start=1)]
    values = line._asdict()
    Pattern.objects.update_or_create(code=values.pop("code"), defaults=values)
    PatternCrop.objects.filter(pattern=line.code).delete()
    PatternCrop.objects.bulk_create(fresh)


def _step(pattern: str, order: int, line: StepLine, crops: frozenset[str]) -> PatternCrop:
    if line.crop not in crops:
        raise rules.UnknownCrop(given=line.crop)
    values = {**line._asdict(), "labour": [list(one) for one in line.labour]}
    row = PatternCrop(pattern=pattern, order=order, **values)
    rules.check_pattern_crop(row)
    return row


@action("pattern.edit")
def put_crop(
    viewer: Viewer,
    *,
    place: str,
    code: str,
    zh: str,
    en: str,
    family: str,
    grain: bool = False,
) -> None:
    """Add a crop, or change its words or family.  Raises Denied, BadListing, UnknownCrop."""
    check(viewer, "pattern.edit", place=place)
    rules.check_words(code, zh, en)
    if not Family.objects.filter(pk=family).exists():
        raise rules.UnknownCrop(given=family)
    values = {"zh": zh.strip(), "en": en.strip(), "family": family, "grain": grain}
    Crop.objects.update_or_create(code=code, defaults=values)


class FamilyLine(NamedTuple):
    """A family with its rule of rotation; see `models.Family`."""

    code: str
    zh: str
    en: str
    running: int = 0
    gap_years: int = 0
    gap_dry_years: int = 0
    source: str = ""


@action("pattern.edit")
def put_family(viewer: Viewer, *, place: str, line: FamilyLine) -> None:
    """Add a family, or change its rule of rotation.  Raises Denied, BadListing."""
    check(viewer, "pattern.edit", place=place)
    rules.check_words(line.code, line.zh, line.en)
    if not all(0 <= one <= 20 for one in (line.running, line.gap_years, line.gap_dry_years)):
        raise rules.BadListing()
    values = line._asdict()
    Family.objects.update_or_create(code=values.pop("code"), defaults=values)
