"""Hold every figure against its records: the number that is shown, and the sum of what lies under.

Folds make figures fast; this compares them with the parts themselves, on the ledger as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from gongfu.figures import asking, selecting
from gongfu.figures.catalogue import FIGURES
from gongfu.figures.counting import count_directly
from gongfu.figures.formula import Derived, Surveyed
from gongfu.figures.questions import ALL, Question
from gongfu.figures.store import files, relations
from gongfu.figures.totals import added, exact, way_of
from gongfu.kernel.measures.periods import Period, period


class Checked(NamedTuple):
    """The last comparison.

    on: its day.  size: of the ledger then.  figures: how many were compared.  wrong: codes of
    those that are not the sum of their records.
    """

    on: date
    size: int
    figures: int
    wrong: tuple[str, ...]


def is_sum_of_its_records(question: Question) -> bool:
    """Say whether the number and the count of records are what the parts themselves come to."""
    reader, answer = relations.current(), asking.ask(question)
    way = way_of(question.figure)
    parts = selecting.grouped(question, reader, way=way, by=ALL)
    rows = count_directly(parts, reader, way=way, by=ALL)
    numbers = reader.run(parts.select("number").distinct().count().name("n").as_table())
    under = int(numbers["n"][0].as_py())
    return (exact(question.figure, added(rows)), under) == (answer.exact, answer.records)


def check(place: str, periods: Iterable[Period], *, on: date) -> Checked:
    """Compare all figures over deeds for these periods, and keep what was found."""
    spans = list(periods)
    asked = [one for one in FIGURES.values() if not isinstance(one.formula, Derived | Surveyed)]
    wrong = tuple(
        one.code
        for one in asked
        if not all(is_sum_of_its_records(Question(one, place, span)) for span in spans)
    )
    found = Checked(on, relations.current().size, len(asked), wrong)
    files.folder().mkdir(parents=True, exist_ok=True)
    kept = {**found._asdict(), "on": on.isoformat()}
    (files.folder() / "checked.json").write_text(json.dumps(kept), "utf-8")
    return found


def check_daily(place: str, *, on: date) -> Checked:
    """Compare once a day: this year and the last; return what was found."""
    last = last_check()
    if last is not None and last.on == on:
        return last
    return check(place, [period(str(on.year - 1)), period(str(on.year))], on=on)


def last_check() -> Checked | None:
    """Return what the last comparison found, None where there was none."""
    try:
        kept = json.loads((files.folder() / "checked.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    wrong = tuple(kept["wrong"])
    return Checked(date.fromisoformat(kept["on"]), kept["size"], kept["figures"], wrong)
