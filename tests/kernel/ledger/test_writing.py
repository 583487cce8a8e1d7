"""Appending: numbers, idempotency, reversals, refusals, guards in the database."""

import dataclasses
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.models import AppendOnly, Private, Record
from gongfu.kernel.ledger.permits import Unchecked, acting
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.ledger.writing import (
    AlreadyReversed,
    NotSuchRecord,
    OtherContent,
    append,
)

from .sample import NOON, ZHU, pour, write

pytestmark = pytest.mark.django_db


def test_records_are_numbered_from_one_without_gaps():
    assert [entry.number for entry in write(pour(), pour(2))] == [1, 2]
    assert [entry.number for entry in write(pour(3))] == [3]
    assert reading.size() == 3


def test_a_deed_reads_back_from_the_ledger():
    (written,) = write(pour(4))
    assert reading.entry(1) == written


def test_a_known_key_returns_the_first_record():
    (first,) = write(pour(key="k-1"))
    (again,) = write(dataclasses.replace(pour(key="k-1"), at=NOON + timedelta(hours=1)))
    assert again == first and reading.size() == 1


def test_a_known_key_with_other_content_is_refused():
    write(pour(1, key="k-1"))
    with pytest.raises(OtherContent):
        write(pour(2, key="k-1"))
    assert reading.size() == 1


def test_a_key_known_in_the_middle_of_a_sequence_keeps_the_order():
    write(pour(1, key="k-1"))
    entries = write(pour(5), pour(1, key="k-1"), pour(6))
    assert [(entry.number, entry.deed.cups) for entry in entries] == [(2, 5), (1, 1), (3, 6)]


def test_without_a_checked_right_nothing_is_appended():
    with pytest.raises(Unchecked):
        append([pour()])
    with acting(), pytest.raises(Unchecked):
        append([pour()])


def test_a_reversal_folds_to_nothing():
    write(pour(3))
    (back,) = write(pour(3, reverses=1))
    assert back.sign == -1 and back.reverses == 1


@pytest.mark.parametrize("draft", [pour(4, reverses=1), pour(3, reverses=9)])
def test_a_reversal_names_an_equal_record_that_exists(draft):
    write(pour(3))
    with pytest.raises(NotSuchRecord):
        write(draft)


def test_a_record_is_taken_back_once():
    write(pour(3))
    write(pour(3, reverses=1))
    with pytest.raises(AlreadyReversed):
        write(pour(3, reverses=1))


def test_recorded_time_never_runs_backwards():
    write(pour())
    (late,) = write(dataclasses.replace(pour(), at=NOON - timedelta(days=400)))
    assert late.at == NOON


def test_records_are_found_by_kind_place_day_and_person():
    write(pour(), pour(2))
    day = NOON.date()
    wanted = Wanted(
        kinds=("sample.tea.poured",),
        ranges=(("330402007", "330402008"),),
        days=(day, day + timedelta(days=1)),
        by=ZHU,
    )
    assert reading.count(wanted) == 2
    assert [e.number for e in reading.entries(wanted, newest_first=True, limit=1)] == [2]
    assert reading.count(wanted._replace(ranges=(("330402008", "330402009"),))) == 0


def test_the_orm_refuses_to_change_records():
    write(pour())
    for change in (
        lambda: Record.objects.update(kind="x"),
        lambda: Record.objects.all().delete(),
        lambda: Record.objects.create(number=9),
        lambda: Record.objects.get().save(),
        lambda: Private.objects.get().delete(),
    ):
        with pytest.raises(AppendOnly):
            change()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_record SET kind = 'x'",
        "DELETE FROM ledger_record",
        "UPDATE ledger_private SET body = 'x'",
        "DELETE FROM ledger_private",
    ],
)
def test_the_database_refuses_to_change_records(statement):
    write(pour())
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert reading.entry(1) is not None
