"""Official values and publications as plain values for templates."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from gongfu.domains.statistics import queries
from gongfu.domains.statistics.queries import PublicationCard, Vintage
from gongfu.faces.web.shell import clock
from gongfu.faces.web.statistics import words
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.rights.checking import may


class Here:
    """What every page of this room begins with: who looks, when, and the lists in their words."""

    def __init__(self, request: HttpRequest) -> None:
        """Read the lists in the reader's language."""
        self.viewer = request.viewer  # type: ignore[attr-defined]
        self.district = settings.GONGFU_DISTRICT
        self.at = clock.now()
        self.on = shanghai_day(self.at)
        self.lists = queries.lists(get_language() or "zh-hans")

    @property
    def is_officer(self) -> bool:
        """Say whether the viewer may receive values."""
        return may(self.viewer, "indicator.receive", place=self.district)

    def title(self, series: str) -> str:
        """Return the title of an indicator."""
        return self.lists.title(series)

    def value(self, one: Vintage) -> dict[str, Any]:
        """Return a received value as a row."""
        return {
            "number": one.number,
            "title": self.title(one.series),
            "area": self.lists.area(one.place),
            "href": series_address(one.series, one.place),
            "period": words.period_words(one.period, one.basis),
            "value": words.amount(one.value, one.unit),
            "status": words.STATUSES.get(one.status, one.status),
            "kind": "done" if one.status == "final" else "",
            "page": one.page,
            "document": one.document,
            "published_on": one.published_on,
            "received_on": one.received_on,
            "reversed_on": one.reversed_on,
            "stands": one.stands,
        }

    def publication(self, card: PublicationCard) -> dict[str, Any]:
        """Return a publication as a row."""
        return {**card._asdict(), "issuer": self.lists.issuer(card.issuer)}

    def named(self, card: PublicationCard) -> str:
        """Return a publication in one line, as a form offers it."""
        return f"{card.title} · {self.lists.issuer(card.issuer)} · {card.published_on.isoformat()}"


def series_address(series: str, area: str) -> str:
    """Return the address of a series in an area."""
    return f"{reverse('statistic', args=[series])}?{urlencode({'area': area})}"
