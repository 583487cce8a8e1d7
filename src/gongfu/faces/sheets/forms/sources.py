"""Where a cell's content comes from, with its evidence, or the reason why it stays empty."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gongfu.faces.sheets.forms import items
from gongfu.faces.sheets.forms.lists import LISTS, NUMBER, Line
from gongfu.faces.sheets.models import Answer, Bound, Field
from gongfu.faces.web.board import numbers
from gongfu.figures import asking, small
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES
from gongfu.kernel.ledger.fetching import chunks
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.measures.periods import Period, before, months_after, period
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.viewers import Viewer

_MOST_DECIMALS = 8
Value = str | int | Decimal | date


class Evidence(NamedTuple):
    """What lies behind a value: which source, where, when, how many records of which classes."""

    title: str
    code: str = ""
    place: str = ""
    period: str = ""
    unit: str = ""
    records: int | None = None
    classes: str = ""
    address: str = ""
    note: str = ""


@dataclasses.dataclass(frozen=True)
class Content:
    """A value with its evidence, or the reason why there is none."""

    value: Value | None
    evidence: Evidence | None = None
    reason: str = ""
    asked: bool = True


class Occasion(NamedTuple):
    """For whom, where, for which period and when a form is filled."""

    viewer: Viewer
    place: str
    period: Period
    at: datetime

    @property
    def on(self) -> date:
        """Return the Shanghai day."""
        return shanghai_day(self.at)


def period_for(bound: Bound, occasion: Occasion) -> Period:
    """Return the period that a cell speaks of: the form's, one before it, its year, or a named one.

    Raises NotAPeriod.
    """
    span = occasion.period
    if bound.at_period == "before":
        return before(span)
    if bound.at_period == "last":
        return previous(span)
    if bound.at_period == "year":
        return period(span.text[:4])
    return period(bound.at_period) if bound.at_period else span


def previous(span: Period) -> Period:
    """Return the period of the same length that ends where this one begins."""
    months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month
    start = months_after(span.start, -months) if months else span.start
    names = {12: f"{start.year}", 6: f"{start.year}-H{(start.month + 5) // 6}"}
    names |= {3: f"{start.year}-Q{(start.month + 2) // 3}", 1: f"{start:%Y-%m}"}
    if months in names:
        return period(names[months])
    return period(date.fromordinal(span.start.toordinal() - 1).isoformat())


def content_of(bound: Bound, occasion: Occasion, written: Written) -> Content:
    """Return what belongs into a cell that stands alone."""
    if bound.sort == "figure":
        return figure_content(bound, occasion, bound.at_place or occasion.place)
    if bound.sort == "field":
        return field_content(bound, occasion, written)
    if bound.sort == "pen":
        return Content(None, reason=_("left for pen and seal"), asked=False)
    return _plain_content(bound, occasion)


def _plain_content(bound: Bound, occasion: Occasion) -> Content:
    if bound.sort == "words":
        return Content(bound.what, Evidence(_("fixed words of the form")))
    if bound.sort == "place":
        return Content(tree.name_of(occasion.place), Evidence(_("the place of this filling")))
    if bound.sort == "period":
        return Content(period_words(occasion.period), Evidence(_("the period of this filling")))
    if bound.sort == "day":
        return Content(occasion.on, Evidence(_("the day of this filling")))
    if bound.sort == "filler":
        person = occasion.viewer.person
        name = vault.names(occasion.viewer, [person]).get(person, "")
        if name:
            return Content(name, Evidence(_("who filled the form")))
    return Content(None, reason=_("nothing is bound to this cell"))


def period_words(span: Period) -> str:
    """Return a period as forms write it."""
    year, rest = span.text[:4], span.text[5:]
    if not rest:
        return _("%(year)s (year)") % {"year": year}
    if rest.startswith("H"):
        return _("half %(n)s of %(year)s") % {"year": year, "n": rest[1:]}
    if rest.startswith("Q"):
        return _("quarter %(n)s of %(year)s") % {"year": year, "n": rest[1:]}
    if len(rest) == 2:
        return _("month %(n)s of %(year)s") % {"year": year, "n": int(rest)}
    return span.text


def figure_content(bound: Bound, occasion: Occasion, place: str) -> Content:
    """Return a figure's value there as this viewer may see it."""
    figure = FIGURES.get(bound.what)
    if figure is None:
        return Content(None, reason=_("the catalogue has no such figure any more"))
    try:
        span, among = period_for(bound, occasion), items.among_of(bound.detail)
        question = Question(figure, place, span, among=among)
        if small.is_withheld(occasion.viewer, question):
            return Content(None, reason=_withheld(question))
        answer = asking.ask(question)
    except Refused as refusal:
        return Content(None, reason=str(refusal))
    if answer.value is None:
        return Content(None, reason=_("nothing was recorded for it there in this period"))
    evidence = _evidence(question, answer, items.said(figure, bound.detail))
    return Content(_scaled(answer.value, bound.scale), evidence)


def _withheld(question: Question) -> str:
    if question.among:
        return numbers.part_withheld_words(question.figure)
    least = settings.GONGFU_SMALL_GROUP
    return _("about fewer than %(least)s people: withheld") % {"least": least}


def _scaled(value: Decimal, scale: Decimal) -> Decimal:
    scaled = round(value / scale, _MOST_DECIMALS) if scale != 1 else value
    whole = scaled.to_integral_value()
    return whole if scaled == whole else scaled.normalize()


def _evidence(question: Question, answer: asking.Answer, item: str) -> Evidence:
    figure, span = question.figure, question.period
    classes = " ".join(f"{letter} {count}" for letter, count in answer.evidence.items())
    return Evidence(
        title=f"{figure.title} · {item}" if item else str(figure.title),
        code=figure.code,
        place=tree.name_of(question.place),
        period=span.text,
        unit=str(figure.unit_words),
        records=answer.records,
        classes=classes,
        address=f"{settings.GONGFU_URL}{numbers.address(question)}",
    )


class Written:
    """What was written for some fields and places, read once: the newest of each period."""

    def __init__(self, fields: Iterable[str], places: Iterable[str]) -> None:
        """Read the fields and all that was written for them there."""
        codes = sorted(set(fields))
        self.fields = Field.objects.in_bulk(codes)
        self._answers: dict[tuple[str, str], dict[str, Answer]] = {}
        for chunk in chunks(codes):
            rows = Answer.objects.filter(field_id__in=chunk, place__in=set(places))
            for one in rows.order_by("at", "pk"):
                known = self._answers.setdefault((one.field_id, one.place), {})
                known[one.period] = one

    def answer(self, field: str, place: str, span: Period) -> Answer | None:
        """Return what stands for a period; for a fact asked once, whatever was written last."""
        known = self._answers.get((field, place), {})
        once = field in self.fields and self.fields[field].grain == "once"
        return self.last(field, place) if once else known.get(span.text)

    def last(self, field: str, place: str) -> Answer | None:
        """Return what was written for the latest period."""
        known = self._answers.get((field, place), {})
        return known[max(known)] if known else None

    @functools.cached_property
    def labels(self) -> dict[str, str]:
        """Return how lists call those who wrote."""
        return vault.labels({one.by for known in self._answers.values() for one in known.values()})


def written_for(bounds: Iterable[Bound], occasion: Occasion) -> Written:
    """Return what was written for the fields of these cells."""
    asked = [bound for bound in bounds if bound.sort == "field"]
    places = [bound.at_place or occasion.place for bound in asked]
    return Written([bound.what for bound in asked], places)


def field_content(bound: Bound, occasion: Occasion, written: Written) -> Content:
    """Return what the owner of a field wrote for it."""
    place = bound.at_place or occasion.place
    field = written.fields.get(bound.what)
    if field is None:
        return Content(None, reason=_("the catalogue has no such field any more"))
    found = written.answer(field.code, place, period_for(bound, occasion))
    if found is None:
        return Content(None, reason=_("its owner has not written it for this period yet"))
    note = _("written by %(who)s on %(day)s") % {
        "who": written.labels.get(found.by) or "—",
        "day": shanghai_day(found.at).isoformat(),
    }
    title = _("%(field)s (written by its owner)") % {"field": field.title}
    evidence = Evidence(title, field.code, tree.name_of(place), found.period, note=note)
    return Content(_number_or_text(found.text), evidence)


def _number_or_text(text: str) -> Value:
    plain = text.replace(",", "")
    is_number = plain.replace(".", "", 1).isdigit() and not (
        plain[0] == "0" and plain[1:2].isdigit()
    )
    return Decimal(plain) if is_number and len(plain) <= 15 else text


def line_content(
    bound: Bound, line: Line, number: int, occasion: Occasion, written: Written
) -> Content:
    """Return what belongs into one cell of one line of a list."""
    if bound.sort == "figure":
        return figure_content(bound, occasion, line.get("code", occasion.place))
    if bound.sort != "list":
        return content_of(bound, occasion, written)
    listed = LISTS[bound.what]
    value = number if bound.detail == NUMBER else line.get(bound.detail)
    title: str | Promise = listed.title
    if value is None or value == "":
        return Content(None, reason=_("not known"), asked=False)
    return Content(value, Evidence(str(title), listed.code, tree.name_of(occasion.place)))
