"""The agriculture officer: all cooperatives of the place, who may miss the mark, the figures."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.domains.fields import queries
from gongfu.domains.fields.queries import MARK_FEN, MARK_G, Outlook, Reason
from gongfu.faces.web.board import numbers
from gongfu.faces.web.board.maps import Map, Tile, Town
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.units import yuan_words
from gongfu.faces.web.grids.rows import office_place
from gongfu.faces.web.shell.downloads import file_of, sort_of
from gongfu.faces.web.shell.listing import files
from gongfu.faces.web.shell.pages import page
from gongfu.figures.catalogue import FIGURES
from gongfu.figures.questions import Question
from gongfu.kernel.measures.periods import period
from gongfu.kernel.places import tiles, tree
from gongfu.kernel.rights.checking import check, may
from gongfu.kernel.rights.viewers import stem_of

FOUR = ("fields.area", "fields.patterns", "fields.sales", "fields.households-supported")
_SHADES = 5
_WIDTH, _SHORT = 4, 2
REASONS = {
    "idle": gettext_lazy("%(area)s lie idle and are in no plan"),
    "missed-window": gettext_lazy("%(area)s: the time to sow %(crop)s has passed unused"),
    "failed": gettext_lazy("%(area)s of %(crop)s failed"),
    "low-yield": gettext_lazy("%(area)s of %(crop)s bore less than the usual lowest yield"),
    "low-price": gettext_lazy("%(crop)s sold below the usual lowest price"),
    "unsold": gettext_lazy("%(weight)s of %(crop)s lie unsold in store"),
    "no-rice": gettext_lazy("%(area)s without late rice this year"),
}


@page("cooperative.oversee")
def officer(request: HttpRequest) -> HttpResponse:
    """Show all cooperatives of the office's place, those first that may miss the mark."""
    here = Here(request)
    place = office_place(here)  # type: ignore[arg-type]
    check(here.viewer, "cooperative.oversee", place=place)
    found = queries.outlooks_in(here.viewer, place, here.on)
    rows = [row_of(here, one) for one in found]
    if sort_of(request):
        return _file(request, rows)
    shown = request.GET.get("place", "")
    kept = [row for row in rows if not shown or row["code"].startswith(stem_of(shown))]
    context = {
        "place": tree.name_of(place),
        "year": here.on.year,
        "numbers": _numbers(here, place),
        "map": _map(here, found, shown),
        "shown": tree.name_of(shown) if shown else "",
        "risky": [row for row in kept if row["risky"]],
        "calm": [row for row in kept if not row["risky"]],
        "may_edit": may(here.viewer, "pattern.edit", place=place),
        "mark_money": yuan_words(MARK_FEN),
        "mark_rice": here.units.weighed(MARK_G),
        "files": files(request, len(rows)),
    }
    return render(request, "fields/officer.html", context)


def _numbers(here: Here, place: str) -> list[Any]:
    """Return the four numbers of the place as links to their figures."""
    span = period(str(here.on.year))
    asked = [Question(FIGURES[code], place, span) for code in FOUR if code in FIGURES]
    return [numbers.for_viewer(here.viewer, one) for one in asked]


def row_of(here: Here, one: Outlook) -> dict[str, Any]:
    """Return a cooperative's outlook as plain values."""
    money, rice = one.may_miss_money, one.may_miss_rice
    return {
        "name": one.line.name,
        "code": one.line.place,
        "place": tree.name_of(one.line.place),
        "households": one.line.households,
        "plots": one.line.plots,
        "area": here.units.measured(one.area),
        "taken": yuan_words(one.fen * 100 // one.area if one.area else 0),
        "money": yuan_words(one.fen_mu),
        "rice": here.units.weighed(one.rice_g_mu),
        "misses_money": money,
        "misses_rice": rice,
        "risky": bool(one.area) and (money or rice),
        "reasons": [reason_words(here, why) for why in one.reasons],
    }


def reason_words(here: Here, why: Reason) -> str:
    """Return a reason as a sentence with its area, crop or weight."""
    return str(REASONS[why.sort]) % {
        "area": here.units.measured(why.area),
        "crop": here.lists.crop(why.crop),
        "weight": here.units.weighed(why.grams),
    }


def _map(here: Here, found: tuple[Outlook, ...], shown: str) -> Map:
    """Return the tile map of the district; a tile's number is the land of its cooperatives."""
    drawing = _Drawing(found, shown)
    codes = [spot.code for spot in tree.current().communities(on=here.on)]
    columns = tiles.layout(codes, width=_WIDTH)
    return Map(
        tuple(tuple(drawing.town(block) for block in column) for column in columns),
        _("Land of cooperatives"),
        _("mu"),
        tuple((step, spaced(bound)) for step, bound in enumerate(drawing.bounds, start=1)),
        {},
    )


class _Drawing:
    """The land of cooperatives by community, in whole mu, and the bounds of its shades."""

    def __init__(self, found: tuple[Outlook, ...], shown: str) -> None:
        self._areas: Counter[str] = Counter()
        for one in found:
            self._areas[one.line.place[:12]] += one.area // 100
        order = sorted({area for area in self._areas.values() if area})
        cuts = {order[(len(order) - 1) * n // _SHADES] for n in range(1, _SHADES + 1) if order}
        self.bounds, self._shown = sorted(cuts), shown

    def town(self, block: tiles.Block) -> Town:
        """Return one town with its communities."""
        inside = tuple(self._tile(one.code) for one in block.tiles)
        return Town(tree.name_of(block.code), _at(block.code), inside)

    def _tile(self, code: str) -> Tile:
        area, name = self._areas.get(code, 0), tree.name_of(code)
        short = name[:_SHORT] if not name.isascii() else name.split()[0]
        shade = bisect_left(self.bounds, area) + 1 if area else 0
        words = spaced(area) if area else ""
        return Tile(name, short, words, shade, _at(code), code == self._shown)


def _at(code: str) -> str:
    return f"{reverse('fields-officer')}?{urlencode({'place': code})}#cooperatives"


def _file(request: HttpRequest, rows: list[dict[str, Any]]) -> HttpResponse:
    fields = ("name", "place", "households", "plots", "area", "taken", "money", "rice")
    header = (
        *(_("Cooperative"), _("Place"), _("Households"), _("Plots"), _("Land")),
        *(_("Taken a mu so far"), _("Expected a mu"), _("Expected rice a mu"), _("Why")),
    )
    lines = ([*(row[name] for name in fields), "; ".join(row["reasons"])] for row in rows)
    return file_of(request, "cooperatives", header, lines)
