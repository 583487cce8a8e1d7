"""A keeper's hours, the printed record of service, and its verification by anyone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongfu.domains.grids.queries import hours_record
from gongfu.domains.keys import actions, queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.keys import words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.qr import qr_of
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.figures.asking import rounded
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.measures.periods import period
from gongfu.kernel.people import vault

_FIRST_YEAR = 2019


@page("volunteer.hours_list")
def hours(request: HttpRequest) -> HttpResponse:
    """Show one's own hours of a year, by how well they are attested, and the latest visits."""
    viewer = request.viewer  # type: ignore[attr-defined]
    this_year = shanghai_day(clock.now()).year
    span = period(request.GET.get("period") or str(this_year))
    found = queries.hours_of(viewer, viewer.person, span)
    page_number = max(1, int(request.GET.get("page") or 1))
    visits = queries.visits_by(viewer, viewer.person, page=page_number)
    labels = vault.labels([line.elder for line in visits.lines])
    noted = queries.noted(viewer, visits.lines)
    context = {
        "hours": found,
        "volunteer": [
            (letter, in_hours(m), words.EVIDENCE[letter]) for letter, m in _classes(found)
        ],
        "volunteer_total": in_hours(found.volunteer.total),
        "duty_total": in_hours(found.duty.total),
        "disputed": in_hours(found.disputed) if found.disputed else "",
        "visits": [visit_row(line, labels, noted) for line in visits.lines],
        "total": spaced(visits.total),
        "page": page_number,
        "next_page": page_number + 1 if page_number < visits.pages else None,
        "years": [(str(y), str(y) == span.text) for y in range(_FIRST_YEAR, this_year + 1)],
        "records": queries.service_records_of(viewer, viewer.person),
        "period": span.text,
        "key": new_key(),
    }
    return render(request, "keys/hours.html", context)


def _classes(found: Any) -> list[tuple[str, int]]:
    return list(zip("ABC", (found.volunteer.a, found.volunteer.b, found.volunteer.c), strict=True))


def in_hours(minutes: int) -> str:
    """Return minutes as hours with one decimal."""
    return spaced(rounded(Decimal(minutes) / 60, 1)) if minutes % 60 else spaced(minutes // 60)


def visit_row(
    line: Any, labels: dict[str, str], noted: frozenset[int] = frozenset()
) -> dict[str, Any]:
    """Return a visit as a row of a list.  noted: visits with words or photo to be read."""
    return {
        "number": spaced(line.number),
        "href": reverse("record", args=[line.number]),
        "notes": reverse("visit-notes", args=[line.number]) if line.number in noted else "",
        "elder": labels.get(line.elder, ""),
        "sort": words.said(words.SORTS, line.sort),
        "answer": words.said(words.ANSWERS, line.answer) if line.answer else "",
        "started_at": line.started_at.astimezone(SHANGHAI),
        "minutes": line.minutes,
        "evidence": line.evidence,
        "disputed": line.disputed,
        "reversed": line.reversed,
    }


@require_POST
@page("volunteer.hours_list")
def issue(request: HttpRequest) -> HttpResponse:
    """Issue a record of service for a year, with a code that anyone can verify."""
    viewer = request.viewer  # type: ignore[attr-defined]
    code = actions.issue_service_record(
        viewer,
        keeper=viewer.person,
        period=period(request.POST.get("period", "")),
        at=clock.now(),
        key=key_of(request),
    )
    return HttpResponseRedirect(reverse("service-record", args=[code]))


@page("certificate.verify")
def service_record(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a code on paper stands for; with the holder's name to the holder alone."""
    viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.service_record(viewer, code)
    if found is None:
        raise Http404
    mine = bool(viewer.person) and any(
        one.code == found.code for one in queries.service_records_of(viewer, viewer.person)
    )
    address = request.build_absolute_uri()
    context = {
        "code": found.code,
        "content": found.content,
        "issued_at": found.issued_at.astimezone(SHANGHAI),
        "name": vault.labels([viewer.person]).get(viewer.person, "") if mine else "",
        "qr": qr_of(address),
        "address": address,
        "certificate": settings.GONGFU_NATIONAL_CONNECTED,
        "in_hours": {
            name: in_hours(value)
            for name, value in found.content.items()
            if isinstance(value, int) and "minutes" in name
        },
    }
    return render(request, "keys/service_record.html", context)


@page("certificate.verify")
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the code on a printed record."""
    code = request.GET.get("code", "").strip().lower()
    viewer = request.viewer  # type: ignore[attr-defined]
    for name, known in (("service-record", queries.service_record), ("hours-record", hours_record)):
        if code and known(viewer, code):
            return HttpResponseRedirect(reverse(name, args=[code]))
    return render(request, "keys/find.html", {"code": code}, status=404 if code else 200)
