"""Editing the lists of indicators and of issuers."""

from __future__ import annotations

from typing import NamedTuple

from gongfu.domains.statistics.models import Issuer, Series, Value
from gongfu.domains.statistics.rules import lists as rules
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Listing(NamedTuple):
    """An indicator of the list; see `models.Series`."""

    code: str
    zh: str
    en: str
    unit: str
    low: str = ""
    high: str = ""
    part_of: str = ""
    order: int = 999


@action("indicator.edit_list")
def put_series(viewer: Viewer, *, place: str, listing: Listing) -> None:
    """Add an indicator, or change its words, limits or place in the list; it is never deleted.

    place: the district whose office edits.  The unit stays once a value was received in it.
    Raises Denied, BadListing, UnknownSeries, UnitStays.
    """
    check(viewer, "indicator.edit_list", place=place)
    zh, en = listing.zh.strip()[:60], listing.en.strip()[:90]
    rules.check_words(listing.code, zh, en)
    rules.check_series(listing.unit, listing.low, listing.high)
    if listing.part_of and not Series.objects.filter(pk=listing.part_of).exists():
        raise rules.UnknownSeries(given=listing.part_of)
    if Value.objects.filter(series=listing.code).exclude(unit=listing.unit).exists():
        raise rules.UnitStays()
    values = {**listing._asdict(), "zh": zh, "en": en, "order": min(max(listing.order, 0), 9999)}
    Series.objects.update_or_create(code=values.pop("code"), defaults=values)


@action("indicator.edit_list")
def put_issuer(
    viewer: Viewer, *, place: str, code: str, zh: str, en: str, order: int = 999
) -> None:
    """Add an issuer, or change its words or place in the list; it is never deleted.

    Raises Denied, BadListing.
    """
    check(viewer, "indicator.edit_list", place=place)
    zh, en = zh.strip()[:60], en.strip()[:90]
    rules.check_words(code, zh, en)
    values = {"zh": zh, "en": en, "order": min(max(order, 0), 9999)}
    Issuer.objects.update_or_create(code=code, defaults=values)
