"""Rows and links around a figure, as plain values."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.urls import reverse

from gongfu.faces.web.board.numbers import address, part_withheld_words, spaced
from gongfu.figures import small
from gongfu.figures.asking import Answer, Question
from gongfu.kernel.ledger import reading, standing
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.encoding import town_of
from gongfu.kernel.ledger.models import Standing
from gongfu.kernel.measures.periods import Period, period
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import Level, level_of
from gongfu.kernel.rights.viewers import Viewer

_FIRST_YEAR = 2019


class Row(NamedTuple):
    """One place's part of a figure; href opens the figure there.  withheld: instead of a value."""

    name: str
    value: str
    percent: int
    href: str
    withheld: str = ""


class Link(NamedTuple):
    """A link with its words; current where it is the present page."""

    words: str
    href: str
    current: bool


class Line(NamedTuple):
    """One record in a list."""

    number: str
    kind: str
    day: date
    place: str
    quantities: str
    evidence: str
    reversal: bool
    disputed: bool
    href: str


def by_place(viewer: Viewer, question: Question) -> list[Row]:
    """Return the figure's parts among the places one level below, as the viewer may see them."""
    digits = 9 if level_of(question.place) is Level.DISTRICT else 12
    found = small.places_for(viewer, question, digits=digits)
    shown = (value or Decimal(0) for _code, value, kept in found if not kept)
    highest = max(shown, default=Decimal(0))
    return [
        _hidden(question, code) if kept else _row(question, code, value, highest)
        for code, value, kept in found
    ]


def _hidden(question: Question, code: str) -> Row:
    inside = dataclasses.replace(question, place=code)
    return Row(tree.name_of(code), "", 0, address(inside), part_withheld_words(question.figure))


def _row(question: Question, code: str, value: Decimal | None, highest: Decimal) -> Row:
    inside = dataclasses.replace(question, place=code)
    percent = int(100 * (value or 0) / highest) if highest else 0
    return Row(tree.name_of(code), spaced(value), percent, address(inside))


def path_of(question: Question) -> list[Link]:
    """Return the places above the question's place, from the district down."""
    code = question.place
    return [
        Link(tree.name_of(one), address(dataclasses.replace(question, place=one)), one == code)
        for one in _down_to(code)
    ]


def places_of(code: str) -> list[Link]:
    """Return the pages of the places above a place, from the district down, and its own."""
    return [
        Link(tree.name_of(one), reverse("place", args=[one]), one == code) for one in _down_to(code)
    ]


def _down_to(code: str) -> list[str]:
    above = dict.fromkeys([code[:6].ljust(12, "0"), code[:9].ljust(12, "0"), code[:12]])
    return [one for one in above if len(one) <= len(code)]


def periods_beside(question: Question) -> list[Link]:
    """Return the years that a reader may turn to."""
    this = question.period.text
    last = max(int(this[:4]), 2021)
    years = [period(str(year)) for year in range(_FIRST_YEAR, last + 1)]
    return [_period_link(question, span, this) for span in years]


def _period_link(question: Question, span: Period, this: str) -> Link:
    href = address(dataclasses.replace(question, period=span))
    return Link(span.text, href, span.text == this[:4])


def record_lines(numbers: list[int], *, near: bool) -> list[Line]:
    """Return the records of these numbers, newest first, with how each stands now.

    near: places are named by community; else by town, as in the public part of a record.
    """
    entries = {entry.number: entry for entry in reading.numbered(numbers)}
    stands = standing.of(numbers)
    return [
        _line(entries[number], stands.get(number), near=near)
        for number in numbers
        if number in entries
    ]


def _line(entry: Entry[Any], stand: Standing | None, *, near: bool) -> Line:
    better = stand.evidence if stand else ""
    return Line(
        number=spaced(entry.number),
        kind=kind_words(entry),
        day=entry.deed.on,
        place=tree.name_of(entry.deed.place[:12] if near else town_of(entry.deed.place)),
        quantities=quantity_words(entry),
        evidence=max(entry.evidence.value, better),
        reversal=entry.reverses is not None,
        disputed=bool(stand and stand.disputed_by),
        href=reverse("record", args=[entry.number]),
    )


def kind_words(entry: Entry[Any]) -> str:
    """Return what the record's kind is called, in the reader's language."""
    from gongfu.faces.web.ledger.words import kind_name

    return kind_name(entry.deed.kind)


def quantity_words(entry: Entry[Any]) -> str:
    """Return the public quantities with their units."""
    from gongfu.faces.web.ledger.words import quantities

    return quantities(entry)


def machine_readable(answer: Answer) -> dict[str, Any]:
    """Return the answer for programs."""
    question = answer.question
    return {
        "figure": question.figure.code,
        "version": question.figure.version,
        "place": question.place,
        "period": question.period.text,
        "known": question.known.isoformat() if question.known else None,
        "value": None if answer.value is None else str(answer.value),
        "unit": question.figure.unit,
        "origin": question.figure.origin.value,
        "records": answer.records,
        "evidence": answer.evidence,
        "ledger_size": answer.size,
        "operands": [machine_readable(one) for one in answer.operands],
    }
