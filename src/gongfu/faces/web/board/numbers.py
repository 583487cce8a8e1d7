"""A figure's answer as a page shows it: number, unit, place, period, evidence in words."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.figures.asking import Answer, Question
from gongfu.kernel.places import tree

_LETTERS = ("A", "B", "C")


class Shown(NamedTuple):
    """An answer ready for a template; `value` has thin spaces, `shares` are whole percents."""

    code: str
    title: str
    definition: str
    value: str
    unit: str
    place: str
    place_code: str
    period: str
    records: str
    shares: tuple[tuple[str, int, str], ...]
    href: str
    records_href: str
    size: str


def spaced(value: Decimal | int | None) -> str:
    """Return the number with thin spaces between thousands, a dash where there is none."""
    return "—" if value is None else f"{value:,}".replace(",", "\u2009")


def evidence_words() -> dict[str, str]:
    """Return what each class of evidence means, in the reader's language."""
    return {
        "A": _("stated by the doer"),
        "B": _("confirmed by the receiver"),
        "C": _("confirmed by a third party"),
    }


def shares(evidence: dict[str, int]) -> tuple[tuple[str, int, str], ...]:
    """Return letter, percent and words for each class, the percents summing to 100."""
    total = sum(evidence.values())
    if not total:
        return ()
    words = evidence_words()
    percents = [evidence[letter] * 100 // total for letter in _LETTERS]
    percents[0] += 100 - sum(percents)
    pairs = zip(_LETTERS, percents, strict=True)
    return tuple((letter, percent, words[letter]) for letter, percent in pairs)


def address(question: Question, name: str = "figure") -> str:
    """Return the address of the question's page, or of the records under it."""
    values = {"place": question.place, "period": question.period.text}
    if question.person:
        values["person"] = question.person
    return f"{reverse(name, args=[question.figure.code])}?{urlencode(values)}"


def shown(answer: Answer) -> Shown:
    """Return the answer ready for a page."""
    question = answer.question
    figure = question.figure
    return Shown(
        code=figure.code,
        title=str(figure.title),
        definition=str(figure.definition),
        value=spaced(answer.value),
        unit=str(figure.unit_words),
        place=tree.name_of(question.place),
        place_code=question.place,
        period=question.period.text,
        records=spaced(answer.records),
        shares=shares(answer.evidence),
        href=address(question),
        records_href=address(question, "figure-records"),
        size=spaced(answer.size),
    )
