"""Work in the field: what there is to do, and each act in one or two taps, without a signal too."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import SowingLine, WeighingLine
from gongfu.domains.fields.queries import CropCard, CropLine, Task
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.fields import words
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.recording import (
    chips,
    day_of,
    grouped,
    record_page,
    sure_of,
)
from gongfu.faces.web.fields.units import grams_in
from gongfu.faces.web.office.forms import number_in
from gongfu.faces.web.shell.keeping import keepable
from gongfu.faces.web.shell.listing import page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.phrases import listed
from gongfu.faces.web.shell.sending import key_of
from gongfu.kernel.measures.quantities import in_unit
from gongfu.kernel.places.seeing import PAGE, Page

_HOURS = (1, 2, 4, 8)


@page("plot_and_harvest.read")
@keepable
def work(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Show what there is to do and what stands on the plots, each with its two buttons."""
    here = Here(request)
    sight, tasks, crops = queries.afield(here.viewer, cooperative, here.on)
    do, tag = request.GET.get("do", ""), request.GET.get("plot", "").strip().upper()
    if do:
        tasks = tuple(one for one in tasks if f"{one.sort}.{one.crop}" == do)
        wanted = {one.plot for one in tasks}
        crops = tuple(one for one in crops if one.plot in wanted)
    if tag:
        tasks = tuple(one for one in tasks if one.tag.upper().startswith(tag))
        crops = tuple(one for one in crops if one.tag.upper().startswith(tag))
    number = page_number(request)
    first = (number - 1) * PAGE
    context = {
        **here.head_of(sight),
        "groups": [] if do or tag else task_groups(here, cooperative, tasks),
        "tasks": [_task(here, cooperative, one) for one in tasks if one.sort == "sow"][:PAGE],
        "crops": [_crop(here, cooperative, one) for one in crops[first : first + PAGE]],
        "plot": tag,
        "do": do,
        **pager(request, number, Page(len(crops), ()).pages),
    }
    return render(request, "fields/work.html", context)


def task_groups(here: Here, cooperative: str, tasks: tuple[Task, ...]) -> list[dict[str, Any]]:
    """Return what there is to do, a line for each kind of work and crop, nearest first."""
    found = []
    for (sort, crop), same in grouped(tasks, "sort", "crop").items():
        days = [one.day for one in same if one.day]
        found.append(
            {
                "sort": sort,
                "words": f"{words.said(words.TASKS, sort)} {here.lists.crop(crop)}",
                "plots": len(same),
                "tags": listed(one.tag for one in same[:6]),
                "day": min(days) if days else None,
                "href": f"{reverse('farm-work', args=[cooperative])}?do={sort}.{crop}",
            }
        )
    return found


def _task(here: Here, cooperative: str, task: Task) -> dict[str, Any]:
    query = f"?plot={task.plot}&pattern={task.pattern}&crop={task.crop}"
    return {
        "tag": task.tag,
        "crop": here.lists.crop(task.crop),
        "day": task.day,
        "href": reverse("farm-sow", args=[cooperative]) + query,
    }


def _crop(here: Here, cooperative: str, line: CropLine) -> dict[str, Any]:
    waits = line.safe_from is not None and here.on < line.safe_from
    return {
        "tag": line.tag,
        "crop": here.lists.crop(line.crop),
        "area": here.units.measured(line.area),
        "sown_on": line.on,
        "weighed": here.units.weighed(line.grams) if line.grams else "",
        "waits": line.safe_from if waits else None,
        "harvest": reverse("farm-harvest", args=[cooperative, line.sowing]),
        "event": reverse("farm-event", args=[cooperative, line.sowing]),
    }


def _card(here: Here, cooperative: str, sowing: str) -> CropCard:
    """Return a crop of this cooperative.  Raises Http404."""
    card = queries.crop_card(here.viewer, sowing, here.on)
    if card is None or card.row.cooperative != cooperative:
        raise Http404
    return card


def _of_crop(here: Here, cooperative: str, card: CropCard) -> dict[str, Any]:
    row = card.row
    return {
        **here.head(cooperative),
        "sowing": row.sowing,
        "tag": card.tag,
        "crop": here.lists.crop(row.crop),
        "area": here.units.measured(row.area),
        "sown_on": row.on,
        "cleared_on": row.cleared_on,
        "weighed": here.units.weighed(card.grams) if card.grams else "",
        "safe_from": card.safe_from if card.safe_from and here.on < card.safe_from else None,
        "usual": _usual(here, card),
    }


def _usual(here: Here, card: CropCard) -> str:
    """Return what the whole plot usually bears, in the reader's unit, or nothing."""
    step = card.usual
    if step is None or step.yield_low is None or step.yield_high is None:
        return ""
    low, high = (
        int(round(in_unit(grams * card.row.area // 100, here.units.weight), -1))
        for grams in (step.yield_low, step.yield_high)
    )
    said = _("This plot usually bears %(low)s to %(high)s %(unit)s.")
    return said % {"low": spaced(low), "high": spaced(high), "unit": here.units.weight_unit}


@page("field.work")
@keepable
def harvest(request: HttpRequest, cooperative: str, sowing: str) -> HttpResponse:
    """Weigh a harvest: one number on a big pad, and one button."""
    here = Here(request)
    context = _of_crop(here, cooperative, _card(here, cooperative, sowing))

    def act() -> Any:
        grams = grams_in(request.POST.get("number", ""), request.POST.get("weight", ""))
        line = WeighingLine(sowing, grams, day_of(request, here), sure_of(request))
        return actions.weigh_harvest(here.viewer, line, at=here.at, key=key_of(request))

    return record_page(request, here, "fields/harvest.html", context, act)


@page("field.work")
@keepable
def event(request: HttpRequest, cooperative: str, sowing: str) -> HttpResponse:
    """Record a treatment with its withdrawal time, or labour, on a crop."""
    here = Here(request)
    given = request.POST
    context = {
        **_of_crop(here, cooperative, _card(here, cooperative, sowing)),
        "treatments": chips(words.TREATMENTS, given.get("sort", "")),
        "labours": chips(words.LABOUR, given.get("task", "")),
        "hours": [(str(n), str(n) == given.get("hours", "")) for n in _HOURS],
    }

    def act() -> Any:
        about: dict[str, Any] = {
            "sowing": sowing,
            "on": day_of(request, here),
            "at": here.at,
            "key": key_of(request),
        }
        if given.get("what") == "treat":
            days = number_in(given.get("days") or "")
            return actions.treat_crop(
                here.viewer, sort=given.get("sort", ""), withdrawal_days=days, **about
            )
        minutes = 60 * number_in(given.get("hours") or "") * number_in(given.get("hands") or "")
        return actions.give_labour(
            here.viewer, task=given.get("task", ""), minutes=minutes, **about
        )

    return record_page(request, here, "fields/event.html", context, act)


@page("field.work")
def clear(request: HttpRequest, cooperative: str, sowing: str) -> HttpResponse:
    """Record that a crop left its plot."""
    here = Here(request)
    context = _of_crop(here, cooperative, _card(here, cooperative, sowing))
    context["reasons"] = chips(words.CLEARED, request.POST.get("reason", ""))

    def act() -> Any:
        reason, on = request.POST.get("reason", ""), day_of(request, here)
        return actions.clear_crops(
            here.viewer, [sowing], reason=reason, on=on, at=here.at, key=key_of(request)
        )[0]

    return record_page(request, here, "fields/clear.html", context, act)


@page("field.work")
def sow(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Record a sowing: with plot and crop from the plan one button, else two choices."""
    here = Here(request)
    given = request.POST if request.method == "POST" else request.GET
    chosen = _wanted(given)
    card = queries.plot_card(here.viewer, chosen["plot"], here.on) if chosen["plot"] else None
    context = {
        **here.head(cooperative),
        **chosen,
        "plan": f"{chosen['pattern']} {chosen['crop']}",
        "tag": card.line.tag if card else "",
        "area": here.units.measured(card.line.area) if card else "",
        "crop_words": here.lists.crop(chosen["crop"]),
        "pattern_words": here.lists.pattern(chosen["pattern"]),
        "settled": bool(card and chosen["crop"]),
        "plots": [] if card else free_plots(here, cooperative),
        "plans": _plans(here),
    }

    def act() -> Any:
        line = SowingLine(**chosen, on=day_of(request, here), sure=sure_of(request))
        return actions.sow_crop(here.viewer, line, at=here.at, key=key_of(request))

    return record_page(request, here, "fields/sow.html", context, act)


def _wanted(given: Any) -> dict[str, str]:
    """Return plot, pattern and crop of a form; `plan` says pattern and crop in one."""
    pattern, _blank, crop = given.get("plan", "").partition(" ")
    return {
        "plot": given.get("plot", ""),
        "pattern": given.get("pattern") or pattern,
        "crop": given.get("crop") or crop,
    }


def free_plots(here: Here, cooperative: str) -> list[tuple[str, str]]:
    """Return the plots on which nothing stands, with number and area."""
    lines = queries.plots_in(here.viewer, cooperative, here.on, page=0).lines
    return [
        (one.plot, f"{one.tag} · {here.units.measured(one.area)}") for one in lines if not one.crop
    ]


def _plans(here: Here) -> list[tuple[str, str]]:
    """Return every crop of every pattern in use."""
    return [
        (
            f"{step.pattern} {step.crop}",
            f"{here.lists.crop(step.crop)} · {here.lists.pattern(step.pattern)}",
        )
        for card in queries.patterns(here.viewer)
        for step in card.steps
    ]
