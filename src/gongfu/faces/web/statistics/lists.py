"""The lists that the statistics office keeps: indicators and issuers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.statistics import actions
from gongfu.domains.statistics.actions import Listing
from gongfu.faces.web.office.forms import Field, form_page, number_in
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.statistics import words
from gongfu.faces.web.statistics.rows import Here

NEW = "new"


@page("indicator.edit_list")
def lists(request: HttpRequest) -> HttpResponse:
    """Show both lists in both languages."""
    here = Here(request)
    context = {"series": list(here.lists.series.values()), "issuers": here.lists.issuer_lines()}
    return render(request, "statistics/lists.html", context)


@page("indicator.edit_list")
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Change an indicator of the list, or add one."""
    here = Here(request)
    line = here.lists.series.get(code)
    if line is None and code != NEW:
        raise Http404
    wholes = (("", _("none")), *here.lists.choices())
    fields = [
        *_named(line, new=code == NEW),
        Field("unit", _("Unit in which values are kept"), options=tuple(words.UNITS.items()),
              value=line.unit if line else ""),
        Field("low", _("Cannot be below"), "decimal", optional=True,
              value=line.low if line else ""),
        Field("high", _("Cannot be above"), "decimal", optional=True,
              value=line.high if line else ""),
        Field("part_of", _("Part of"), options=wholes, value=line.part_of if line else ""),
    ]  # fmt: skip

    def act(values: dict[str, str], _key: str) -> str:
        order = number_in(values.pop("order"))
        listing = Listing(code=values.pop("code", code), order=order, **values)
        actions.put_series(here.viewer, place=here.district, listing=listing)
        say(request, _("Saved."))
        return reverse("statistic-lists")

    title = here.title(code) if line else _("A new indicator")
    return form_page(request, title=title, fields=fields, submit=_("Save"), act=act)


def _named(line: object, *, new: bool) -> list[Field]:
    fields = [
        Field("zh", _("Title in Chinese"), value=getattr(line, "zh", "")),
        Field("en", _("Title in English"), value=getattr(line, "en", "")),
        Field("order", _("Place in the list"), "number", value=str(getattr(line, "order", 999))),
    ]
    hint = _("Small letters and hyphens, for ever the same.")
    return [Field("code", _("Code"), hint=hint), *fields] if new else fields


@page("indicator.edit_list")
def issuer(request: HttpRequest, code: str) -> HttpResponse:
    """Change an issuer of the list, or add one."""
    here = Here(request)
    line = next((one for one in here.lists.issuer_lines() if one.code == code), None)
    if line is None and code != NEW:
        raise Http404

    def act(values: dict[str, str], _key: str) -> str:
        actions.put_issuer(
            here.viewer,
            place=here.district,
            code=values.get("code") or code,
            zh=values["zh"],
            en=values["en"],
            order=number_in(values["order"]),
        )
        say(request, _("Saved."))
        return reverse("statistic-lists")

    title = here.lists.issuer(code) if line else _("A new issuer")
    fields = _named(line, new=code == NEW)
    return form_page(request, title=title, fields=fields, submit=_("Save"), act=act)
