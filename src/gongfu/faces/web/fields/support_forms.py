"""Forms of support: asking, the agreement of several parties, incomes, leaving."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import NoSuchParty, Promise
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.names import household_names
from gongfu.faces.web.fields.support_rows import GIFTS, PARTIES, PROVINCES
from gongfu.faces.web.fields.units import fen_in
from gongfu.faces.web.office.forms import Field, day_in, form_page, number_in
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.people import queries as people
from gongfu.kernel.people import vault
from gongfu.kernel.people.models import Account
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import check

_PROMISES, _MOST_PARTIES = 6, 60
_NAMES = ("party", "other", "party_sort", "sort", "due", "amount")
_SORTS = ("cooperative", "unit", "enterprise", "charity")


def _place_of(household: str) -> str:
    place = people.household_places([household]).get(household)
    if place is None:
        raise Http404
    return place


@page("support.ask")
def ask(request: HttpRequest, household: str) -> HttpResponse:
    """Ask for support, or note that the office found a household that needs it."""
    here, place = Here(request), _place_of(household)
    own = household in queries.households_of(here.viewer.person, here.on)
    check(here.viewer, "support.ask", place=place, owner=here.viewer.person if own else "")
    where = Field(
        "origin",
        _("From which province did the household come?"),
        options=(("", _("choose")), *PROVINCES.items()),
        hint=_("Only the province is kept, nothing nearer."),
    )
    return form_page(
        request,
        title=_("Ask for support") if own else _("Note that this household needs support"),
        lead=_("The office talks with all who can help. Asking binds nobody to anything."),
        fields=[where],
        submit=_("Ask") if own else _("Note"),
        act=lambda values, key: _asked(request, household, values, key, own=own),
    )


def _asked(
    request: HttpRequest, household: str, values: dict[str, str], key: str, *, own: bool
) -> str:
    here = Here(request)
    actions.ask_support(
        here.viewer,
        household=household,
        origin=values["origin"],
        manner="asked" if own else "found",
        on=here.on,
        at=here.at,
        key=key,
    )
    say(request, _("Recorded. The office will speak with the household."))
    return reverse("support-household", args=[household])


@page("support.agree")
def agree(request: HttpRequest, household: str) -> HttpResponse:
    """Enter the signed agreement: what each of several parties promises, and by when."""
    here, place = Here(request), _place_of(household)
    check(here.viewer, "support.agree", place=place)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_agreed(request, here, household))
        except Refused as error:
            refusal = error
    parties = _parties(here, place)
    context = {
        "name": household_names([household], here.on, known=True)[household],
        "household": household,
        "promises": [_promise(request, number, parties) for number in range(1, _PROMISES + 1)],
        "signed": {
            "name": "on",
            "label": _("Signed on"),
            "sort": "date",
            "value": request.POST.get("on") or here.on.isoformat(),
        },
        "key": request.POST.get("key") or new_key(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    status = refusal.status if refusal else 200
    return render(request, "fields/support_agree.html", context, status=status)


def _parties(here: Here, place: str) -> list[tuple[str, str]]:
    """Return who may be a party, nearest first: organisations, and people of the cooperatives."""
    near = [one for sort in _SORTS for one in people.units_within(sort, place[:9] + "000")]
    far = people.units_within("unit", settings.GONGFU_DISTRICT)
    units = {one.id: one.name for one in (*near, *far)}
    groups = [one.id for one in near if one.sort == "cooperative"]
    inside = people.members_among(groups, here.on).values()
    labels = vault.labels(one.person for members in inside for one in members)
    return list({**labels, **units}.items())[:_MOST_PARTIES]


def _promise(request: HttpRequest, number: int, parties: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the fields of one promise, as they were typed."""
    typed = {name: request.POST.get(f"{name}-{number}", "") for name in _NAMES}
    nothing = ("", "—")
    labels: dict[str, dict[str, Any]] = {
        "party": {"label": _("Who promises"), "options": [nothing, *parties]},
        "other": {
            "label": _("Or somebody who is not listed"),
            "hint": _("Credit code of the organisation, or user name of the person"),
            "optional": True,
        },
        "party_sort": {"label": _("As what"), "options": [nothing, *PARTIES.items()]},
        "sort": {"label": _("What"), "options": [nothing, *GIFTS.items()]},
        "due": {"label": _("Until when"), "sort": "date"},
        "amount": {"label": _("Worth"), "sort": "decimal", "unit": _("yuan"), "optional": True},
    }
    fields = [{"name": f"{name}-{number}", "value": typed[name], **labels[name]} for name in _NAMES]
    return {"number": number, "fields": fields, "open": number < 3 or any(typed.values())}


def _agreed(request: HttpRequest, here: Here, household: str) -> str:
    given = [_given(request, number) for number in range(1, _PROMISES + 1)]
    promises = [_read(one) for one in given if any(one.values())]
    known = {one.party for one in promises}
    units = people.units_among(known)
    joined = [one for one, unit in units.items() if unit.sort == "cooperative"]
    actions.agree_support(
        here.viewer,
        promises,
        household=household,
        cooperative=next(iter(sorted(joined)), ""),
        on=day_in(request.POST.get("on", "")),
        at=here.at,
        key=key_of(request),
    )
    say(request, _("Recorded. Each party confirms its promise on its own page."))
    return reverse("support-household", args=[household])


def _given(request: HttpRequest, number: int) -> dict[str, str]:
    return {name: request.POST.get(f"{name}-{number}", "").strip() for name in _NAMES}


def _read(given: dict[str, str]) -> Promise:
    """Return a promise as it was typed.  Raises Unreadable, NoSuchParty, NotANumber."""
    amount = fen_in(given["amount"]) if given["amount"] else None
    party = given["party"] or _named(given["other"])
    return Promise(party, given["party_sort"], given["sort"], day_in(given["due"]), amount)


def _named(text: str) -> str:
    """Return the organisation of a credit code, or person of a user name.  Raises NoSuchParty."""
    found = people.organisations_with(text.upper()) if text else ()
    if found:
        return found[0]
    account = Account.objects.filter(username=text).exclude(person=None).first()
    if account is None:
        raise NoSuchParty()
    return str(account.person)


@require_POST
@page("support.agree")
def leave(request: HttpRequest, household: str) -> HttpResponse:
    """Let a household leave support; that is always free."""
    here = Here(request)
    reason = request.POST.get("reason", "")
    actions.leave_support(
        here.viewer, household=household, reason=reason, at=here.at, key=key_of(request)
    )
    say(request, _("Recorded. The household can ask again at any time."))
    return HttpResponseRedirect(reverse("support-household", args=[household]))


@page("support.income")
def income(request: HttpRequest, household: str) -> HttpResponse:
    """State what the household earned in a year, before support or since."""
    here, place = Here(request), _place_of(household)
    own = household in queries.households_of(here.viewer.person, here.on)
    check(here.viewer, "support.income", place=place, owner=here.viewer.person if own else "")

    def act(values: dict[str, str], key: str) -> str:
        actions.state_income(
            here.viewer,
            household=household,
            year=number_in(values["year"]),
            income_fen=fen_in(values["income"]),
            at=here.at,
            key=key,
        )
        say(request, _("Recorded."))
        return reverse("support-household", args=[household])

    last = str(here.on.year - 1)
    fields = [
        Field("year", _("Year"), "number", value=last),
        Field("income", _("What the household earned in that year, in yuan"), "decimal"),
    ]
    return form_page(
        request,
        title=_("Income of a year"),
        lead=_("Only the household reads it; offices see sums of many households."),
        fields=fields,
        submit=_("State it"),
        act=act,
    )
