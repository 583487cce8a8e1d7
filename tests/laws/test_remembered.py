"""What is remembered by the ledger's end reads nothing that can change without a record."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import gongfu.site.urls  # noqa: F401 - so that all pages, and what they remember, are known
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES
from gongfu.kernel.ledger.remembering import REMEMBERED
from gongfu.kernel.ledger.replay import tables
from gongfu.kernel.measures.periods import period
from gongfu.kernel.rights.viewers import PUBLIC
from tests import worlds

pytestmark = pytest.mark.django_db
DISTRICT, TODAY = "330402000000", date(2021, 9, 16)
ASKED = {
    "gongfu.kernel.needs.queries.boards._board": (worlds.NANYANG, worlds.MORNING, 8),
    "gongfu.kernel.needs.queries.boards._parts": (worlds.NANYANG, worlds.MORNING, 15),
    "gongfu.domains.keys.queries.desk._desk": (worlds.liu, worlds.NANYANG, TODAY, False),
    "gongfu.domains.keys.queries.desk._parts": (worlds.NANYANG, TODAY, 15),
    "gongfu.faces.web.shell.viewers._standing": (worlds.liu.person, TODAY),
    "gongfu.faces.web.board.maps._schematic": (
        PUBLIC,
        Question(FIGURES["keys.visits"], DISTRICT, period("2021")),
        "zh-hans",
    ),
}
LEDGER = {"ledger_head", "ledger_record", "ledger_private", "places_treemark"}


def named(function):
    return f"{function.__module__}.{function.__qualname__}"


def test_every_remembered_function_is_judged_here():
    assert {named(one) for one in REMEMBERED if one.__module__.startswith("gongfu.")} == set(ASKED)


@pytest.mark.parametrize("name", sorted(ASKED))
def test_it_reads_only_the_ledger_and_what_is_projected_from_it(name):
    (function,) = (one for one in REMEMBERED if named(one) == name)
    with CaptureQueriesContext(connection) as asked:
        function(*ASKED[name])
    read = {
        table
        for query in asked.captured_queries
        for table in re.findall(r'(?:FROM|JOIN) "?([a-z]+_[a-z_]+)"?', query["sql"])
    }
    assert read, "it asked nothing"
    assert read <= LEDGER | {model._meta.db_table for model in tables()}
