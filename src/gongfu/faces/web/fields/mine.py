"""A member household's own pages: land, work and deliveries, statements, agreement; large type."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.fields import queries
from gongfu.faces.web.fields import stock, words
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.names import party_names
from gongfu.faces.web.fields.support_rows import obligation_row
from gongfu.faces.web.fields.units import yuan_words
from gongfu.faces.web.shell.downloads import every, file_of, sort_of
from gongfu.faces.web.shell.listing import files, page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.preferences import LARGE
from gongfu.kernel.people import queries as people

_SHOWN = 5
_MINE = ("sown", "cleared", "treated", "labour", "weighed", "graded", "sold")


def household_of(request: HttpRequest, here: Here) -> str:
    """Return the household of the reader that the address names, else the first one, or nothing."""
    groups = queries.households_of(here.viewer.person, here.on)
    own = sorted(people.household_places(groups))
    asked = request.GET.get("household", "")
    return asked if asked in own else next(iter(own), "")


def large_unless_refused(request: HttpRequest) -> dict[str, Any]:
    """Return what makes a page large from the first visit, until its reader chooses otherwise."""
    return {"large": request.COOKIES.get(LARGE) != "0"}


@page("share.read")
def mine(request: HttpRequest) -> HttpResponse:
    """Show a household what it cultivates, delivered, receives, and was promised."""
    here = Here(request)
    household = household_of(request, here)
    context: dict[str, Any] = {**large_unless_refused(request), "household": household}
    if household:
        context |= _own(here, household)
    return render(request, "fields/mine.html", context)


def _own(here: Here, household: str) -> dict[str, Any]:
    work = queries.work_of_household(here.viewer, household, here.on, sorts=_MINE)
    plots = queries.plots_of_household(here.viewer, household, here.on)
    statements = queries.statements_of(here.viewer, household, here.on)
    promises = queries.promises_to(here.viewer, household, here.on)
    tags = {one.plot: one.tag for one in plots}
    known = {row.cooperative for row in work.lines} | {
        one.sharing.cooperative for one in statements
    }
    names = party_names({*known, *(one.row.party for one in promises or ())})
    return {
        "cooperatives": [names[one] for one in sorted(known) if one in names],
        "plots": [_plot(here, one) for one in plots],
        "work": [work_row(here, row, tags) for row in work.lines[:_SHOWN]],
        "work_href": f"{reverse('my-field-work')}?{urlencode({'household': household})}",
        "work_total": work.total,
        "statements": [_statement(one, household) for one in statements],
        "asked": promises is not None,
        "promises": [obligation_row(one, names) for one in promises or ()],
        "support_href": reverse("support-household", args=[household]),
    }


def _plot(here: Here, line: Any) -> dict[str, Any]:
    return {
        "tag": line.tag,
        "area": here.units.measured(line.area),
        "cover": words.said(words.COVERS, line.cover),
        "crop": here.lists.crop(line.crop) if line.crop else "",
        "sown_on": line.sown_on,
        "until": line.until,
        "ends_soon": line.ends_soon,
    }


def work_row(here: Here, row: Any, tags: dict[str, str]) -> dict[str, Any]:
    """Return a record of work as a row of a list, with the way to its proof."""
    return {**stock.work_row(here, row, tags), "href": reverse("record", args=[row.number])}


def _statement(one: queries.Statement, household: str) -> dict[str, Any]:
    return {
        "year": one.sharing.year,
        "total": yuan_words(one.total, fen_too=True),
        "adopted": one.sharing.state == "adopted",
        "href": reverse("statement", args=[one.sharing.sharing, household]),
    }


@page("share.read")
def work(request: HttpRequest) -> HttpResponse:
    """Show all that was recorded on a household's plots, newest first; or keep it as a file."""
    here, number = Here(request), page_number(request)
    household = household_of(request, here)
    if not household:
        return render(request, "fields/mine.html", large_unless_refused(request))
    plots = queries.plots_of_household(here.viewer, household, here.on)
    tags = {one.plot: one.tag for one in plots}
    ask = partial(queries.work_of_household, here.viewer, household, here.on, sorts=_MINE)
    if sort_of(request):
        return _file(request, [work_row(here, row, tags) for row in every(ask)])
    found = ask(page=number)
    context = {
        **large_unless_refused(request),
        "rows": [work_row(here, row, tags) for row in found.lines],
        "files": files(request, found.total),
        **pager(request, number, found.pages),
    }
    return render(request, "fields/mine_work.html", context)


def _file(request: HttpRequest, rows: list[dict[str, Any]]) -> HttpResponse:
    fields = ("day", "sort", "what", "crop", "tag", "amounts", "number")
    header = (
        _("Day"),
        _("What"),
        _("Of which sort"),
        _("Crop"),
        _("Plot"),
        _("Amount"),
        _("Record"),
    )
    told = ({**row, "amounts": " · ".join(row["amounts"])} for row in rows if not row["reversed"])
    lines = ([row[name] for name in fields] for row in told)
    return file_of(request, "my-work", header, lines)
