"""An alarm: the path so far, the next step, the end; and the settling of a disputed visit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.keys import actions, queries
from gongfu.faces.web.keys import words as key_words
from gongfu.faces.web.office import words
from gongfu.faces.web.office.colleagues import beside
from gongfu.faces.web.office.desk import alarm_row
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.refusals import Refused


@page("alarm.step")
def alarm(request: HttpRequest, alarm: str) -> HttpResponse:
    """Show an alarm with its path, or take the next step."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            _act(request, alarm)
            return HttpResponseRedirect(reverse("alarm", args=[alarm]))
        except Refused as error:
            refusal = error
    return _show(request, alarm, refusal)


def _act(request: HttpRequest, alarm: str) -> None:
    viewer, at, key = request.viewer, clock.now(), key_of(request)  # type: ignore[attr-defined]
    form = request.POST
    if outcome := form.get("close"):
        actions.close_alarm(viewer, alarm=alarm, outcome=outcome, at=at, key=key)
        return
    actions.take_alarm_step(
        viewer,
        alarm=alarm,
        step=form.get("step", ""),
        outcome=form.get("outcome", ""),
        second=form.get("second", ""),
        item=form.get("item", ""),
        at=at,
        key=key,
    )


def _show(request: HttpRequest, alarm: str, refusal: Refused | None) -> HttpResponse:
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    card = queries.alarm_card(viewer, alarm)
    elder = queries.elder_card(viewer, card.line.elder, on)
    people = {card.line.elder, card.line.raised_by, card.line.taken_by}
    people |= {one for step in card.path for one in (step.by, step.second)}
    people |= {line.contact for line in elder.contacts}
    labels = vault.labels(people - {""})
    states = queries.pair_states(step.number for step in card.path)
    context = {
        "alarm": alarm_row(card.line, labels),
        "path": [_step(step, labels, states) for step in card.path],
        "steps": words.STEPS.items(),
        "next": card.line.next_step,
        "outcomes": words.STEP_OUTCOMES.items(),
        "ends": words.OUTCOMES.items(),
        "seconds": beside(viewer, elder.place, on, but=(elder.elder,)),
        "contacts": [(labels.get(line.contact, ""), line.contact) for line in elder.contacts],
        "key": new_key(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    return render(request, "office/alarm.html", context, status=refusal.status if refusal else 200)


@require_POST
@page("alarm.step")
def take(request: HttpRequest, alarm: str) -> HttpResponse:
    """Note down that the viewer sees to an alarm."""
    viewer = request.viewer  # type: ignore[attr-defined]
    actions.take_alarm(viewer, alarm=alarm, at=clock.now(), key=key_of(request))
    messages.success(request, _("Recorded. Please see to it now."))
    return HttpResponseRedirect(reverse("alarm", args=[alarm]))


def _step(step: Any, labels: dict[str, str], states: dict[int, str]) -> dict[str, Any]:
    state = states.get(step.number, "")
    return {
        "number": step.number,
        "at": step.at.astimezone(SHANGHAI),
        "by": labels.get(step.by, ""),
        "second": labels.get(step.second, ""),
        "step": key_words.said(words.STEPS, step.step),
        "outcome": key_words.said(words.STEP_OUTCOMES, step.outcome),
        "state": state,
        "state_words": key_words.said(key_words.PAIR_STATES, state),
    }


@require_POST
@page("visit.settle")
def settle_pair(request: HttpRequest, number: int) -> HttpResponse:
    """Settle an act of two that the second person denies."""
    viewer = request.viewer  # type: ignore[attr-defined]
    finding = request.POST.get("finding", "")
    actions.settle_act(viewer, number=number, finding=finding, at=clock.now(), key=key_of(request))
    messages.success(request, _("Settled and recorded."))
    return HttpResponseRedirect(reverse("desk"))


@require_POST
@page("key.question_close")
def close_question(request: HttpRequest, number: int) -> HttpResponse:
    """Note down that the office has spoken with a family about the use of a key."""
    viewer = request.viewer  # type: ignore[attr-defined]
    actions.close_question(viewer, number=number, at=clock.now(), key=key_of(request))
    messages.success(request, _("Recorded."))
    return HttpResponseRedirect(reverse("desk"))


@require_POST
@page("visit.settle")
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Settle a disputed visit: it happened, or it did not."""
    viewer = request.viewer  # type: ignore[attr-defined]
    finding = request.POST.get("finding", "")
    actions.settle_dispute(
        viewer, number=number, finding=finding, at=clock.now(), key=key_of(request)
    )
    messages.success(request, _("Settled and recorded."))
    return HttpResponseRedirect(reverse("desk"))
