"""One tap each: claim a place, hand it back, say that one cannot come."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.grids import actions, queries
from gongfu.faces.web.grids.rows import Page
from gongfu.faces.web.office.forms import day_in
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of


@require_POST
@page("post.claim")
def claim(request: HttpRequest, post: str) -> HttpResponse:
    """Claim a place; when all are taken, wait for one and be told in which place."""
    here = Page(request)
    actions.claim_post(here.viewer, post=post, at=here.at, key=key_of(request))
    card = queries.post_card(here.viewer, post, here.on)
    if card is not None and card.position:
        said = _("All places are taken. You are no. %(position)s on the waiting list.")
        messages.info(request, said % {"position": card.position})
    else:
        messages.success(request, _("The place is yours. Your community confirms it soon."))
    return HttpResponseRedirect(reverse("my-posts"))


@require_POST
@page("post.claim")
def back(request: HttpRequest, claim: str) -> HttpResponse:
    """Hand a place back or stop waiting; no reason is asked."""
    here = Page(request)
    actions.hand_back(here.viewer, claim=claim, at=here.at, key=key_of(request))
    messages.success(request, _("Handed back. Thank you for saying so; no reason is needed."))
    return HttpResponseRedirect(reverse("my-posts"))


@require_POST
@page("post.claim")
def absent(request: HttpRequest, claim: str) -> HttpResponse:
    """Say that one cannot come on a day."""
    here = Page(request)
    day = day_in(request.POST.get("day", ""))
    actions.tell_absence(here.viewer, claim=claim, day=day, at=here.at, key=key_of(request))
    messages.success(
        request,
        _("Thank you for telling. Others are asked to stand in; nothing is counted."),
    )
    return HttpResponseRedirect(reverse("my-posts"))


@require_POST
@page("post.claim")
def stand_in(request: HttpRequest, claim: str) -> HttpResponse:
    """Stand in on a day for a member who cannot come."""
    here = Page(request)
    day = day_in(request.POST.get("day", ""))
    actions.stand_in(here.viewer, claim=claim, day=day, at=here.at, key=key_of(request))
    messages.success(request, _("You stand in on this day. Thank you."))
    return HttpResponseRedirect(reverse("my-posts"))


@require_POST
@page("post.claim")
def stand_back(request: HttpRequest, stand: str) -> HttpResponse:
    """Say that one cannot stand in after all; no reason is asked."""
    here = Page(request)
    actions.give_back_stand_in(here.viewer, stand=stand, at=here.at, key=key_of(request))
    messages.success(request, _("Thank you for saying so; somebody else is asked."))
    return HttpResponseRedirect(reverse("my-posts"))
