"""The lists of words that the district's office keeps: skills, classes of posts, purposes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.domains.grids import actions, queries
from gongfu.faces.web.grids.rows import Page
from gongfu.faces.web.office.forms import Field, day_or_none, form_page, number_in
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page

CATALOGUES = {
    queries.MEMBER_SORT: gettext_lazy("Who registers"),
    queries.SKILL: gettext_lazy("Skills"),
    queries.LANGUAGE: gettext_lazy("Languages"),
    queries.POST_SORT: gettext_lazy("Classes of posts"),
    queries.TEAM_PURPOSE: gettext_lazy("Purposes of teams"),
}
NEW = "new"


@page("word.edit")
def lists(request: HttpRequest) -> HttpResponse:
    """Show every list with its words in both languages."""
    rows = queries.word_lines()
    context = {
        "lists": [
            {"code": code, "title": title, "words": [one for one in rows if one.catalogue == code]}
            for code, title in CATALOGUES.items()
        ]
    }
    return render(request, "grids/lists.html", context)


@page("word.edit")
def word(request: HttpRequest, catalogue: str, code: str) -> HttpResponse:
    """Change a word, add one, or let one end; what was written with it stays readable."""
    line = next(
        (o for o in queries.word_lines() if (o.catalogue, o.code) == (catalogue, code)), None
    )
    if catalogue not in CATALOGUES or (line is None and code != NEW):
        raise Http404
    fields = [
        Field("zh", _("Title in Chinese"), value=line.zh if line else ""),
        Field("en", _("Title in English"), value=line.en if line else ""),
        Field("order", _("Place in the list"), "number", value=str(line.order if line else 999)),
        Field("until", _("No longer offered from"), "date", optional=True,
              value=line.until.isoformat() if line and line.until else ""),
    ]  # fmt: skip
    if line is None:
        hint = _("Small letters and hyphens, for ever the same.")
        fields.insert(0, Field("code", _("Code"), hint=hint))
    return form_page(
        request,
        title=line.zh if line else _("A new word"),
        lead=CATALOGUES[catalogue],
        fields=fields,
        submit=_("Save"),
        act=lambda values, _key: _put(request, catalogue, line.code if line else "", values),
    )


def _put(request: HttpRequest, catalogue: str, code: str, values: dict[str, Any]) -> str:
    until = day_or_none(values["until"])
    actions.put_word(
        Page(request).viewer,
        place=settings.GONGFU_DISTRICT,
        catalogue=catalogue,
        code=code or values["code"],
        zh=values["zh"],
        en=values["en"],
        order=number_in(values["order"]),
        until=until,
    )
    say(request, _("Saved."))
    return reverse("word-lists")
