"""Rules for new requests: those that stand, and a new one, tried on the past before it stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.grids import queries as grids
from gongfu.domains.grids.actions import make_team_rule
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.needs import words
from gongfu.faces.web.needs.boards import place_of
from gongfu.faces.web.office.forms import day_in, number_in
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.downloads import file_of, sort_of
from gongfu.faces.web.shell.listing import files
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.needs.actions import Draught
from gongfu.kernel.places import tree
from gongfu.kernel.places.seeing import ALL
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.checking import may

_HALF_YEAR, _MOST_TEAMS = timedelta(days=183), 200


@page("request.make_rules")
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules of an area; try a new one, or make it stand."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    on, place = shanghai_day(at), place_of(request)
    given, refusal, tried = request.POST, None, None
    draught = Draught(place, "", 0, "review", on + _HALF_YEAR)
    if request.method == "POST":
        try:
            draught = _typed(given, place)
            actions.check_draught(draught, on=on)
            if given.get("do-what") == "make":
                make = make_team_rule if draught.team else actions.make_rule
                make(viewer, draught, at=at, key=key_of(request))
                say(request, _("The rule stands. It moves the next request that it is for."))
                return HttpResponseRedirect(f"{reverse('needs-rules')}?place={place}")
            tried = _tried(queries.tried(viewer, draught, at=at, on=on), at)
        except Refused as error:
            refusal = {"code": error.code, "words": str(error)}
    titles = words.kinds()
    standing = queries.rules_of(viewer, place, at=at, on=on)
    if sort_of(request):
        rows = (_cells(_row(viewer, one, titles), one) for one in standing)
        return file_of(request, "rules", _header(), rows)
    context = {
        "place": tree.name_of(place),
        "place_code": place,
        "rows": [_row(viewer, one, titles) for one in standing],
        "files": files(request, len(standing)),
        "draught": draught,
        "until": draught.until.isoformat(),
        "kinds": titles.items(),
        "urgencies": words.URGENCIES.items(),
        "moves": words.BY_RULE.items(),
        "teams": _teams(viewer, place, on),
        "tried": tried,
        "refusal": refusal,
        "key": given.get("key") or new_key(),
    }
    return render(request, "needs/rules.html", context, status=422 if refusal else 200)


def _typed(given: QueryDict, place: str) -> Draught:
    """Return the rule that a form holds.  Raises Unreadable."""
    urgency, until = number_in(given.get("urgency", "")), day_in(given.get("until", ""))
    do = given.get("do", "")
    team = given.get("team", "") if do == "team" else ""
    return Draught(place, given.get("sort", ""), urgency, do, until, team)


def _teams(viewer: Any, place: str, on: date) -> list[tuple[str, str]]:
    """Return the teams at work in an area with their names, none where these are too many."""
    found = grids.teams_in(viewer, place, on, page=ALL).lines
    return [(one.team, _team_words(one)) for one in found] if len(found) <= _MOST_TEAMS else []


def _team_words(line: Any) -> str:
    """Return how lists call a team."""
    purposes = grids.lists(get_language() or "zh-hans")
    return _("%(purpose)s, %(place)s, %(members)s members, since %(day)s") % {
        "purpose": purposes.text(grids.TEAM_PURPOSE, line.purpose),
        "place": tree.name_of(line.place),
        "members": line.members,
        "day": line.formed_on.isoformat(),
    }


def _tried(tried: Any, at: Any) -> dict[str, Any]:
    titles = words.kinds()
    return {
        "asked": spaced(tried.asked),
        "caught": spaced(tried.caught),
        "hours": f"{tried.hours:.1f}" if tried.hours is not None else "",
        "rows": [words.row(line, titles, {}, at) for line in tried.lines],
    }


def _row(viewer: Any, line: Any, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "rule": line.rule,
        "place": tree.name_of(line.place),
        "sort": titles.get(line.sort, line.sort) if line.sort else _("Any kind"),
        "urgency": words.said(words.URGENCIES, str(line.urgency)),
        "do": words.said(words.BY_RULE, line.do),
        "team": reverse("group", args=[line.team]) if line.team else "",
        "until": line.until,
        "caught": spaced(line.caught),
        "mine": may(viewer, "request.make_rules", place=line.place),
        "key": new_key(),
    }


def _header() -> tuple[str, ...]:
    return (
        _("Area of the rule"),
        _("Name of the area"),
        _("Kind of task"),
        _("From which urgency on"),
        _("What happens"),
        _("Until"),
        _("Of the last 90 days"),
    )


def _cells(row: dict[str, Any], line: Any) -> list[Any]:
    """Return a rule as a line of a file, which may be taken in again."""
    names = ("place", "sort", "urgency", "do", "until")
    return [line.place, *(row[name] for name in names), line.caught]


@require_POST
@page("request.make_rules")
def end(request: HttpRequest, rule: str) -> HttpResponse:
    """Take a rule back."""
    viewer = request.viewer  # type: ignore[attr-defined]
    actions.end_rule(viewer, rule=rule, at=clock.now(), key=key_of(request))
    say(request, _("The rule no longer stands. What it moved stays as it is."))
    return HttpResponseRedirect(reverse("needs-rules"))
