"""Whether what a number speaks of is too small a group for the public.

About people: fewer than `GONGFU_SMALL_GROUP`.  About firms: fewer than `GONGFU_FEW_FIRMS`, or one
of them holds more than `GONGFU_DOMINANT_PERCENT` of the amount, so that others could read its books
(dominance, 支配规则).  What is withheld together must not be a small group either, because the rest
of a shown sum tells of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings

from gongfu.figures.catalogue import Subjects
from gongfu.figures.counting import count
from gongfu.figures.questions import By, Question, Way
from gongfu.figures.store import relations
from gongfu.figures.totals import Row

Amount = int | Decimal


class Group(NamedTuple):
    """Whom a number is about.

    size: how many people or firms.  held: of firms, the amount of each, by its id; of people none.
    """

    size: int
    held: Mapping[str, Amount] = {}

    @property
    def is_small(self) -> bool:
        """Say whether the group is too small to be spoken of; nobody is no small group."""
        if not self.held:
            return 0 < self.size < settings.GONGFU_SMALL_GROUP
        return 0 < self.size < settings.GONGFU_FEW_FIRMS or self._is_dominated

    @property
    def _is_dominated(self) -> bool:
        amounts = [abs(Decimal(one)) for one in self.held.values()]
        return 100 * max(amounts) > settings.GONGFU_DOMINANT_PERCENT * sum(amounts)


def together(groups: Iterable[Group]) -> Group:
    """Return several groups as one; a firm in two of them is one, people may count twice."""
    size, held = 0, defaultdict[str, Amount](int)
    for one in groups:
        size += one.size
        for firm, amount in one.held.items():
            held[firm] += amount
    return Group(len(held) or size, dict(held))


def groups_by(question: Question, by: By) -> dict[str, Group]:
    """Return whom the figure is about, by what the parts are grouped by.

    Where it is about nobody, each of its records stands for one.
    """
    reader = relations.current()
    if not question.figure.subject:
        rows = count(question, reader, way=Way.SUM, by=by)
        return {str(row.get(by.column, "")): Group(int(row["weight"])) for row in rows}
    if question.figure.subjects is Subjects.PEOPLE:
        rows = count(question, reader, way=Way.SUBJECT, by=by)
        return {str(row.get(by.column, "")): Group(int(row["amount"])) for row in rows}
    held: dict[str, dict[str, Amount]] = defaultdict(dict)
    for row in count(question, reader, way=Way.EACH, by=by):
        held[str(row.get(by.column, ""))][row["subject"]] = row["amount"]
    return {key: Group(len(each), each) for key, each in held.items()}


def groups_by_period(question: Question, by: By) -> list[dict[str, Group]]:
    """Return whom the figure is about in each of the periods, by place."""
    reader, found = relations.current(), [defaultdict[str, list[Row]](list) for _ in by.periods]
    people = question.figure.subjects is Subjects.PEOPLE
    for row in count(question, reader, way=Way.SUBJECT if people else Way.EACH, by=by):
        found[row["at"]][row["inside"]].append(row)
    return [
        {code: _group(rows, people=people) for code, rows in places.items()} for places in found
    ]


def _group(rows: Sequence[Row], *, people: bool) -> Group:
    if people:
        return Group(int(rows[0]["amount"]))
    return Group(len(rows), {row["subject"]: row["amount"] for row in rows})


def hidden_among(groups: Mapping[str, Group], *, alone: bool = False) -> frozenset[str]:
    """Return the keys of the small groups, and of others until nothing can be computed.

    alone: there is no shown sum of all, from which one, or the rest, could be computed.
    """
    small = {key for key, group in groups.items() if group.is_small}
    return frozenset(small if alone else small | _others(groups, small))


def _others(groups: Mapping[str, Group], small: Collection[str]) -> set[str]:
    """Return the smallest of the others that have to be withheld with the small ones."""
    hidden, shown = set(small), sorted(groups.keys() - small, key=lambda key: _order(groups, key))
    while hidden and shown and _can_be_computed([groups[key] for key in hidden]):
        hidden.add(shown.pop(0))
    return hidden.difference(small)


def _order(groups: Mapping[str, Group], key: str) -> tuple[bool, int, str]:
    return not groups[key].size, groups[key].size, key


def _can_be_computed(hidden: Collection[Group]) -> bool:
    return len(hidden) == 1 or together(hidden).is_small
