"""Publications of the register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from gongfu.domains.statistics.models import Publication, PublicationWords
from gongfu.kernel.places.seeing import Page, page_of
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_RECENT = 60


class PublicationCard(NamedTuple):
    """A publication.  number: of the record that registered it."""

    document: str
    number: int
    issuer: str
    title: str
    reference: str
    address: str
    published_on: date
    registered_on: date


def publications(viewer: Viewer, *, page: int = 1) -> Page[PublicationCard]:
    """Return a page of the register, the newest publication first.  Raises Denied."""
    check(viewer, "figure.read_published")
    rows = Publication.objects.order_by("-published_on", "-number")
    total, found = page_of(rows, page=page)
    return Page(total, tuple(_cards(found)), page)


def recent_publications(viewer: Viewer, *, also: str = "") -> tuple[PublicationCard, ...]:
    """Return the 60 newest publications for a form, and `also` that of this id.  Raises Denied."""
    check(viewer, "figure.read_published")
    rows = list(Publication.objects.order_by("-published_on", "-number")[:_RECENT])
    if also and also not in {row.document for row in rows}:
        rows += Publication.objects.filter(pk=also)
    return tuple(_cards(rows))


def publication_card(viewer: Viewer, document: str) -> PublicationCard | None:
    """Return one publication, or None.  Raises Denied."""
    check(viewer, "figure.read_published")
    return next(iter(_cards(Publication.objects.filter(pk=document))), None)


def cards_of(documents: Iterable[str]) -> dict[str, PublicationCard]:
    """Return these publications by id."""
    return {card.document: card for card in _cards(Publication.objects.filter(pk__in=documents))}


def _cards(rows: Iterable[Publication]) -> list[PublicationCard]:
    found = list(rows)
    words = PublicationWords.objects.in_bulk([row.document for row in found])
    return [_card(row, words.get(row.document)) for row in found]


def _card(row: Publication, words: PublicationWords | None) -> PublicationCard:
    return PublicationCard(
        row.document,
        row.number,
        row.issuer,
        words.title if words else "",
        words.reference if words else "",
        words.address if words else "",
        row.published_on,
        row.registered_on,
    )
