"""Records of the ledger with what proves them; people in them are not named."""

from __future__ import annotations

import base64
import json
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from gongfu.faces.api.rest.fields import RecordNumber
from gongfu.faces.api.rest.operations import operation
from gongfu.faces.api.rest.problems import NothingHere
from gongfu.kernel.ledger import proofs, standing
from gongfu.kernel.ledger.models import Record

router = Router(tags=["records"])
_TEXT = "text/plain; charset=utf-8"


class RecordOut(Schema):
    """What is public of a record, and how it stands."""

    number: int = Field(description="The number of the record.")
    kind: str = Field(description="The kind of the record.")
    day: date
    evidence: str = Field(description="The class of evidence as it stands: A, B or C.")
    disputed: bool
    reverses: int | None = Field(description="The record that it takes back.")
    reversed_by: int | None = Field(description="The record that takes it back.")
    public: dict[str, Any] = Field(description="Its public part, which is hashed.")
    leaf: str = Field(description="The hash of its leaf, in base64.")


class HeadOut(Schema):
    """The newest signed head of the ledger's tree."""

    size: int = Field(description="How many records the ledger had.")
    root: str = Field(description="The hash of the tree's root, in base64.")
    checkpoint: str = Field(description="The signed note (C2SP checkpoint).")


def _record(number: int) -> Record:
    found = Record.objects.filter(pk=number).first()
    if found is None:
        raise NothingHere()
    return found


@operation(router, "GET /records/{number}", "record.read", RecordOut)
def get_record(request: HttpRequest, number: RecordNumber) -> Any:
    """Read what is public of a record, and how it stands."""
    row, stand = _record(number), standing.of([number]).get(number)
    reversals = Record.objects.filter(reverses=number).values_list("number", flat=True)
    return {
        "number": row.number,
        "kind": row.kind,
        "day": row.day,
        "evidence": max(row.evidence, stand.evidence if stand else ""),
        "disputed": bool(stand and stand.disputed_by),
        "reverses": row.reverses,
        "reversed_by": reversals.first(),
        "public": json.loads(row.public),
        "leaf": base64.b64encode(bytes(row.leaf)).decode(),
    }


_PLAIN = {"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}}


@operation(router, "GET /records/{number}/receipt", "deed.receipt_and_proof", None, more=_PLAIN)
def get_receipt(request: HttpRequest, number: RecordNumber) -> Any:
    """Read the receipt of a record under the newest head (C2SP tlog-proof), as text."""
    _record(number)
    return HttpResponse(proofs.receipt(number), content_type=_TEXT)


@operation(router, "GET /head", "page.public", HeadOut)
def get_head(request: HttpRequest) -> Any:
    """Read the newest signed head of the ledger."""
    head = proofs.head()
    root = base64.b64encode(head.root).decode()
    return {"size": head.size, "root": root, "checkpoint": head.checkpoint}
