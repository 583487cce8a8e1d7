"""Suggestions: who could be asked for what, with the reason for each; the office decides."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gongfu.domains.grids import actions, queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.needs import words as need_words
from gongfu.faces.web.needs.boards import place_of
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say, warn
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.needs.actions import Asking
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree

_SHOWN = 40
_NEAR = {
    "grid": gettext_lazy("lives in the same grid"),
    "community": gettext_lazy("lives in the same community"),
    "town": gettext_lazy("lives in the same town"),
}
_WHYS = {
    "no-skill": gettext_lazy("Nobody on the list has this skill."),
    "too-far": gettext_lazy("Nobody who could do it lives near enough."),
    "no-time": gettext_lazy("Nobody near is free at that time."),
    "all-busy": gettext_lazy("Everybody near was asked or has enough to do."),
}


@page("offer.send")
def dispatch(request: HttpRequest) -> HttpResponse:
    """Show suggestions for the requests of an area, or ask those whom the office chose."""
    if request.method == "POST":
        return _send(request)
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    place, need = place_of(request), request.GET.get("need", "")
    found = queries.proposals_in(viewer, place, at=now, need=need)
    shown = found[:_SHOWN]
    people = {choice.member for one in shown for choice in (*one.suggested, *one.others)}
    labels = vault.labels(people | {one.need.asker for one in shown})
    titles, skills = need_words.kinds(), queries.lists(get_language() or "zh-hans")
    context = {
        "place": tree.name_of(place),
        "place_code": place,
        "rows": [_row(one, labels, titles, skills, now) for one in shown],
        "total": spaced(len(found)),
        "more": len(found) - len(shown),
        "key": new_key(),
    }
    return render(request, "grids/dispatch.html", context)


def _row(
    one: Any, labels: dict[str, str], titles: dict[str, str], skills: Any, now: Any
) -> dict[str, Any]:
    need = one.need
    return {
        "need": need.need,
        "title": titles.get(need.sort, need.sort),
        "place": place_words(need.place),
        "label": labels.get(need.asker, ""),
        "limit": need_words.limit_words(need.done_by, now),
        "late": need.done_by < now,
        "urgent": need.urgency >= 2,
        "places": [
            {
                "chosen": choice.member,
                "options": [
                    (other.member, labels.get(other.member, ""), _why(other.reason, skills))
                    for other in (choice, *one.others)
                ],
            }
            for choice in one.suggested
        ],
        "why": _WHYS.get(one.why, "") if one.why else "",
    }


def _why(reason: Any, skills: Any) -> str:
    """Return why somebody comes into question, in words."""
    near = (
        _("lives %(metres)s m away") % {"metres": spaced(reason.metres)}
        if reason.metres is not None
        else str(_NEAR[reason.near])
    )
    skill = [skills.text(queries.SKILL, reason.skill)] if reason.skill else []
    tasks = _("tasks this month: %(count)s") % {"count": reason.month}
    return _(", ").join([near, *skill, tasks])


def _send(request: HttpRequest) -> HttpResponse:
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    pairs = (pair.partition(" ") for pair in request.POST.getlist("ask"))
    askings = [Asking(need, member) for need, _blank, member in pairs if member]
    sent = actions.send_offers(viewer, askings, at=at, key=key_of(request))
    if sent.entries:
        say(request, _("Helpers asked: %(count)s.") % {"count": len(sent.entries)})
    for refused in sent.refused:
        warn(request, f"{refused.line}. {refused.refusal}")
    place = request.POST.get("place", "")
    return HttpResponseRedirect(f"{reverse('dispatch')}?{urlencode({'place': place})}")
