"""The land: plots with their contracts; register, change, split, merge, hand on, return."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import DOUBTS
from gongfu.domains.fields.actions import PlotLine as Line
from gongfu.domains.fields.queries import PlotCard, PlotLine
from gongfu.faces.web.fields import landfiles, words
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.recording import chips, refusal_of
from gongfu.faces.web.fields.units import AREAS, area_in, remember
from gongfu.faces.web.office.forms import day_or_none
from gongfu.faces.web.shell.downloads import sort_of
from gongfu.faces.web.shell.listing import files, page_number, pager
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.refusals import Many, Refused

_MOST_PARTS = 6


@page("plot_and_harvest.read")
def plots(request: HttpRequest, cooperative: str) -> HttpResponse:
    """List the plots with area, contract and what stands on them; also as a file."""
    here = Here(request)
    if sort_of(request) or request.GET.get("as") == "geojson":
        return landfiles.file(request, here, cooperative)
    number = page_number(request)
    found = queries.plots_in(here.viewer, cooperative, here.on, page=number)
    labels = here.households(cooperative, (one.household for one in found.lines))
    context = {
        **here.head(cooperative),
        "rows": [plot_row(here, cooperative, one, labels) for one in found.lines],
        "total": found.total,
        "files": files(request, found.total),
        **pager(request, number, found.pages),
    }
    return render(request, "fields/plots.html", context)


def plot_row(
    here: Here, cooperative: str, line: PlotLine, labels: dict[str, str]
) -> dict[str, Any]:
    """Return a plot as a row."""
    return {
        "plot": line.plot,
        "tag": line.tag,
        "href": reverse("farm-plot", args=[cooperative, line.plot]),
        "area": here.units.measured(line.area),
        "cover": words.said(words.COVERS, line.cover),
        "soil": words.said(words.SOILS, line.soil),
        "lessor": words.said(words.LESSORS, line.lessor) if line.lessor else "",
        "household": labels.get(line.household, "") or (_("a member") if line.household else ""),
        "since": line.since,
        "until": line.until,
        "ends_soon": line.ends_soon,
        "crop": here.lists.crop(line.crop) if line.crop else "",
        "sown_on": line.sown_on,
        "demo": line.demo,
        "drawn": bool(line.outline),
    }


def card_of(here: Here, cooperative: str, plot: str) -> PlotCard:
    """Return a plot of this cooperative.  Raises Http404."""
    card = queries.plot_card(here.viewer, plot, here.on)
    if card is None or card.cooperative != cooperative:
        raise Http404
    return card


@page("plot_and_harvest.read")
def plot(request: HttpRequest, cooperative: str, plot: str) -> HttpResponse:
    """Show a plot: contract, both areas, what grew on it, and what can be done with it."""
    here = Here(request)
    card = card_of(here, cooperative, plot)
    line, measured = card.line, card.outline_area
    context = {
        **here.head(cooperative),
        **plot_row(here, cooperative, line, here.households(cooperative, [line.household])),
        "measured": here.units.measured(measured) if measured is not None else "",
        "apart": f"{abs(measured - line.area) / line.area:.1%}" if measured is not None else "",
        "opened_on": card.opened_on,
        "closed_on": card.closed_on,
        "closed": words.said(words.CLOSED, card.reason) if card.reason else "",
        "sowing": line.sowing,
        "past": [
            (here.lists.crop(one.crop), here.lists.pattern(one.pattern), one.on, one.cleared_on)
            for one in card.past[:20]
        ],
    }
    return render(request, "fields/plot.html", context)


def _form(
    request: HttpRequest,
    here: Here,
    cooperative: str,
    act: Any,
    *,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Show a form of the land, or do `act`, which says what was done, and go to the plots."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            say(request, act())
            answer = HttpResponseRedirect(reverse("farm-plots", args=[cooperative]))
            return remember(answer, "area", request.POST.get("area_unit", ""))
        except Many as many:
            refusal = many.errors[0].refusal if len(many.errors) == 1 else many
        except Refused as error:
            refusal = error
    given = request.POST
    shown = {
        **here.head(cooperative),
        "given": given,
        "key": given.get("key") or new_key(),
        "today": here.on.isoformat(),
        "area_units": chips(AREAS, given.get("area_unit") or here.units.area),
        "covers": chips(words.COVERS, given.get("cover", "")),
        "soils": chips(words.SOILS, given.get("soil", "paddy")),
        "lessors": chips(words.LESSORS, given.get("lessor", "")),
        "sures": [one for one in given.getlist("sure") if one in DOUBTS],
        "refusal": refusal and refusal_of(refusal),
        **context,
    }
    return render(request, template, shown, status=refusal.status if refusal else 200)


def household_options(here: Here, cooperative: str) -> list[tuple[str, str]]:
    """Return the member households, by what the head calls them."""
    lines = queries.members_in(here.viewer, cooperative, here.on, page=0).lines
    labels = here.households(cooperative, (one.household for one in lines))
    return [(one.household, labels.get(one.household, "")) for one in lines if labels]


def _line_of(request: HttpRequest, here: Here, *, nr: str = "", outline: str = "") -> Line:
    """Return the plot that a form describes.  Raises Unreadable, NotANumber, TooFine."""
    given = request.POST
    return Line(
        tag=given.get(f"tag{nr}", "").strip(),
        area=area_in(given.get(f"area{nr}", ""), given.get("area_unit", "")),
        since=day_or_none(given.get("since", "")) or here.on,
        cover=given.get(f"cover{nr}", ""),
        soil=given.get(f"soil{nr}", ""),
        household=given.get("household", ""),
        until=day_or_none(given.get("until", "")),
        demo=bool(given.get("demo")),
        lessor=given.get("lessor", ""),
        outline=outline or landfiles.outline_in(given.get("outline", "")),
        sure=tuple(one for one in given.getlist("sure") if one in DOUBTS),
    )


@page("land.change")
def register(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Take a plot under cultivation."""
    here = Here(request)

    def act() -> str:
        line = _line_of(request, here)
        actions.register_plot(
            here.viewer, line, cooperative=cooperative, at=here.at, key=key_of(request)
        )
        return _("Plot %(tag)s is registered.") % {"tag": line.tag}

    context = {
        "title": _("Register a plot"),
        "button": _("Register"),
        "whose": True,
        "households": household_options(here, cooperative),
    }
    return _form(request, here, cooperative, act, template="fields/plot_form.html", context=context)


@page("land.change")
def take(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Take plots from a CSV or GeoJSON file, all or none."""
    here = Here(request)
    troubles: list[str] = []

    def act() -> str:
        lines = landfiles.lines_in(request, here, cooperative)
        try:
            done = actions.register_plots(
                here.viewer, lines, cooperative=cooperative, at=here.at, key=key_of(request)
            )
        except Many as many:
            said = _("Line %(line)s: %(words)s")
            troubles.extend(
                said % {"line": one.line, "words": one.refusal} for one in many.errors[:50]
            )
            raise
        return _("%(count)s plots are registered.") % {"count": len(done)}

    context = {"troubles": troubles}
    return _form(request, here, cooperative, act, template="fields/plot_take.html", context=context)


@page("land.change")
def change(request: HttpRequest, cooperative: str, plot: str) -> HttpResponse:
    """Measure a plot anew, cover it, or renew its contract."""
    here = Here(request)
    line = card_of(here, cooperative, plot).line

    def act() -> str:
        kept = queries.outlines_in(here.viewer, cooperative, here.on).get(plot, "")
        outline = "" if request.POST.get("outline") else kept
        new = _line_of(request, here, outline=outline)
        actions.change_plot(here.viewer, plot=plot, line=new, at=here.at, key=key_of(request))
        return _("Plot %(tag)s is changed.") % {"tag": new.tag}

    context = {
        "title": _("Change plot %(tag)s") % {"tag": line.tag},
        "button": _("Change"),
        **({} if request.method == "POST" else _given(line)),
    }
    return _form(request, here, cooperative, act, template="fields/plot_form.html", context=context)


def _given(line: PlotLine) -> dict[str, Any]:
    return {
        "given": {
            "tag": line.tag,
            "area": f"{Decimal(line.area) / 100:f}",
            "until": line.until.isoformat() if line.until else "",
            "demo": line.demo,
        },
        "area_units": chips(AREAS, "mu"),
        "covers": chips(words.COVERS, line.cover),
        "soils": chips(words.SOILS, line.soil),
        "lessors": chips(words.LESSORS, line.lessor),
    }


@page("land.change")
def split(request: HttpRequest, cooperative: str, plot: str) -> HttpResponse:
    """Split a plot into parts whose areas make it up."""
    here = Here(request)
    line = card_of(here, cooperative, plot).line

    def act() -> str:
        given = request.POST
        parts = [
            Line(
                tag=given.get(f"tag{nr}", "").strip(),
                area=area_in(given.get(f"area{nr}", ""), given.get("area_unit", "")),
                since=here.on,
                cover=line.cover,
                soil=line.soil,
                household=line.household,
                until=line.until,
                demo=line.demo,
                lessor=line.lessor,
            )
            for nr in range(1, _MOST_PARTS + 1)
            if given.get(f"tag{nr}", "").strip()
        ]
        actions.split_plot(here.viewer, plot=plot, parts=parts, at=here.at, key=key_of(request))
        return _("Plot %(tag)s is split.") % {"tag": line.tag}

    given = request.POST
    context = {
        "tag": line.tag,
        "area": here.units.measured(line.area),
        "parts": [
            (n, given.get(f"tag{n}", f"{line.tag}-{n}" if n < 3 and not given else ""),
             given.get(f"area{n}", ""))
            for n in range(1, _MOST_PARTS + 1)
        ],
    }  # fmt: skip
    return _form(
        request, here, cooperative, act, template="fields/plot_split.html", context=context
    )


@page("land.change")
def merge(request: HttpRequest, cooperative: str, plot: str) -> HttpResponse:
    """Merge a plot with others of the same household."""
    here = Here(request)
    line = card_of(here, cooperative, plot).line
    lines = queries.plots_in(here.viewer, cooperative, here.on, page=0).lines
    others = [one for one in lines if one.household == line.household and one.plot != plot]

    def act() -> str:
        chosen = set(request.POST.getlist("with"))
        merged = [line, *(one for one in others if one.plot in chosen)]
        new = Line(
            tag=request.POST.get("tag", "").strip(),
            area=sum(one.area for one in merged),
            since=here.on,
            cover=line.cover,
            soil=line.soil,
            until=line.until,
            demo=line.demo,
            lessor=line.lessor,
        )
        plots = [one.plot for one in merged]
        actions.merge_plots(here.viewer, plots=plots, line=new, at=here.at, key=key_of(request))
        return _("The plots are merged into %(tag)s.") % {"tag": new.tag}

    context = {
        "tag": line.tag,
        "area": here.units.measured(line.area),
        "others": [
            (one.plot, f"{one.tag} · {here.units.measured(one.area)}",
             one.plot in request.POST.getlist("with"))
            for one in others[:200]
        ],
    }  # fmt: skip
    return _form(
        request, here, cooperative, act, template="fields/plot_merge.html", context=context
    )


@page("land.change")
def hand_on(request: HttpRequest, cooperative: str, plot: str) -> HttpResponse:
    """Hand a plot on to another household, back to the cooperative, or return it."""
    here = Here(request)
    line = card_of(here, cooperative, plot).line

    def act() -> str:
        on = day_or_none(request.POST.get("on", "")) or here.on
        household = request.POST.get("household", "")
        about: dict[str, Any] = {"plot": plot, "on": on, "at": here.at, "key": key_of(request)}
        if household == "return":
            actions.return_plot(here.viewer, **about)
            return _("Plot %(tag)s is returned.") % {"tag": line.tag}
        until = day_or_none(request.POST.get("until", ""))
        actions.transfer_plot(here.viewer, household=household, until=until, **about)
        return _("Plot %(tag)s is handed on.") % {"tag": line.tag}

    context = {
        "tag": line.tag,
        "area": here.units.measured(line.area),
        "own": line.household == "",
        "households": household_options(here, cooperative),
    }
    return _form(request, here, cooperative, act, template="fields/plot_hand.html", context=context)
