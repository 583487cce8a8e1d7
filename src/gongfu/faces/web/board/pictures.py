"""The course of a figure to take along: as a picture (SVG, PNG) and as data (CSV)."""

from __future__ import annotations

import csv

import typst
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from gongfu.faces.web.board import charts, views
from gongfu.faces.web.shell.pages import page
from gongfu.figures.questions import Question
from gongfu.kernel.refusals import BadInput
from gongfu.kernel.rights.viewers import Viewer

_PAGE = """#set page(width: auto, height: auto, margin: 12pt)
#set text(font: ("Noto Sans CJK SC", "DejaVu Sans"))
#image(bytes(sys.inputs.drawing), format: "svg")
"""


class NoSuchPicture(BadInput):
    """A chart is not drawn in that form."""

    code = "board.no-such-picture"
    words = _("A chart comes as svg, png or csv.")
    status = 404


def _svg(viewer: Viewer, question: Question) -> HttpResponse:
    return HttpResponse(charts.alone(views.course(viewer, question)), content_type="image/svg+xml")


def _png(viewer: Viewer, question: Question) -> HttpResponse:
    drawing = charts.alone(views.course(viewer, question))
    drawn = typst.compile(_PAGE.encode(), format="png", ppi=192, sys_inputs={"drawing": drawing})
    return HttpResponse(drawn, content_type="image/png")


def _csv(viewer: Viewer, question: Question) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    writer = csv.writer(answer)
    writer.writerow(["figure", "place", "period", "value", "unit"])
    for span, value, _kept in views.months(viewer, question):
        shown = "" if value is None else format(value, "f")
        figure = question.figure
        writer.writerow([figure.code, question.place, span.text, shown, figure.unit])
    return answer


_FORMS = {"svg": _svg, "png": _png, "csv": _csv}


@page("figure.read_published")
def course(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Return the course of a figure over the months as a file."""
    question = views.question_of(request, code)
    views.check_seen(request, question)
    if form not in _FORMS:
        raise NoSuchPicture()
    answer = _FORMS[form](request.viewer, question)  # type: ignore[attr-defined]
    name = f"{code}-{question.place}-{question.period.text}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
