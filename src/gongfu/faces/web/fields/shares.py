"""Sharing a year's proceeds: the rule, a preview, laying out, adoption by two, each statement."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.fields import actions, queries
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.names import entered, household_names
from gongfu.faces.web.fields.shares_rows import (
    card_lines,
    percent,
    preview_lines,
    preview_sums,
    sharing_sums,
)
from gongfu.faces.web.fields.units import NotANumber, decimal_in, fen_in, yuan_words
from gongfu.faces.web.office.forms import Field, day_in, form_page, number_in
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.people import queries as people
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import may

_YEARS = 3


@page("share.read")
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the cooperative of the reader, or show which there are."""
    here = Here(request)
    known = queries.cooperatives_of(here.viewer, here.on)
    if len(known) == 1:
        return HttpResponseRedirect(reverse("shares-in", args=[known[0]]))
    names = {one: unit.name for one, unit in people.units_among(known).items()}
    rows = [(reverse("shares-in", args=[one]), names[one]) for one in known if one in names]
    return render(request, "fields/shares_begin.html", {"rows": rows})


@page("share.read")
def shares_in(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Show a cooperative's rule and its years, and to its head the way to propose the next."""
    here = Here(request)
    found = queries.sharings_of(here.viewer, cooperative, here.on)
    rule = queries.rule_of(here.viewer, cooperative)
    motions = queries.motions_in(here.viewer, cooperative, here.on)
    head = here.head(cooperative)
    done = {row.year for row in found}
    context = {
        **head,
        "rule": rule and _rule(rule.reserve_bp, rule.trade_bp),
        "adopted_on": rule and rule.adopted_on,
        "motion": _motion(here, motions.get(cooperative)),
        "rows": [_year(row) for row in found],
        "may_rule": may(here.viewer, "share.rule", place=head["place_code"], second="another"),
        "years": [year for year in _last_years(here) if year not in done],
    }
    return render(request, "fields/shares.html", context)


def _last_years(here: Here) -> range:
    return range(here.on.year - 1, here.on.year - 1 - _YEARS, -1)


def _rule(reserve_bp: int, trade_bp: int) -> dict[str, str]:
    return {
        "reserve": percent(reserve_bp, 10_000),
        "trade": percent(trade_bp, 10_000),
        "capital": percent(10_000 - trade_bp, 10_000),
    }


def _motion(here: Here, row: Any) -> dict[str, Any] | None:
    """Return what waits for the other of head and supervisor, or None."""
    if row is None:
        return None
    return {
        **entered(row, here.viewer.person),
        "about": row.about,
        "rule": _rule(row.reserve_bp, row.trade_bp) if row.trade_bp is not None else None,
        "key": new_key(),
    }


def _year(row: Any) -> dict[str, Any]:
    return {
        "year": row.year,
        "href": reverse("sharing", args=[row.sharing]),
        "shared": yuan_words(row.by_trade_fen + row.by_capital_fen, fen_too=True),
        "households": row.households,
        "adopted": row.state == "adopted",
    }


@page("share.rule")
def rule(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Enter the rule that the meeting adopted; the other of head and supervisor confirms it."""
    here = Here(request)
    now = queries.rule_of(here.viewer, cooperative)
    usual = (now.reserve_bp, now.trade_bp) if now else (1000, 6000)
    fields = [
        Field(
            "reserve",
            _("Kept as common reserve, percent of the surplus"),
            "decimal",
            value=percent(usual[0], 10_000).rstrip(" %"),
            hint=_("Article 42: told off to each member's account by volume of trade."),
        ),
        Field(
            "trade",
            _("Of the rest by volume of trade, percent"),
            "decimal",
            value=percent(usual[1], 10_000).rstrip(" %"),
            hint=_("Article 44: at least 60 %. What remains goes by capital, reserve and grants."),
        ),
    ]

    def act(values: dict[str, str], _key: str) -> str:
        actions.enter_rule(
            here.viewer,
            cooperative=cooperative,
            reserve_bp=_bp(values["reserve"]),
            trade_bp=_bp(values["trade"]),
            at=here.at,
        )
        say(request, _("Entered. It stands when the other of head and supervisor confirms it."))
        return reverse("shares-in", args=[cooperative])

    lead = _("As the members' meeting adopted it. Head and supervisor stand for it together.")
    title, submit = _("The rule of sharing"), _("Enter the rule")
    return form_page(request, title=title, lead=lead, fields=fields, submit=submit, act=act)


def _bp(text: str) -> int:
    """Return a percentage as parts of 10,000.  Raises NotANumber."""
    found = decimal_in(text) * 100
    if found != int(found):
        raise NotANumber()
    return int(found)


@page("share.propose")
def propose(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Show how a year would be shared, household by household, and lay it out for the members."""
    here = Here(request)
    given = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {
        **here.head(cooperative),
        "year": given.get("year", ""),
        "loss": given.get("loss", "") or "0",
        "key": request.POST.get("key") or new_key(),
    }
    try:
        year, loss = number_in(given.get("year", "")), fen_in(given.get("loss", "") or "0")
        if request.method == "POST":
            return HttpResponseRedirect(_proposed(request, here, cooperative, year, loss))
        context |= _preview(here, cooperative, year, loss)
    except Refused as refusal:
        if refusal.status in (403, 404):
            raise
        context["refusal"] = {"code": refusal.code, "words": str(refusal)}
        return render(request, "fields/shares_propose.html", context, status=refusal.status)
    return render(request, "fields/shares_propose.html", context)


def _preview(here: Here, cooperative: str, year: int, loss: int) -> dict[str, Any]:
    found = queries.preview_of(here.viewer, cooperative, year, here.on, loss_fen=loss)
    names = household_names(found.lines, here.on, known=True)
    return {
        "sums": preview_sums(found),
        "rows": preview_lines(found, names),
        "meeting": here.on + queries.NOTICE,
    }


def _proposed(request: HttpRequest, here: Here, cooperative: str, year: int, loss: int) -> str:
    entry = actions.propose_sharing(
        here.viewer,
        cooperative=cooperative,
        year=year,
        loss_fen=loss,
        at=here.at,
        key=key_of(request),
    )
    say(request, _("Laid out. Every member can read it and its own statement from now on."))
    return reverse("sharing", args=[entry.deed.sharing])


@page("share.read")
def sharing(request: HttpRequest, sharing: str) -> HttpResponse:
    """Show a year's sharing with all lines to those inside, and with sums to the office."""
    here = Here(request)
    card = queries.sharing_card(here.viewer, sharing, here.on)
    if card is None:
        raise Http404
    row = card.row
    leads = here.sight(row.cooperative).leads
    own = queries.households_of(here.viewer.person, here.on)
    names = household_names((one.household for one in card.lines), here.on, known=leads)
    motions = queries.motions_in(here.viewer, row.cooperative, here.on)
    context = {
        **here.head(row.cooperative),
        "sharing": sharing,
        "year": row.year,
        "state": row.state,
        "proposed_on": row.proposed_on,
        "adopted_on": row.adopted_on,
        "meeting": card.first_day,
        "open": row.state == "proposed" and here.on >= card.first_day,
        "sums": sharing_sums(row, card.lines),
        "rows": card_lines(card, names, own, leads=leads),
        "motion": _motion(here, motions.get(sharing)),
        "inside": queries.inside(row.cooperative, here.viewer.person, here.on),
        "may_pay": leads and row.state == "adopted",
        "unpaid": sum(
            one.paid is None and one.by_trade_fen + one.by_capital_fen > 0 for one in card.lines
        ),
        "today": here.on.isoformat(),
        "record": reverse("record", args=[row.number]),
        "figure": figure_href(row.year),
        "key": new_key(),
    }
    return render(request, "fields/sharing.html", context)


def figure_href(year: int) -> str:
    """Return the address of the district's figure of sales in a year."""
    return f"{reverse('figure', args=['fields.sales'])}?{urlencode({'period': year})}"


@require_POST
@page("share.read")
def act(request: HttpRequest, sharing: str) -> HttpResponse:
    """Enter that the meeting adopted a sharing, or drop it."""
    here, do = Here(request), request.POST.get("do", "")
    if do == "adopt":
        actions.enter_adoption(here.viewer, sharing=sharing, at=here.at)
        say(request, _("Entered. It stands when the other of head and supervisor confirms it."))
    elif do == "drop":
        entry = actions.drop_sharing(here.viewer, sharing=sharing, at=here.at, key=key_of(request))
        say(request, _("Dropped. A new proposal can be made for that year."))
        return HttpResponseRedirect(reverse("shares-in", args=[entry.deed.cooperative]))
    else:
        raise Unreadable()
    return HttpResponseRedirect(reverse("sharing", args=[sharing]))


@require_POST
@page("share.pay")
def pay(request: HttpRequest, sharing: str) -> HttpResponse:
    """Record that all shares still due were paid out, or take one payment back."""
    here, household = Here(request), request.POST.get("household", "")
    if request.POST.get("do") == "undo":
        actions.take_back_payment(
            here.viewer, sharing=sharing, household=household, at=here.at, key=key_of(request)
        )
        say(request, _("Taken back. The share counts as not paid."))
    else:
        done = actions.pay_shares(
            here.viewer,
            sharing=sharing,
            households=[household] if household else [],
            on=day_in(request.POST.get("on", "")),
            at=here.at,
            key=key_of(request),
        )
        say(request, _("Paid out: %(count)s households see it now.") % {"count": len(done)})
    back = reverse("statement", args=[sharing, household]) if household else ""
    return HttpResponseRedirect(back or reverse("sharing", args=[sharing]))


@require_POST
@page("share.adopt")
def confirm(request: HttpRequest, about: str) -> HttpResponse:
    """Confirm what the other of head and supervisor entered, or take it back."""
    here, is_rule = Here(request), people.unit(about) is not None
    how: dict[str, Any] = {"at": here.at, "key": key_of(request)}
    if request.POST.get("do") == "drop":
        actions.drop_motion(here.viewer, about=about, at=here.at)
        say(request, _("Taken back. Nothing was recorded."))
    else:
        if is_rule:
            actions.confirm_rule(here.viewer, cooperative=about, **how)
        else:
            actions.confirm_adoption(here.viewer, sharing=about, **how)
        say(request, _("Confirmed and recorded. It stands from now on."))
    return HttpResponseRedirect(reverse("shares-in" if is_rule else "sharing", args=[about]))
