"""Fill the sentences: ask each figure once, and say plainly where evidence is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from gongfu.faces.web.board.numbers import address, spaced, withheld_words
from gongfu.faces.web.story.chapters import CHAPTERS, Chapter, Sentence, Told
from gongfu.figures import asking, small
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES
from gongfu.kernel.measures.periods import Period, period
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import subtree
from gongfu.kernel.rights.viewers import Viewer

_PLACE = re.compile(r"%\((\w+)\)s")


class Number(NamedTuple):
    """A number of the story.

    words: value and unit, or that there is none.  href: its page; empty where this version does
    not count it.  before, change: the year before, and the difference, in words.  state: counted,
    empty (no records yet), withheld (about too few people) or unknown.
    """

    code: str
    title: str
    words: str
    place: str
    period: str
    href: str
    records: str
    records_href: str
    before: str
    change: str
    state: str


class Piece(NamedTuple):
    """A part of a sentence: plain text, or a number."""

    text: str
    number: Number | None


class Retold(NamedTuple):
    """A chapter with its sentences as pieces, and its numbers in the order of the text.

    silent: this version counts none of its figures, so that it has nothing to tell.
    """

    name: str
    title: str
    sentences: tuple[tuple[Piece, ...], ...]
    silent: bool
    numbers: tuple[Number, ...]


class Teller:
    """Tells the story of a district on a day."""

    def __init__(self, viewer: Viewer, place: str, on: date) -> None:
        """Fix to whom, where and when: stocks that day, flows of the last full year and half."""
        self._viewer, self._place, self._on = viewer, place, on
        self._spans = {
            "day": period(on.isoformat()),
            "year": period(str(on.year - 1)),
            "this-year": period(str(on.year)),
            "half": period(_half_before(on)),
        }

    def chapters(self) -> tuple[Retold, ...]:
        """Return the chapters of which something can be told here."""
        return tuple(self._chapter(one) for one in CHAPTERS)

    def _chapter(self, chapter: Chapter) -> Retold:
        spot = self._spot(chapter.name)
        told = [one for one in chapter.sentences if spot or not one.spot]
        sentences = tuple(tuple(self._pieces(one, spot)) for one in told)
        numbers = tuple(p.number for pieces in sentences for p in pieces if p.number)
        silent = all(one.state == "unknown" for one in numbers)
        return Retold(chapter.name, str(chapter.title), sentences, silent, numbers)

    def _spot(self, name: str) -> str:
        """Return the place of which a chapter tells more, when it lies in the district."""
        code = str(settings.GONGFU_STORY_SPOTS.get(name, ""))
        low, high = subtree(self._place)
        return code if low <= code < high else ""

    def _pieces(self, sentence: Sentence, spot: str) -> Iterator[Piece]:
        plain = {
            "place": tree.name_of(spot) if spot else "",
            "year": self._spans["this-year"].text,
            "last_year": self._spans["year"].text,
            "half": _half_words(self._spans["half"]),
        }
        place = spot if sentence.spot else self._place
        parts = _PLACE.split(str(sentence.words))
        for index, part in enumerate(parts):
            if index % 2 == 0:
                yield Piece(part, None)
            elif part in plain:
                yield Piece(plain[part], None)
            else:
                yield Piece("", self._number(sentence.figures[part], place))

    def _number(self, told: Told, place: str) -> Number:
        span = self._spans.get(told.when) or period(told.when)
        figure = FIGURES.get(told.code)
        if figure is None:
            words = _("(not counted yet)")
            name = tree.name_of(place)
            return Number(
                told.code, told.code, words, name, span.text, "", "", "", "", "", "unknown"
            )
        question = Question(figure, place, span)
        if small.is_withheld(self._viewer, question):
            return _withheld(question)
        answer = asking.ask(question)
        empty = not answer.records or answer.value is None
        before = None if empty else small.year_before(self._viewer, question)
        return Number(
            told.code,
            str(figure.title),
            _("(no evidence yet)") if empty else with_unit(answer.value, figure),
            tree.name_of(place),
            span.text,
            address(question),
            spaced(answer.records),
            address(question, "figure-records"),
            with_unit(before, figure) if before else "",
            change_words(answer.value, before, figure) if before else "",
            "empty" if empty else "counted",
        )


def _withheld(question: Question) -> Number:
    figure, place = question.figure, tree.name_of(question.place)
    words = f"({withheld_words(figure)})"
    title, when = str(figure.title), question.period.text
    return Number(
        figure.code, title, words, place, when, address(question), "", "", "", "", "withheld"
    )


def with_unit(value: Decimal | None, figure: Any) -> str:
    """Return a value with its unit; a percent sign stands close."""
    unit = str(figure.unit_words)
    return f"{spaced(value)}{unit}" if unit == "%" else f"{spaced(value)} {unit}"


def change_words(value: Decimal | None, before: Decimal | None, figure: Any) -> str:
    """Return the change on the year before: in points for shares, else in percent."""
    if value is None or not before:
        return ""
    if figure.unit == "percent":
        points = value - before
        return _("%(points)s points") % {"points": f"{points:+.1f}"}
    return f"{(value - before) * 100 / abs(before):+.1f}%"


def _half_before(on: date) -> str:
    return f"{on.year}-H1" if on.month > 6 else f"{on.year - 1}-H2"


def _half_words(span: Period) -> str:
    year, half = span.text.split("-H")
    words = _("the first half of %(year)s") if half == "1" else _("the second half of %(year)s")
    return words % {"year": year}
