"""Registering the publication that states official values."""

from __future__ import annotations

from datetime import datetime

from gongfu.domains.statistics.deeds import PublicationRegistered
from gongfu.domains.statistics.models import Issuer, Publication, PublicationWords
from gongfu.domains.statistics.rules import publications as rules
from gongfu.domains.statistics.rules.lists import UnknownIssuer
from gongfu.domains.statistics.rules.periods import check_published
from gongfu.domains.statistics.rules.publications import Words
from gongfu.kernel.ledger.deeds import Evidence
from gongfu.kernel.ledger.locking import queue_for
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("publication.register")
def register_publication(
    viewer: Viewer, words: Words, *, place: str, at: datetime, key: str = ""
) -> str:
    """Enter a publication into the district's register; return its id.

    The same words again give the id of the first time.  place: the district.
    Raises Denied, NoTitle, BadAddress, UnknownIssuer, FuturePublication.
    """
    act = Act(viewer, at, key)
    check(viewer, "publication.register", place=place)
    words = rules.tidy(words)
    rules.check_words(words)
    check_published(words.published_on, on=act.on)
    if not Issuer.objects.filter(pk=words.issuer).exists():
        raise UnknownIssuer(given=words.issuer)
    queue_for(words.digest)
    known = Publication.objects.filter(digest=words.digest).first()
    return known.document if known else _entered(act, words, place)


def _entered(act: Act, words: Words, place: str) -> str:
    deed = PublicationRegistered(
        on=act.on,
        place=place,
        document=act.id_for("publication"),
        issuer=words.issuer,
        published_on=words.published_on,
        digest=words.digest,
    )
    append([act.draft(deed, evidence=Evidence.C, key="")])
    PublicationWords.objects.create(
        document=deed.document,
        title=words.title,
        reference=words.reference,
        address=words.address,
    )
    return deed.document
