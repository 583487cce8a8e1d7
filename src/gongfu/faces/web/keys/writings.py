"""What a keeper wrote at a visit, and its photo, for whom the table allows to read them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongfu.domains.keys import queries
from gongfu.faces.web.keys.hours import visit_row
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.photos import photo_answer
from gongfu.kernel.people import notes, vault


@page("visit.read_note")
def writings(request: HttpRequest, number: int) -> HttpResponse:
    """Show the words and the photo of a visit; the reading is noted down for the elder."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    found = queries.visit_notes(viewer, number)
    line, kept = found.line, found.kept
    words = notes.words(viewer, kept, grant=found.grant, at=at)
    labels = vault.labels([line.elder, line.keeper])
    context = {
        "visit": visit_row(line, labels),
        "number": number,
        "elder": line.elder,
        "label": labels.get(line.elder, ""),
        "keeper": labels.get(line.keeper, ""),
        "words": words.get(kept.words, ""),
        "photo": bool(kept.photo),
    }
    return render(request, "keys/writings.html", context)


@page("visit.read_note")
def photo(request: HttpRequest, number: int) -> HttpResponse:
    """Send the photo of a visit; the reading is noted down for the elder."""
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    found = queries.visit_notes(viewer, number)
    image = notes.photo(viewer, found.kept.photo, grant=found.grant, at=at)
    return photo_answer(request, image)
