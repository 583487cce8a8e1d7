"""Figures over millions of deeds, against SQL written by hand for DuckDB and against pandas.

BENCH_DEEDS=100000000 measures a hundred million.  Every question is asked as if nothing was known
yet but folds and files: what was computed before is forgotten.
"""

from __future__ import annotations

import dataclasses
import functools
import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

import duckdb
import pandas as pd
from django.test import Client
from django.urls import reverse

from bench.frame import line, ratio
from bench.ledger import visit
from bench.synthetic import FIRST, YEARS, District
from gongfu.domains.keys.deeds import VisitMade
from gongfu.faces.cli.demonstration.founding import DISTRICT
from gongfu.figures import asking, folds, keeping
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES, Aggregate, Figure
from gongfu.figures.formula import Distinct, Growth, PerHead, Ratio, Sum
from gongfu.figures.store import files, relations
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.measures.periods import months_of, period

_DEEDS = int(os.environ.get("BENCH_DEEDS", "10000000"))
_YEAR = period(str(FIRST.year + YEARS - 1))
_AIM = 150 if _DEEDS <= 10_000_000 else 1500
_TIMES, _BOARD = 3, 12
_LATER = datetime(FIRST.year + YEARS, 1, 2, tzinfo=UTC)


def _figure(formula: Any, aggregate: Aggregate, **more: Any) -> Figure:
    words: Any = dict.fromkeys(("title", "definition", "unit", "unit_words", "source"), "")
    code = f"bench.{type(formula).__name__.lower()}"
    return Figure(code=code, formula=formula, aggregate=aggregate, **words, **more)


_VISITS, _HOURS = FIGURES["keys.visits"], FIGURES["keys.service-hours"]
_COUNTED = [one for one in FIGURES.values() if one.origin == "ledger"]
_PEOPLE = FIGURES["statistics.population"]
_MORE = (
    _figure(Distinct((VisitMade,), "elder"), Aggregate.DISTINCT),
    _figure(Sum((VisitMade,), "minutes"), Aggregate.MEDIAN),
    _figure(Ratio(_HOURS, _VISITS), Aggregate.DERIVED, digits=2),
    _figure(Growth(_VISITS), Aggregate.DERIVED, scale=Decimal("0.01"), digits=1),
    _figure(PerHead(_VISITS, _PEOPLE), Aggregate.DERIVED, digits=1),
)
_STANDS = """
SELECT * FROM {kind} WHERE reverses IS NULL
AND number NOT IN (SELECT reverses FROM {kind} WHERE reverses IS NOT NULL)
AND number NOT IN (SELECT d.record FROM disputed d LEFT JOIN
  (SELECT record, max(number) AS upto FROM settled GROUP BY record) s USING (record)
  WHERE upto IS NULL OR upto < d.number)
"""
_BY_HAND = {
    "keys.visits": ("count(*)", ("visit",)),
    "keys.service-hours": ("sum(minutes) FILTER (hours_kind = 'volunteer')", ("visit", "service")),
    "bench.distinct": ("count(DISTINCT elder)", ("visit",)),
    "bench.sum": ("median(minutes)", ("visit",)),
}
_NAMES = {
    "visit": "keys.visit.made", "service": "keys.service.given",
    "disputed": "ledger.record.disputed", "settled": "ledger.dispute.settled",
}  # fmt: skip


class Spent(NamedTuple):
    """Milliseconds of a figure's number with its evidence, its twelve months, and its towns."""

    number: float
    months: float
    towns: float


def _timed(work: Callable[[], object], *, fresh: bool = True, times: int = _TIMES) -> float:
    """Return the median of milliseconds; fresh: with nothing known from before."""
    spent = []
    for _time in range(times):
        if fresh:
            relations.up_to_date()._known.clear()
        begun = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begun) * 1e3)
    return sorted(spent)[times // 2]


def _ours(figure: Figure) -> Spent:
    question, months = Question(figure, DISTRICT, _YEAR), list(months_of(_YEAR))
    return Spent(
        _timed(lambda: asking.ask(question)),
        _timed(lambda: asking.series(question, months)),
        _timed(lambda: asking.by_place(question, digits=9)),
    )


def _together(figure: Figure) -> float:
    """Return the milliseconds of all three in one."""
    question, months = Question(figure, DISTRICT, _YEAR), list(months_of(_YEAR))

    def work() -> None:
        with relations.steady():
            asking.ask(question)
            asking.series(question, months)
            asking.by_place(question, digits=9)

    return _timed(work)


def _by_hand(base: Any, code: str) -> Spent:
    value, kinds = _BY_HAND[code]
    rows = " UNION ALL BY NAME ".join(f"({_STANDS.format(kind=kind)})" for kind in kinds)
    during = f"day >= DATE '{_YEAR.start}' AND day < DATE '{_YEAR.end}' AND place LIKE '330402%'"
    asked = f"FROM ({rows}) WHERE {during}"
    return Spent(
        *(
            _timed(lambda sql=sql: base.execute(sql).fetchall())  # type: ignore[misc]
            for sql in (
                f"SELECT {value}, evidence {asked} GROUP BY evidence",
                f"SELECT {value}, month(day) {asked} GROUP BY 2",
                f"SELECT {value}, substr(place, 1, 9) {asked} GROUP BY 2",
            )
        )
    )


def _hand_base() -> Any:
    base = duckdb.connect(config={"threads": 2})
    for name, kind in _NAMES.items():
        paths = [str(files.folder() / path) for path in files.manifest().of(kind)]
        base.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({paths})")
    return base


def _pandas(base: Any) -> None:
    """Print what pandas takes for visits with the frame in memory, and how long to read it."""
    begun = time.perf_counter()
    frame: pd.DataFrame = base.execute("SELECT number, day, place, reverses FROM visit").df()
    stands = base.execute(f"SELECT number FROM ({_STANDS.format(kind='visit')})").df()["number"]
    read = (time.perf_counter() - begun) * 1e3
    first, end = pd.Timestamp(_YEAR.start), pd.Timestamp(_YEAR.end)

    def year() -> pd.DataFrame:
        found = frame[(frame["day"] >= first) & (frame["day"] < end)]
        return found[found["number"].isin(stands)]

    spent = Spent(
        _timed(lambda: len(year())),
        _timed(lambda: year()["day"].dt.month.value_counts()),
        _timed(lambda: year()["place"].str[:9].value_counts()),
    )
    print(f"keys.visits in pandas, ms: {_words(spent)}, after {read:,.0f} to read the files")


def _words(spent: Spent) -> str:
    return " + ".join(f"{one:.0f}" for one in spent)


def _drill() -> None:
    """Print the milliseconds to 100 records of every figure that is counted from deeds."""
    for text in (_YEAR.text, f"{FIRST.year}-06"):
        asked = [Question(one, DISTRICT, period(text)) for one in _COUNTED]
        spent = {one.figure.code: _timed(functools.partial(asking.evidence, one)) for one in asked}
        worst = max(spent, key=lambda code: spent[code])
        middle = sorted(spent.values())[len(spent) // 2]
        print(f"100 records in {text}, ms: {middle:.0f}, most {spent[worst]:.0f} ({worst}), aim 20")


def _board() -> None:
    """Print the milliseconds of a board's page with twelve figures, anew and unchanged."""
    codes = [one.code for one in _COUNTED][:_BOARD]
    asked = [("place", DISTRICT), ("period", _YEAR.text), *(("f", code) for code in codes)]
    address = f"{reverse('board')}?{urlencode(asked)}"
    client = Client()

    def page() -> None:
        assert client.get(address, headers={"host": "127.0.0.1"}).status_code == 200

    print(f"board of {len(codes)}, ms: {_timed(page):.0f}, aim 500")
    print(f"board of {len(codes)}, nothing new, ms: {_timed(page, fresh=False):.0f}, aim 50")


def _shown_after_append() -> None:
    """Print the milliseconds from a deed to the figure that counts it."""
    question = Question(_VISITS, DISTRICT, _YEAR)
    on = _YEAR.end - timedelta(1)

    def work() -> None:
        before = asking.ask(question).value
        begun = time.perf_counter()
        _record(on)
        assert asking.ask(question).value == (before or 0) + 1
        spent.append((time.perf_counter() - begun) * 1e3)

    spent: list[float] = []
    for _time in range(5):
        work()
    print(f"from deed to figure, ms: {sorted(spent)[2]:.0f}, at most {max(spent):.0f}, aim 1000")


def _record(on: date, count: int = 1) -> None:
    """Append visits of that day, as an action does."""
    with acting():
        permit()
        drafts = [Draft(_on(on, n), by=f"keeper{n % 40:020d}", at=_LATER) for n in range(count)]
        append(drafts)


def _on(on: date, n: int) -> VisitMade:
    return dataclasses.replace(visit(n), on=on, place="330402007032")


def main() -> None:
    """Print milliseconds by hand and by the catalogue, and of board, drill and append."""
    begun = time.monotonic()
    District(_DEEDS).write()
    written, begun = time.monotonic() - begun, time.monotonic()
    keeping.compact()
    folds.build(relations.up_to_date(), files.manifest(), _MORE)
    built = time.monotonic() - begun
    print(f"{_DEEDS:,} deeds, files written in {written:.0f} s, folds in {built:.0f} s")
    base = _hand_base()
    for one in (*FIGURES.values(), *_MORE):
        if one.code in _BY_HAND:
            ours, hand = _ours(one), _by_hand(base, one.code)
            print(f"{one.code}: by hand {_words(hand)} ms, ours {_words(ours)} ms")
            line(f"{one.code}, ms", sum(hand), sum(ours), ratio(sum(hand), sum(ours)), 1 / 1.5)
        spent = _together(one)
        print(f"{one.code}: {spent:.0f} ms, aim {_AIM}  {'ok' if spent <= _AIM else 'ABOVE'}")
    _pandas(base)
    _drill()
    _board()
    _record(_YEAR.start, count=2_000)
    _shown_after_append()
