"""A form comes in with an issuer, an end and a price; unused ones are to be closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q

from gongfu.faces.sheets.forms import documents, items, refusals, workbooks
from gongfu.faces.sheets.forms.converting import as_form
from gongfu.faces.sheets.forms.labelling import label_of
from gongfu.faces.sheets.forms.lists import LISTS
from gongfu.faces.sheets.forms.papers import Paper
from gongfu.faces.sheets.forms.suggesting import Suggestion, suggestions
from gongfu.faces.sheets.mapping.likeness import normal
from gongfu.faces.sheets.models import Bound, Field, Form
from gongfu.faces.sheets.reading import Kind, file_of
from gongfu.faces.sheets.reading.files import NotASheet
from gongfu.figures.catalogue import FIGURES
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.measures.periods import period
from gongfu.kernel.people.ids import new_id
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

REGISTER = "form.register"
GRAINS = ("month", "quarter", "year", "once")
OWNERS = (Role.SEC, Role.GRD, Role.DEP, Role.COO, Role.ENT)
_UNUSED, _LONGEST = timedelta(days=365), timedelta(days=3 * 366)
_BACK = ("", "before", "last", "year")
_PLAIN = ("place", "period", "day", "filler", "pen")


class Terms(NamedTuple):
    """What is said of a form: title, issuer, last day, times a year, minutes, people."""

    title: str
    issuer: str
    until: date
    times: int
    minutes: int
    people: int


class Price(NamedTuple):
    """The price tag: cells asked, those that fill themselves, hours a year for all who fill it."""

    asked: int
    by_itself: int
    hours: Decimal


def register(
    viewer: Viewer, terms: Terms, name: str, data: bytes, *, place: str, at: datetime
) -> Form:
    """Keep an empty form of an office; its cells are bound afterwards.

    Raises Denied, NoIssuer, NoEnd, NoPrice, NotASheet, NoConverter, MacroForm and as `file_of`.
    """
    check(viewer, REGISTER, place=place)
    check_terms(terms, on=shanghai_day(at))
    file = as_form(file_of(name, data))
    if file.kind not in (Kind.XLSX, Kind.DOCX):
        raise NotASheet()
    form = Form(id=new_id(), kind=file.kind.value, name=file.name[-200:], body=file.data)
    paper = paper_of(form)
    form.asked = sum(len(part.to_fill()) for part in paper.parts)
    form.place, form.by, form.registered_at = place, viewer.person, at
    _say(form, terms)
    form.save()
    return form


def check_terms(terms: Terms, *, on: date) -> None:
    """Accept a form with issuer, end and price.  Raises NoIssuer, NoEnd, NoPrice."""
    if not terms.title.strip() or not terms.issuer.strip():
        raise refusals.NoIssuer()
    if not on <= terms.until <= on + _LONGEST:
        raise refusals.NoEnd()
    if not (1 <= terms.times <= 366 and 1 <= terms.minutes <= 9999 and 1 <= terms.people <= 10**6):
        raise refusals.NoPrice()


def _say(form: Form, terms: Terms) -> None:
    for name, value in terms._asdict().items():
        setattr(form, name, value.strip()[:200] if isinstance(value, str) else value)


def change(viewer: Viewer, form: Form, terms: Terms, *, at: datetime) -> None:
    """Change title, issuer, end or price.  Raises Denied, NoIssuer, NoEnd, NoPrice."""
    check(viewer, REGISTER, place=form.place)
    check_terms(terms, on=shanghai_day(at))
    _say(form, terms)
    form.closed_on = None
    form.save()


def close(viewer: Viewer, form: Form, *, at: datetime) -> None:
    """Close a form: nobody is asked for it any more.  Raises Denied."""
    check(viewer, REGISTER, place=form.place)
    form.closed_on = shanghai_day(at)
    form.save(update_fields=["closed_on"])


def paper_of(form: Form) -> Paper:
    """Return the form as a grid.  Raises BrokenFile."""
    if form.kind == Kind.DOCX:
        return documents.paper_of(bytes(form.body))
    return workbooks.paper_of(file_of(form.name, bytes(form.body)))


def form_named(key: str) -> Form:
    """Return a form.  Raises NoSuchForm."""
    form = Form.objects.filter(pk=key).first()
    if form is None:
        raise refusals.NoSuchForm()
    return form


def standing(on: date) -> list[Form]:
    """Return the forms that are asked for, the most expensive first."""
    rows = Form.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on), until__gte=on).defer("body")
    return sorted(rows, key=lambda one: -one.minutes * one.people * one.times)


def over(on: date) -> list[Form]:
    """Return the forms that have ended or were closed, the newest first."""
    rows = Form.objects.filter(Q(closed_on__lte=on) | Q(until__lt=on)).defer("body")
    return list(rows.order_by("-until"))


def check_asked(form: Form, *, on: date) -> None:
    """Accept a form that is still asked for.  Raises FormOver."""
    if form.until < on or (form.closed_on is not None and form.closed_on <= on):
        raise refusals.FormOver()


def is_unused(form: Form, *, on: date) -> bool:
    """Say whether nobody filled or used a form for a year, so that it should be closed."""
    return on - (form.used_on or shanghai_day(form.registered_at)) > _UNUSED


def prices_of(forms: Sequence[Form]) -> dict[str, Price]:
    """Return the price tags of forms by their ids."""
    own = Bound.objects.filter(form__in=forms).exclude(sort__in=("field", "pen"))
    counts = dict(own.values_list("form").annotate(cells=Count("pk")))
    return {one.id: _price(one, counts.get(one.id, 0)) for one in forms}


def _price(form: Form, own: int) -> Price:
    hours = Decimal(form.minutes * form.people * form.times) / 60
    return Price(form.asked, min(own, form.asked), hours.quantize(Decimal(1)))


def accept(viewer: Viewer, form: Form, *, at: datetime, least: float = 0.0) -> int:
    """Bind every cell that has a suggestion and no source yet; return how many.  Raises Denied."""
    check(viewer, REGISTER, place=form.place)
    bound = {(one.part, one.row, one.column) for one in form.bound_set.all()}
    paper = paper_of(form)
    made = [
        _made(form, part, one, viewer, at)
        for part, found in suggestions(paper, place=form.place, on=shanghai_day(at)).items()
        for one in found
        if one.sort and one.sure >= least and (part, one.row, one.column) not in bound
    ]
    Bound.objects.bulk_create(made)
    return len(made)


def _made(form: Form, part: str, one: Suggestion, viewer: Viewer, at: datetime) -> Bound:
    names = ("row", "column", "sort", "what", "detail", "at_place", "at_period", "scale", "repeats")
    values = {name: getattr(one, name) for name in names}
    return Bound(form=form, part=part, by=viewer.person, made_at=at, **values)


def bind(viewer: Viewer, form: Form, part: str, one: Suggestion, *, at: datetime) -> Bound:
    """Say what belongs into a cell.

    Raises Denied, NoSuchCell, NoSuchSource, NoSuchItem, NotAPeriod.
    """
    check(viewer, REGISTER, place=form.place)
    _check_cell(form, part, one)
    _check_source(one)
    form.bound_set.filter(part=part, row=one.row, column=one.column).delete()
    made = _made(form, part, one, viewer, at)
    made.save()
    return made


def unbind(viewer: Viewer, form: Form, part: str, row: int, column: int) -> None:
    """Take away what was bound to a cell.  Raises Denied."""
    check(viewer, REGISTER, place=form.place)
    form.bound_set.filter(part=part, row=row, column=column).delete()


def _check_cell(form: Form, part: str, one: Suggestion) -> None:
    try:
        spot = paper_of(form).part(part).spots.get((one.row, one.column))
    except KeyError:
        raise refusals.NoSuchCell() from None
    if spot is None or spot.manner is None:
        raise refusals.NoSuchCell()


def _check_source(one: Suggestion) -> None:
    known = {
        "figure": one.what in FIGURES,
        "list": one.what in LISTS and one.detail in LISTS[one.what].columns,
        "field": Field.objects.filter(pk=one.what).exists(),
        "words": bool(one.what.strip()),
    }
    if not known.get(one.sort, one.sort in _PLAIN) or one.scale <= 0:
        raise refusals.NoSuchSource()
    if one.sort == "figure":
        items.check_item(FIGURES[one.what], one.detail)
    if one.at_period not in _BACK:
        period(one.at_period)
    if one.at_place:
        check_code(one.at_place)


def add_field(viewer: Viewer, form: Form, label: str, mark: str, *, owner: str, grain: str,
              at: datetime) -> Field:  # fmt: skip
    """Put a fact that somebody must write into the catalogue of fields, once; return it.

    A question that the catalogue holds already is that field.  Raises Denied, NoSuchSource.
    """
    check(viewer, REGISTER, place=form.place)
    mark = mark or normal(label)
    known = Field.objects.filter(mark=mark).first()
    if known:
        return known
    if owner not in OWNERS or grain not in GRAINS or not label.strip() or not mark:
        raise refusals.NoSuchSource()
    return Field.objects.create(
        code=new_id(), title=label.strip()[:200], mark=mark, owner=owner, grain=grain,
        by=viewer.person, made_at=at,
    )  # fmt: skip


def ask_by_hand(viewer: Viewer, form: Form, *, owner: str, grain: str, at: datetime) -> int:
    """Bind every cell that nothing gives to a field of the catalogue; return how many.

    The same question, in this form or another, is one field.  Raises Denied, NoSuchSource.
    """
    check(viewer, REGISTER, place=form.place)
    bound = {(one.part, one.row, one.column) for one in form.bound_set.all()}
    made: list[Bound] = []
    for part in paper_of(form).parts:
        for spot in part.to_fill():
            label = label_of(part, spot)
            if (part.name, spot.row, spot.column) not in bound and label.mark:
                field = add_field(
                    viewer, form, label.text, label.mark, owner=owner, grain=grain, at=at
                )
                one = Suggestion(spot.row, spot.column, label.text, "field", field.code)
                made.append(_made(form, part.name, one, viewer, at))
    Bound.objects.bulk_create(made)
    return len(made)
