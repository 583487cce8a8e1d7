"""The member households of a cooperative: joining, capital, leaving, subsidies and gifts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import Joining, NoSuchHousehold
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.names import household_names
from gongfu.faces.web.fields.units import fen_in, yuan_words
from gongfu.faces.web.office.forms import Field, day_in, form_page
from gongfu.faces.web.shell.listing import page_number, pager
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.who import persons_meant
from gongfu.kernel.people import queries as people
from gongfu.kernel.rights.checking import Denied, may


@page("plot_and_harvest.read")
def members(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Show the member households with land and capital: all to who enters them, else one's own."""
    here, number = Here(request), page_number(request)
    head = here.head(cooperative)
    found = queries.members_in(here.viewer, cooperative, here.on, page=number)
    shown, own = (
        {one.household for one in found.lines},
        queries.households_of(here.viewer.person, here.on),
    )
    enters = _enters(here, cooperative)
    names = household_names(shown, here.on, known=enters or shown <= own)
    rows = [
        {
            "household": one.household,
            "name": names[one.household],
            "since": one.joined_on,
            "land": here.units.measured(one.area),
            "plots": one.plots,
            "capital": yuan_words(one.capital_fen, fen_too=True),
            "leaves": enters or one.household in own,
        }
        for one in found.lines
    ]
    context = {
        **head,
        "enters": enters,
        "rows": rows,
        "total": found.total,
        **pager(request, number, found.pages),
    }
    return render(request, "fields/members.html", context)


def _led(request: HttpRequest, cooperative: str) -> Here:
    """Return who looks, and enters members.  Raises Denied, NoSuchCooperative."""
    here = Here(request)
    if not _enters(here, cooperative):
        raise Denied()
    return here


def _enters(here: Here, cooperative: str) -> bool:
    """Say whether the reader enters members: the head, or the office of the place."""
    sight = here.sight(cooperative)
    owner = here.viewer.person if sight.leads else ""
    return may(here.viewer, "cooperative.members", place=sight.unit.place, owner=owner)


def _form(
    request: HttpRequest, cooperative: str, title: str, fields: Sequence[Field], **how: Any
) -> HttpResponse:
    back = {"href": reverse("farm-members", args=[cooperative]), "words": _("Members")}
    return form_page(request, title=title, fields=fields, back=back, **how)


def _day(here: Here) -> Field:
    return Field("on", _("On"), "date", value=here.on.isoformat())


def _money(label: str, **more: Any) -> Field:
    return Field("amount", label, "decimal", **more)


@page("cooperative.members")
def join(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Enter that a household joined, with the capital that it paid in."""
    here = _led(request, cooperative)
    who = Field(
        "who",
        _("Somebody of the household"),
        hint=_("Phone number or user name, as it stands on the register."),
    )
    capital = _money(_("Capital paid in (yuan)"), optional=True)

    def act(values: dict[str, str], _key: str) -> str:
        paid = fen_in(values["amount"]) if values["amount"] else 0
        joining = Joining(_household_of(values["who"], here.on), day_in(values["on"]), paid)
        actions.join_household(here.viewer, joining, cooperative=cooperative, at=here.at)
        say(request, _("The household is a member."))
        return reverse("farm-members", args=[cooperative])

    words = _("Joining is free, and so is leaving. Enter what the household signed.")
    fields = (who, _day(here), capital)
    submit = _("Enter the member")
    return _form(
        request, cooperative, _("A household joins"), fields, submit=submit, act=act, lead=words
    )


def _household_of(text: str, on: date) -> str:
    """Return the household of the person with that phone number or user name.

    Raises NoSuchHousehold unless exactly one is meant.
    """
    persons = persons_meant(text)
    households = {one for some in people.households_of(persons, on).values() for one in some}
    if len(households) != 1:
        raise NoSuchHousehold()
    return households.pop()


@page("cooperative.members")
def pay(request: HttpRequest, cooperative: str, household: str) -> HttpResponse:
    """Enter that a member paid capital in, or got it back."""
    here = _led(request, cooperative)
    ways = (("in", _("paid in")), ("out", _("paid back")))

    def act(values: dict[str, str], key: str) -> str:
        paid = fen_in(values["amount"]) * (-1 if values["way"] == "out" else 1)
        actions.pay_capital(
            here.viewer,
            cooperative=cooperative,
            household=household,
            capital_fen=paid,
            at=here.at,
            key=key,
        )
        say(request, _("The capital is entered."))
        return reverse("farm-members", args=[cooperative])

    fields = (Field("way", _("Which way"), options=ways), _money(_("Capital (yuan)")))
    title = _("Capital of %(name)s") % {"name": _named(here, cooperative, household)}
    return _form(request, cooperative, title, fields, submit=_("Enter the capital"), act=act)


def _named(here: Here, cooperative: str, household: str) -> str:
    """Return how a member, or one who left, is called.  Raises Http404 for any other household."""
    if not queries.ever_member(cooperative, household):
        raise Http404
    return household_names([household], here.on, known=True)[household]


@page("cooperative.members")
def leave(request: HttpRequest, cooperative: str, household: str) -> HttpResponse:
    """Enter that a household leaves: its head's word or its own."""
    here = Here(request)
    own = household in queries.households_of(here.viewer.person, here.on)
    if not (own or _enters(here, cooperative)):
        raise Denied()

    def act(_values: dict[str, str], key: str) -> str:
        actions.leave_cooperative(
            here.viewer, cooperative=cooperative, household=household, at=here.at, key=key
        )
        say(request, _("The household has left. Its capital is paid back by the rule."))
        return reverse("my-fields") if own else reverse("farm-members", args=[cooperative])

    title = _("%(name)s leaves") % {"name": _named(here, cooperative, household)}
    words = _("Leaving is always free. Plots under contract are handed on or returned first.")
    submit = _("Enter that it leaves")
    return _form(request, cooperative, title, (), submit=submit, act=act, lead=words)


@page("cooperative.members")
def grant(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Enter a state subsidy or a gift to the cooperative."""
    here = _led(request, cooperative)
    sources = (("state", _("state subsidy")), ("gift", _("gift")))

    def act(values: dict[str, str], key: str) -> str:
        actions.record_grant(
            here.viewer,
            cooperative=cooperative,
            amount_fen=fen_in(values["amount"]),
            source=values["source"],
            on=day_in(values["on"]),
            at=here.at,
            key=key,
        )
        say(request, _("Entered. It is averaged over the members' accounts."))
        return reverse("farm-members", args=[cooperative])

    fields = (
        Field("source", _("From where"), options=sources),
        _money(_("Amount (yuan)")),
        _day(here),
    )
    title = _("A subsidy or gift came in")
    return _form(request, cooperative, title, fields, submit=_("Enter"), act=act)
