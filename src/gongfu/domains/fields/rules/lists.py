"""The lists with which a district begins; its office edits them, and an edit stays.

Sources stand in each line.  Where a source states no number, the line says in `assumed` that it is
this district's own choice.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.models import Crop, Family, Pattern, PatternCrop
from gongfu.kernel.refusals import BadInput

_HERE = Path(__file__).parent
_CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
_PERIOD = re.compile(r"(-?)(\d{1,2})([UML])")
_NUMBERS = ("running", "gap_years", "gap_dry_years")
_FLAGS = ("grain", "in_nanhu")
_SPANS = ("sow_from", "sow_to", "harvest_from", "harvest_to")
_KILOGRAMS = ("yield_low", "yield_usual", "yield_high")
_YUAN = ("price_low", "price_usual", "price_high", "inputs")
_LAST_PERIOD, _FIRST_PERIOD = 36, -35


class BadListing(BadInput):
    """A line of a list lacks its code, its words or its numbers."""

    code = "fields.bad-listing"
    words = _(
        "A line needs a short code of small letters, its words in Chinese and English, and numbers"
        " from low to high."
    )


class UnknownCrop(BadInput):
    """The list holds no such crop or family."""

    code = "fields.unknown-crop"
    words = _("“%(given)s” is not on the list of crops. Choose one, or add it to the list.")


class ListedAlready(BadInput):
    """A new line has a code that is in use."""

    code = "fields.listed-already"
    words = _("“%(given)s” is on the list already. Change that line, or choose another code.")


def _lines(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader((_HERE / name).read_text("utf-8").splitlines())


def seed() -> None:
    """Enter those of the first lines that the database lacks."""
    kinds: tuple[tuple[type[Model], str], ...] = (
        (Family, "families.csv"),
        (Crop, "crops.csv"),
        (Pattern, "patterns.csv"),
    )
    fresh = {model: _seed(model, name) for model, name in kinds}
    PatternCrop.objects.bulk_create(
        PatternCrop(**pattern_crop(line))
        for line in _lines("pattern_crops.csv")
        if line["pattern"] in fresh[Pattern]
    )


def _seed(model: type[Model], name: str) -> set[str]:
    known = set(model._default_manager.values_list("code", flat=True))
    rows = [
        model(order=order * 10, **_typed(line))
        for order, line in enumerate(_lines(name), start=1)
        if line["code"] not in known
    ]
    model._default_manager.bulk_create(rows)
    return {str(row.pk) for row in rows}


def _typed(line: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = dict(line)
    found |= {name: int(line[name] or 0) for name in _NUMBERS if name in line}
    return found | {name: line[name] == "1" for name in _FLAGS if name in line}


def pattern_crop(line: dict[str, str]) -> dict[str, Any]:
    """Return the columns of a crop of a pattern from a line as offices write it.

    Ten-day periods as 12U, 1M, 6L, with a hyphen before for the year before; yields in kilograms
    a mu, prices in yuan a kilogram, inputs in yuan a mu, labour as `1M:8 2U:6` in hours a mu.
    Raises BadListing.
    """
    found: dict[str, Any] = {name: line[name] for name in ("pattern", "crop")}
    found |= {name: int(line[name]) for name in ("order", "days")}
    found |= {name: period_index(line[name]) for name in _SPANS}
    found |= {name: _exact(line[name], 1000) for name in _KILOGRAMS}
    found |= {name: _exact(line[name], 100) for name in _YUAN[:3]}
    labour = [one.split(":") for one in line["labour"].split()]
    return {
        **found,
        "greenhouse": line["greenhouse"] == "1",
        "inputs_fen": _exact(line["inputs"], 100),
        "labour": [[period_index(when), _exact(hours, 60)] for when, hours in labour],
    }


def period_index(text: str) -> int:
    """Return a ten-day period written as 6L by its index in the year.  Raises BadListing."""
    match = _PERIOD.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12:
        raise BadListing()
    index = int(match[2]) * 3 - 2 + "UML".index(match[3])
    return index - _LAST_PERIOD if match[1] else index


def _exact(text: str, factor: int) -> int | None:
    return int(Decimal(text) * factor) if text else None


def check_words(code: str, *words: str) -> None:
    """Accept a short code and words that say something.  Raises BadListing."""
    if not _CODE.fullmatch(code) or not all(word.strip() for word in words):
        raise BadListing()


def check_pattern_crop(row: PatternCrop) -> None:
    """Accept spans within two years, and numbers from low to high.  Raises BadListing."""
    spans = (row.sow_from, row.sow_to, row.harvest_from, row.harvest_to)
    triples = (
        (row.yield_low, row.yield_usual, row.yield_high),
        (row.price_low, row.price_usual, row.price_high),
    )
    in_order = all(
        list(known) == sorted(known)
        for known in ([one for one in triple if one is not None] for triple in triples)
    )
    fits = all(_FIRST_PERIOD <= one <= _LAST_PERIOD for one in spans)
    if not (fits and in_order and row.sow_from <= row.sow_to <= row.harvest_to and row.days):
        raise BadListing()
