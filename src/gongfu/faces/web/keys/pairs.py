"""Acts of two people as pages show them; the second person's and the family's answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.keys import actions
from gongfu.domains.keys.queries.pairs import PairLine
from gongfu.faces.web.keys import words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.measures.moments import SHANGHAI


def people_in(lines: tuple[PairLine, ...]) -> set[str]:
    """Return everybody whom these acts name."""
    return {one for line in lines for one in (line.elder, line.by, line.second)}


def pair_row(line: PairLine, labels: dict[str, str]) -> dict[str, Any]:
    """Return an act of two as plain values."""
    return {
        "number": line.number,
        "sort": line.sort,
        "elder": labels.get(line.elder, ""),
        "elder_id": line.elder,
        "by": labels.get(line.by, ""),
        "by_role": words.said(words.ROLES, line.by_role),
        "second": labels.get(line.second, ""),
        "second_role": words.said(words.ROLES, line.second_role),
        "at": line.at.astimezone(SHANGHAI),
        "why": words.said(words.PURPOSES if line.sort == "money" else words.CAUSES, line.why),
        "yuan": words.yuan(line.amount_fen),
        "state": line.state,
        "state_words": words.said(words.PAIR_STATES, line.state),
        "family": line.family,
        "key": new_key(),
    }


@require_POST
@page("pair.answer")
def second(request: HttpRequest, number: int) -> HttpResponse:
    """Say as the second person that one was there, or was not."""
    viewer, answer = request.viewer, request.POST.get("answer")  # type: ignore[attr-defined]
    if answer not in ("yes", "no"):
        raise Unreadable()
    there = answer == "yes"
    actions.answer_as_second(
        viewer, number=number, was_there=there, at=clock.now(), key=key_of(request)
    )
    if there:
        messages.success(request, _("Thank you. Both of you now stand for it."))
    else:
        messages.success(request, _("Thank you. The office looks into it."))
    return HttpResponseRedirect(reverse("day"))


@require_POST
@page("key.use_answer")
def family(request: HttpRequest, number: int) -> HttpResponse:
    """Say as the elder or a relative that one knows of the use of a key, or has a question."""
    viewer, answer = request.viewer, request.POST.get("answer", "")  # type: ignore[attr-defined]
    actions.answer_for_family(
        viewer, number=number, answer=answer, at=clock.now(), key=key_of(request)
    )
    if answer == "question":
        messages.success(request, _("Thank you. The community office will call you."))
    else:
        messages.success(request, _("Thank you."))
    return HttpResponseRedirect(reverse("day"))
