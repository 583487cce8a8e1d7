"""Words and photos about a person, sealed with that person's key and erased with the person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.people import glasses, keyrings, readings, rules
from gongfu.kernel.people.ids import new_id
from gongfu.kernel.people.models import DataKey, Note
from gongfu.kernel.people.vault import Granted, Looker
from gongfu.kernel.refusals import BadInput

WORDS, PHOTO, PAPER, HEALTH = "words", "photo", "paper", "health"
MOST_WORDS = 2000
MOST_PHOTO_BYTES = MOST_PAPER_BYTES = 2_000_000


class TooManyWords(BadInput):
    """A note is short."""

    code = "people.too-many-words"
    words = _("A note has at most %(most)s characters.")


class TooBigPhoto(BadInput):
    """A photo is made smaller before it is kept."""

    code = "people.too-big-photo"
    words = _("The photo is too big. Take it again in a smaller size.")


class TooBigPaper(BadInput):
    """A document has up to two megabytes."""

    code = "people.too-big-paper"
    words = _("The document is larger than 2 MB. Save it smaller, or photograph the page.")


class Kept(NamedTuple):
    """The ids of the words and of the photo that belong to a record; empty where there are none."""

    words: str = ""
    photo: str = ""


def keep_words(person: str, text: str, *, by: str, at: datetime, record: int | None = None) -> str:
    """Keep a note about a person; return its id.  Raises TooManyWords, UnknownPerson.

    record: the record that it belongs to, which has words once: what came first stays.
    """
    if len(text) > MOST_WORDS:
        raise TooManyWords(most=MOST_WORDS)
    return _keep(person, WORDS, text.encode(), by, at, record)


def keep_photo(
    person: str, image: bytes, *, by: str, at: datetime, record: int | None = None
) -> str:
    """Keep a photo made small by a face; return its id.  Raises TooBigPhoto, UnknownPerson.

    record: as for words.
    """
    if len(image) > MOST_PHOTO_BYTES:
        raise TooBigPhoto()
    return _keep(person, PHOTO, image, by, at, record)


def keep_paper(person: str, body: bytes, *, by: str, at: datetime) -> str:
    """Keep a document about a person; return its id.  Raises TooBigPaper, UnknownPerson."""
    if len(body) > MOST_PAPER_BYTES:
        raise TooBigPaper()
    return _keep(person, PAPER, body, by, at)


def _keep(
    person: str, sort: str, body: bytes, by: str, at: datetime, record: int | None = None
) -> str:
    held = DataKey.objects.filter(pk=person).first()
    if held is None:
        raise rules.UnknownPerson()
    key = keyrings.current().data_key(person, bytes(held.wrapped))
    note = new_id()
    sealed = key.seal(body, field=f"note/{note}")
    new = Note(id=note, person_id=person, sort=sort, body=sealed, by=by, at=at, record=record)
    if record is None:
        new.save(force_insert=True)
        return note
    Note.objects.bulk_create([new], ignore_conflicts=True)
    return str(getattr(kept([record])[record], sort))


def kept(records: Iterable[int]) -> dict[int, Kept]:
    """Return by record what words and photo belong to it; nothing is opened."""
    found: dict[int, Kept] = {}
    rows = Note.objects.filter(record__in=list(records), sort__in=Kept._fields)
    for note, record, sort in rows.values_list("id", "record", "sort"):
        if record is not None:
            found[record] = found.get(record, Kept())._replace(**{sort: note})
    return found


def forget(record: int) -> int:
    """Delete the words and the photo of a record; return how many there were."""
    return Note.objects.filter(record=record).delete()[0]


def keep_health(person: str, text: str, *, by: str, at: datetime) -> None:
    """Keep the one health note of a person in place of the last; empty words forget it.

    Raises TooManyWords, UnknownPerson.
    """
    if len(text) > MOST_WORDS:
        raise TooManyWords(most=MOST_WORDS)
    forget_sort(HEALTH, [person])
    if text.strip():
        _keep(person, HEALTH, text.strip().encode(), by, at)


def forget_sort(sort: str, people: Iterable[str]) -> int:
    """Delete all words, photos or health notes about these people; return how many."""
    return Note.objects.filter(person__in=list(people), sort=sort).delete()[0]


def health(viewer: Looker, person: str, *, grant: Granted, at: datetime) -> str:
    """Return the health note of a person and note down the look; empty where there is none.

    Raises NotShown, ReasonMissing, StepUpNeeded.
    """
    rows = Note.objects.filter(person=person, sort=HEALTH)
    ids = list(rows.values_list("id", flat=True))
    opened = _open(viewer, ids, HEALTH, grant, at, "")
    return "".join(body.decode() for body in opened.values())


def words(
    viewer: Looker, ids: Iterable[str], *, grant: Granted, at: datetime, reason: str = ""
) -> dict[str, str]:
    """Return the notes' words by id and note down the look, once a person; erased are missing.

    Among the ids may be photos that the same page will ask for: they count as looked at.
    Raises NotShown, ReasonMissing, StepUpNeeded.
    """
    opened = _open(viewer, ids, WORDS, grant, at, reason)
    return {note: body.decode() for note, body in opened.items()}


def photo(
    viewer: Looker, note: str, *, grant: Granted, at: datetime, reason: str = ""
) -> bytes | None:
    """Return the photo and note down the look, or None.

    Raises NotShown, ReasonMissing, StepUpNeeded.
    """
    return _open(viewer, [note], PHOTO, grant, at, reason).get(note)


def paper(viewer: Looker, note: str, *, grant: Granted, at: datetime) -> bytes | None:
    """Return the document and note down the look, or None.

    Raises NotShown, ReasonMissing, StepUpNeeded.
    """
    return _open(viewer, [note], PAPER, grant, at, "").get(note)


def _open(
    viewer: Looker, ids: Iterable[str], sort: str, grant: Granted, at: datetime, reason: str
) -> dict[str, bytes]:
    rows = Note.objects.filter(pk__in=list(ids))
    wanted = list(rows.values_list("id", "sort", "person_id", "body", "person__key__wrapped"))
    readings.check_measure(viewer.person, {row[2] for row in wanted}, at=at)
    found = [row for row in wanted if row[1] == sort]
    _note_looks(viewer, {row[2] for row in found}, sort, grant, at, reason)
    keyring = keyrings.current()
    return {
        note: keyring.data_key(person, bytes(wrapped)).open(bytes(body), field=f"note/{note}")
        for note, _sort, person, body, wrapped in found
    }


def _note_looks(
    viewer: Looker, people: set[str], sort: str, grant: Granted, at: datetime, reason: str
) -> None:
    looks = []
    for one in sorted(people):
        why = reason or glasses.reason_of(grant.letter, viewer.person, one, at=at)
        rules.check_reason(grant.letter, why)
        looks.append(readings.Look(viewer.person, one, sort, grant.letter, why))
    readings.note(*looks, at=at)
