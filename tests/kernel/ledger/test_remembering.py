"""What follows from the ledger is remembered until a record is added, and never in a transaction."""

import pytest
from django.db import transaction

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.remembering import by_ledger

from .sample import pour, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def counted():
    asked = []

    @by_ledger
    def size_and(word, *, again=""):
        asked.append(word)
        return reading.size(), word + again

    return size_and, asked


def test_it_is_worked_out_once_while_no_record_is_added(counted):
    size_and, asked = counted
    write(pour())
    assert [size_and("a"), size_and("a"), size_and("a", again="!")] == [
        (1, "a"),
        (1, "a"),
        (1, "a!"),
    ]
    assert asked == ["a", "a"]


def test_a_new_record_makes_it_be_worked_out_anew(counted):
    size_and, asked = counted
    write(pour())
    size_and("a")
    write(pour(2))
    assert size_and("a") == (2, "a")
    assert asked == ["a", "a"]


def test_nothing_is_remembered_within_a_transaction_that_may_be_rolled_back(counted):
    size_and, asked = counted
    with transaction.atomic():
        write(pour())
        assert size_and("a") == (1, "a")
        transaction.set_rollback(True)
    assert size_and("a") == (0, "a")
    assert asked == ["a", "a"]


def test_another_ledger_of_the_same_size_is_another_ledger():
    write(pour())
    with transaction.atomic():
        write(pour(2))
        inside = reading.end()
        transaction.set_rollback(True)
    write(pour(2))
    assert reading.size() == inside[0] and reading.end() != inside
