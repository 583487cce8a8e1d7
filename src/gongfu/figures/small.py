"""Small groups: what the public may not see, because it would speak of few people or firms.

A place is withheld when the figure there is about a small group (primary; see `groups`).  Where it
could be computed from a sum that is shown, the smallest other place there is withheld as well,
until it cannot (secondary).  The same holds between periods, and between towns and their
communities; what one day brought is never public where it is about people or firms.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from gongfu.figures import asking, groups
from gongfu.figures.asking import alike, by_item, by_place, series
from gongfu.figures.groups import Group
from gongfu.figures.questions import ALL, By, Question
from gongfu.figures.selecting import leaves
from gongfu.figures.store import relations
from gongfu.kernel.measures.periods import Period, before, grain_of, parent_of, parts_like
from gongfu.kernel.places.codes import Level, level_of
from gongfu.kernel.rights.checking import Case, grant
from gongfu.kernel.rights.viewers import Viewer

_DISTRICT, _TOWN, _COMMUNITY = 6, 9, 12
_LEVELS = {_TOWN: Level.TOWN, _COMMUNITY: Level.COMMUNITY}
_OPEN = frozenset("yrdo")
_DEPTH = {level: depth for depth, level in enumerate(Level)}


def sees_all(viewer: Viewer, question: Question) -> bool:
    """Say whether the viewer may see small groups there: who may open the records by name."""
    case = Case(place=question.place)
    found = grant(viewer, "figure.drill_to_records", case)
    return found is not None and found.letter in _OPEN


def is_withheld(viewer: Viewer, question: Question) -> bool:
    """Say whether this number is kept from the viewer; one person's own is judged elsewhere."""
    if question.person or sees_all(viewer, question):
        return False
    if question.among:
        return _are_items_kept(viewer, question)
    return _is_below(question, question.place) or any(map(_is_small, leaves(question)))


def _is_small(question: Question) -> bool:
    if not question.figure.subject:
        return False
    if question.known is not None or _is_day_of_a_flow(question):
        return True
    return question.place in withheld_places(question, digits=_digits(question.place))


def _is_day_of_a_flow(question: Question) -> bool:
    """Say whether it is asked what one day brought, which is never public about people."""
    return grain_of(question.period) == "day" and not question.figure.formula.stock


def kept_from(viewer: Viewer, question: Question, *, digits: int) -> frozenset[str]:
    """Return the places of that level whose number the viewer may not see."""
    if question.person or sees_all(viewer, question):
        return frozenset()
    if question.among or _DEPTH[_LEVELS[digits]] > _DEPTH[question.figure.public_to]:
        return frozenset(by_place(question, digits=digits))
    if any(one.figure.subject and _is_day_of_a_flow(one) for one in leaves(question)):
        return frozenset(by_place(question, digits=digits))
    found = [withheld_places(one, digits=digits) for one in leaves(question)]
    return frozenset[str]().union(*found)


def series_for(
    viewer: Viewer, question: Question, periods: Sequence[Period]
) -> list[tuple[Period, Decimal | None, bool]]:
    """Return each period's value as the viewer may see it, and whether it is withheld."""
    found = []
    prepare_for(viewer, question, periods, digits=_digits(question.place))
    for span, value in series(question, periods):
        kept = is_withheld(viewer, dataclasses.replace(question, period=span))
        found.append((span, None if kept else value, kept))
    return found


def places_for(
    viewer: Viewer, question: Question, *, digits: int
) -> list[tuple[str, Decimal | None, bool]]:
    """Return each place's value as the viewer may see it, and whether it is withheld, by code."""
    found, kept = by_place(question, digits=digits), kept_from(viewer, question, digits=digits)
    return _seen(found, kept)


def items_for(
    viewer: Viewer, question: Question, *, dimension: str
) -> list[tuple[str, Decimal | None, bool]]:
    """Return each item's value as the viewer may see it, and whether it is withheld, by code.

    Raises NoSuchDimension.
    """
    found = by_item(question, dimension=dimension)
    return _seen(found, items_kept_from(viewer, question, dimension=dimension))


def _seen(
    found: Mapping[str, Decimal | None], kept: Collection[str]
) -> list[tuple[str, Decimal | None, bool]]:
    return [
        (code, None if code in kept else value, code in kept)
        for code, value in sorted(found.items())
    ]


def year_before(viewer: Viewer, question: Question) -> Decimal | None:
    """Return the value of the same period a year earlier; None where there is none to be seen."""
    earlier = dataclasses.replace(question, period=before(question.period))
    return None if is_withheld(viewer, earlier) else asking.year_before(question)


def items_kept_from(viewer: Viewer, question: Question, *, dimension: str) -> frozenset[str]:
    """Return the codes of a dimension whose number the viewer may not see.

    The public sees a breakdown of the whole district by year alone: so none can be taken off
    another, and within one what is small is withheld with enough others not to be computed.
    """
    if sees_all(viewer, question):
        return frozenset()
    if not _is_public_breakdown(question) or is_withheld(viewer, question):
        return frozenset(by_item(question, dimension=dimension))
    by = By("item", dimension=dimension)
    name = ("small-items", dimension, *question.name)
    return relations.current().remembered(
        name, lambda: groups.hidden_among(groups.groups_by(question, by))
    )


def _is_public_breakdown(question: Question) -> bool:
    plain = not (question.person or question.known or question.among)
    whole = _digits(question.place) == _DISTRICT and grain_of(question.period) == "year"
    return plain and whole


def _are_items_kept(viewer: Viewer, question: Question) -> bool:
    (name, code), *more = question.among
    whole = dataclasses.replace(question, among=())
    return bool(more) or code in items_kept_from(viewer, whole, dimension=name)


def _is_below(question: Question, code: str) -> bool:
    """Say whether the place lies deeper than the figure is public."""
    return bool(code) and _DEPTH[level_of(code)] > _DEPTH[question.figure.public_to]


def _digits(code: str) -> int:
    if len(code.rstrip("0")) <= _DISTRICT:
        return _DISTRICT
    return _TOWN if code.endswith("000") else _COMMUNITY


def withheld_places(question: Question, *, digits: int) -> frozenset[str]:
    """Return the places of that level whose number is kept from the public, district-wide.

    What is withheld in one part of a period is withheld in all its parts, and what is withheld in
    a period is withheld in its parts: so no sum of periods gives what no period shows.
    """
    if not question.figure.subject:
        return frozenset()
    whole = dataclasses.replace(question, place=question.place[:6].ljust(12, "0"))
    columns = relations.current()
    name = ("small", str(digits), *whole.name)
    return columns.remembered(name, lambda: _in_all_parts(whole, digits))


def _in_all_parts(whole: Question, digits: int) -> frozenset[str]:
    above = parent_of(whole.period)
    if whole.figure.formula.stock or above is None:
        return _in_period(whole, digits)
    parts = [dataclasses.replace(whole, period=one) for one in parts_like(whole.period, above)]
    over = withheld_places(dataclasses.replace(whole, period=above), digits=digits)
    return over.union(*(_in_period(one, digits) for one in parts))


def _in_period(whole: Question, digits: int) -> frozenset[str]:
    """Return what this period alone asks to withhold; below a withheld place all is withheld."""
    columns = relations.current()
    name = ("small-period", str(digits), *whole.name)
    return columns.remembered(name, lambda: _of_level(whole, digits))


def _of_level(whole: Question, digits: int) -> frozenset[str]:
    found = groups_by_place(whole, digits=digits)
    if digits == _DISTRICT:
        return groups.hidden_among(found, alone=True)
    above = _in_period(whole, _DISTRICT if digits == _TOWN else _TOWN)
    stem = _DISTRICT if digits == _TOWN else _TOWN
    below = {code for code in found if code[:stem].ljust(12, "0") in above}
    return _withheld(found) | below


def _withheld(found: Mapping[str, Group]) -> frozenset[str]:
    """Return the places with small groups, and those that keep them from being computed."""
    families: dict[str, dict[str, Group]] = {}
    for code, group in found.items():
        families.setdefault(_parent(code), {})[code] = group
    hidden = [groups.hidden_among(family) for family in families.values()]
    return frozenset[str]().union(*hidden)


def _parent(code: str) -> str:
    return code[:6] if code.endswith("000") else code[:9]


def people(question: Question) -> int:
    """Return how many people or firms the figure is about."""
    found = groups.groups_by(question, ALL)
    return sum(group.size for group in found.values())


def groups_by_place(question: Question, *, digits: int) -> dict[str, Group]:
    """Return whom the figure is about, by town (9 digits) or community (12)."""
    name = ("groups", str(digits), *question.name)
    by = By("inside", digits=digits)
    return relations.current().remembered(name, lambda: groups.groups_by(question, by))


def prepare_for(
    viewer: Viewer, question: Question, periods: Iterable[Period], *, digits: int
) -> None:
    """Do as `prepare`, where the viewer does not see small groups anyway."""
    if not (question.person or question.known or sees_all(viewer, question)):
        prepare(question, periods, digits=digits)


def prepare(question: Question, periods: Iterable[Period], *, digits: int) -> None:
    """Count the groups of many periods at once, so that what is withheld in each is known.

    Those of the level that has so many digits and of all above it.
    """
    whole = dataclasses.replace(question, place=question.place[:6].ljust(12, "0"))
    spans = dict.fromkeys(near for one in periods for near in _beside(one))
    asked = [leaves(dataclasses.replace(whole, period=one)) for one in spans]
    for same in zip(*asked, strict=True):
        if same[0].figure.subject:
            for level in range(_DISTRICT, digits + 1, 3):
                _prepare(same, level)


def _prepare(asked: Sequence[Question], digits: int) -> None:
    reader = relations.current()
    for same in alike(asked[0], [one.period for one in asked]):
        names = [("groups", str(digits), *one.name) for one in same]
        if not all(map(reader.knows, names)):
            by = By("inside", digits=digits, periods=tuple(one.period for one in same))
            found = groups.groups_by_period(same[0], by)
            reader.remember(dict(zip(names, found, strict=True)))


def _beside(span: Period) -> Iterator[Period]:
    """Yield the periods on which it depends what is withheld in this one."""
    above = parent_of(span)
    if above is None:
        yield span
    else:
        yield from parts_like(span, above)
        yield from _beside(above)
