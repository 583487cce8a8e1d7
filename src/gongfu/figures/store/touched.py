"""What the newest records change: the stored records on which the changed parts depend.

For each kind that a formula reads, `was_…` holds those stored records and `now_…` the tail's as
well, so that the formula over `now_…` less the formula over `was_…` is the change.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from gongfu.figures.formula.parts import STANDING, Formula
from gongfu.figures.store.relations import Columns, name_of
from gongfu.kernel.ledger.deeds import Deed

Keyed = tuple[tuple[type[Deed], str], ...]


def keyed(formula: Formula) -> Keyed:
    """Return the kinds with the field on which their parts depend; for flows their number."""
    return formula.things or tuple((kind, "number") for kind in formula.kinds)


def is_touched(columns: Columns, formula: Formula) -> bool:
    """Say whether the newest records can change the formula's parts or their evidence."""
    return any(
        columns.tail(kind).num_rows or columns.again(kind).num_rows
        for kind, _field in keyed(formula)
    )


def define(columns: Columns, formula: Formula) -> None:
    """Define `was_…` and `now_…` for every kind that the formula reads."""
    kinds = keyed(formula)
    for kind, field in kinds:
        was = _by_thing(columns, kinds, kind, field) if formula.things else columns.again(kind)
        columns.engine.hold(f"held_{name_of(kind)}", was)
        _define(columns, kind, f"SELECT * FROM held_{name_of(kind)}")  # noqa: S608
    numbers = " UNION ALL ".join(f"SELECT number FROM was_{name_of(kind)}" for kind, _ in kinds)  # noqa: S608
    for kind in STANDING:
        columns.of(kind)
        query = f"SELECT * FROM stored_{name_of(kind)} WHERE record IN ({numbers})"  # noqa: S608
        _define(columns, kind, query)


def _define(columns: Columns, kind: type[Deed], was: str) -> None:
    columns.of(kind)
    name = name_of(kind)
    columns.engine.define(f"was_{name}", was)
    both = f"SELECT * FROM was_{name} UNION ALL BY NAME SELECT * FROM tail_{name}"  # noqa: S608
    columns.engine.define(f"now_{name}", both)


def _by_thing(columns: Columns, kinds: Keyed, kind: type[Deed], field: str) -> pa.Table:
    """Return the stored records of a kind that name a thing of the newest records."""
    columns.of(kind)
    things = columns.remembered(("things", repr(kinds)), lambda: _things(columns, kinds))
    columns.engine.hold("things", things)
    query = f'SELECT * FROM stored_{name_of(kind)} WHERE "{field}" IN (SELECT thing FROM things)'  # noqa: S608
    name = ("stored", kind.kind, field, repr(kinds))
    return columns.remembered(name, lambda: columns.engine.run(query))


def _things(columns: Columns, kinds: Keyed) -> pa.Table:
    tables = [table for kind, _ in kinds for table in (columns.tail(kind), columns.again(kind))]
    fields = [field for _, field in kinds for _ in range(2)]
    found = [table[field].combine_chunks() for table, field in zip(tables, fields, strict=True)]
    return pa.table({"thing": pc.unique(pa.chunked_array(found, pa.string()))})
