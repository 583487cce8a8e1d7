"""The lists with which a district begins; its office edits them, and an edit stays.

Sources: titles of series as in bulletins of the statistics offices and the targets of Zhejiang's
demonstration zone; codes of areas from GB/T 2260.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from gongfu.domains.statistics.models import Issuer, Series
from gongfu.domains.statistics.rules.units import UNITS
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import BadInput, WrongState

_HERE = Path(__file__).parent
_CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
STATUSES = ("preliminary", "revised", "final")


class Area(NamedTuple):
    """A place of which official values speak, within the district's tree or outside."""

    code: str
    zh: str
    en: str


class UnknownSeries(BadInput):
    """No indicator of this code is on the district's list."""

    code = "statistics.unknown-series"
    words = _("“%(given)s” is not on the list of indicators. Choose one, or add it to the list.")


class UnknownIssuer(BadInput):
    """No issuer of this code is on the district's list."""

    code = "statistics.unknown-issuer"
    words = _("“%(given)s” is not on the list of issuers. Choose one, or add it to the list.")


class UnknownArea(BadInput):
    """The code is no place of the district and no area outside that returns speak of."""

    code = "statistics.unknown-area"
    words = _("There is no area with the code %(given)s.")


class UnknownStatus(BadInput):
    """A value is preliminary, revised or final."""

    code = "statistics.unknown-status"
    words = _("Say whether the value is preliminary, revised or final.")


class BadListing(BadInput):
    """A line of a list lacks its code, its words or its unit."""

    code = "statistics.bad-listing"
    words = _(
        "A line needs a short code of small letters, its words in Chinese and English, and for an"
        " indicator a unit and limits that are numbers."
    )


class UnitStays(WrongState):
    """The unit of an indicator is that of the values received for it."""

    code = "statistics.unit-stays"
    words = _("Values were received in another unit. Add a new indicator for the new unit.")


def _lines(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader((_HERE / name).read_text("utf-8").splitlines())


def seed() -> None:
    """Enter those of the first series and issuers that the database lacks."""
    kinds: tuple[tuple[type[Model], str], ...] = (
        (Series, "series.csv"),
        (Issuer, "issuers.csv"),
    )
    for model, name in kinds:
        known = set(model._default_manager.values_list("code", flat=True))
        model._default_manager.bulk_create(
            model(order=order * 10, **line)
            for order, line in enumerate(_lines(name), start=1)
            if line["code"] not in known
        )


@functools.cache
def areas() -> Mapping[str, Area]:
    """Return the areas of which returns speak beside the district's own places, by code."""
    return {line["code"]: Area(**line) for line in _lines("areas.csv")}


def check_area(code: str) -> None:
    """Accept a place of the district or an area outside.  Raises UnknownArea."""
    if code not in areas() and (len(code) != 12 or code not in tree.current()):
        raise UnknownArea(given=code)


def check_status(status: str) -> None:
    """Accept a known status.  Raises UnknownStatus."""
    if status not in STATUSES:
        raise UnknownStatus()


def check_words(code: str, *words: str) -> None:
    """Accept a short code and words that say something.  Raises BadListing."""
    if not _CODE.fullmatch(code) or not all(words):
        raise BadListing()


def check_series(unit: str, *limits: str) -> None:
    """Accept a known unit, and limits that are empty or numbers.  Raises BadListing."""
    try:
        exact = all(Decimal(limit).is_finite() for limit in limits if limit)
    except InvalidOperation:
        exact = False
    if unit not in UNITS or not exact or any(len(limit) > 20 for limit in limits):
        raise BadListing()
