"""The columns of an export say what its lines say, and nothing about a person."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from gongfu.figures.store import columns, exported, files
from gongfu.kernel.ledger.deeds import KINDS
from gongfu.kernel.ledger.encoding import shape
from gongfu.kernel.ledger.models import Record
from tests.figures.worlds import World, kinds_of_figures

pytestmark = pytest.mark.django_db
SIZE = 300


@pytest.fixture
def written(tmp_path):
    """Export the columns of a random district, in several batches; return their folder."""
    World(11, kinds=kinds_of_figures()).grow(SIZE)
    exported.write_columns(tmp_path / "columns", upto=SIZE, batch=70)
    return tmp_path / "columns"


def rows(folder):
    """Return every exported row with its kind, by number."""
    found = {}
    for path in folder.glob("kind=*/year=*/*.parquet"):
        kind = path.parts[-3].removeprefix("kind=")
        for row in pq.read_table(path, partitioning=None).to_pylist():
            assert f"year={row['day'].year}" == path.parts[-2]
            found[row["number"]] = {"kind": kind, **row}
    return found


def said(value):
    """Return a column's value as the public part writes it."""
    if isinstance(value, date | Decimal):
        return str(value)
    return value


def test_the_columns_hold_what_the_lines_hold(written):
    found = rows(written)
    assert sorted(found) == list(range(1, SIZE + 1))
    for number, public in Record.objects.values_list("number", "public"):
        part, row = json.loads(public), found[number]
        stated = {name: value for name, (value, _unit) in part.get("qty", {}).items()}
        stated |= part.get("codes", {})
        common = {"day": "day", "place": "place", "kind": "kind", "class": "evidence"}
        for name, column in common.items():
            assert said(row[column]) == part[name]
        assert row["reverses"] == part.get("corrects")
        own = set(row) - {"number", "kind", "day", "place", "evidence", "reverses"}
        for name in own:
            value = row[name]
            if isinstance(value, Decimal):
                assert value == Decimal(stated[name])
            else:
                assert said(value) == stated.get(name)


def test_no_exported_column_is_of_the_private_part():
    for kind in KINDS.values():
        private = {columns.column_of(field.name) for field in shape(kind).private}
        hidden = private | {"by", "about", "at"}
        assert not hidden & set(exported.schema(kind).names), kind.kind
        assert set(columns.schema(kind).names) == hidden | set(exported.schema(kind).names)


def test_the_manifest_names_the_files_and_the_last_record(written):
    stated = json.loads((written / "manifest.json").read_text("utf-8"))
    there = {str(path.relative_to(written)) for path in written.glob("kind=*/year=*/*.parquet")}
    assert {path for _kind, path in stated["parts"]} == there
    assert (stated["upto"], stated["mark"]) == (SIZE, files.mark_of(SIZE))


def test_a_later_export_into_the_same_folder_leaves_no_file_of_the_earlier(written):
    exported.write_columns(written, upto=100)
    assert sorted(rows(written)) == list(range(1, 101))


def test_an_export_is_the_same_files_again(written, tmp_path):
    exported.write_columns(tmp_path / "again", upto=SIZE, batch=70)
    for path in filter(Path.is_file, written.rglob("*")):
        assert path.read_bytes() == (tmp_path / "again" / path.relative_to(written)).read_bytes()
