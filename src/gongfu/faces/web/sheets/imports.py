"""Taking a workbook in: send, point at its columns, look at what is wrong, record."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import quote

import openpyxl
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from openpyxl.styles import Font

from gongfu.faces.sheets.importing import asking, taking
from gongfu.faces.sheets.importing.marking import marked as marked_book
from gongfu.faces.sheets.importing.reading import CellError
from gongfu.faces.sheets.models import Import
from gongfu.faces.sheets.parts.addresses import address
from gongfu.faces.sheets.reading import Book, Kind, read_book
from gongfu.faces.sheets.reading.files import NotASheet
from gongfu.faces.sheets.targets import TARGETS, Target, target_named, targets_of
from gongfu.faces.web.sheets import pointing
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.viewers import viewer_for
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused

_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OVER = ("done", "dropped")


class NoFile(NotASheet):
    """The form came without a file."""

    code = "sheets.no-file"


def _refused(refusal: Refused) -> dict[str, str]:
    return {"code": refusal.code, "words": str(refusal)}


@page("sheet.import")
def imports(request: HttpRequest) -> HttpResponse:
    """List what is on its way in; take a file."""
    viewer = request.viewer  # type: ignore[attr-defined]
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            return HttpResponseRedirect(reverse("sheet", args=[_sent(request).id]))
        except Refused as error:
            refusal = error
    mine, waiting = asking.imports_of(viewer)
    labels = vault.labels({one.by for one in waiting})
    context = {
        "mine": [_row(one) for one in mine],
        "waiting": [{**_row(one), "by": labels.get(one.by, "")} for one in waiting],
        "targets": targets_of(viewer),
        "refusal": refusal and _refused(refusal),
    }
    return render(
        request, "sheets/imports.html", context, status=refusal.status if refusal else 200
    )


def _sent(request: HttpRequest) -> Import:
    viewer, file = request.viewer, request.FILES.get("file")  # type: ignore[attr-defined]
    if file is None:
        raise NoFile()
    place = viewer.offices[0].place if viewer.offices else ""
    name, at = file.name or "", clock.now()
    return taking.send(viewer, name, file.read(), place=place, at=at)


def _row(one: Import) -> dict[str, Any]:
    target = TARGETS.get(one.target)
    return {
        "href": reverse("sheet", args=[one.id]),
        "name": one.name,
        "target": target.title if target else "",
        "state": _state(one),
        "kind": {"done": "done", "waits": "due"}.get(one.state, ""),
        "at": one.done_at or one.at,
    }


def _state(one: Import) -> str:
    if one.state == "done":
        return ngettext("%(n)s row recorded", "%(n)s rows recorded", one.good) % {"n": one.good}
    if one.state == "checked" and one.wrong:
        return ngettext("%(n)s row wrong", "%(n)s rows wrong", one.wrong) % {"n": one.wrong}
    words = {
        "mapping": _("columns to be pointed out"),
        "checked": _("checked"),
        "waits": _("waits for a second person"),
    }
    return words.get(one.state, _("forgotten"))


@page("sheet.import")
def one(request: HttpRequest, sheet: str) -> HttpResponse:
    """Show an import where it stands."""
    made = asking.import_for(request.viewer, sheet)  # type: ignore[attr-defined]
    if made.state == "mapping":
        return columns(request, sheet)
    if made.state in _OVER:
        return render(request, "sheets/over.html", {"made": made, **_row(made)})
    return _checked(request, made)


@page("sheet.import")
def columns(request: HttpRequest, sheet: str) -> HttpResponse:
    """Point at the columns, with what is likely chosen; then check the rows."""
    viewer = request.viewer  # type: ignore[attr-defined]
    made = asking.import_for(viewer, sheet)
    file = taking.file_in(made)
    book = read_book(file)
    refusal: Refused | None = None
    target = _target(request, made)
    plan = _plan(request, made, book, target)
    if request.method == "POST" and target:
        try:
            plan = pointing.pointed(request, book, target)
            taking.point(made, plan)
            taking.check(made, viewer, at=clock.now())
            return HttpResponseRedirect(reverse("sheet", args=[made.id]))
        except Refused as error:
            refusal = error
    chosen = book.sheet(plan.sheet)
    context = {
        "made": made,
        "refusal": refusal and _refused(refusal),
        "target": target,
        "targets": targets_of(viewer),
        "sheets": [(one.name, one.name == plan.sheet) for one in book.sheets],
        "first": plan.table.first + 1,
        "height": plan.table.height,
        "heights": pointing.heights(),
        "grid": pointing.grid(chosen, plan, target),
        "choices": pointing.choices(chosen, plan, target) if target else [],
        "cells": pointing.cells(chosen, plan),
        "macros": file.macros,
        "known": made.layout,
    }
    return render(
        request, "sheets/columns.html", context, status=refusal.status if refusal else 200
    )


def _target(request: HttpRequest, made: Import) -> Target | None:
    code = request.POST.get("target") or request.GET.get("target") or made.target
    return target_named(code, request.viewer) if code else None  # type: ignore[attr-defined]


def _plan(request: HttpRequest, made: Import, book: Book, target: Target | None) -> Any:
    """Return what was noted, or the likeliest for the target, sheet and rows just chosen."""
    asked = request.GET
    if target is None or (target.code == made.target and "target" not in asked):
        return taking.plan_of(made, book)
    first = asked.get("first", "")
    at = int(first) - 1 if first.isdigit() and asked.get("show") == "rows" else None
    height = asked.get("height", "1")
    rows = int(height) if height.isdigit() and 0 < int(height) < 6 else 1
    return pointing.likely(book, target, asked.get("sheet", made.plan.get("sheet", "")), at, rows)


def _checked(request: HttpRequest, made: Import, refusal: Refused | None = None) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    report, target = taking.report_of(made), TARGETS[made.target]
    number = request.GET.get("page", "1")
    start = (max(1, int(number) if number.isdigit() else 1) - 1) * _PAGE
    errors = report.errors[start : start + _PAGE]
    name = made.plan["sheet"]
    stands = asking.may_stand_for(viewer, made)
    context = {
        "made": made,
        "target": target,
        "place": tree.name_of(made.place),
        "errors": [_error_row(error, name) for error in errors],
        "count": len(report.errors),
        "shown": (start + 1, start + len(errors)),
        "newer": f"?page={start // _PAGE}" if start else "",
        "older": f"?page={start // _PAGE + 2}" if start + _PAGE < len(report.errors) else "",
        "doubts": [(f"{name}!{spot.text}", words) for spot, words in report.doubts[:_PAGE]],
        "out": [(row + 1, text, why) for row, text, why in report.out[:_PAGE]],
        "notes": report.notes,
        "stands": stands,
        "by": vault.labels([made.by]).get(made.by, "") if stands else "",
        "refusal": refusal and _refused(refusal),
    }
    status = refusal.status if refusal else 200
    return render(request, "sheets/checked.html", context, status=status)


def _error_row(error: CellError, sheet: str) -> tuple[str, str]:
    where = str(error.row + 1) if error.column is None else address(error.row, error.column)
    named = f"{sheet}!{where}" if sheet else where
    return named, error.words


@require_POST
@page("sheet.import")
def take(request: HttpRequest, sheet: str) -> HttpResponse:
    """Record the rows; or ask a colleague to compare them; or record them as that colleague."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    made = asking.import_for(viewer, sheet)
    here = reverse("sheet", args=[made.id])
    if made.state in _OVER:
        return HttpResponseRedirect(here)
    stands = asking.may_stand_for(viewer, made)
    if not stands:
        made.good_only = request.POST.get("rows") == "good"
    if made.needs_second and not stands:
        return _ask_second(request, made, here)
    try:
        entries = taking.take(
            made,
            viewer_for(made.by) if stands else viewer,
            at=at,
            second=viewer.person if stands else "",
            looked=bool(request.POST.get("looked")),
        )
    except Refused as error:
        return _checked(request, made, error)
    said = ngettext("%(n)s row recorded.", "%(n)s rows recorded.", len(entries))
    say(request, said % {"n": len(entries)})
    return HttpResponseRedirect(here)


def _ask_second(request: HttpRequest, made: Import, here: str) -> HttpResponse:
    made.state = "waits"
    made.save(update_fields=["state", "good_only"])
    say(request, _("A colleague finds it under “Sheets” and compares it with the paper."))
    return HttpResponseRedirect(here)


@require_POST
@page("sheet.import")
def drop(request: HttpRequest, sheet: str) -> HttpResponse:
    """Forget the file; nothing of it was recorded."""
    taking.drop(asking.import_for(request.viewer, sheet))  # type: ignore[attr-defined]
    say(request, _("The file is forgotten. Nothing of it was recorded."))
    return HttpResponseRedirect(reverse("sheets"))


@page("sheet.import")
def marked(request: HttpRequest, sheet: str) -> HttpResponse:
    """Send the same workbook with the wrong cells marked, or as it came where nothing is wrong."""
    made = asking.import_for(request.viewer, sheet)  # type: ignore[attr-defined]
    file = taking.file_in(made)
    errors = taking.report_of(made).errors
    if not errors and file.kind is Kind.XLSX:
        return workbook_answer(made.name, file.data)
    body = marked_book(file, read_book(file), made.plan["sheet"], errors)
    return workbook_answer(f"{made.name.rpartition('.')[0] or made.name}-{_('marked')}.xlsx", body)


@page("sheet.import")
def blank(request: HttpRequest, target: str) -> HttpResponse:
    """Send an empty workbook with the headings of a target, for who has none."""
    found = target_named(target, request.viewer)  # type: ignore[attr-defined]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = str(found.title)[:31].translate(str.maketrans("", "", "[]:*?/\\"))
    sheet.append([str(one.title) for one in found.columns])
    for cell, one in zip(sheet[1], found.columns, strict=True):
        cell.font = Font(bold=one.required)
        sheet.column_dimensions[cell.column_letter].width = 18
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return workbook_answer(f"{found.title}.xlsx", out.getvalue())


def workbook_answer(name: str, body: bytes, content_type: str = _XLSX) -> HttpResponse:
    """Return a file to be kept."""
    answer = HttpResponse(body, content_type=content_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["Cache-Control"] = "private, no-store"
    return answer
