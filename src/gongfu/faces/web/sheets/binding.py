"""Pointing at the cells of a form: the form as a table, and what belongs into the chosen cell."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from gongfu.faces.sheets.forms import items, registering
from gongfu.faces.sheets.forms.documents import part_words
from gongfu.faces.sheets.forms.labelling import label_of
from gongfu.faces.sheets.forms.lists import LISTS
from gongfu.faces.sheets.forms.papers import Paper, Part, Spot
from gongfu.faces.sheets.forms.suggesting import Suggestion, suggestions
from gongfu.faces.sheets.models import Bound, Form
from gongfu.faces.sheets.models import Field as Fact
from gongfu.faces.sheets.parts.addresses import address, letters
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import Unreadable
from gongfu.figures.catalogue import FIGURES, Figure
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.refusals import Refused

_ROWS, _COLUMNS, _LONG, _FACTS = 24, 12, 18, 200
PLAIN: dict[str, str | Promise] = {
    "place": gettext_lazy("the place"),
    "period": gettext_lazy("the period"),
    "day": gettext_lazy("the day of filling"),
    "filler": gettext_lazy("who fills it"),
    "pen": gettext_lazy("left for pen and seal"),
}
PERIODS = (
    ("", gettext_lazy("the period of the form")),
    ("before", gettext_lazy("the same a year before")),
    ("last", gettext_lazy("the period before")),
    ("year", gettext_lazy("the whole year")),
)
OWNERS = (
    ("SEC", gettext_lazy("the community office")),
    ("GRD", gettext_lazy("the grid worker")),
    ("DEP", gettext_lazy("the department")),
    ("COO", gettext_lazy("the cooperative")),
    ("ENT", gettext_lazy("the enterprise")),
)
GRAINS = (
    ("month", gettext_lazy("each month")),
    ("quarter", gettext_lazy("each quarter")),
    ("year", gettext_lazy("each year")),
    ("once", gettext_lazy("once, until it changes")),
)


class Shown(NamedTuple):
    """One cell of the table: text, room it takes, how it stands, where it leads."""

    text: str
    rows: int
    columns: int
    kind: str
    href: str
    label: str


@page("form.register")
def bind(request: HttpRequest, paper: str) -> HttpResponse:
    """Show the form as a table to point at; say what belongs into the chosen cell."""
    form = registering.form_named(paper)
    found = registering.paper_of(form)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_bound(request, form, found))
        except Refused as error:
            refusal = error
    context = _context(request, form, found)
    context["refusal"] = refusal and {"code": refusal.code, "words": str(refusal)}
    return render(request, "forms/bind.html", context, status=refusal.status if refusal else 200)


def _context(request: HttpRequest, form: Form, paper: Paper) -> dict[str, Any]:
    part = _part(request, paper)
    bounds = {(one.part, one.row, one.column): one for one in form.bound_set.all()}
    found = items.Items()
    today = shanghai_day(clock.now())
    likely = suggestions(paper, place=form.place, on=today, known_items=found)
    known = {(name, one.row, one.column): one for name, all_ in likely.items() for one in all_}
    top, left = _number(request, "top"), _number(request, "left")
    chosen = _chosen(request, part)
    names = Names()
    total = sum(len(one.to_fill()) for one in paper.parts)
    here = {place: bound for place, bound in bounds.items() if place[0] == part.name}
    return {
        "form": form,
        "parts": [
            (part_words(one.name), _address(form, one.name), one is part) for one in paper.parts
        ],
        "part": part.name,
        "heads": [letters(column) for column in range(left, min(left + _COLUMNS, part.width))],
        "rows": list(_rows(form, part, here, known, top, left, chosen)),
        "moves": _moves(form, part, top, left),
        "chosen": chosen
        and _editor(part, chosen, bounds, known, names) | {"parts": found.choices()},
        "total": total,
        "bound": len(bounds),
        "likely": sum(1 for place in known if place not in bounds),
        "open": max(0, total - len(bounds)),
        "owners": OWNERS,
        "grains": GRAINS,
    }


class Names:
    """What figures, lists and fields are called; read once."""

    def __init__(self) -> None:
        """Read the fields of the catalogue."""
        self.fields = {one.code: one.title for one in Fact.objects.order_by("title")[:_FACTS]}

    def said(self, one: Bound | Suggestion) -> str:
        """Return in words what belongs into a cell."""
        if one.sort == "figure":
            figure = FIGURES.get(one.what)
            return _figure_said(figure, one.detail) if figure else one.what
        if one.sort == "list":
            listed = LISTS[one.what]
            return f"{listed.title} · {listed.columns[one.detail][0]}"
        if one.sort == "field":
            return self.fields.get(one.what, one.what)
        return str(PLAIN.get(one.sort, one.what))


def _figure_said(figure: Figure, detail: str) -> str:
    item = items.said(figure, detail)
    return f"{figure.title} · {item}" if item else str(figure.title)


def _part(request: HttpRequest, paper: Paper) -> Part:
    name = request.GET.get("part") or request.POST.get("part") or paper.parts[0].name
    return next((one for one in paper.parts if one.name == name), paper.parts[0])


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "0")
    return int(text) if text.isdigit() else 0


def _address(form: Form, part: str, **values: int | str) -> str:
    return f"{reverse('form-bind', args=[form.id])}?{urlencode({'part': part, **values})}"


def _chosen(request: HttpRequest, part: Part) -> Spot | None:
    row, _point, column = request.GET.get("cell", "").partition(".")
    if not (row.isdigit() and column.isdigit()):
        return None
    spot = part.spots.get((int(row), int(column)))
    return spot if spot and spot.manner else None


def _rows(
    form: Form,
    part: Part,
    bounds: dict[tuple[str, int, int], Bound],
    known: dict[tuple[str, int, int], Suggestion],
    top: int,
    left: int,
    chosen: Spot | None,
) -> Any:
    height = max(part.height, 1 + max((row for row, _column in part.spots), default=0))
    for row in range(top, min(top + _ROWS, height)):
        cells = []
        for column in range(left, min(left + _COLUMNS, part.width)):
            if (row, column) in part.covered:
                continue
            spot = part.spots.get((row, column)) or Spot(row, column)
            place = (part.name, row, column)
            kind = "bound" if place in bounds else "likely" if place in known else ""
            kind = kind or ("open" if spot.manner else "")
            kind = f"{kind} chosen" if spot is chosen else kind
            href = _address(form, part.name, cell=f"{row}.{column}", top=top, left=left)
            cells.append(_shown(part, spot, kind, href if spot.manner else "", left))
        yield row + 1, cells


def _shown(part: Part, spot: Spot, kind: str, href: str, left: int) -> Shown:
    text = " ".join(spot.text.split())
    short = f"{text[:_LONG]}…" if len(text) > _LONG else text
    columns = min(spot.columns, left + _COLUMNS - spot.column)
    label = f"{address(spot.row, spot.column)} {label_of(part, spot).text}" if href else ""
    return Shown(short, min(spot.rows, _ROWS), columns, kind, href, label[:120])


def _moves(form: Form, part: Part, top: int, left: int) -> list[tuple[str, str]]:
    """Return the ways to the other windows of a large form."""
    moves = []
    for words, row, column in (
        (_("Up"), top - _ROWS, left),
        (_("Down"), top + _ROWS, left),
        (_("Left"), top, left - _COLUMNS),
        (_("Right"), top, left + _COLUMNS),
    ):
        if 0 <= row < part.height and 0 <= column < part.width:
            moves.append((words, _address(form, part.name, top=row, left=column)))
    return moves


def _editor(
    part: Part,
    spot: Spot,
    bounds: dict[tuple[str, int, int], Bound],
    known: dict[tuple[str, int, int], Suggestion],
    names: Names,
) -> dict[str, Any]:
    """Return the chosen cell: its labels, what is bound or likely, and all from which to choose."""
    place = (part.name, spot.row, spot.column)
    bound, likely = bounds.get(place), known.get(place)
    stands = bound or likely
    source = _source(stands) if stands else ""
    return {
        "row": spot.row,
        "column": spot.column,
        "where": address(spot.row, spot.column),
        "label": label_of(part, spot).text,
        "bound": names.said(bound) if bound else "",
        "likely": names.said(likely) if likely and not bound else "",
        "source": source,
        "groups": _groups(names),
        "item": stands.detail if stands and stands.sort == "figure" else "",
        "words": stands.what if stands and stands.sort == "words" else "",
        "periods": PERIODS,
        "at_period": stands.at_period if stands else "",
        "at_place": stands.at_place if stands else "",
        "scale": f"{stands.scale.normalize():f}" if stands else "1",
        "repeats": bool(stands and stands.repeats),
    }


def _source(one: Bound | Suggestion) -> str:
    if one.sort == "figure":
        return f"figure:{one.what}"
    return ":".join(part for part in (one.sort, one.what, one.detail) if part)


def _groups(names: Names) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return everything that may belong into a cell, by sort."""
    figures = [(f"figure:{code}", str(figure.title)) for code, figure in FIGURES.items()]
    lists = [
        (f"list:{code}:{name}", f"{listed.title} · {title}")
        for code, listed in LISTS.items()
        for name, (title, _words) in listed.columns.items()
    ]
    return [
        (_("Figures"), sorted(figures, key=lambda pair: pair[1])),
        (_("Lists"), lists),
        (_("Other"), [(code, str(words)) for code, words in PLAIN.items()]),
        (_("Written by hand"), [(f"field:{code}", title) for code, title in names.fields.items()]),
    ]


def _bound(request: HttpRequest, form: Form, paper: Paper) -> str:
    """Bind the chosen cell, or free it; return where to go on: the next open cell."""
    viewer, given, at = request.viewer, request.POST, clock.now()  # type: ignore[attr-defined]
    part = _part(request, paper)
    try:
        row, column = int(given.get("row", "")), int(given.get("column", ""))
        scale = Decimal(given.get("scale") or "1")
    except (ValueError, InvalidOperation):
        raise Unreadable() from None
    if given.get("do") == "free":
        registering.unbind(viewer, form, part.name, row, column)
        return _address(form, part.name, cell=f"{row}.{column}")
    one = Suggestion(
        row, column, "", *_what(request, form, part, row, column, at),
        at_place=given.get("at_place", "").strip(), at_period=given.get("at_period", "").strip(),
        scale=scale, repeats=bool(given.get("repeats")),
    )  # fmt: skip
    registering.bind(viewer, form, part.name, one, at=at)
    bound = {(one.row, one.column) for one in form.bound_set.filter(part=part.name)}
    later = [one for one in part.to_fill() if (one.row, one.column) not in bound]
    following = next((one for one in later if (one.row, one.column) > (row, column)), None)
    if following is None:
        return _address(form, part.name)
    top = following.row // _ROWS * _ROWS
    left = following.column // _COLUMNS * _COLUMNS
    return _address(form, part.name, cell=f"{following.row}.{following.column}", top=top, left=left)


def _what(
    request: HttpRequest, form: Form, part: Part, row: int, column: int, at: Any
) -> tuple[str, str, str]:
    """Return sort, code and column of what was chosen; a new field is put into the catalogue."""
    given = request.POST
    sort, _colon, rest = given.get("source", "").partition(":")
    if sort == "words":
        return "words", given.get("words", "").strip(), ""
    if sort == "new":
        viewer, spot = request.viewer, part.spots.get((row, column))  # type: ignore[attr-defined]
        label = label_of(part, spot) if spot else None
        fact = registering.add_field(
            viewer, form, label.text if label else "", label.mark if label else "",
            owner=given.get("owner", ""), grain=given.get("grain", ""), at=at,
        )  # fmt: skip
        return "field", fact.code, ""
    if sort == "figure":
        return sort, rest, given.get("item", "")
    what, _colon, detail = rest.partition(":")
    return sort, what, detail


@require_POST
@page("form.register")
def accept(request: HttpRequest, paper: str) -> HttpResponse:
    """Take all suggestions at once."""
    form = registering.form_named(paper)
    count = registering.accept(request.viewer, form, at=clock.now())  # type: ignore[attr-defined]
    said = ngettext("%(n)s cell is bound.", "%(n)s cells are bound.", count)
    say(request, said % {"n": count})
    return HttpResponseRedirect(reverse("form-bind", args=[form.id]))


@require_POST
@page("form.register")
def by_hand(request: HttpRequest, paper: str) -> HttpResponse:
    """Ask for the rest by hand: each question once, by one owner."""
    form, given = registering.form_named(paper), request.POST
    viewer, owner, grain = request.viewer, given.get("owner", ""), given.get("grain", "")  # type: ignore[attr-defined]
    count = registering.ask_by_hand(viewer, form, owner=owner, grain=grain, at=clock.now())
    said = ngettext("%(n)s cell is bound.", "%(n)s cells are bound.", count)
    say(request, said % {"n": count})
    return HttpResponseRedirect(reverse("form-bind", args=[form.id]))
