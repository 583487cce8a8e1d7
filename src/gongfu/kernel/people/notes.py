"""Words and photos about a person, sealed with that person's key and erased with the person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.people import keyrings, readings, rules
from gongfu.kernel.people.ids import new_id
from gongfu.kernel.people.models import DataKey, Note
from gongfu.kernel.people.vault import Granted, Looker
from gongfu.kernel.refusals import BadInput

WORDS, PHOTO = "words", "photo"
MOST_WORDS = 2000
MOST_PHOTO_BYTES = 2_000_000


class TooManyWords(BadInput):
    """A note is short."""

    code = "people.too-many-words"
    words = _("A note has at most %(most)s characters.")


class TooBigPhoto(BadInput):
    """A photo is made smaller before it is kept."""

    code = "people.too-big-photo"
    words = _("The photo is too big. Take it again in a smaller size.")


def keep_words(person: str, text: str, *, by: str, at: datetime) -> str:
    """Keep a note about a person; return its id.  Raises TooManyWords, UnknownPerson."""
    if len(text) > MOST_WORDS:
        raise TooManyWords(most=MOST_WORDS)
    return _keep(person, WORDS, text.encode(), by, at)


def keep_photo(person: str, image: bytes, *, by: str, at: datetime) -> str:
    """Keep a photo made small by a face; return its id.  Raises TooBigPhoto, UnknownPerson."""
    if len(image) > MOST_PHOTO_BYTES:
        raise TooBigPhoto()
    return _keep(person, PHOTO, image, by, at)


def _keep(person: str, sort: str, body: bytes, by: str, at: datetime) -> str:
    held = DataKey.objects.filter(pk=person).first()
    if held is None:
        raise rules.UnknownPerson()
    key = keyrings.current().data_key(person, bytes(held.wrapped))
    note = new_id()
    sealed = key.seal(body, field=f"note/{note}")
    Note.objects.create(id=note, person_id=person, sort=sort, body=sealed, by=by, at=at)
    return note


def words(
    viewer: Looker, ids: Iterable[str], *, grant: Granted, at: datetime, reason: str = ""
) -> dict[str, str]:
    """Return the notes' words by id and note down the look, once a person; erased are missing.

    Raises NotShown, ReasonMissing.
    """
    opened = _open(viewer, ids, WORDS, grant, at, reason)
    return {note: body.decode() for note, body in opened.items()}


def photo(
    viewer: Looker, note: str, *, grant: Granted, at: datetime, reason: str = ""
) -> bytes | None:
    """Return the photo and note down the look, or None.  Raises NotShown, ReasonMissing."""
    return _open(viewer, [note], PHOTO, grant, at, reason).get(note)


def _open(
    viewer: Looker, ids: Iterable[str], sort: str, grant: Granted, at: datetime, reason: str
) -> dict[str, bytes]:
    rules.check_reason(grant.letter, reason)
    keyring = keyrings.current()
    rows = Note.objects.filter(pk__in=list(ids), sort=sort)
    found = list(rows.values_list("id", "person_id", "body", "person__key__wrapped"))
    people = sorted({person for _note, person, _body, _wrapped in found})
    looks = [readings.Look(viewer.person, one, sort, grant.letter, reason) for one in people]
    readings.note(*looks, at=at)
    return {
        note: keyring.data_key(person, bytes(wrapped)).open(bytes(body), field=f"note/{note}")
        for note, person, body, wrapped in found
    }
