"""Things of the custody register: where each is now, and its unbroken chain."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.queries.custody import ELDER
from gongfu.faces.web.keys import words as key_words
from gongfu.faces.web.office import words
from gongfu.faces.web.office.desk import thing_row
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.people import vault
from gongfu.kernel.rights.checking import may


@page("key.custody_read")
def held(request: HttpRequest) -> HttpResponse:
    """List the things that the viewer holds."""
    viewer = request.viewer  # type: ignore[attr-defined]
    lines = queries.keys_of(viewer, viewer.person)
    labels = vault.labels({line.holder for line in lines} | {line.offered_to for line in lines})
    return render(request, "office/held.html", {"things": [thing_row(x, labels) for x in lines]})


@page("key.custody_read")
def item(request: HttpRequest, item: str) -> HttpResponse:
    """Show where a thing is and how it came there; never the door that a key opens."""
    viewer = request.viewer  # type: ignore[attr-defined]
    line = queries.item_card(viewer, item)
    chain = queries.custody_chain(viewer, item)
    people = {line.holder, line.offered_to}
    people |= {one for link in chain for one in (link.giver, link.taker, link.witness, link.by)}
    labels = vault.labels(people - {""})
    context = {
        "thing": thing_row(line, labels),
        "chain": [_link(link, labels) for link in chain],
        "mine": line.yours or may(viewer, "key.hand_over", place=line.place),
        "replaces": line.state == "lost" and may(viewer, "key.entrust", place=line.place),
        "opens": line.sort == "key" and line.state == "held" and line.holder == viewer.person,
        "with_keeper": line.holder != ELDER,
        "takes": line.takes,
        "key": new_key(),
    }
    return render(request, "office/item.html", context)


@require_POST
@page("key.join_number_to_address")
def door(request: HttpRequest, item: str) -> HttpResponse:
    """Show once which door a key opens, to its one holder; the look is noted down."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.door_for(viewer, item, at=clock.now())
    label = vault.labels([found.elder]).get(found.elder, "")
    context = {"label": label, "shown": found.address, "elder": found.elder}
    return render(request, "office/revealed.html", context)


def _link(link: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "number": link.number,
        "step": key_words.said(words.LINKS, link.step),
        "at": link.at.astimezone(SHANGHAI),
        "giver": labels.get(link.giver, ""),
        "taker": labels.get(link.taker, ""),
        "witness": labels.get(link.witness, ""),
    }


@require_POST
@page("key.hand_over")
def move(request: HttpRequest, item: str) -> HttpResponse:
    """Withdraw a hand-over, or report a thing lost."""
    viewer, at, key = request.viewer, clock.now(), key_of(request)  # type: ignore[attr-defined]
    verbs = {
        "withdraw": actions.withdraw_hand_over,
        "lost": actions.report_lost,
    }
    verb = verbs.get(request.POST.get("what", ""))
    if verb is None:
        raise Unreadable()
    verb(viewer, item=item, at=at, key=key)
    messages.success(request, _("Recorded."))
    return HttpResponseRedirect(reverse("item", args=[item]))
