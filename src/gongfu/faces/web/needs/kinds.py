"""The admission list (准入): open to everyone, kept by the district's officer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.grids import queries as grids
from gongfu.faces.web.needs import words
from gongfu.faces.web.office.forms import Field, day_in, form_page, number_in, yes_no
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.downloads import file_of, sort_of
from gongfu.faces.web.shell.listing import files
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.rights.checking import may

NEW = "new"
_SWITCHES = (
    ("working", gettext_lazy("Only office hours count")),
    ("shown", gettext_lazy("May be public: it concerns no person")),
    ("automatic", gettext_lazy("Helpers are asked by themselves")),
    ("active", gettext_lazy("In use")),
)


@page("page.public")
def kinds(request: HttpRequest) -> HttpResponse:
    """Show every kind of request: who answers for it, how fast, until when it is admitted."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    language = get_language() or "zh-hans"
    editing = may(viewer, "request.admit_kind", place=settings.GONGFU_DISTRICT)
    rows = [
        {
            "code": line.code,
            "title": line.words(language),
            "category": words.said(words.CATEGORIES, line.category),
            "limit": _limit(line.done_hours, working=line.working),
            "shown": line.shown,
            "issuer": words.said(words.ISSUERS, line.issuer) if line.issuer else "",
            "until": line.until,
            "key": new_key(),
        }
        for line in queries.kinds_in_use(on, everything=editing)
    ]
    if sort_of(request):
        return file_of(request, "kinds", _header(), (_cells(row) for row in rows))
    context = {
        "rows": rows,
        "editing": editing,
        "issuers": words.ISSUERS.items(),
        "files": files(request, len(rows)),
    }
    return render(request, "needs/kinds.html", context)


def _header() -> tuple[str, ...]:
    return (_("Kind of task"), _("Type"), _("Time limit"), _("Answers for it"), _("Admitted until"))


def _cells(row: dict[str, Any]) -> list[Any]:
    return [row[name] for name in ("title", "category", "limit", "issuer", "until")]


def _limit(hours: int, *, working: bool) -> str:
    if working:
        return _("%(hours)s office hours") % {"hours": hours}
    return _("%(hours)s hours") % {"hours": hours}


@require_POST
@page("request.admit_kind")
def admit(request: HttpRequest, code: str) -> HttpResponse:
    """Put a kind on the admission list until a day, or take it off."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    given, district = request.POST, settings.GONGFU_DISTRICT
    if given.get("do") == "end":
        actions.end_kind(viewer, sort=code, district=district, at=at, key=key_of(request))
        say(request, _("Taken off the list. Requests already made go on."))
    else:
        actions.admit_kind(
            viewer,
            sort=code,
            issuer=given.get("issuer", ""),
            until=day_in(given.get("until", "")),
            district=district,
            at=at,
            key=key_of(request),
        )
        say(request, _("On the list now."))
    return HttpResponseRedirect(reverse("kinds"))


@page("request.admit_kind")
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what a kind is called, how fast it is served and whom it asks for."""
    on = shanghai_day(clock.now())
    lines = queries.kinds_in_use(on, everything=True)
    line = next((one for one in lines if one.code == code), None)
    if line is None and code != NEW:
        raise Http404
    return form_page(
        request,
        title=line.words(get_language() or "zh-hans") if line else _("A new kind of request"),
        lead=_("Requests already made keep the limits they were given."),
        fields=_fields(line, on),
        submit=_("Save"),
        act=lambda values, _key: _edit(request, line.code if line else values["code"], values),
    )


def _fields(line: Any, on: date) -> list[Field]:
    skills = grids.lists(get_language() or "zh-hans").choices(grids.SKILL, on)
    fields = [
        Field("zh", _("Title in Chinese"), value=line.zh if line else ""),
        Field("en", _("Title in English"), value=line.en if line else ""),
        Field("category", _("Type"), options=tuple(words.CATEGORIES.items()),
              value=line.category if line else "help"),
        Field("skill", _("Skill needed"), options=(("", _("none in particular")), *skills),
              value=line.skill if line else "", optional=True),
        Field("review_hours", _("Hours until the office decides"), "number",
              value=str(line.review_hours if line else 8)),
        Field("done_hours", _("Hours until it is done"), "number",
              value=str(line.done_hours if line else 40)),
        *(
            yes_no(name, label, value=bool(line and getattr(line, name)))
            for name, label in _SWITCHES
        ),
    ]  # fmt: skip
    if line is None:
        hint = _("Small letters and hyphens, for ever the same.")
        fields.insert(0, Field("code", _("Code"), hint=hint))
    return fields


def _edit(request: HttpRequest, code: str, values: dict[str, str]) -> str:
    hours = {name: number_in(values[name]) for name in ("review_hours", "done_hours")}
    switches = {name: values[name] == "1" for name, _label in _SWITCHES}
    texts = {name: values[name] for name in ("zh", "en", "category", "skill")}
    actions.edit_kind(
        request.viewer,  # type: ignore[attr-defined]
        code=code,
        district=settings.GONGFU_DISTRICT,
        **texts,
        **hours,
        **switches,
    )
    say(request, _("Saved."))
    return reverse("kinds")
