"""Editing a cropping pattern: its words and sources, each crop with its calendar and numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import ListedAlready, PatternLine, StepLine
from gongfu.domains.fields.queries import PatternCard, PatternStep
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.periods import FIRST, LAST, period_words, work_in, work_words
from gongfu.faces.web.fields.units import fen_in, grams_in
from gongfu.faces.web.office.forms import number_in
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import new_key
from gongfu.kernel.measures.quantities import in_unit
from gongfu.kernel.refusals import Refused

NEW = "new"
_MOST = 6
_AMOUNTS = {
    **dict.fromkeys(("yield_low", "yield_usual", "yield_high"), "kg"),
    **dict.fromkeys(("price_low", "price_usual", "price_high", "inputs_fen"), "yuan"),
}


@page("pattern.edit")
def pattern(request: HttpRequest, code: str) -> HttpResponse:
    """Change a pattern with its crops, or add one; what was sown by it stays readable."""
    here = Here(request)
    found = queries.patterns(here.viewer, inactive=True)
    card = next((one for one in found if one.row.code == code), None)
    if card is None and code != NEW:
        raise Http404
    refusal: Refused | None = None
    typed = request.POST if request.method == "POST" else _written(card)
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_put(request, here, code if card else ""))
        except Refused as error:
            refusal = error
    steps = min(_MOST, (len(card.steps) if card else 1) + 1)
    context = {
        "title": here.lists.pattern(code) if card else _("A new pattern"),
        "fields": _fields(typed, new=card is None),
        "steps": [_step_fields(here, typed, number) for number in range(1, steps + 1)],
        "key": new_key(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
    }
    status = refusal.status if refusal else 200
    return render(request, "fields/pattern.html", context, status=status)


def _fields(typed: Any, *, new: bool) -> list[dict[str, Any]]:
    """Return the fields of the pattern itself."""
    hint = _("Small letters and hyphens, for ever the same.")
    own_choice = _("Which of them no source states")
    code: list[dict[str, Any]] = [{"name": "code", "label": _("Code"), "hint": hint}] if new else []
    fields: list[dict[str, Any]] = [
        *code,
        {"name": "zh", "label": _("Title in Chinese")},
        {"name": "en", "label": _("Title in English")},
        {"name": "source", "label": _("Where its numbers are from"), "sort": "textarea"},
        {"name": "assumed", "label": own_choice, "sort": "textarea", "optional": True},
        {"name": "order", "label": _("Place in the list"), "sort": "number"},
        {"name": "in_nanhu", "label": _("A source says that it is used here"), "sort": "checkbox"},
        {"name": "active", "label": _("In use"), "sort": "checkbox"},
    ]
    return [{**one, "value": typed.get(one["name"], "")} for one in fields]


def _step_fields(here: Here, typed: Any, number: int) -> dict[str, Any]:
    """Return the fields of one crop of the pattern."""
    crops = [("", "—"), *((one, here.lists.crop(one)) for one in here.lists.crops)]
    spans = [("", "—"), *((str(p), period_words(p)) for p in range(FIRST, LAST + 1))]
    fields: list[dict[str, Any]] = [
        {"name": "crop", "label": _("Crop"), "options": crops},
        {"name": "greenhouse", "label": _("In a greenhouse"), "sort": "checkbox"},
        {"name": "sow_from", "label": _("Sown or planted from"), "options": spans},
        {"name": "sow_to", "label": _("Sown or planted until"), "options": spans},
        {"name": "harvest_from", "label": _("Harvested from"), "options": spans},
        {"name": "harvest_to", "label": _("Harvested until"), "options": spans},
        {"name": "days", "label": _("Days in the plot"), "sort": "number"},
        *_amount_fields(),
        {
            "name": "labour",
            "label": _("Hours of work a mu by ten-day period"),
            "hint": _("A line each, such as: %(example)s") % {"example": work_words([(7, 390)])},
            "sort": "textarea",
            "optional": True,
        },
    ]
    named = [{**one, "name": f"{one['name']}-{number}"} for one in fields]
    shown = [{**one, "value": typed.get(one["name"], "")} for one in named]
    return {"number": number, "fields": shown}


def _amount_fields() -> list[dict[str, Any]]:
    words = {
        "yield_low": (_("Lowest yield"), _("kg a mu")),
        "yield_usual": (_("Usual yield"), _("kg a mu")),
        "yield_high": (_("Highest yield"), _("kg a mu")),
        "price_low": (_("Lowest price"), _("yuan a kg")),
        "price_usual": (_("Usual price"), _("yuan a kg")),
        "price_high": (_("Highest price"), _("yuan a kg")),
        "inputs_fen": (_("Inputs"), _("yuan a mu")),
    }
    return [
        {"name": name, "label": label, "sort": "decimal", "unit": unit, "optional": True}
        for name, (label, unit) in words.items()
    ]


def _written(card: PatternCard | None) -> dict[str, str]:
    """Return a pattern as its form shows it."""
    if card is None:
        return {"order": "999", "active": "1"}
    row = card.row
    found = {name: str(getattr(row, name)) for name in ("zh", "en", "source", "assumed", "order")}
    found |= {name: "1" for name in ("in_nanhu", "active") if getattr(row, name)}
    for number, step in enumerate(card.steps, start=1):
        found |= {f"{name}-{number}": text for name, text in _step_written(step).items()}
    return found


def _step_written(step: PatternStep) -> dict[str, str]:
    names = ("crop", "sow_from", "sow_to", "harvest_from", "harvest_to", "days")
    found = {name: str(getattr(step, name)) for name in names}
    found["greenhouse"] = "1" if step.greenhouse else ""
    found["labour"] = work_words(step.labour)
    return found | {name: _said(getattr(step, name), unit) for name, unit in _AMOUNTS.items()}


def _said(whole: int | None, unit: str) -> str:
    if whole is None:
        return ""
    exact = in_unit(whole, unit)
    return f"{Decimal(exact.numerator) / Decimal(exact.denominator):f}"


def _put(request: HttpRequest, here: Here, code: str) -> str:
    typed = request.POST
    numbers = [n for n in range(1, _MOST + 1) if typed.get(f"crop-{n}")]
    line = PatternLine(
        code or typed.get("code", "").strip(),
        typed.get("zh", "").strip(),
        typed.get("en", "").strip(),
        in_nanhu=bool(typed.get("in_nanhu")),
        active=bool(typed.get("active")),
        source=typed.get("source", "").strip()[:300],
        assumed=typed.get("assumed", "").strip()[:300],
        order=number_in(typed.get("order", "")),
    )
    listed = {card.row.code for card in queries.patterns(here.viewer, inactive=True)}
    if not code and line.code in listed:
        raise ListedAlready(given=line.code)
    steps = [_read(typed, number) for number in numbers]
    actions.put_pattern(here.viewer, place=settings.GONGFU_DISTRICT, line=line, steps=steps)
    say(request, _("Saved."))
    return reverse("patterns")


def _read(typed: Any, number: int) -> StepLine:
    """Return one crop as it was typed."""

    def text(name: str) -> str:
        return str(typed.get(f"{name}-{number}", "")).strip()

    spans = ("sow_from", "sow_to", "harvest_from", "harvest_to", "days")
    values: dict[str, Any] = {
        "crop": text("crop"),
        "greenhouse": bool(text("greenhouse")),
        "labour": work_in(text("labour")),
    }
    values |= {name: number_in(text(name)) for name in spans}
    values |= {name: _some(text(name), unit) for name, unit in _AMOUNTS.items()}
    return StepLine(**values)


def _some(text: str, unit: str) -> int | None:
    if not text:
        return None
    return fen_in(text) if unit == "yuan" else grams_in(text, unit)
