"""The lists of crops and of families with their rules of rotation; the office edits them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.domains.fields import actions
from gongfu.domains.fields.actions import FamilyLine, ListedAlready
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.office.forms import Field, form_page, number_in, yes_no
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.rights.checking import may

NEW = "new"


@page("pattern.read")
def crops(request: HttpRequest) -> HttpResponse:
    """Show every crop with its family, and how long each family stays off a plot."""
    here = Here(request)
    context = {
        "crops": [
            {
                "code": row.code,
                "name": here.lists.crop(row.code),
                "family": here.lists.family(row.family),
                "grain": row.grain,
            }
            for row in here.lists.crops.values()
        ],
        "families": [
            {"row": row, "name": here.lists.family(row.code)}
            for row in here.lists.families.values()
        ],
        "may_edit": may(here.viewer, "pattern.edit", place=settings.GONGFU_DISTRICT),
    }
    return render(request, "fields/crops.html", context)


def _named(row: Any) -> list[Field]:
    """Return the fields that every line of a list begins with."""
    hint = _("Small letters and hyphens, for ever the same.")
    code = [] if row else [Field("code", _("Code"), hint=hint)]
    return [
        *code,
        Field("zh", _("Title in Chinese"), value=row.zh if row else ""),
        Field("en", _("Title in English"), value=row.en if row else ""),
    ]


def _code(row: Any, values: dict[str, str], known: Any) -> str:
    """Return the code of the line.  Raises ListedAlready for a new line with a code in use."""
    if row:
        return str(row.code)
    if values["code"] in known:
        raise ListedAlready(given=values["code"])
    return values["code"]


def _form(request: HttpRequest, title: str, fields: list[Field], act: Any) -> HttpResponse:
    back = {"href": reverse("crops"), "words": _("Crops and rotation")}
    return form_page(request, title=title, fields=fields, back=back, submit=_("Save"), act=act)


@page("pattern.edit")
def crop(request: HttpRequest, code: str) -> HttpResponse:
    """Add a crop, or change its words and family."""
    here = Here(request)
    row = here.lists.crops.get(code)
    if row is None and code != NEW:
        raise Http404
    families = tuple((one, here.lists.family(one)) for one in here.lists.families)
    fields = [
        *_named(row),
        Field("family", _("Family"), options=families, value=row.family if row else ""),
        yes_no("grain", _("Grain (rice, wheat)"), value=bool(row and row.grain)),
    ]

    def act(values: dict[str, str], _key: str) -> str:
        actions.put_crop(
            here.viewer,
            place=settings.GONGFU_DISTRICT,
            code=_code(row, values, here.lists.crops),
            zh=values["zh"],
            en=values["en"],
            family=values["family"],
            grain=values["grain"] == "1",
        )
        say(request, _("Saved. What was recorded before stays as it is."))
        return reverse("crops")

    return _form(request, here.lists.crop(code) if row else _("A new crop"), fields, act)


@page("pattern.edit")
def family(request: HttpRequest, code: str) -> HttpResponse:
    """Add a family, or change its rule of rotation."""
    here = Here(request)
    row = here.lists.families.get(code)
    if row is None and code != NEW:
        raise Http404
    labels = {
        "running": _("Years running on a plot with rice between (0: without limit)"),
        "gap_years": _("Then years away, with rice between"),
        "gap_dry_years": _("Then years away, without rice between"),
    }
    fields = [
        *_named(row),
        *(
            Field(name, label, "number", value=str(getattr(row, name) if row else 0))
            for name, label in labels.items()
        ),
        Field("source", _("Where this is written"), optional=True, value=row.source if row else ""),
    ]

    def act(values: dict[str, str], _key: str) -> str:
        numbers = {name: number_in(values[name]) for name in labels}
        line = FamilyLine(
            _code(row, values, here.lists.families),
            values["zh"],
            values["en"],
            **numbers,
            source=values["source"][:200],
        )
        actions.put_family(here.viewer, place=settings.GONGFU_DISTRICT, line=line)
        say(request, _("Saved. Plans made from now on follow it."))
        return reverse("crops")

    return _form(request, here.lists.family(code) if row else _("A new family"), fields, act)
