"""A figure's answer as a page shows it: number, unit, place, period, evidence in words."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.figures import asking, small
from gongfu.figures.asking import Answer, Question
from gongfu.figures.catalogue import Figure, Subjects
from gongfu.figures.reaching import Reach, reach
from gongfu.figures.selecting import operands_of
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import NotAllowed
from gongfu.kernel.rights.viewers import Viewer

_LETTERS = ("A", "B", "C")


class Shown(NamedTuple):
    """An answer ready for a template; `value` has thin spaces, `shares` are whole percents.

    withheld: why there is no value, where it is about too few people.
    """

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
    withheld: str = ""


def thin(number: str) -> str:
    """Return a number written with commas with narrow spaces instead, at which no line breaks."""
    return number.replace(",", "\u202f")


def spaced(value: Decimal | int | None) -> str:
    """Return the number with thin spaces between thousands, a dash where there is none."""
    return "—" if value is None else thin(f"{value:,}")


def with_unit(value: Decimal | None, figure: Figure, *, kept: bool = False) -> str:
    """Return the number with its unit, or why there is none; kept: it is about few people."""
    if kept:
        return withheld_words(figure)
    return f"{spaced(value)} {figure.unit_words}" if value is not None else "—"


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
    if question.known:
        values["known"] = question.known.isoformat()
    values |= dict(question.among)
    return f"{reverse(name, args=[question.figure.code])}?{urlencode(values)}"


class SmallGroup(NotAllowed):
    """The records under a number about few people are not for everybody."""

    code = "figures.small-group"
    words = gettext_lazy(
        "This number, or one that it would give away, is about fewer than %(least)s people, so it"
        " and its records are not public."
    )


def for_viewer(viewer: Viewer, question: Question) -> Shown:
    """Return what the viewer may see of a figure: its number, or that it is withheld."""
    if small.is_withheld(viewer, question):
        return _withheld(question)
    return shown(asking.ask(question))


def operands(viewer: Viewer, question: Question) -> list[Shown]:
    """Return the numbers of which a derived figure is made, as the viewer may see them."""
    return [for_viewer(viewer, one) for one in operands_of(question)]


class Aim(NamedTuple):
    """A target in words: the value to reach, whose and by when, what lacks, where it is written."""

    words: str
    lacking: str
    source: str


def targets(answer: Answer) -> list[Aim]:
    """Return the targets of a figure with their distance."""
    return [_aim(one, str(answer.question.figure.unit_words)) for one in reach(answer)]


def _aim(one: Reach, unit: str) -> Aim:
    said = {"of": one.target.of, "year": one.target.year, "value": spaced(one.target.value)}
    words = _("%(of)s, %(year)s: at least %(value)s %(unit)s") if one.target.upwards else ""
    words = words or _("%(of)s, %(year)s: at most %(value)s %(unit)s")
    lacking = (
        _("reached")
        if one.reached
        else _("%(value)s %(unit)s to go")
        % {
            "value": spaced(one.lacking),
            "unit": unit,
        }
    )
    return Aim(words % {**said, "unit": unit}, lacking, str(one.target.source))


def withheld_words(figure: Figure) -> str:
    """Return what stands instead of a number about few people or firms."""
    if figure.subjects is Subjects.FIRMS:
        return _("few firms, or one of them dominant: not public")
    return _("fewer than %(least)s people: not public") % {"least": settings.GONGFU_SMALL_GROUP}


def part_withheld_words(figure: Figure) -> str:
    """Return what stands instead of one part of a sum, small itself or hidden beside a small one.

    Which of the two is not said: it would tell how small the other is.
    """
    if figure.subjects is Subjects.FIRMS:
        return _("withheld: few firms, or one of them dominant, here or in another part")
    return _("withheld: fewer than %(least)s people here or in another part") % {
        "least": settings.GONGFU_SMALL_GROUP
    }


def _withheld(question: Question) -> Shown:
    figure = question.figure
    return Shown(
        code=figure.code,
        title=str(figure.title),
        definition=str(figure.definition),
        value="",
        unit=str(figure.unit_words),
        place=tree.name_of(question.place),
        place_code=question.place,
        period=question.period.text,
        records="",
        shares=(),
        href=address(question),
        records_href="",
        size="",
        withheld=withheld_words(figure),
    )


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
