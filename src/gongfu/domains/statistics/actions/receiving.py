"""Receiving official values: all errors listed, and nothing written until there are none."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from gongfu.domains.statistics.deeds import ValueReceived
from gongfu.domains.statistics.models import Value
from gongfu.domains.statistics.queries.facts import Facts, row_of
from gongfu.domains.statistics.rules import values as rules
from gongfu.domains.statistics.rules.values import AlreadyReceived, Line, TwiceInList
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.locking import queue_for
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

QUEUE = "statistics.values"


class Judged(NamedTuple):
    """A line that may be received: its deed, or the number of the record that states the same."""

    deed: ValueReceived
    known: int = 0


@action("indicator.receive")
def receive_values(
    viewer: Viewer, lines: Sequence[Line], *, place: str, at: datetime
) -> list[Entry[Any]]:
    """Record official values, one deed a line; return the entries in the lines' order.

    place: the district that receives.  A value that stands already with the same status and
    publication is not recorded again; its first entry is returned.
    Raises Denied; Many with one LineError a refused line (see `Facts.deed`, and AlreadyReceived,
    TwiceInList, a Doubt that the line does not answer).
    """
    act = Act(viewer, at)
    check(viewer, "indicator.receive", place=place)
    queue_for(QUEUE)
    judge = _Judge(Facts(lines, on=act.on))
    judged = each_line(lines, judge.line)
    fresh = [act.draft(one.deed, evidence=Evidence.C) for one in judged if not one.known]
    written = iter(append(fresh) if fresh else ())
    known = {
        entry.number: entry for entry in reading.numbered([j.known for j in judged if j.known])
    }
    return [known[one.known] if one.known else next(written) for one in judged]


def receive_value(viewer: Viewer, line: Line, *, place: str, at: datetime) -> Entry[Any]:
    """Record one official value; see `receive_values`.  Raises the refusal itself."""
    try:
        return receive_values(viewer, [line], place=place, at=at)[0]
    except Many as many:
        raise many.errors[0].refusal from None


class _Judge:
    """Judges lines one after another; each is compared with those before it too."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._seen: dict[tuple[str, str, str, str], int] = {}

    def line(self, number: int, line: Line) -> Judged:
        """Return the deed of one line, from 1.  Raises what speaks against it."""
        deed = self._facts.deed(line)
        row = row_of(deed)
        self._check_once(row, number)
        standing = self._facts.standing(row)
        if standing is not None:
            if rules.is_same(standing, row):
                return Judged(deed, standing.number)
            raise AlreadyReceived(value=standing.value, number=standing.number)
        doubt = self._facts.answered(row, line.sure)
        self._facts.history.add(row)
        return Judged(dataclasses.replace(deed, doubt=doubt))

    def _check_once(self, row: Value, number: int) -> None:
        first = self._seen.setdefault(rules.place_in_time(row), number)
        if first != number:
            raise TwiceInList(line=first)
