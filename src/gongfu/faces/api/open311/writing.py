"""The two formats of GeoReport v2: the same values as JSON or as XML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

Row = dict[str, Any]
_TYPES = {"json": "application/json", "xml": "text/xml"}
FORMATS = tuple(_TYPES)


def answer(
    form: str, rows: Sequence[Row] | Row, *, root: str, item: str, status: int = 200
) -> HttpResponse:
    """Return rows as an array of JSON or as XML `<root><item>…`; a single row as an object.

    Fields without a value are left out: the standard's schema knows no null.
    """
    rows = _known(rows) if isinstance(rows, dict) else [_known(row) for row in rows]
    if form == "xml":
        tree = Element(root)
        for row in [rows] if isinstance(rows, dict) else rows:
            parent = tree if isinstance(rows, dict) else SubElement(tree, item)
            _fill(parent, row)
        body = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(tree, encoding="utf-8")
    else:
        body = json.dumps(rows, ensure_ascii=False).encode()
    return HttpResponse(
        body, status=status, content_type=f"{_TYPES.get(form, _TYPES['json'])}; charset=utf-8"
    )


def _known(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _fill(parent: Element, row: Row) -> None:
    for name, value in row.items():
        if isinstance(value, list):
            holder = SubElement(parent, name)
            for inner in value:
                _fill(SubElement(holder, name.rstrip("s")), inner)
        else:
            child = SubElement(parent, name)
            child.text = _text(value)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def error(form: str, code: int, description: str) -> HttpResponse:
    """Return the standard's list of one error."""
    row = {"code": code, "description": description}
    return answer(form, [row], root="errors", item="error", status=code)
