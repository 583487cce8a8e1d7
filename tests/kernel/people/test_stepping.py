"""Who has looked at many people within an hour says again who they are; the auditor sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from gongfu.kernel.people import auditing, glasses, notes, readings, rules, vault
from gongfu.kernel.people.actions.stepping import WAIT, step_up
from gongfu.kernel.people.models import Glass, Reading, StepUp
from gongfu.kernel.people.models.readings import OnlyGrows
from gongfu.kernel.people.vault import Details
from gongfu.kernel.rights.checking import Denied, Grant
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests.kernel.people.conftest import NOW

HERE = Grant("r", Role.SEC)
auditor = Viewer("u" * 26, (Office(Role.AUD, "330402000000"),))


@pytest.fixture
def neighbours(registered: Callable[[Details], str]) -> list[str]:
    """Return five people of the grid."""
    return [registered(Details(name=f"邻居{n}", phone=f"1390000000{n}")) for n in range(5)]


@pytest.fixture
def three_an_hour(settings: Any) -> None:
    """Let three people be read within an hour."""
    settings.GONGFU_READINGS_AN_HOUR = 3


def read(viewer: Viewer, people: list[str], at: datetime = NOW) -> None:
    """Look at the phone of each."""
    for one in people:
        vault.reveal(viewer, one, "phone", grant=HERE, at=at)


def test_thirty_people_an_hour_is_the_measure(settings: Any) -> None:
    assert settings.GONGFU_READINGS_AN_HOUR == 30


def test_one_person_too_many_shows_nothing_and_notes_nothing(
    neighbours: list[str], three_an_hour: None, secretary: Viewer
) -> None:
    read(secretary, neighbours[:3])
    with pytest.raises(rules.StepUpNeeded):
        vault.reveal(secretary, neighbours[3], "phone", grant=HERE, at=NOW)
    assert not readings.who_looked(neighbours[3])
    read(secretary, neighbours[:3])
    read(secretary, neighbours[3:4], NOW + timedelta(minutes=61))


def test_words_and_photos_count_and_oneself_does_not(
    neighbours: list[str], three_an_hour: None, secretary: Viewer
) -> None:
    first, second, third, fourth, _fifth = neighbours
    read(Viewer(fourth), [fourth, first, second, third, fourth])
    words = notes.keep_words(first, "膝盖疼", by="", at=NOW)
    photo = notes.keep_photo(second, b"x", by="", at=NOW)
    read(secretary, [third, fourth])
    notes.words(secretary, [words], grant=HERE, at=NOW)
    with pytest.raises(rules.StepUpNeeded):
        notes.photo(secretary, photo, grant=HERE, at=NOW)
    with pytest.raises(rules.StepUpNeeded):
        notes.words(secretary, [photo], grant=HERE, at=NOW)


@pytest.mark.parametrize("manner", ["password", "code"])
def test_after_it_the_measure_begins_anew(
    neighbours: list[str], three_an_hour: None, secretary: Viewer, manner: str
) -> None:
    read(secretary, neighbours[:3])
    later = NOW + timedelta(minutes=1)
    assert step_up(secretary, manner=manner, at=later) == later
    read(secretary, neighbours[:3], later + timedelta(minutes=1))
    with pytest.raises(rules.StepUpNeeded):
        read(secretary, neighbours[3:], later + timedelta(minutes=2))


def test_a_reason_opens_after_a_wait(
    neighbours: list[str], three_an_hour: None, secretary: Viewer
) -> None:
    read(secretary, neighbours[:3])
    with pytest.raises(rules.NoReason):
        step_up(secretary, manner="reason", reason=" ", at=NOW)
    opens_at = step_up(secretary, manner="reason", reason="台风转移名单", at=NOW)
    assert opens_at == NOW + WAIT
    assert readings.waiting_until(secretary.person, at=NOW) == opens_at
    with pytest.raises(rules.StepUpNeeded):
        read(secretary, neighbours[3:4], opens_at - timedelta(seconds=1))
    read(secretary, neighbours[3:4], opens_at)
    assert readings.waiting_until(secretary.person, at=opens_at) is None


def test_the_auditor_sees_it_and_nobody_else(
    neighbours: list[str], three_an_hour: None, secretary: Viewer
) -> None:
    read(secretary, neighbours[:3])
    step_up(secretary, manner="reason", reason="台风转移名单", at=NOW)
    glasses.break_for(secretary.person, neighbours[0], reason="送医", at=NOW)
    (stepped,) = auditing.step_ups(auditor)
    assert (stepped.reader, stepped.people, stepped.reason) == (
        secretary.person, 3, "台风转移名单",
    )  # fmt: skip
    assert [one.person for one in auditing.broken_glasses(auditor)] == neighbours[:1]
    assert auditing.looks(auditor).total == 3
    assert auditing.looks(auditor, reader="x" * 26).total == 0
    for viewer in (secretary, PUBLIC):
        for query in (auditing.step_ups, auditing.broken_glasses, auditing.looks):
            with pytest.raises(Denied):
                query(viewer)


def test_the_public_and_an_unknown_manner_are_refused(db: None, secretary: Viewer) -> None:
    with pytest.raises(Denied):
        step_up(PUBLIC, manner="password", at=NOW)
    with pytest.raises(rules.UnknownWord):
        step_up(secretary, manner="charm", at=NOW)


@pytest.mark.parametrize("model", [Reading, StepUp, Glass])
def test_the_database_keeps_each_line_for_half_a_year(db: None, model: Any) -> None:
    young, old = timezone.now(), timezone.now() - timedelta(days=200)  # noqa: TID251
    more = {StepUp: {"people": 3, "opens_at": young}, Glass: {"until": young}}.get(model, {})
    for at in (young, old):
        model(reader="r" * 26, at=at, **more).save()
    table = model._meta.db_table
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.expire(young + timedelta(days=1))
    assert model.objects.count() == 2
    assert model.objects.expire(young - timedelta(days=1)) == 1
    with pytest.raises(OnlyGrows):
        model.objects.all().delete()
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET reader = ''"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
