"""The description of the interface (OpenAPI 3.1), in the reader's language.

Summaries are the operations' docstrings, descriptions those of the fields; both are translated
when the document is written.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from gongfu.faces.api.rest import problems
from gongfu.faces.api.rest.interface import api
from gongfu.faces.api.rest.operations import OPERATIONS, ROOT, Operation

Node = dict[str, Any]
_NAMES = ((r"Listed_(\w+?)Out_", r"\1List"), (r"\b([A-Z]\w+?)Out\b", r"\1"))
_RETRY = {"Retry-After": {"schema": {"type": "integer"}}}


@functools.lru_cache(maxsize=8)
def text_of(language: str) -> str:
    """Return the description as JSON."""
    with translation.override(language):
        return json.dumps(_described(), ensure_ascii=False)


def document(language: str) -> Node:
    """Return the description as plain values."""
    found: Node = json.loads(text_of(language))
    return found


def _described() -> Node:
    raw = json.dumps(api.get_openapi_schema(path_prefix=f"{ROOT}/"), default=str)
    for pattern, name in _NAMES:
        raw = re.sub(pattern, name, raw)
    found: Node = json.loads(raw)
    for path in found["paths"].values():
        for one in path.values():
            _finish(one)
    found["components"]["securitySchemes"] = {"key": _scheme()}
    found["components"]["responses"] = {str(one): _problem(one) for one in problems.STATUSES}
    found["info"]["description"] = _(
        "What a district's pages do, for machines: typed, in steps, with problem documents, keys "
        "with scopes, and idempotency keys. Moments are RFC 3339; people are opaque ids."
    )
    found["externalDocs"] = {"url": f"{ROOT}/docs/"}
    _translate(found)
    return found


def _scheme() -> Node:
    words = _("A key of a machine, made under “Programs that act for me” or by the operator.")
    return {"type": "http", "scheme": "bearer", "description": words}


def _problem(status: int) -> Node:
    schema = {"$ref": "#/components/schemas/Problem"}
    headers = {"headers": _RETRY} if status == 429 else {}
    return {
        "description": problems.title_of(status),
        "content": {problems.MEDIA: {"schema": schema}},
        **headers,
    }


def _finish(one: Node) -> None:
    """Say who may ask, and dress summaries, parameters and problems."""
    operation: Operation = OPERATIONS[one["operationId"]]
    first, *rest = one.pop("description").split("\n\n")
    one["summary"] = _(" ".join(first.split()))
    if rest:
        one["description"] = _(" ".join(" ".join(rest).split()))
    one["security"] = [{}, {"key": []}] if operation.public else [{"key": []}]
    one["parameters"] = [_parameter(given) for given in one["parameters"]]
    for status in one["responses"]:
        if int(status) >= 400:
            one["responses"][status] = {"$ref": f"#/components/responses/{status}"}


def _parameter(given: Node) -> Node:
    """Return a parameter without the null that no address can hold, its words outside."""
    schema = given["schema"]
    while "anyOf" in schema:
        schema = next(one for one in schema["anyOf"] if one.get("type") != "null")
    words = schema.pop("description", given.get("description"))
    given.pop("examples", None)
    return {**given, "schema": schema, **({"description": words} if words else {})}


def _translate(node: Node) -> None:
    """Translate descriptions, and leave out the titles that only repeat a field's name."""
    for one in _nodes(node):
        if one.get("description") and isinstance(one["description"], str):
            one["description"] = _(" ".join(one["description"].split()))
        if isinstance(one.get("title"), str) and one is not node["info"]:
            del one["title"]


def _nodes(node: Any) -> Iterator[Node]:
    if isinstance(node, Mapping):
        yield node  # type: ignore[misc]
        for value in list(node.values()):
            yield from _nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from _nodes(value)
