"""docs/column-files.md says what the column files hold."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa

from gongfu.figures.store import columns, files
from gongfu.kernel.ledger.deeds import KINDS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "column-files.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|")
]


def test_the_page_names_the_columns_of_every_kind_with_their_types():
    named = [(row[0].strip("`"), row[1]) for row in ROWS if len(row) == 3 and row[0][:1] == "`"]
    for kind in KINDS.values():
        first = [(field.name, str(field.type)) for field in list(columns.schema(kind))[:8]]
        assert first == named, kind.kind


def test_the_page_names_every_type_that_a_field_has():
    named = {row[1] for row in ROWS if len(row) == 2}
    types = {str(field.type) for kind in KINDS.values() for field in columns.schema(kind)}
    assert types <= named
    assert not any(pa.types.is_floating(f.type) for k in KINDS.values() for f in columns.schema(k))


def test_no_kind_has_two_columns_of_one_name():
    for kind in KINDS.values():
        names = columns.schema(kind).names
        assert len(names) == len(set(names)), kind.kind


def test_the_page_names_what_the_manifest_says():
    said = set(re.findall(r"`(\w+)`", PAGE.split("## Columns", maxsplit=1)[0]))
    assert {"parts", "upto", "mark"} <= said & set(files.Manifest.__dataclass_fields__)
