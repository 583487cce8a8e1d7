"""Revisions: one officer proposes, another compares with the publication and records."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.statistics import actions, queries
from gongfu.domains.statistics.actions import Line
from gongfu.domains.statistics.queries import Proposed
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.faces.web.statistics import words
from gongfu.faces.web.statistics.entering import value_form
from gongfu.faces.web.statistics.rows import Here, series_address
from gongfu.kernel.people import vault


@page("indicator.receive")
def revise(request: HttpRequest, number: int) -> HttpResponse:
    """Propose a newer value in place of a received one."""
    here = Here(request)
    old = queries.value_card(here.viewer, number)
    line = here.lists.series.get(old.series) if old else None
    if old is None or line is None:
        raise Http404

    def take(given: Line, _key: str) -> str:
        actions.propose_revision(
            here.viewer, number=number, line=given, place=here.district, at=here.at
        )
        say(request, _("Proposed. A colleague compares it with the publication and records it."))
        return reverse("revisions")

    first = {
        "area": old.place,
        "period": old.period,
        "to_date": "1" if old.basis == "to-date" else "",
        "unit": old.unit,
        "status": "final",
        "document": request.GET.get("document", ""),
        "value": old.value,
    }
    return value_form(
        request,
        here,
        line,
        first,
        take=take,
        title=_("Revise: %(title)s") % {"title": here.title(old.series)},
        submit=_("Propose"),
        old=here.value(old),
    )


@require_POST
@page("indicator.receive")
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Propose to take a value back that was received by mistake."""
    here = Here(request)
    actions.propose_revision(here.viewer, number=number, line=None, place=here.district, at=here.at)
    say(request, _("Proposed. A colleague compares it with the publication and records it."))
    return HttpResponseRedirect(reverse("revisions"))


@page("indicator.receive")
def revisions(request: HttpRequest) -> HttpResponse:
    """List the proposed revisions that wait for a second officer."""
    here = Here(request)
    found = queries.proposals(here.viewer, here.district)
    cards = queries.cards_of({one.line.document for one in found if one.line})
    labels = vault.labels(one.by for one in found)
    rows = [
        {**_proposed(here, one), "by": labels.get(one.by, ""), "publication": cards.get(
            one.line.document if one.line else "")}
        for one in found
    ]  # fmt: skip
    return render(request, "statistics/revisions.html", {"rows": rows})


def _proposed(here: Here, one: Proposed) -> dict[str, Any]:
    return {
        "old": here.value(one.vintage),
        "new": words.echo(one.line.value, one.line.unit) if one.line else "",
        "status": words.STATUSES[one.line.status] if one.line else "",
        "page": one.line.page if one.line else "",
        "at": one.at,
        "own": one.by == here.viewer.person,
        "key": new_key(),
    }


@require_POST
@page("indicator.revise")
def record(request: HttpRequest, number: int) -> HttpResponse:
    """Record a revision that a colleague proposed."""
    here = Here(request)
    entry = actions.record_revision(
        here.viewer, number=number, place=here.district, at=here.at, key=key_of(request)
    )
    say(request, _("Recorded. The old value stays visible with its days."))
    return HttpResponseRedirect(series_address(entry.deed.series, entry.deed.place))


@require_POST
@page("indicator.receive")
def decline(request: HttpRequest, number: int) -> HttpResponse:
    """Drop a proposed revision."""
    here = Here(request)
    actions.decline_revision(here.viewer, number=number, place=here.district)
    say(request, _("Dropped. Nothing was recorded."))
    return HttpResponseRedirect(reverse("revisions"))
