"""万元千斤: takings and rice against the marks, by plot, pattern and household, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.domains.fields import queries
from gongfu.domains.fields.queries import MARK_FEN, MARK_G, Difference, Group, MarkLine, Since
from gongfu.faces.web.board.numbers import spaced, thin
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.office.forms import number_in
from gongfu.faces.web.shell.downloads import file_of, sort_of
from gongfu.faces.web.shell.listing import files, page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.places.seeing import PAGE, Page

_PARTS = {
    "usual": gettext_lazy("At usual yields and prices"),
    "yields": gettext_lazy("Yield above or below"),
    "price": gettext_lazy("Price above or below"),
    "unsold": gettext_lazy("Not sold yet"),
    "coming": gettext_lazy("Still on the field"),
    "other": gettext_lazy("Crops without usual values"),
}
_JIN = 500
_FULL = 150


@page("plot_and_harvest.read")
def marks(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Show a year against ten thousand yuan and a thousand jin a mu, and what made the gap."""
    here = Here(request)
    year = number_in(request.GET.get("year") or str(here.on.year))
    sight, found, parts, since = queries.board_of(here.viewer, cooperative, year, here.on)
    if sort_of(request):
        return _file(request, here, found.lines, parts)
    number = page_number(request)
    first = (number - 1) * PAGE
    labels = here.names_of(sight, (one.name for one in found.households[:PAGE]))
    seen = [parts.get(one.plot, Difference()) for one in found.lines]
    context = {
        **here.head_of(sight),
        "year": year,
        "years": [(one, one == year) for one in range(here.on.year - 2, here.on.year + 1)],
        "whole_bars": _bars(found.whole),
        "area_words": here.units.measured(found.whole.area),
        "parts": _sums(seen, sum(one.area for one in found.lines)),
        "since": _since(since) if since else [],
        "patterns": [(here.lists.pattern(one.name), _bars(one)) for one in found.patterns],
        "households": [(_name(one.name, labels), _bars(one)) for one in found.households[:PAGE]],
        "rows": [
            _row(here, cooperative, one, parts.get(one.plot, Difference()))
            for one in found.lines[first : first + PAGE]
        ],
        "files": files(request, len(found.lines)),
        **pager(request, number, Page(len(found.lines), ()).pages),
    }
    return render(request, "fields/marks.html", context)


def _name(household: str, labels: dict[str, str]) -> str:
    if not household:
        return _("the cooperative itself")
    return labels.get(household) or _("a member")


def _bars(group: Group | MarkLine) -> list[dict[str, Any]]:
    """Return takings and rice a mu, each with how far it is along to its mark."""
    money = {
        "words": _("%(yuan)s yuan a mu") % {"yuan": spaced(group.fen_mu // 100)},
        "percent": min(_FULL, group.fen_mu * 100 // MARK_FEN),
        "reached": queries.reaches_money(group.fen_mu),
        "what": _("takings"),
    }
    if group.rice_g_mu is None:
        return [money]
    rice = {
        "words": _("%(jin)s jin a mu") % {"jin": spaced(group.rice_g_mu // _JIN)},
        "percent": min(_FULL, group.rice_g_mu * 100 // MARK_G),
        "reached": queries.reaches_rice(group.rice_g_mu),
        "what": _("late rice"),
    }
    return [money, rice]


def _signed(fen: int) -> str:
    return thin(f"{round(fen / 100):+,}").replace("-", "−")


def _sums(parts: Iterable[Difference], area: int) -> list[tuple[str, str]]:
    """Return what made the takings of a mu, in yuan, part by part."""
    total = Difference()
    for one in parts:
        total = total.and_(one)
    if not area:
        return []
    return [
        (str(words), _signed(getattr(total, name) * 100 // area))
        for name, words in _PARTS.items()
        if getattr(total, name) or name == "usual"
    ]


def _since(since: Since) -> list[tuple[str, str]]:
    return [
        (_("Year before"), spaced(since.before // 100)),
        (_("Sown area"), _signed(since.area)),
        (_("Yield"), _signed(since.yields)),
        (_("Price"), _signed(since.price)),
        (_("This year"), spaced(since.now // 100)),
    ]


def _row(here: Here, cooperative: str, line: MarkLine, part: Difference) -> dict[str, Any]:
    return {
        "tag": line.tag,
        "href": reverse("farm-plot", args=[cooperative, line.plot]),
        "area": here.units.measured(line.area),
        "pattern": here.lists.pattern(line.pattern),
        "bars": _bars(line),
        "parts": _sums([part], line.area),
        "cost": spaced(line.cost_fen * 100 // line.area // 100) if line.cost_fen else "",
        "hours": f"{line.minutes / 60:g}" if line.minutes else "",
    }


def _file(
    request: HttpRequest, here: Here, lines: Iterable[MarkLine], parts: Mapping[str, Difference]
) -> HttpResponse:
    header = (
        _("Plot number"),
        _("mu"),
        _("Pattern"),
        _("Takings (yuan)"),
        _("Late rice (jin)"),
        *(str(words) for words in _PARTS.values()),
    )
    rows = (
        (
            one.tag,
            f"{one.area / 100:.2f}",
            here.lists.pattern(one.pattern),
            f"{one.fen / 100:.2f}",
            f"{one.rice_g / _JIN:.3f}",
            *(f"{fen / 100:.2f}" for fen in parts.get(one.plot, Difference())),
        )
        for one in lines
    )
    return file_of(request, "marks", header, rows)
