"""Forms with their price tags: which are asked, registering one, renewing and closing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongfu.faces.sheets.forms import registering
from gongfu.faces.sheets.forms.registering import Price, Terms
from gongfu.faces.sheets.models import Form
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.office.forms import Field, day_in, form_page, number_in
from gongfu.faces.web.sheets.imports import NoFile
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import holds_somewhere, may
from gongfu.kernel.rights.viewers import Viewer


@page("form.read")
def forms(request: HttpRequest) -> HttpResponse:
    """List the forms that are asked of people, the most expensive first, and those that ended."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    rows = rows_of(registering.standing(on), on)
    hours = sum(row["hours_value"] for row in rows)
    context = {
        "rows": rows,
        "over": rows_of(registering.over(on)[:30], on),
        "unused": [row for row in rows if row["unused"]],
        "hours": spaced(hours),
        "may_register": holds_somewhere(viewer, registering.REGISTER),
        "may_fill": may_fill(viewer),
    }
    return render(request, "forms/forms.html", context)


def may_fill(viewer: Viewer) -> bool:
    """Say whether the viewer may fill a form somewhere."""
    return holds_somewhere(viewer, "form.fill_and_export")


def rows_of(forms: Sequence[Form], on: date) -> list[dict[str, Any]]:
    """Return forms with their prices as plain values."""
    prices = registering.prices_of(forms)
    return [_row(one, prices[one.id], on) for one in forms]


def _row(form: Form, price: Price, on: date) -> dict[str, Any]:
    return {
        "id": form.id,
        "href": reverse("form", args=[form.id]),
        "title": form.title,
        "issuer": form.issuer,
        "until": form.until,
        "asked": price.asked,
        "by_itself": price.by_itself,
        "minutes": form.minutes,
        "people": spaced(form.people),
        "times": form.times,
        "hours": spaced(price.hours),
        "hours_value": price.hours,
        "used_on": form.used_on,
        "used_by": tree.name_of(form.used_by) if form.used_by else "",
        "used_for": form.used_for,
        "unused": registering.is_unused(form, on=on),
        "closed": form.closed_on,
    }


def _fields(form: Form | None = None) -> list[Field]:
    def known(name: str) -> str:
        return str(getattr(form, name)) if form else ""

    return [
        Field("title", gettext_lazy("Title of the form"), value=known("title")),
        Field("issuer", gettext_lazy("Which office asks for it"), value=known("issuer")),
        Field("until", gettext_lazy("Asked for until"), "date", value=known("until")),
        Field("times", gettext_lazy("Times a year"), "number", value=known("times")),
        Field("minutes", gettext_lazy("Minutes to fill it once"), "number", value=known("minutes")),
        Field("people", gettext_lazy("How many fill it"), "number", value=known("people")),
    ]


def _terms(values: dict[str, str]) -> Terms:
    return Terms(
        values["title"],
        values["issuer"],
        day_in(values["until"]),
        number_in(values["times"]),
        number_in(values["minutes"]),
        number_in(values["people"]),
    )


@page("form.register")
def register(request: HttpRequest) -> HttpResponse:
    """Register a form: its empty file, its issuer, its end, its price."""
    viewer, fields = request.viewer, _fields()  # type: ignore[attr-defined]
    refusal: Refused | None = None
    if request.method == "POST":
        values = {field.name: request.POST.get(field.name, "").strip() for field in fields}
        try:
            return HttpResponseRedirect(
                reverse("form-bind", args=[_registered(request, values).id])
            )
        except Refused as error:
            refusal = error
        kept = [(field, values[field.name]) for field in fields]
        fields = [Field(f.name, f.label, f.sort, hint=f.hint, value=value) for f, value in kept]
    context = {
        "fields": fields,
        "place": tree.name_of(_place(viewer)),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(request, "forms/new.html", context, status=refusal.status if refusal else 200)


def _registered(request: HttpRequest, values: dict[str, str]) -> Form:
    viewer, file = request.viewer, request.FILES.get("file")  # type: ignore[attr-defined]
    terms = _terms(values)
    if file is None:
        raise NoFile()
    place, name = _place(viewer), file.name or ""
    return registering.register(viewer, terms, name, file.read(), place=place, at=clock.now())


def _place(viewer: Viewer) -> str:
    places = [office.place for office in viewer.offices]
    return next((p for p in places if may(viewer, registering.REGISTER, place=p)), "")


@page("form.register")
def change(request: HttpRequest, paper: str) -> HttpResponse:
    """Change issuer, end and price of a form, or renew it."""
    form = registering.form_named(paper)

    def act(values: dict[str, str], _key: str) -> str:
        viewer = request.viewer  # type: ignore[attr-defined]
        registering.change(viewer, form, _terms(values), at=clock.now())
        return reverse("form", args=[form.id])

    return form_page(
        request,
        title=gettext_lazy("Issuer, end and price"),
        lead=form.title,
        fields=_fields(form),
        submit=gettext_lazy("Change"),
        act=act,
    )


@require_POST
@page("form.register")
def close(request: HttpRequest, paper: str) -> HttpResponse:
    """Close a form: nobody is asked for it any more."""
    form = registering.form_named(paper)
    registering.close(request.viewer, form, at=clock.now())  # type: ignore[attr-defined]
    say(request, _("The form is closed. Nobody is asked for it any more."))
    return HttpResponseRedirect(reverse("forms"))
