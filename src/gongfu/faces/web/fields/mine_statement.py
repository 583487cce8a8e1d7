"""A household's statement of one year: how its share was computed, line by line, to be printed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongfu.domains.fields import queries
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.mine import large_unless_refused
from gongfu.faces.web.fields.names import household_names
from gongfu.faces.web.fields.shares import figure_href
from gongfu.faces.web.fields.shares_rows import sharing_sums, statement_values
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import new_key


@page("share.read")
def statement(request: HttpRequest, sharing: str, household: str) -> HttpResponse:
    """Show the statement to the household itself, and to head and supervisor."""
    here = Here(request)
    found = queries.statement_of(here.viewer, sharing, household, here.on)
    if found is None:
        raise Http404
    row = found.sharing
    own = household in queries.households_of(here.viewer.person, here.on)
    leads = here.sight(row.cooperative).leads
    context = {
        **(large_unless_refused(request) if own else {}),
        **here.head(row.cooperative),
        "own": own,
        "household": household,
        "may_pay": leads and row.state == "adopted" and found.total > 0,
        "key": new_key(),
        "today": here.on.isoformat(),
        "who": household_names([household], here.on, known=own or leads)[household],
        "year": row.year,
        "state": row.state,
        "sharing": sharing,
        "proposed_on": row.proposed_on,
        "adopted_on": row.adopted_on,
        "households": row.households,
        "sums": sharing_sums(row),
        "sharing_href": reverse("sharing", args=[sharing]),
        "figure": figure_href(row.year),
        **statement_values(found),
    }
    return render(request, "fields/statement.html", context)
