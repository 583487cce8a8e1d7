"""The way in: the cooperatives that the person leads or belongs to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gongfu.domains.fields import queries
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.shell.pages import page


@page("plot_and_harvest.read")
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the only cooperative of the person, or show which there are."""
    here = Here(request)
    known = queries.cooperatives_of(here.viewer, here.on)
    if len(known) == 1:
        return HttpResponseRedirect(reverse("farm", args=[known[0]]))
    context = {"cooperatives": [here.head(one) for one in known]}
    return render(request, "fields/begin.html", context)
