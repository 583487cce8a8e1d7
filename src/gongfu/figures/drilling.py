"""List the records under a figure, newest first, from as few of the column files as it takes.

Records rise in number, and so do the rows of the files.  So the newest are looked for among the
last rows before the page, as many as the figure's count lets expect, and then among more while
they are too few.  Within such a window the figure's own formula says which records count, so that
a page is the same as if all parts had been listed and cut.  Where a record counts only together
with later ones of the same thing, a fold keeps the parts (see `folds`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce
from typing import NamedTuple

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gongfu.figures import folds, selecting
from gongfu.figures.folded import inside
from gongfu.figures.formula import Formula
from gongfu.figures.formula.parts import STANDING, reads
from gongfu.figures.questions import Question
from gongfu.figures.store.columns import schema
from gongfu.figures.store.relations import Columns, name_of, relation
from gongfu.kernel.ledger.deeds import Deed
from gongfu.kernel.places import tree

_SPARE, _WIDER = 3, 8
_SPARSE, _MORE = 64, 16
_WINDOW = "window__"
_COMPILED: dict[Formula, str] = {}
Days = tuple[date, date]


class Window(NamedTuple):
    """Numbers from low up to high, among the records up to `upto`, and what lies there by kind.

    rows: of each kind that counts alone, those of the place and days; some may lie below low.
    """

    low: int
    high: int
    upto: int
    rows: dict[type[Deed], pa.Table]

    def known(self, rows: pa.Table) -> pa.Table:
        """Return those of the rows that were known then."""
        return rows.filter(pc.less_equal(rows["number"], self.upto))


def page(question: Question, columns: Columns, *, below: int, limit: int) -> list[int] | None:
    """Return the highest numbers of a figure over deeds, below the one given if any.

    None where the records cannot be told apart by windows, nor a fold is kept.
    """
    if not selecting.formula_of(question).alone:
        return _from_fold(question, columns, below=below, limit=limit)
    found: list[int] = []
    for window in _windows(question, columns, below=below, limit=limit):
        found += _in_window(question, columns, window, limit - len(found))
        if len(found) >= limit:
            break
    return found


def _from_fold(question: Question, columns: Columns, *, below: int, limit: int) -> list[int] | None:
    """Return a page out of the kept parts: from the newest numbers down, more of them each time."""
    name = folds.name_of(question.figure, columns, wanted="part")
    if name is None or question.known is not None:
        return None
    found: list[int] = []
    high = min(columns.size, below - 1) if below else columns.size
    step = _numbers(question, columns, limit * _SPARSE)
    while high > 0 and len(found) < limit:
        tests = [f"number BETWEEN {high - step + 1} AND {high}", *_tests(question)]
        rows = columns.engine.run(
            f"SELECT number FROM {name} WHERE {' AND '.join(tests)} GROUP BY number"  # noqa: S608
            f" HAVING sum(parts) > 0 ORDER BY number DESC LIMIT {limit - len(found)}"
        )
        found += rows["number"].to_pylist()
        high, step = high - step, step * _MORE
    return found


def _numbers(question: Question, columns: Columns, parts: int) -> int:
    """Return among how many numbers so many kept parts lie, about."""
    kept = folds.size_of(question.figure, columns, wanted="part")
    return max(1, columns.size * parts // max(1, kept))


def _tests(question: Question) -> list[str]:
    """Return the conditions that a part is of the question's place, period and person."""
    start, last = question.period.start, question.period.last_day
    stock = selecting.formula_of(question).stock
    during = f"start <= DATE '{last}' AND \"end\" > DATE '{last}'"
    person = question.person.replace("'", "''")
    return [
        inside(question),
        during if stock else f"start BETWEEN DATE '{start}' AND DATE '{last}'",
        *([f"person = '{person}'"] if person else []),
    ]


def _windows(question: Question, columns: Columns, *, below: int, limit: int) -> Iterator[Window]:
    """Yield windows from the highest number down, each with more rows than the one before."""
    upto, kinds = selecting.size_known(question, columns), selecting.formula_of(question).alone
    high, wanted = min(upto, below - 1) if below else upto, limit * _SPARE
    days = question.period.start, question.period.last_day
    while high > 0:
        found = {kind: _newest(question, kind, columns, days, high, wanted) for kind in kinds}
        low = max(low for low, _rows in found.values())
        yield Window(low, high, upto, {kind: rows for kind, (_low, rows) in found.items()})
        high, wanted = low - 1, wanted * _WIDER


def _newest(
    question: Question, kind: type[Deed], columns: Columns, days: Days, high: int, wanted: int
) -> tuple[int, pa.Table]:
    """Return at least so many records of a kind up to a number, and from which number on all."""
    spans = [one for one in columns.spans(kind) if one.first <= high and one.meets(days)]
    spans.sort(key=lambda one: one.last, reverse=True)
    fields = _fields(kind, selecting.formula_of(question))
    found = [_here(columns.tail(kind).select(fields), question, days, high)]
    while spans and sum(map(len, found)) < wanted:
        found.append(_here(columns.group(spans.pop(0), fields), question, days, high))
    rows = pa.concat_tables(found)
    low = spans[0].last + 1 if spans else 1
    if len(rows) > wanted:
        low = max(low, np.partition(rows["number"].to_numpy(), -wanted)[-wanted])
        rows = rows.filter(pc.greater_equal(rows["number"], low))
    return int(low), rows


def _here(rows: pa.Table, question: Question, days: Days, high: int) -> pa.Table:
    """Return those of the rows that are of the question's place and the days, up to a number."""
    place, day = rows["place"], rows["day"]
    kept = pc.less_equal(rows["number"], high)
    kept = pc.and_(kept, pc.and_(pc.greater_equal(day, days[0]), pc.less_equal(day, days[1])))
    if question.place:
        ranges = tree.ranges(question.place, on=question.period.last_day)
        tests = [pc.and_(pc.greater_equal(place, low), pc.less(place, end)) for low, end in ranges]
        kept = pc.and_(kept, reduce(pc.or_, tests))
    return rows.filter(kept)


def _in_window(question: Question, columns: Columns, window: Window, limit: int) -> list[int]:
    """Return the figure's records in the window by its formula over what the window holds."""
    formula = selecting.formula_of(question)
    compiled = _compiled(formula)
    for kind in reads(formula):
        if f'"{_WINDOW}{name_of(kind)}"' in compiled:
            columns.engine.hold(f"{_WINDOW}{name_of(kind)}", _rows(kind, formula, columns, window))
    tests = [f"number BETWEEN {window.low} AND {window.high}", *_tests(question)]
    found = columns.engine.run(
        f"SELECT number FROM ({compiled}) WHERE {' AND '.join(tests)}"  # noqa: S608
        f" ORDER BY number DESC LIMIT {limit}"
    )
    return [int(number) for number in found["number"].to_pylist()]


def _rows(kind: type[Deed], formula: Formula, columns: Columns, window: Window) -> pa.Table:
    """Return the records of a kind on which parts of the window's records depend."""
    fields = _fields(kind, formula)
    if kind in formula.alone:
        back = _naming(columns.small(kind, fields, "reverses IS NOT NULL"), "reverses", window)
        return pa.concat_tables([window.rows[kind].cast(back.schema), back])
    small = columns.small(kind, fields, "true")
    return _naming(small, "record", window) if kind in STANDING else window.known(small)


def _naming(rows: pa.Table, column: str, window: Window) -> pa.Table:
    """Return the known records that name one of the window in this column."""
    named = rows[column]
    here = pc.and_(pc.greater_equal(named, window.low), pc.less_equal(named, window.high))
    return window.known(rows.filter(here))


def _compiled(formula: Formula) -> str:
    if formula not in _COMPILED:
        parts = formula.parts(lambda kind: relation(kind, _WINDOW))
        _COMPILED[formula] = str(ibis.to_sql(parts, dialect="duckdb", pretty=False))
    return _COMPILED[formula]


def _fields(kind: type[Deed], formula: Formula) -> tuple[str, ...]:
    """Return the columns of a kind that a formula names."""
    compiled = _compiled(formula)
    return tuple(name for name in schema(kind).names if f'"{name}"' in compiled)
