"""Folds: what a figure's parts come to by day and place, kept beside the column files.

A fold holds sums, so it answers any period and place of the figure in milliseconds, however many
records lie under it.  The records that came after the files change few parts: those of their own
and those of the things that they name.  What these parts came to before is taken off and what they
come to now is put on, so that a fold with its change equals the parts themselves, exactly.

Of each figure: `shown`, by day, place and evidence class (and by amount, for a median); `thing` or
`subject`, which of them there were, by month and place (by day for stocks); and `part`, the parts
themselves, where one depends on several records.
"""

from __future__ import annotations

import dataclasses
import hashlib
import inspect
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr.types import Table

from gongfu.figures import formula as formulas
from gongfu.figures.catalogue import Aggregate, Figure
from gongfu.figures.formula import Count, Derived, Distinct, Dues, Formula, Last, Of, Stock, Sum
from gongfu.figures.formula.parts import FAR, classed, joined, reads, with_subjects
from gongfu.figures.store import files, touched
from gongfu.figures.store.engines import files_as_table
from gongfu.figures.store.relations import Columns, relation

_FOLDED = (Count, Sum, Distinct, Stock, Last, Dues)
_PLACE = "kinds__"
_GROUP_ROWS = 100_000


@dataclasses.dataclass(frozen=True)
class Fold:
    """One fold of a figure: its columns by which it is summed, and its query over the kinds."""

    figure: Figure
    wanted: str

    @property
    def keys(self) -> list[str]:
        """Return the columns by which it is summed."""
        if self.wanted == "part":
            return ["number", "start", "end", "place", "person"]
        median = self.figure.aggregate is Aggregate.MEDIAN and self.wanted == "shown"
        return ["start", "place", self.wanted, *(["amount"] if median else [])]

    @property
    def sums(self) -> list[str]:
        """Return the columns that are summed."""
        found = ("parts",) if self.wanted == "part" else ("amount", "parts")
        return [name for name in found if name not in self.keys]

    @property
    def name(self) -> str:
        """Return a name that changes with everything that its numbers follow from."""
        made = repr((self.figure.formula, self.figure.aggregate, self.figure.subject))
        kinds = [files.digest(kind.kind) for kind in reads(_formula(self.figure))]
        return f"{self.figure.code}-{self.wanted}-{_digest(' '.join([_code(), made, *kinds]))}"

    def path(self, manifest: files.Manifest) -> Path:
        """Return where the fold of the records up to the manifest's end is kept."""
        return files.folder() / "folds" / f"{self.name}-{_state(manifest)}.parquet"

    def rows(self, of: Of) -> Table:
        """Return the fold's rows over these relations: keys, amount, parts."""
        parts = self._parts(of)
        one = ibis.literal(1, "int64")
        changes = parts.mutate(parts=one)
        if self.wanted == "part":
            return changes.select(*self.keys, *self.sums)
        if _formula(self.figure).stock:
            ended = parts.filter(parts.end < ibis.literal(FAR))
            gone = {"start": ended.end, "parts": -one, "amount": -ended.amount}
            changes = joined([changes, ended.mutate(**gone).select(*changes.columns)])
        if self.wanted != "shown" and not _formula(self.figure).stock:
            changes = changes.mutate(start=changes.start.truncate("M"))
        return changes.aggregate(by=self.keys, **{name: changes[name].sum() for name in self.sums})

    def _parts(self, of: Of) -> Table:
        parts = _formula(self.figure).parts(of)
        if self.wanted == "shown":
            return classed(parts, of)
        return (
            with_subjects(self.figure.subject, _formula(self.figure), parts, of)
            if self.wanted == "subject"
            else parts
        )


def _state(manifest: files.Manifest) -> str:
    return f"{manifest.mark[:16]}-{manifest.erased}"


def _formula(figure: Figure) -> Formula:
    assert not isinstance(figure.formula, Derived)
    return figure.formula


@cache
def _code() -> str:
    """Return the source of everything that makes a fold."""
    folder = Path(inspect.getfile(formulas)).parent
    return "\n".join(
        path.read_text("utf-8") for path in [*sorted(folder.glob("*.py")), Path(__file__)]
    )


def folds_of(figure: Figure) -> list[Fold]:
    """Return the folds that are kept for a figure."""
    if not isinstance(figure.formula, _FOLDED):
        return []
    wanted = ["shown"]
    wanted += ["thing"] if figure.aggregate is Aggregate.DISTINCT else []
    wanted += ["subject"] if figure.subject else []
    wanted += [] if figure.formula.alone else ["part"]
    return [Fold(figure, one) for one in wanted]


def name_of(figure: Figure, columns: Columns, *, wanted: str) -> str | None:
    """Return under which name a fold is read, up to date with the ledger; None where none is kept.

    wanted: `shown`, `thing` or `subject`, the column that it must have, or `part`.
    """
    fold = Fold(figure, wanted)
    if fold not in folds_of(figure):
        return None
    return columns.remembered(("fold", fold.name), lambda: _current(fold, columns))


def size_of(figure: Figure, columns: Columns, *, wanted: str) -> int:
    """Return how many rows the file of a fold holds that `name_of` names."""
    path = Fold(figure, wanted).path(columns.manifest)
    return columns.remembered(("rows", str(path)), lambda: pq.read_metadata(path).num_rows)


def _current(fold: Fold, columns: Columns) -> str | None:
    path = fold.path(columns.manifest)
    if not path.exists():
        return None
    name, stored = f"fold_{_digest(fold.name)}", files_as_table([path])
    rows = f"SELECT * FROM {stored}"  # noqa: S608
    if touched.is_touched(columns, _formula(fold.figure)):
        columns.engine.hold(f"{name}_change", change(fold, columns).cast(pq.read_schema(path)))
        rows += f" UNION ALL SELECT * FROM {name}_change"  # noqa: S608
    columns.engine.define(name, rows)
    return name


def change(fold: Fold, columns: Columns) -> pa.Table:
    """Return what the records after the files change, as rows to be added to the fold."""
    touched.define(columns, _formula(fold.figure))
    sums, keys = fold.sums, _names(fold.keys)
    more = ", ".join(f"{name}" for name in sums)
    less = ", ".join(f"-{name} AS {name}" for name in sums)
    both = (
        f"SELECT {keys}, {more} FROM ({_query(fold, 'now_')})"  # noqa: S608
        f" UNION ALL SELECT {keys}, {less} FROM ({_query(fold, 'was_')})"
    )
    return columns.engine.run(_summed(fold, both))


def _summed(fold: Fold, rows: str) -> str:
    """Return the query that adds rows of a fold up, and leaves out what comes to nothing."""
    sums = ", ".join(f"sum({name}) AS {name}" for name in fold.sums)
    some = " OR ".join(f"sum({name}) <> 0" for name in fold.sums)
    keys = _names(fold.keys)
    return f"SELECT {keys}, {sums} FROM ({rows}) GROUP BY {keys} HAVING {some}"  # noqa: S608


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _query(fold: Fold, before: str) -> str:
    """Return the query of the fold's rows over kinds whose names begin so."""
    return _compiled(fold).replace(f'"{_PLACE}', f'"{before}')


@cache
def _rows(fold: Fold) -> Table:
    return fold.rows(lambda kind: relation(kind, _PLACE))


@cache
def _compiled(fold: Fold) -> str:
    return str(ibis.to_sql(_rows(fold), dialect="duckdb", pretty=False))


def _schema(fold: Fold) -> pa.Schema:
    return _rows(fold).select(*fold.keys, *fold.sums).schema().to_pyarrow()


def build(columns: Columns, target: files.Manifest, figures: Iterable[Figure]) -> None:
    """Write the folds of the target's records, from a reader that has read exactly these."""
    for figure in figures:
        for fold in folds_of(figure):
            if not fold.path(target).exists():
                _write(fold, columns, fold.path(target))


def _write(fold: Fold, columns: Columns, path: Path) -> None:
    known = _current(fold, columns)
    for kind in reads(_formula(fold.figure)):
        columns.of(kind)
    rows = f"SELECT * FROM {known}" if known else _query(fold, "")  # noqa: S608
    found = columns.engine.run(f"{_summed(fold, rows)} ORDER BY {_names(fold.keys)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    pq.write_table(found.cast(_schema(fold)), draft, compression="zstd", row_group_size=_GROUP_ROWS)
    draft.replace(path)


def sweep(manifest: files.Manifest) -> None:
    """Remove folds of other states of the ledger than the manifest's."""
    mark = _state(manifest)
    for path in (files.folder() / "folds").glob("*.parquet"):
        if not path.stem.endswith(mark):
            path.unlink(missing_ok=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
