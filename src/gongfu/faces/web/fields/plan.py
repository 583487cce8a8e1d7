"""The season plan: wishes in, plan out, what its limits are worth, what-ifs, adoption."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import Wishes, WishesClash
from gongfu.domains.fields.queries import DraftCard, WhatIf
from gongfu.faces.web.board.numbers import spaced, thin
from gongfu.faces.web.fields import planwords
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.recording import chips
from gongfu.faces.web.fields.units import yuan_words
from gongfu.faces.web.office.forms import number_in
from gongfu.faces.web.shell.listing import page_number, pager
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.places.seeing import PAGE, Page
from gongfu.kernel.refusals import Refused

FIRST, STEP, LONGEST = 2, 10, 60
_GAP_PPM = 2_000
_AMOUNTS = ("rice", "takings", "workers", "wage")
_RICE = ("early-rice", "mid-rice", "late-rice")


@page("season.adopt")
def plan(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Show the draft of a season with its income and limits, or draw one up by the wishes."""
    here = Here(request)
    year = _year(request, here)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            actions.draft_season(
                here.viewer,
                cooperative=cooperative,
                year=year,
                wishes=_wishes(request.POST),
                seconds=FIRST,
                at=here.at,
            )
            return HttpResponseRedirect(_address(cooperative, year))
        except Refused as error:
            refusal = error
    card = queries.draft_of(here.viewer, cooperative, year, here.on)
    context = {
        **here.head(cooperative),
        "year": year,
        "years": [(one, one == year) for one in (here.on.year, here.on.year + 1)],
        **_form(here, request.POST if refusal else None, card),
        **(_shown(request, here, card) if card and card.found else {}),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
        "clash": _clash(here, refusal),
        "key": new_key(),
    }
    status = refusal.status if refusal else 200
    return render(request, "fields/plan.html", context, status=status)


def _year(request: HttpRequest, here: Here) -> int:
    """Return the season that is asked for; from September on, usually the next."""
    given = request.POST.get("year") or request.GET.get("year") or ""
    return number_in(given) if given else here.on.year + (here.on.month >= 9)


def _address(cooperative: str, year: int) -> str:
    return f"{reverse('farm-plan', args=[cooperative])}?year={year}"


def _clash(here: Here, refusal: Refused | None) -> list[str]:
    """Return which wishes clash, each in words once."""
    if not isinstance(refusal, WishesClash):
        return []
    return list(dict.fromkeys(planwords.limit_words(here, one) for one in refusal.limits))


def _wishes(given: Mapping[str, str]) -> Wishes:
    """Return what a form wishes.  Raises Unreadable."""

    def count(name: str) -> int:
        return number_in(given.get(name) or "0")

    markets = {
        name.removeprefix("market-"): number_in(text)
        for name, text in given.items()
        if name.startswith("market-") and text.strip()
    }
    return Wishes(
        rice=count("rice"),
        takings=count("takings"),
        workers=count("workers"),
        wage=count("wage"),
        aversion=count("aversion"),
        floor=count("floor"),
        markets=markets,
    )


def _form(here: Here, given: Mapping[str, str] | None, card: DraftCard | None) -> dict[str, Any]:
    """Return the fields of the wishes: as typed, as in the draft, or as usual."""
    wishes = card.wishes if card else Wishes(rice=1000, takings=10_000)
    values = {name: str(getattr(wishes, name) or "") for name in _AMOUNTS}
    typed: Mapping[str, Any] = given or {}
    if typed:
        values = {name: typed.get(name, "") for name in values}
    known = {step.crop for one in queries.patterns(here.viewer) for step in one.steps}
    return {
        "values": values,
        "aversions": chips(
            planwords.AVERSIONS, (given or {}).get("aversion") or str(wishes.aversion)
        ),
        "floors": chips(planwords.FLOORS, (given or {}).get("floor") or str(wishes.floor)),
        "markets": [
            (
                crop,
                here.lists.crop(crop),
                typed.get(f"market-{crop}", "" if typed else wishes.markets.get(crop, "")),
            )
            for crop in sorted(known - set(_RICE))
        ],
        "limited": bool(wishes.markets),
    }


def _shown(request: HttpRequest, here: Here, card: DraftCard) -> dict[str, Any]:
    """Return a plan: sums, patterns, plots, limits, and what may be done with it."""
    found, number = card.found, page_number(request)
    grown: Counter[str] = Counter()
    for line in card.lines:
        grown[line.pattern] += line.area
    first = (number - 1) * PAGE
    worths = [planwords.worth_words(here, one) for one in found["worths"]]
    waiting = found["gap_ppm"] > _GAP_PPM and card.seconds < LONGEST
    adopted = card.adopted
    return {
        "drawn": True,
        "income": spaced(int(found["income"])),
        "takings": yuan_words(found["takings_fen"]),
        "costs": yuan_words(found["cost_fen"]),
        "waged": bool(card.wishes.wage),
        "bad": spaced(int(found["bad"])) if len(found["scenarios"]) > 1 else "",
        "scenarios": [
            (planwords.SCENARIOS.get(name, name), spaced(int(income)))
            for name, income in found["scenarios"].items()
            if len(found["scenarios"]) > 1
        ],
        "gap": planwords.gap_words(found["gap_ppm"]),
        "waiting": waiting,
        "seconds": card.seconds,
        "longest": LONGEST,
        "patterns": [_pattern_row(here, name, area, found) for name, area in grown.most_common()],
        "lines": [_line(here, one, found) for one in card.lines[first : first + PAGE]],
        "pressing": [one for one in worths if one["words"]],
        "slack": [one for one in worths if not one["words"]][:12],
        "land_words": planwords.land_words(found),
        "misfits": [here.lists.pattern(one) for one in found["misfits"]],
        "stale": card.stale,
        "adopted_on": adopted.on if adopted else None,
        "adopted": bool(adopted) and all(one.pattern == one.before for one in card.lines),
        **pager(request, number, Page(len(card.lines), ()).pages),
    }


def _pattern_row(here: Here, name: str, area: int, found: Mapping[str, Any]) -> dict[str, Any]:
    takings, cost = found["mu"].get(name, (0, 0))
    return {
        "pattern": here.lists.pattern(name) if name else _("idle"),
        "area": here.units.measured(area),
        "mu": spaced((takings - cost) // 100) if name else "",
        "income": spaced((takings - cost) * area // 10_000) if name else "",
    }


def _line(here: Here, line: Any, found: Mapping[str, Any]) -> dict[str, Any]:
    takings, cost = found["mu"].get(line.pattern, (0, 0))
    return {
        "plot": line.plot,
        "tag": line.tag,
        "area": here.units.measured(line.area),
        "pattern": here.lists.pattern(line.pattern) if line.pattern else _("idle"),
        "before": here.lists.pattern(line.before)
        if line.before and line.before != line.pattern
        else "",
        "income": spaced((takings - cost) * line.area // 10_000) if line.pattern else "—",
    }


@require_POST
@page("season.adopt")
def go_on(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Let the engine go on from the plan so far for some seconds."""
    here = Here(request)
    year = _year(request, here)
    actions.draft_season(
        here.viewer, cooperative=cooperative, year=year, wishes=None, seconds=STEP, at=here.at
    )
    if getattr(request, "htmx", False):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = _address(cooperative, year)
        return answer
    return HttpResponseRedirect(_address(cooperative, year))


@require_POST
@page("season.adopt")
def adopt(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Adopt the draft: one deed for the season, one for each plot."""
    here = Here(request)
    year = _year(request, here)
    entry = actions.adopt_draft(
        here.viewer, cooperative=cooperative, year=year, at=here.at, key=key_of(request)
    )
    said = _("The plan of %(year)s is adopted: record no. %(number)s.")
    say(request, said % {"year": year, "number": spaced(entry.number)})
    return HttpResponseRedirect(_address(cooperative, year))


@page("season.adopt")
def what_if(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Move a slider: what would change, on which plots, and why."""
    here = Here(request)
    year = _year(request, here)
    given = request.GET
    card = queries.draft_of(here.viewer, cooperative, year, here.on)
    found: WhatIf | None = None
    refusal: Refused | None = None
    workers, rice, cash = (_moved(given.get(one, "")) for one in ("workers", "rice", "cash"))
    if card and card.found and (workers or rice or cash):
        try:
            wishes = _changed(here, card.wishes, workers, rice, cash)
            found = queries.what_if(here.viewer, cooperative, year, wishes, here.on)
        except Refused as error:
            refusal = error
    context = {
        **here.head(cooperative),
        "year": year,
        "drawn": bool(card and card.found),
        "limited": bool(card and card.wishes.workers),
        "hands": card.wishes.workers if card else 0,
        "workers": workers,
        "rice": rice,
        "cash": cash,
        **(_compared(here, found) if found else {}),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
        "clash": _clash(here, refusal),
    }
    return render(
        request, "fields/what_if.html", context, status=refusal.status if refusal else 200
    )


@page("season.adopt")
def whys(request: HttpRequest, cooperative: str, plot: str) -> HttpResponse:
    """Say of one plot why each pattern is in the plan, or is not."""
    here = Here(request)
    year = _year(request, here)
    found = queries.whys_of(here.viewer, cooperative, year, plot, here.on)
    if found is None:
        raise Http404
    grown = [name for name, one in found.patterns.items() if one.reason == "grown"]
    others = sorted(
        (one.yuan, here.lists.pattern(name), one)
        for name, one in found.patterns.items()
        if one.reason not in ("grown", "no-fit")
    )
    context = {
        **here.head(cooperative),
        "year": year,
        "tag": found.line.tag,
        "size": here.units.measured(found.line.area),
        "grown": [here.lists.pattern(one) for one in grown],
        "others": [(name, planwords.why_not_words(here, one)) for _yuan, name, one in others],
        "misfits": [
            here.lists.pattern(name)
            for name, one in found.patterns.items()
            if one.reason == "no-fit"
        ],
    }
    return render(request, "fields/plan_whys.html", context)


def _moved(text: str) -> int:
    return max(-90, min(200, number_in(text))) if text else 0


def _changed(here: Here, wishes: Wishes, workers: int, rice: int, cash: int) -> Wishes:
    """Return wishes with sliders moved: more hands, percent of the prices of rice and the rest."""
    crops = {step.crop for one in queries.patterns(here.viewer) for step in one.steps}
    prices = {crop: 100 + (rice if crop in _RICE else cash) for crop in crops}
    hands = max(1, wishes.workers + workers) if wishes.workers else 0
    return dataclasses.replace(wishes, workers=hands, prices=prices)


def _compared(here: Here, found: WhatIf) -> dict[str, Any]:
    before, after = found.before.income, found.after.income
    area: Counter[tuple[str, str]] = Counter()
    for one in found.changes:
        area[one.before, one.after] += found.areas.get(one.plot, 0)
    return {
        "compared": True,
        "before": spaced(round(before)),
        "after": spaced(round(after)),
        "more": thin(f"{round(after - before):+,}"),
        "moves": [
            (
                here.lists.pattern(old) if old else _("idle"),
                here.lists.pattern(new) if new else _("idle"),
                here.units.measured(size),
            )
            for (old, new), size in area.most_common()
        ],
        "changes": [
            planwords.change_words(here, one, found.tags.get(one.plot, ""))
            for one in found.changes[:40]
        ],
        "rest": max(0, len(found.changes) - 40),
    }
