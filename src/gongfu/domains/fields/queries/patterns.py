"""Cropping patterns, crops and families as a reader sees them, in one language."""

from __future__ import annotations

from typing import NamedTuple

from gongfu.domains.fields.models import Crop, Family, Pattern, PatternCrop
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

PatternStep = PatternCrop


class PatternCard(NamedTuple):
    """A pattern with its crops in order."""

    row: Pattern
    steps: tuple[PatternStep, ...]


class Lists:
    """The lists, read once for a page."""

    def __init__(self, *, language: str) -> None:
        """Read the lists; Chinese for every language that begins with zh."""
        self._chinese = language.startswith("zh")
        self.patterns = {row.code: row for row in Pattern.objects.order_by("order", "code")}
        self.crops = {row.code: row for row in Crop.objects.order_by("order", "code")}
        self.families = {row.code: row for row in Family.objects.order_by("order", "code")}

    def pattern(self, code: str) -> str:
        """Return the name of a pattern, or its code when the list does not hold it."""
        return self._name(self.patterns.get(code), code)

    def crop(self, code: str) -> str:
        """Return the name of a crop, or its code."""
        return self._name(self.crops.get(code), code)

    def family(self, code: str) -> str:
        """Return the name of a family, or its code."""
        return self._name(self.families.get(code), code)

    def _name(self, row: Pattern | Crop | Family | None, code: str) -> str:
        return code if row is None else row.zh if self._chinese else row.en


def lists(language: str) -> Lists:
    """Return the lists in a language."""
    return Lists(language=language)


def patterns(viewer: Viewer, *, inactive: bool = False) -> tuple[PatternCard, ...]:
    """Return the patterns in the list's order.  inactive: also those no longer used.

    Raises Denied.
    """
    check(viewer, "pattern.read")
    steps: dict[str, list[PatternCrop]] = {}
    for step in PatternCrop.objects.order_by("pattern", "order"):
        steps.setdefault(step.pattern, []).append(step)
    found = Pattern.objects.order_by("order", "code")
    found = found if inactive else found.filter(active=True)
    return tuple(PatternCard(row, tuple(steps.get(row.code, ()))) for row in found)
