"""The vault: sealed at rest, found by hash, masked in lists, every look noted down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people import keyrings, notes, readings, rules, vault
from gongfu.kernel.people.models import DataKey, Note, Person, Reading
from gongfu.kernel.people.models.readings import OnlyGrows
from gongfu.kernel.people.sealing import Unreadable
from gongfu.kernel.people.vault import Details
from gongfu.kernel.rights.checking import Grant
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer

NOW = moment(date(2021, 9, 1), 9)
TODAY = date(2021, 9, 1)
CARD = "33049919380512002"
HERE = Grant("r", Role.SEC)


def _stored() -> bytes:
    fields = [f.name for f in Person._meta.get_fields() if f.concrete and f.name != "id"]
    rows = Person.objects.values_list(*fields)
    return b"|".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for row in rows
        for value in row
    )


def test_nothing_readable_lies_in_the_table(zhou: str) -> None:
    stored = _stored()
    for secret in ("周", "奶奶", "13800000001", "8613800000001", CARD, "某路", "1938"):
        assert secret.encode() not in stored


def test_a_list_shows_labels_with_one_query(zhou: str, zhu: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert vault.labels([zhou, zhu, "x" * 26]) == {zhou: "周奶奶", zhu: "朱*"}
    assert len(queries) == 1
    assert not Reading.objects.exists()


def test_names_are_whole_to_colleagues_and_to_oneself_only(
    zhou: str, zhu: str, secretary: Viewer
) -> None:
    whole = {zhou: "周桂英", zhu: "朱水源"}
    daughter = Viewer("d" * 26, wards=frozenset({zhou}))
    auditor = Viewer("u" * 26, (Office(Role.AUD, "330402000000"),))
    assert vault.names(secretary, [zhou, zhu]) == whole
    assert vault.names(Viewer(zhou), [zhou, zhu]) == {zhou: "周桂英", zhu: "朱*"}
    assert vault.names(daughter, [zhou, zhu]) == {zhou: "周桂英", zhu: "朱*"}
    assert vault.names(PUBLIC, [zhou, zhu]) == {zhou: "周*", zhu: "朱*"}
    assert vault.names(auditor, [zhou, zhu]) == {zhou: "周*", zhu: "朱*"}


def test_lists_show_numbers_masked(zhou: str) -> None:
    assert vault.masked("phone", [zhou]) == {zhou: "138****0001"}
    assert vault.masked("card", [zhou])[zhou].startswith("···· ")
    assert vault.birthdays([zhou]) == {zhou: date(1938, 5, 12)}


def test_a_look_at_one_person_is_noted_before_anything_is_shown(
    zhou: str, secretary: Viewer
) -> None:
    assert vault.reveal(secretary, zhou, "phone", grant=HERE, at=NOW) == "+8613800000001"
    (looked,) = readings.who_looked(zhou)
    assert looked.look[:4] == (secretary.person, zhou, "phone", "r")
    assert looked.at == NOW


def test_a_masked_grant_shows_the_mask_and_is_noted_too(zhou: str, secretary: Viewer) -> None:
    shown = vault.reveal(secretary, zhou, "card", grant=Grant("m", Role.SEC), at=NOW)
    assert shown.startswith("···· ")
    assert len(readings.who_looked(zhou)) == 1


def test_breaking_the_glass_needs_a_reason_that_the_person_can_read(
    zhou: str, secretary: Viewer
) -> None:
    glass = Grant("b", Role.SEC)
    with pytest.raises(rules.ReasonMissing):
        vault.reveal(secretary, zhou, "card", grant=glass, at=NOW, reason=" ")
    assert readings.who_looked(zhou) == []
    vault.reveal(secretary, zhou, "card", grant=glass, at=NOW, reason="送医")
    assert readings.who_looked(zhou)[0].look.reason == "送医"


@pytest.mark.parametrize("letter", ["p", "s", "w"])
def test_a_grant_of_sums_shows_no_single_person(zhou: str, secretary: Viewer, letter: str) -> None:
    with pytest.raises(rules.NotShown):
        vault.reveal(secretary, zhou, "phone", grant=Grant(letter, Role.AUD), at=NOW)
    assert not Reading.objects.exists()


def test_an_unknown_person_leaves_no_look(db: None, secretary: Viewer) -> None:
    with pytest.raises(rules.UnknownPerson):
        vault.reveal(secretary, "x" * 26, "phone", grant=HERE, at=NOW)
    assert not Reading.objects.exists()


def test_ones_own_look_is_not_shown_back(zhou: str) -> None:
    vault.reveal(Viewer(zhou), zhou, "address", grant=Grant("o", Role.RES), at=NOW)
    assert Reading.objects.count() == 1
    assert readings.who_looked(zhou) == []


def test_the_people_read_within_an_hour_are_counted(zhou: str, zhu: str, secretary: Viewer) -> None:
    for person, minutes in ((zhou, 61), (zhou, 30), (zhu, 20), (zhu, 10)):
        at = NOW - timedelta(minutes=minutes)
        vault.reveal(secretary, person, "phone", grant=HERE, at=at)
    assert readings.people_read(secretary.person, at=NOW) == 2


def test_a_noted_look_can_neither_be_changed_nor_removed(zhou: str, secretary: Viewer) -> None:
    vault.reveal(secretary, zhou, "phone", grant=HERE, at=timezone.now())  # noqa: TID251
    row = Reading.objects.get()
    for change in (row.save, row.delete, Reading.objects.all().delete):
        with pytest.raises(OnlyGrows):
            change()
    with pytest.raises(OnlyGrows):
        Reading.objects.update(reader="")
    for statement in ("DELETE FROM people_reading", "UPDATE people_reading SET reader = ''"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Reading.objects.count() == 1


def test_a_person_is_found_by_phone_and_by_card(
    zhou: str, registered: Callable[[Details], str]
) -> None:
    husband = registered(Details(name="周大年", phone="+8613800000001"))
    assert sorted(vault.find_by_phone("138-0000-0001")) == sorted([zhou, husband])
    card = vault.plain_of(zhou).card
    assert vault.find_by_card(card.lower(), on=TODAY) == zhou
    assert vault.find_by_phone("13800000009") == []


def test_a_value_moved_to_another_person_does_not_open(zhou: str, zhu: str) -> None:
    stolen = Person.objects.get(pk=zhou).phone
    Person.objects.filter(pk=zhu).update(phone=stolen)
    with pytest.raises(Unreadable):
        vault.masked("phone", [zhu])


def test_after_rotation_all_keys_are_wrapped_anew(zhou: str, zhu: str, settings: Any) -> None:
    new = "a fresh master secret of the same district"
    settings.GONGFU_MASTER_KEY = f"2:{new},1:{settings.GONGFU_MASTER_KEY}"
    assert vault.rewrap_all(batch=1) == 2
    assert vault.rewrap_all() == 0
    settings.GONGFU_MASTER_KEY = f"2:{new}"
    assert set(keyrings.current().wrapping) == {2}
    assert vault.labels([zhou]) == {zhou: "周奶奶"}


def test_words_and_photos_are_sealed_and_looks_at_them_noted(zhou: str, secretary: Viewer) -> None:
    note = notes.keep_words(zhou, "膝盖疼", by=secretary.person, at=NOW)
    photo = notes.keep_photo(zhou, b"\xff\xd8jpeg", by=secretary.person, at=NOW)
    assert "膝盖疼".encode() not in bytes(Note.objects.get(pk=note).body)
    assert notes.words(secretary, [note, photo], grant=HERE, at=NOW) == {note: "膝盖疼"}
    assert notes.photo(secretary, photo, grant=HERE, at=NOW) == b"\xff\xd8jpeg"
    assert notes.photo(secretary, note, grant=HERE, at=NOW) is None
    assert [one.look.field for one in readings.who_looked(zhou)] == ["photo", "words"]


def test_a_note_that_is_too_long_or_about_nobody_is_refused(zhou: str) -> None:
    with pytest.raises(notes.TooManyWords, match="2000"):
        notes.keep_words(zhou, "长" * 2001, by="", at=NOW)
    with pytest.raises(notes.TooBigPhoto):
        notes.keep_photo(zhou, b"x" * 2_000_001, by="", at=NOW)
    with pytest.raises(rules.UnknownPerson):
        notes.keep_words("x" * 26, "话", by="", at=NOW)


def test_without_its_key_a_person_is_as_good_as_erased(zhou: str, secretary: Viewer) -> None:
    DataKey.objects.all().delete()
    assert vault.labels([zhou]) == {}
    with pytest.raises(rules.UnknownPerson):
        vault.reveal(secretary, zhou, "phone", grant=HERE, at=NOW)
