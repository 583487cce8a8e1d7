"""Hand out what is kept sealed, a photo or a document: to this reader alone, never as a page."""

from __future__ import annotations

from django.http import Http404, HttpResponse

_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def handed_out(body: bytes | None, *, kind: str, name: str) -> HttpResponse:
    """Return a kept file as a download that no browser stores or opens as a page.

    kind: its media type.  name: under which it is saved.  Raises Http404 where nothing is kept.
    """
    if body is None:
        raise Http404
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=kind, headers=_HEADERS | disposition)
