"""Offices: one administrator proposes an appointment, another confirms it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from gongfu.faces.web.office.forms import Field, form_page
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.faces.web.shell.who import account_named
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.people.actions.appointing import Office
from gongfu.kernel.people.actions.proposing import confirm_office, drop_proposal, propose_office
from gongfu.kernel.people.models import Appointment, Proposal
from gongfu.kernel.people.queries import running_offices
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.checking import may

ROLES = {
    "SEC": _("secretary (community, town)"),
    "GRD": _("grid worker"),
    "DEP": _("department officer"),
    "COO": _("head of a cooperative"),
    "ENT": _("enterprise"),
    "TRU": _("trustee of the fund"),
    "AUD": _("auditor"),
    "SYS": _("technical operation"),
    "SAD": _("administrator"),
    "VOL": _("volunteer"),
    "KEY": _("key keeper"),
}
_BY_DEEDS = ("COO", "VOL", "KEY")  # from a position, a registration, a team; see `shell.viewers`
_PAGE = 30


@page("role.grant")
def offices(request: HttpRequest) -> HttpResponse:
    """Show proposals that wait, and who serves in which office."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    number = max(1, int(request.GET.get("page") or 1))
    total, held = running_offices(on, page=number, size=_PAGE)
    waiting = list(Proposal.objects.order_by("at"))
    people = {one.person for one in held} | {one.person for one in waiting}
    labels = vault.labels(people | {one.by for one in waiting})
    context = {
        "waiting": [_waiting(one, labels, viewer.person) for one in waiting],
        "rows": [_row(one, labels, on) for one in held],
        "newer": f"?page={number - 1}" if number > 1 else "",
        "older": f"?page={number + 1}" if number * _PAGE < total else "",
        "may_propose": may(viewer, "role.grant", place=settings.GONGFU_DISTRICT, second="other"),
    }
    return render(request, "officers/offices.html", context)


def _row(one: Appointment, labels: dict[str, str], on: date) -> dict[str, Any]:
    now = tree.current().successor(one.place, on)
    return {
        "moved": place_words(now) if now != one.place else "",
        "number": one.number,
        "label": labels.get(one.person, ""),
        "role": ROLES.get(one.role, one.role),
        "place": place_words(one.place),
        "until": one.until,
        "key": new_key(),
    }


def _waiting(one: Proposal, labels: dict[str, str], me: str) -> dict[str, Any]:
    return {
        "id": one.pk,
        "label": labels.get(one.person, ""),
        "role": ROLES.get(one.role, one.role),
        "place": place_words(one.place),
        "by": labels.get(one.by, ""),
        "at": one.at.astimezone(SHANGHAI),
        "mine": one.by == me,
        "key": new_key(),
    }


@page("role.grant")
def propose(request: HttpRequest) -> HttpResponse:
    """Propose an appointment."""
    on = shanghai_day(clock.now())
    district = settings.GONGFU_DISTRICT
    spots = [district, *(spot.code for spot in tree.children(district, on))]
    spots += [spot.code for spot in tree.current().communities(on=on)]
    fields = [
        Field("username", _("User name of the person")),
        Field("role", _("Office"), options=tuple(_appointed())),
        Field("place", _("Where"), options=tuple((code, _place(code)) for code in spots)),
    ]
    return form_page(
        request,
        title=_("Propose an appointment"),
        lead=_("It lasts twelve months, and begins when another administrator confirms it."),
        fields=fields,
        submit=_("Propose"),
        act=lambda values, _key: _propose(request, values),
    )


def _appointed() -> Iterator[tuple[str, Any]]:
    """Yield the offices to which somebody is appointed."""
    return ((role, words) for role, words in ROLES.items() if role not in _BY_DEEDS)


def _place(code: str) -> str:
    if code.endswith("000"):
        return tree.name_of(code)
    return f"{tree.name_of(code[:9].ljust(12, '0'))} {tree.name_of(code)}"


def _propose(request: HttpRequest, values: dict[str, str]) -> str:
    check_code(values["place"])
    account = account_named(values["username"])
    office = Office(str(account.person), values["role"], values["place"])
    propose_office(request.viewer, office, at=clock.now())  # type: ignore[attr-defined]
    say(request, str(_("Proposed. Another administrator confirms it.")))
    return reverse("offices")


@require_POST
@page("role.grant")
def decide(request: HttpRequest, proposal: str) -> HttpResponse:
    """Confirm another's proposal, or take it off the list."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if request.POST.get("do") == "drop":
        drop_proposal(viewer, proposal)
        say(request, str(_("Taken off the list.")))
    else:
        confirm_office(viewer, proposal, at=clock.now(), key=key_of(request))
        say(request, str(_("Appointed.")))
    return HttpResponseRedirect(reverse("offices"))
