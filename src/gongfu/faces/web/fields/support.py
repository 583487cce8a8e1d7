"""Support of households (创业帮扶): who asked, what is due, what came."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.fields import actions, queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.mine import household_of, large_unless_refused
from gongfu.faces.web.fields.names import household_names, party_names
from gongfu.faces.web.fields.support_rows import (
    FAILURES,
    PROVINCES,
    REASONS,
    obligation_row,
    support_row,
)
from gongfu.faces.web.fields.units import yuan_words
from gongfu.faces.web.grids.rows import office_place
from gongfu.faces.web.office.forms import day_in
from gongfu.faces.web.shell.downloads import every, file_of, sort_of
from gongfu.faces.web.shell.listing import files, page_number, pager
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.people import queries as people
from gongfu.kernel.places import tree
from gongfu.kernel.rights.checking import check, may

_FIRST = 10


def is_office(here: Here) -> bool:
    """Say whether the reader looks after the households of a place."""
    return any(office.role in ("SEC", "GRD", "DEP", "AUD") for office in here.viewer.offices)


@page("support.read")
def begin(request: HttpRequest) -> HttpResponse:
    """Show an office its households and what is late; lead anybody else to their own."""
    here = Here(request)
    if is_office(here):
        return _office(request, here)
    household = household_of(request, here)
    if household:
        return HttpResponseRedirect(reverse("support-household", args=[household]))
    return HttpResponseRedirect(reverse("support-owed"))


def _office(request: HttpRequest, here: Here) -> HttpResponse:
    place, number = office_place(here), page_number(request)  # type: ignore[arg-type]
    state = request.GET.get("state", "")
    known = not check(here.viewer, "support.read", place=place).pseudonymous
    ask = partial(queries.supports_in, here.viewer, place, here.on, state=state)
    if sort_of(request):
        return _file(request, [support_row(one, {}) for one in every(ask)])
    found, due = ask(page=number), queries.due_in(here.viewer, place, here.on)
    households = [one.household for one in found.lines]
    households += [one.row.household for one in due.lines[:_FIRST]]
    names = household_names(households, here.on, known=known)
    parties = party_names(one.row.party for one in due.lines[:_FIRST]) if known else {}
    context = {
        "place": tree.name_of(place),
        "rows": [support_row(one, names) for one in found.lines],
        "total": spaced(found.total),
        "due": _due_rows(due.lines[:_FIRST], names, parties),
        "due_total": due.total,
        "late": queries.late_in(here.viewer, place, here.on),
        "states": [(code, words, code == state) for code, words in _states()],
        "may_ask": may(here.viewer, "support.ask", place=place),
        "files": files(request, found.total),
        **pager(request, number, found.pages),
    }
    return render(request, "fields/support.html", context)


def _states() -> list[tuple[str, str]]:
    words = {"": _("all"), "asked": _("has asked"), "supported": _("supported"), "left": _("left")}
    return list(words.items())


def _due_rows(lines: Any, names: dict[str, str], parties: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            **obligation_row(one, parties),
            "name": names.get(one.row.household, ""),
            "href": reverse("support-household", args=[one.row.household]),
        }
        for one in lines
    ]


def _file(request: HttpRequest, rows: list[dict[str, Any]]) -> HttpResponse:
    """Return the households as a file, without names."""
    fields = ("place", "origin", "manner", "state", "asked_on", "agreed_on", "left_on")
    counts = ("kept", "waiting", "missed")
    header = (
        *(
            _("Place"),
            _("Comes from"),
            _("How it began"),
            _("State"),
            _("Asked"),
            _("Agreed"),
            _("Left"),
        ),
        *(_("Delivered in time"), _("Still to come"), _("Late or failed")),
    )
    lines = ([row[name] for name in (*fields, *counts)] for row in rows)
    return file_of(request, "support", header, lines)


@page("support.read")
def due(request: HttpRequest) -> HttpResponse:
    """Show all that is still owed to the households of a place, what is late or next first."""
    here, number = Here(request), page_number(request)
    place = office_place(here)  # type: ignore[arg-type]
    known = not check(here.viewer, "support.read", place=place).pseudonymous
    found = queries.due_in(here.viewer, place, here.on, page=number)
    names = household_names((one.row.household for one in found.lines), here.on, known=known)
    parties = party_names(one.row.party for one in found.lines) if known else {}
    context = {
        "place": tree.name_of(place),
        "due": _due_rows(found.lines, names, parties),
        **pager(request, number, found.pages),
    }
    return render(request, "fields/support_due.html", context)


@page("support.ask")
def find(request: HttpRequest) -> HttpResponse:
    """Show the office the households that neither asked nor are supported."""
    here, number = Here(request), page_number(request)
    place = office_place(here)  # type: ignore[arg-type]
    found = queries.candidates_in(here.viewer, place, here.on, page=number)
    names = household_names(found.lines, here.on, known=True)
    places = people.household_places(found.lines)
    context = {
        "place": tree.name_of(place),
        "rows": [
            (reverse("support-household", args=[one]), names[one], tree.name_of(places[one]))
            for one in found.lines
        ],
        **pager(request, number, found.pages),
    }
    return render(request, "fields/support_find.html", context)


@page("support.read")
def owed(request: HttpRequest) -> HttpResponse:
    """Show a party what it promised and still owes, with the way to say that it came."""
    here, number = Here(request), page_number(request)
    found = queries.owed_by(here.viewer, here.on, page=number)
    lines = queries.due_lines(found.lines, here.on)
    names = household_names((one.row.household for one in lines), here.on, known=True)
    parties = party_names(one.row.party for one in lines)
    rows = [
        {
            **obligation_row(one, parties),
            "name": names[one.row.household],
            **_acts(party=True),
        }
        for one in lines
    ]
    context = {
        "rows": rows,
        "failures": FAILURES.items(),
        "today": here.on,
        **pager(request, number, found.pages),
    }
    return render(request, "fields/support_owed.html", context)


def _acts(*, party: bool = False, office: bool = False, own: bool = False) -> dict[str, bool]:
    return {"may_deliver": party or office, "may_promise": party, "may_receive": own}


@page("support.read")
def household(request: HttpRequest, household: str) -> HttpResponse:
    """Show one household's support: the agreement, what came, its incomes, and what can be done."""
    here = Here(request)
    place = people.household_places([household]).get(household)
    if place is None:
        raise Http404
    own = household in queries.households_of(here.viewer.person, here.on)
    owner = here.viewer.person if own else ""
    grant = check(here.viewer, "support.read", place=place, owner=owner)
    line = queries.support_of(here.viewer, household, here.on)
    names = household_names([household], here.on, known=not grant.pseudonymous)
    context = {
        **(large_unless_refused(request) if own else {}),
        "household": household,
        "own": own,
        "name": names[household],
        "place": tree.name_of(place),
        "line": support_row(line, names) if line else None,
        "rows": _promises(here, household, own=own, place=place, known=not grant.pseudonymous),
        "incomes": _incomes(here, household, place=place, owner=owner),
        **_ways(here, line, place=place, owner=owner),
        "provinces": PROVINCES.items(),
        "reasons": REASONS.items(),
        "failures": FAILURES.items(),
        "today": here.on,
        "key": new_key(),
        "back": household,
    }
    return render(request, "fields/support_household.html", context)


def _promises(
    here: Here, household: str, *, own: bool, place: str, known: bool
) -> list[dict[str, Any]]:
    card = queries.agreement_of(here.viewer, household, here.on)
    lines = queries.due_lines(card.obligations, here.on) if card else ()
    parties = party_names(one.row.party for one in lines) if known else {}
    office = may(here.viewer, "support.deliver", place=place)
    mine = {here.viewer.person, *queries.households_of(here.viewer.person, here.on)}
    return [
        {
            **obligation_row(one, parties),
            **_acts(party=one.row.party in mine, office=office, own=own),
        }
        for one in lines
    ]


def _incomes(here: Here, household: str, *, place: str, owner: str) -> list[dict[str, Any]]:
    if not may(here.viewer, "household.read_income", place=place, owner=owner):
        return []
    found = queries.incomes_of(here.viewer, household, here.on)
    return [
        {
            "year": one.year,
            "income": yuan_words(one.income_fen),
            "gain": "" if one.gain_fen is None else yuan_words(one.gain_fen),
        }
        for one in found
    ]


def _ways(here: Here, line: Any, *, place: str, owner: str) -> dict[str, bool]:
    """Return what the reader may do with the household now."""
    running = line is not None and line.left_on is None
    where = {"place": place, "owner": owner}
    return {
        "may_ask": not running and may(here.viewer, "support.ask", **where),
        "may_agree": running
        and not line.agreed_on
        and may(here.viewer, "support.agree", place=place),
        "may_leave": running and may(here.viewer, "support.agree", **where),
        "may_state": line is not None and may(here.viewer, "support.income", **where),
    }


@require_POST
@page("support.read")
def act(request: HttpRequest, obligation: str) -> HttpResponse:
    """Say of a promise that it was made, that it came, that it will not, or that one has it."""
    here, do = Here(request), request.POST.get("do", "")
    about: dict[str, Any] = {"obligation": obligation, "at": here.at, "key": key_of(request)}
    if do == "deliver":
        on, proof = day_in(request.POST.get("on", "")), request.POST.get("proof", "").strip()
        actions.deliver_obligation(here.viewer, on=on, proof=proof, **about)
        say(request, _("Recorded. The household confirms it."))
    elif do == "fail":
        actions.fail_obligation(here.viewer, reason=request.POST.get("reason", ""), **about)
        say(request, _("Recorded. The office sees it and looks for another way."))
    elif do == "receive":
        actions.confirm_delivery(here.viewer, **about)
        say(request, _("Thank you. It is confirmed."))
    elif do == "promise":
        actions.confirm_promise(here.viewer, **about)
        say(request, _("Thank you. You stand by the promise."))
    else:
        raise Unreadable()
    back = request.POST.get("back", "")
    known = people.household_places([back]) if back else {}
    name = "support-household" if known else "support-owed"
    return HttpResponseRedirect(reverse(name, args=[back] if known else []))
