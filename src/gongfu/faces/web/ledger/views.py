"""A record with its proof, heads and tiles, and the page that explains how to check them."""

from __future__ import annotations

import base64
import json
from importlib import resources
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongfu.domains.keys import queries as keys
from gongfu.faces.web.board.numbers import evidence_words, spaced
from gongfu.faces.web.board.tables import quantity_words
from gongfu.faces.web.keys.words import PAIR_STATES
from gongfu.faces.web.ledger.words import kind_name
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.ledger import notes, proofs, reading, standing
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.models import Record
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.places import tree

_TEXT = "text/plain; charset=utf-8"


def _entry(number: int) -> Entry[Any]:
    found = reading.entry(number)
    if found is None:
        raise Http404
    return found


@page("record.read")
def record(request: HttpRequest, number: int) -> HttpResponse:
    """Show one record: what is public of it, how it stands, and its place under the head."""
    entry = _entry(number)
    stored = Record.objects.get(pk=number)
    stand = standing.of([number]).get(number)
    head = proofs.head()
    context = {
        "number": spaced(number),
        "raw_number": number,
        "entry": entry,
        "kind": kind_name(entry.deed.kind),
        "town": tree.name_of(json.loads(stored.public)["place"]),
        "quantities": quantity_words(entry),
        "evidence": max(entry.evidence.value, stand.evidence if stand else ""),
        "evidence_words": evidence_words(),
        "disputed": bool(stand and stand.disputed_by),
        "second": _second(number),
        "reversed_by": Record.objects.filter(reverses=number)
        .values_list("number", flat=True)
        .first(),
        "concerning": _concerning(number),
        "public": json.dumps(json.loads(stored.public), ensure_ascii=False, indent=2),
        "leaf": base64.b64encode(bytes(stored.leaf)).decode(),
        "head": head,
        "root": base64.b64encode(head.root).decode(),
        "size": spaced(head.size),
    }
    return render(request, "ledger/record.html", context)


def _second(number: int) -> str:
    """Return how an act of two stands between them, in words; nothing for any other record."""
    state = keys.pair_states([number]).get(number, "")
    return str(PAIR_STATES[state]) if state else ""


def _concerning(number: int) -> list[dict[str, Any]]:
    """Return the confirmations and disputes that name the record."""
    kinds = ("ledger.record.confirmed", "ledger.record.disputed", "ledger.dispute.settled")
    found = reading.entries(Wanted(kinds=kinds, about=str(number)), limit=20)
    return [{"number": e.number, "kind": kind_name(e.deed.kind), "day": e.deed.on} for e in found]


@page("deed.receipt_and_proof")
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """Send the receipt of a record (C2SP .tlog-proof) under the newest head."""
    _entry(number)
    answer = HttpResponse(proofs.receipt(number), content_type=_TEXT)
    answer["Content-Disposition"] = f'attachment; filename="record-{number}.tlog-proof"'
    return answer


@page("deed.receipt_and_proof")
def public_part(request: HttpRequest, number: int) -> HttpResponse:
    """Send the public part of a record: the very bytes that are hashed."""
    stored = Record.objects.filter(pk=number).values_list("public", flat=True).first()
    if stored is None:
        raise Http404
    answer = HttpResponse(stored.encode(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="record-{number}.json"'
    return answer


@page("ledger.verify")
def verify(request: HttpRequest) -> HttpResponse:
    """Explain how anyone checks a receipt, two heads or all public parts, offline."""
    head = proofs.head()
    context = {
        "head": head,
        "size": spaced(head.size),
        "root": base64.b64encode(head.root).decode(),
        "origin": settings.GONGFU_ORIGIN,
        "vkey": proofs.vkey(),
    }
    return render(request, "ledger/verify.html", context)


@page("ledger.verify")
def verifier(request: HttpRequest) -> HttpResponse:
    """Send the independent verifier, one file of Python."""
    answer = HttpResponse(_verifier_text(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verify.py"'
    return answer


def _verifier_text() -> str:
    packaged = resources.files("gongfu").joinpath("verifier.py")
    if packaged.is_file():
        return packaged.read_text("utf-8")
    return (Path(__file__).resolve().parents[5] / "verifier" / "verify.py").read_text("utf-8")


@page("ledger.export_public")
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Send the newest signed head (C2SP checkpoint)."""
    return HttpResponse(proofs.head().checkpoint, content_type=_TEXT)


@page("ledger.export_public")
def tile(request: HttpRequest, path: str) -> HttpResponse:
    """Send a tile of hashes (C2SP tlog-tiles)."""
    try:
        wanted = notes.parse_tile_path(f"tile/{path}")
        body = proofs.tile(wanted.level, wanted.index, wanted.width)
    except (ValueError, LookupError):
        raise Http404 from None
    answer = HttpResponse(body, content_type="application/octet-stream")
    if wanted.width == 256:
        answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
