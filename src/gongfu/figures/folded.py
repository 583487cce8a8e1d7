"""Answer from a fold, in one query of milliseconds; the same as from the parts, and tested so."""

from __future__ import annotations

from datetime import date

from gongfu.figures import folds
from gongfu.figures.questions import By, Question, Way
from gongfu.figures.selecting import formula_of
from gongfu.figures.store.relations import Columns
from gongfu.figures.totals import Row
from gongfu.kernel.measures.periods import grain_of, months_of
from gongfu.kernel.places import tree

_WANTED = {
    Way.SUM: "shown",
    Way.MEDIAN: "shown",
    Way.THING: "thing",
    Way.SUBJECT: "subject",
    Way.EACH: "subject",
}

_WEIGHT = "CAST(sum(parts) AS BIGINT) AS weight"


def count(question: Question, columns: Columns, *, way: Way, by: By) -> list[Row] | None:
    """Return amount and weight for each group that has any parts; None where no fold can tell."""
    wanted = _WANTED[way]
    apart = question.known is not None or question.person or question.among
    if apart or by.column == "item" or not _can_tell(question, wanted, by):
        return None
    name = folds.name_of(question.figure, columns, wanted=wanted)
    if name is None:
        return None
    rows: list[Row] = columns.engine.run(_query(question, name, way, by)).to_pylist()
    return [row for row in rows if row["weight"]]


def first_day(question: Question, columns: Columns) -> date | None:
    """Return the first day for which the figure has parts, None where no fold can tell."""
    name = folds.name_of(question.figure, columns, wanted="shown")
    if name is None or question.known is not None or question.person:
        return None
    days = (
        f"SELECT start FROM {name} WHERE {inside(question)}"  # noqa: S608
        " GROUP BY start HAVING sum(parts) <> 0"
    )
    rows = columns.engine.run(f"SELECT min(start) AS first FROM ({days})")  # noqa: S608
    found: date | None = rows["first"][0].as_py()
    return found


def _can_tell(question: Question, wanted: str, by: By) -> bool:
    """Say whether the fold holds what is asked: by class only the one, by day not the others."""
    if wanted == "shown":
        return True
    periods = by.periods or (question.period,)
    by_day = formula_of(question).stock or all(grain_of(one) != "day" for one in periods)
    return by.column != "shown" and by_day


def _query(question: Question, name: str, way: Way, by: By) -> str:
    rows = f"SELECT *{_group(by)} FROM {name} {_joined(question, by)} WHERE {_where(question, by)}"  # noqa: S608
    keys = by.columns
    if way is Way.EACH:
        return _grouped(rows, [*keys, "subject"], f"sum(amount) AS amount, {_WEIGHT}")
    if way is Way.SUM:
        return _grouped(rows, keys, f"sum(amount) AS amount, {_WEIGHT}")
    if way is Way.MEDIAN:
        return _median(rows, keys)
    each = _grouped(rows, [*keys, way.value], "sum(parts) AS parts HAVING sum(parts) > 0")
    return _grouped(each, keys, f"count(*) AS amount, {_WEIGHT}")


def _grouped(rows: str, keys: list[str], sums: str) -> str:
    """Return the query of these sums over rows; what follows HAVING in `sums` is a condition."""
    sums, _having, condition = sums.partition(" HAVING ")
    columns = "".join(f'"{key}", ' for key in keys)
    group = " GROUP BY " + ", ".join(f'"{key}"' for key in keys) if keys else ""
    having = f" HAVING {condition}" if condition else ""
    return f"SELECT {columns}{sums} FROM ({rows}){group}{having}"  # noqa: S608


def _median(rows: str, keys: list[str]) -> str:
    """Return the query of twice the median; see `counting`."""
    each = _grouped(rows, [*keys, "amount"], "sum(parts) AS parts HAVING sum(parts) > 0")
    among = "PARTITION BY " + ", ".join(f'"{key}"' for key in keys) if keys else ""
    ranked = (
        f"SELECT *, sum(parts) OVER ({among} ORDER BY amount ROWS UNBOUNDED PRECEDING) AS upto,"  # noqa: S608
        f" sum(parts) OVER ({among}) AS weight FROM ({each})"
    )
    hits = " + ".join(
        f"CAST(2 * (upto - parts) + 2 <= weight + {more} AND weight + {more} <= 2 * upto + 1"
        " AS INTEGER)"
        for more in (1, 2)
    )
    return _grouped(
        ranked, keys, f"sum(amount * ({hits})) AS amount, CAST(max(weight) AS BIGINT) AS weight"
    )


def _group(by: By) -> str:
    if by.column == "inside":
        return f", rpad(substr(place, 1, {by.digits}), 12, '0') AS inside"
    return ""


def _joined(question: Question, by: By) -> str:
    if not by.periods:
        return ""
    if not formula_of(question).stock and all(grain_of(one) != "day" for one in by.periods):
        return _joined_by_month(by)
    spans = ", ".join(
        f"({at}, DATE '{one.start}', DATE '{one.last_day}')" for at, one in enumerate(by.periods)
    )
    counts = _counts(question, "low", "high")
    return f'JOIN (VALUES {spans}) AS spans("at", low, high) ON {counts}'


def _joined_by_month(by: By) -> str:
    """Join periods of whole months by their months, which is faster than by first and last day."""
    months = ", ".join(
        f"({at}, DATE '{month.start}')"
        for at, one in enumerate(by.periods)
        for month in months_of(one)
    )
    return f"JOIN (VALUES {months}) AS spans(\"at\", month) ON date_trunc('month', start) = month"


def _where(question: Question, by: By) -> str:
    days = (f"DATE '{day}'" for day in (question.period.start, question.period.last_day))
    during = "true" if by.periods else _counts(question, *days)
    return f"{inside(question)} AND {during}"


def inside(question: Question) -> str:
    """Return the condition that a part lies in the question's place."""
    if not question.place:
        return "true"
    ranges = tree.ranges(question.place, on=question.period.last_day)
    tests = [f"(place >= '{low}' AND place < '{high}')" for low, high in ranges]
    return f"({' OR '.join(tests)})"


def _counts(question: Question, low: str, high: str) -> str:
    """Return the condition that a change counts: a stock is all changes up to its day."""
    until = f"start <= {high}"
    return until if formula_of(question).stock else f"start >= {low} AND {until}"
