"""Documents: as forms bring them, and as pages hand them out; PDF alone, in no page of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from gongfu.faces.web.shell.sealed_files import handed_out
from gongfu.kernel.people.notes import MOST_PAPER_BYTES, TooBigPaper
from gongfu.kernel.refusals import BadInput

_BEGINS = b"%PDF-"


class NoPaper(BadInput):
    """A file that is no PDF."""

    code = "web.no-paper"
    words = gettext_lazy(
        "This file is not a PDF. Save the document as PDF, or photograph the page."
    )


def paper_of(request: HttpRequest) -> bytes:
    """Return the document of a form, or nothing.  Raises TooBigPaper, NoPaper."""
    file = request.FILES.get("paper")
    if file is None:
        return b""
    if (file.size or 0) > MOST_PAPER_BYTES:
        raise TooBigPaper()
    body = file.read()
    if not body.startswith(_BEGINS):
        raise NoPaper()
    return body


def paper_answer(body: bytes | None) -> HttpResponse:
    """Hand out a kept document, which no browser stores or opens as a page.  Raises Http404."""
    return handed_out(body, kind="application/pdf", name="document.pdf")
