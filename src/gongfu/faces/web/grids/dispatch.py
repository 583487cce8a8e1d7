"""Suggestions: who could be asked for what, with the reason for each; the office decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.domains.grids import actions, queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.needs import words as need_words
from gongfu.faces.web.needs.boards import place_of
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.downloads import file_of, named, sort_of, who
from gongfu.faces.web.shell.listing import files
from gongfu.faces.web.shell.messages import say, warn
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.needs.actions import Asking
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree

_SHOWN, _OTHERS, _TRACK = 25, 3, 10
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
    shown = found if need else [one._replace(others=one.others[:_OTHERS]) for one in found[:_SHOWN]]
    if sort_of(request):
        return _file(request, shown)
    people = {choice.member for one in shown for choice in (*one.suggested, *one.others)}
    labels = vault.labels(people | {one.need.asker for one in shown})
    titles, skills = need_words.kinds(), need_words.skills()
    context = {
        "place": tree.name_of(place),
        "place_code": place,
        "rows": [_row(one, labels, titles, skills, now) for one in shown],
        "total": spaced(len(found)),
        "more": len(found) - len(shown),
        "one": bool(need),
        "files": files(request, sum(len(one.suggested) for one in shown)),
        "key": new_key(),
    }
    return render(request, "grids/dispatch.html", context)


def _file(request: HttpRequest, shown: Sequence[Any]) -> HttpResponse:
    """Return the suggestions as a file, a line for each helper, which may be taken in again."""
    pairs = [(one.need, choice) for one in shown for choice in one.suggested]
    people = [choice.member for _need, choice in pairs]
    labels = named(request, "dispatch", people)
    titles, skills = need_words.kinds(), need_words.skills()
    header = (
        _("Number of the request"),
        _("Kind of task"),
        _("Where"),
        _("Limit"),
        who(_("Who is asked"), people),
        _("Why"),
    )
    rows = (
        (
            need_words.number_words(need.need[:_TRACK]),
            titles.get(need.sort, need.sort),
            place_words(need.place),
            need.done_by,
            labels.get(choice.member, ""),
            need_words.why(choice.reason.codes, skills=skills),
        )
        for need, choice in pairs
    )
    return file_of(request, "dispatch", header, rows)


def _row(
    one: Any, labels: dict[str, str], titles: dict[str, str], skills: dict[str, str], now: Any
) -> dict[str, Any]:
    need = one.need
    return {
        "need": need.need,
        "title": titles.get(need.sort, need.sort),
        "place": place_words(need.place),
        "label": labels.get(need.asker, ""),
        "limit": need_words.limit_words(need.done_by, now),
        "limit_tag": need_words.limit_tag(need.done_by, now),
        "urgent": need.urgency >= 2,
        "chosen": [_choice(choice, labels, skills) for choice in one.suggested],
        "others": [_choice(choice, labels, skills) for choice in one.others],
        "why": _WHYS.get(one.why, "") if one.why else "",
    }


def _choice(choice: Any, labels: dict[str, str], skills: dict[str, str]) -> tuple[str, str, str]:
    """Return who could be asked: the id, what lists call them, and why in words."""
    why = need_words.why(choice.reason.codes, skills=skills)
    return choice.member, labels.get(choice.member, ""), why


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
