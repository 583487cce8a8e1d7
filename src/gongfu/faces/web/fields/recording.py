"""How every form in the field is answered: recorded once, asked back, or refused as typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from gongfu.domains.fields.actions import DOUBTS, Doubt
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.units import WEIGHTS, remember
from gongfu.faces.web.office.forms import day_in
from gongfu.faces.web.shell.pages import wants_json
from gongfu.faces.web.shell.sending import Unreadable, new_key, recorded
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.refusals import Refused

Act = Callable[[], Entry[Any]]
SURE = "sure"


def record_page(
    request: HttpRequest, here: Here, template: str, context: dict[str, Any], act: Act
) -> HttpResponse:
    """Show a form, or do `act` and lead to what was recorded; a refusal keeps what was typed.

    A question names in `about` what a yes answers; the unit of weight is remembered.
    """
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            number = act().number
        except Refused as error:
            if wants_json(request):
                return JsonResponse(refusal_of(error), status=error.status)
            refusal = error
        else:
            to = reverse("farm-record", args=[context["cooperative"], number])
            return remember(
                recorded(request, number, to=to), "weight", request.POST.get("weight", "")
            )
    given = request.POST
    shown = {
        "given": given,
        "weights": chips(WEIGHTS, given.get("weight") or here.units.weight),
        "key": given.get("key") or new_key(),
        "today": here.on.isoformat(),
        "refusal": refusal and refusal_of(refusal),
        "sures": given.getlist(SURE),
        **context,
    }
    return render(request, template, shown, status=refusal.status if refusal else 200)


def refusal_of(refusal: Refused) -> dict[str, str]:
    """Return a refusal for template and script; about: what is asked, or empty."""
    about = refusal.about if isinstance(refusal, Doubt) else ""
    return {"code": refusal.code, "words": str(refusal), "about": about}


def chips(words: Mapping[str, object], chosen: str) -> list[tuple[str, str, bool]]:
    """Return choices as code, words and whether chosen."""
    return [(code, str(said), code == chosen) for code, said in words.items()]


def sure_of(request: HttpRequest) -> tuple[str, ...]:
    """Return which questions the form answers with yes."""
    return tuple(one for one in request.POST.getlist(SURE) if one in DOUBTS)


def day_of(request: HttpRequest, here: Here) -> date:
    """Return when it was done: the day of the form, of the tap on the phone, or today.

    Raises Unreadable.
    """
    if text := request.POST.get("on", ""):
        return day_in(text)
    if not (text := request.POST.get("ended_at", "")):
        return here.on
    try:
        tapped = parse_datetime(text)
    except ValueError:
        tapped = None
    if tapped is None or tapped.tzinfo is None:
        raise Unreadable()
    return min(shanghai_day(tapped), here.on)


def grouped(lines: Iterable[Any], *names: str) -> dict[tuple[Any, ...], list[Any]]:
    """Return lines by the values of some of their fields, in the order of coming."""
    found: dict[tuple[Any, ...], list[Any]] = {}
    for line in lines:
        found.setdefault(tuple(getattr(line, name) for name in names), []).append(line)
    return found
