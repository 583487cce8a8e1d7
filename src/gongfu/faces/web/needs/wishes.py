"""Wishes: with whom one is not brought together again, and what one is rather not asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.faces.web.needs import words
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.rights.checking import check


@page("wish.keep")
def wishes(request: HttpRequest) -> HttpResponse:
    """Show and keep which kinds one would rather not be asked for."""
    viewer = request.viewer  # type: ignore[attr-defined]
    check(viewer, "wish.keep", owner=viewer.person)
    if request.method == "POST":
        if request.POST.get("again"):
            actions.meet_again(viewer)
        else:
            asked = set(request.POST.getlist("kind"))
            actions.choose_kinds(viewer, set(words.kinds()) - asked)
        say(request, _("Kept. Nobody else reads this."))
        return HttpResponseRedirect(reverse("tasks"))
    unwanted = queries.unwanted_by([viewer.person]).get(viewer.person, set())
    context = {
        "kinds": [(code, title, code not in unwanted) for code, title in words.kinds().items()],
        "apart": queries.wished_apart(viewer),
    }
    return render(request, "needs/wishes.html", context)


@require_POST
@page("wish.keep")
def apart(request: HttpRequest, need: str) -> HttpResponse:
    """Ask not to be brought together with the other side of a request again."""
    actions.stay_apart(request.viewer, need=need)  # type: ignore[attr-defined]
    say(request, _("You will not be brought together again. Nobody is told."))
    return HttpResponseRedirect(reverse("need", args=[need]))
