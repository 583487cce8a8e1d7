"""Record a visit in two taps, take it back, confirm or dispute one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.keys import actions, queries
from gongfu.faces.web.keys import words
from gongfu.faces.web.keys.day import due_words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.keeping import is_kept, keepable, labels_for
from gongfu.faces.web.shell.pages import page, refused, wants_json
from gongfu.faces.web.shell.photos import photo_of
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import key_of, new_key, recorded, span_of
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.people import notes, vault
from gongfu.kernel.refusals import Refused

_UNDO_SECONDS = 10
_MINUTES = (10, 30, 60, 90)


@page("visit.record")
@keepable
def visit(request: HttpRequest, elder: str) -> HttpResponse:
    """Show the four answers, or record one of them."""
    if request.method != "POST":
        return _form(request, elder)
    try:
        number = _record(request, elder)
    except Refused as refusal:
        if wants_json(request):
            return refused(request, refusal)
        return _form(request, elder, refusal=refusal)
    return recorded(request, number, to=reverse("visit-done", args=[number]))


def _form(request: HttpRequest, elder: str, *, refusal: Refused | None = None) -> HttpResponse:
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    card = queries.elder_card(viewer, elder, shanghai_day(now))
    standing = card.standing
    people = [elder, *([standing.last_keeper] if standing else [])]
    labels = labels_for(request, people)
    usual = card.needs.usual_minutes
    chosen = request.POST.get("minutes") or str(usual)
    context: dict[str, Any] = {
        "label": labels.get(elder, ""),
        "no": _number(request, elder),
        "elder": elder,
        "place": place_words(card.place),
        "speaks": words.SPOKEN.get(card.needs.language, ""),
        "due": standing and due_words(standing.state, standing.days),
        "last": standing and standing.last_on,
        "last_keeper": standing and labels.get(standing.last_keeper, ""),
        "answers": words.ANSWERS.items(),
        "minutes": [(m, str(m) == chosen) for m in sorted({usual, *_MINUTES})],
        "note": request.POST.get("note", ""),
        "key": request.POST.get("key") or new_key(),
        "opened_at": now.replace(microsecond=0).isoformat(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(request, "keys/visit.html", context, status=refusal.status if refusal else 200)


def _number(request: HttpRequest, elder: str) -> int | None:
    """Return the elder's number on the keeper's list, for a page without names."""
    viewer = request.viewer  # type: ignore[attr-defined]
    return queries.own_numbers(viewer).get(elder) if is_kept(request) else None


def _record(request: HttpRequest, elder: str) -> int:
    """Record the visit with its words and photo; return the number of its record."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    photo = photo_of(request)
    started_at, ended_at = span_of(request)
    entry = actions.record_visit(
        viewer,
        elder=elder,
        answer=request.POST.get("answer", ""),
        started_at=started_at,
        ended_at=ended_at,
        at=at,
        key=key_of(request),
    )
    written: dict[str, Any] = {"by": viewer.person, "at": at, "record": entry.number}
    if text := request.POST.get("note", "").strip():
        notes.keep_words(elder, text, **written)
    if photo:
        notes.keep_photo(elder, photo, **written)
    return entry.number


@page("page.own_day")
def done(request: HttpRequest, number: int) -> HttpResponse:
    """Say that the visit is recorded, with its number and ten seconds to take it back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    line = queries.visit_card(viewer, number)
    labels = vault.labels([line.elder])
    left = _UNDO_SECONDS - int((clock.now() - line.recorded_at).total_seconds())
    context = {
        "line": line,
        "label": labels.get(line.elder, ""),
        "answer": words.said(words.ANSWERS, line.answer),
        "started_at": line.started_at.astimezone(SHANGHAI),
        "ended_at": line.ended_at.astimezone(SHANGHAI),
        "left": left if left > 0 and not line.reversed else 0,
        "key": new_key(),
    }
    return render(request, "keys/visit_done.html", context)


@require_POST
@page("visit.take_back")
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take one's own visit back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    actions.take_back_visit(viewer, number=number, at=clock.now(), key=key_of(request))
    return HttpResponseRedirect(reverse("visit-done", args=[number]))


@require_POST
@page("visit.confirm")
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm a visit, as the elder, a relative or the office."""
    viewer = request.viewer  # type: ignore[attr-defined]
    actions.confirm_visit(viewer, number=number, at=clock.now(), key=key_of(request))
    return _answered(request, _("Thank you. The visit is confirmed."))


@require_POST
@page("visit.dispute")
def dispute(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a visit did not take place, as the elder, a relative or the office."""
    viewer = request.viewer  # type: ignore[attr-defined]
    actions.dispute_visit(viewer, number=number, at=clock.now(), key=key_of(request))
    return _answered(
        request, _("Thank you. The office looks into it; until then no figure counts this visit.")
    )


def _answered(request: HttpRequest, said: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        return render(request, "keys/answered.html", {"said": said})
    return HttpResponseRedirect(reverse("day"))


@page("service.record")
@keepable
def service(request: HttpRequest, elder: str) -> HttpResponse:
    """Record other help to an elder, from start to end."""
    refusal = None
    if request.method == "POST":
        try:
            started_at, ended_at = span_of(request)
            viewer = request.viewer  # type: ignore[attr-defined]
            entry = actions.record_service(
                viewer,
                elder=elder,
                service=request.POST.get("service", ""),
                started_at=started_at,
                ended_at=ended_at,
                at=clock.now(),
                key=key_of(request),
            )
            return recorded(request, entry.number, to=reverse("visit-done", args=[entry.number]))
        except Refused as error:
            if wants_json(request):
                return refused(request, error)
            refusal = error
    context = {
        "elder": elder,
        "label": labels_for(request, [elder]).get(elder, ""),
        "no": _number(request, elder),
        "services": words.SERVICES.items(),
        "chosen": request.POST.get("service", ""),
        "minutes": [
            (m, str(m) == (request.POST.get("minutes") or "60")) for m in (30, 60, 120, 240)
        ],
        "key": request.POST.get("key") or new_key(),
        "opened_at": clock.now().replace(microsecond=0).isoformat(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(request, "keys/service.html", context, status=refusal.status if refusal else 200)
