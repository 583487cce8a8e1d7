"""What a keeper is asked: to look after one more elder, to accept a thing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.keys import actions
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of


@require_POST
@page("offer.accept")
def offer(request: HttpRequest, ask: str) -> HttpResponse:
    """Accept or decline to look after one more elder; declining needs no reason."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if request.POST.get("answer") == "yes":
        actions.accept_elder(viewer, ask=ask, at=clock.now(), key=key_of(request))
        messages.success(request, _("Thank you. The elder is on your list now."))
    else:
        actions.decline_elder(viewer, ask=ask)
        messages.info(request, _("Declined. That is all right; nothing is noted down."))
    return HttpResponseRedirect(reverse("day"))


@require_POST
@page("key.accept")
def thing(request: HttpRequest, item: str) -> HttpResponse:
    """Accept or decline a thing that was handed over."""
    viewer = request.viewer  # type: ignore[attr-defined]
    answer = actions.accept_item if request.POST.get("answer") == "yes" else actions.decline_item
    answer(viewer, item=item, at=clock.now(), key=key_of(request))
    messages.success(request, _("Recorded."))
    return HttpResponseRedirect(reverse("day"))
