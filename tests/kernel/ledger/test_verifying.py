"""The first wrong record is named, whatever was done to the tables behind our back."""

import pytest
from django.db import connection

from gongfu.kernel.ledger import guards
from gongfu.kernel.ledger.verifying import verify

from .sample import pour, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened():
    """A ledger of 600 records whose guards somebody removed."""
    write(*[pour(n % 7 + 1) for n in range(600)])
    guards.remove(connection)
    yield
    guards.install(connection)


def forge(*statements):
    """Run statements as someone would who owns the database, then put the guards back."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    guards.install(connection)


def test_a_whole_ledger_verifies():
    write(*[pour(n) for n in range(1, 300)])
    report = verify()
    assert report.fault is None and report.size == 299 and len(report.root) == 32


def test_what_is_appended_meanwhile_is_no_fault():
    write(*[pour(n) for n in range(1, 300)])
    report = verify(tell=lambda done: write(pour(done)))
    assert (report.size, report.fault) == (299, None)
    assert verify().size == 300


def test_an_empty_ledger_verifies():
    assert verify().fault is None


def test_missing_guards_are_named(opened):
    assert verify().fault.what.startswith("trigger-missing")


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (
            [
                "UPDATE ledger_record SET public = replace(public, 'green', 'black') WHERE number = 42"
            ],
            (42, "altered"),
        ),
        (["DELETE FROM ledger_record WHERE number = 42"], (42, "missing")),
        (["DELETE FROM ledger_record WHERE number = 600"], (600, "missing")),
        (
            ["UPDATE ledger_record SET kind = 'sample.tea.spilt' WHERE number = 7"],
            (7, "column-altered"),
        ),
        (
            ["UPDATE ledger_private SET body = replace(body, 'elder', 'other') WHERE number = 9"],
            (9, "column-altered"),
        ),
        (["UPDATE ledger_private SET salt = body WHERE number = 9"], (9, "private-altered")),
        (["DELETE FROM ledger_private WHERE number = 11"], (11, "private-missing")),
        (
            ["UPDATE ledger_record SET place = '330402008001' WHERE number = 5"],
            (5, "column-altered"),
        ),
        (
            [
                "UPDATE ledger_node SET hash = (SELECT leaf FROM ledger_record WHERE number = 1)"
                " WHERE index = 1"
            ],
            (257, "node-altered"),
        ),
        (["UPDATE ledger_head SET size = 601"], (601, "missing")),
        (["UPDATE ledger_head SET size = 599"], (0, "head-altered")),
        (["DELETE FROM ledger_head"], (0, "head-missing")),
    ],
)
def test_a_forgery_is_named(opened, statements, fault):
    if connection.vendor == "sqlite":
        statements = [s.replace("WHERE index", 'WHERE "index"') for s in statements]
        statements = [s.replace("salt = body", "salt = x'00'") for s in statements]
    else:
        statements = [s.replace("salt = body", "salt = '\\x00'") for s in statements]
    forge(*statements)
    assert verify().fault == fault


def test_a_record_swapped_with_its_neighbour_is_named(opened):
    forge(
        "UPDATE ledger_record SET public = (SELECT public FROM ledger_record WHERE number = 3),"
        " leaf = (SELECT leaf FROM ledger_record WHERE number = 3) WHERE number = 2"
    )
    assert verify().fault.number == 2
