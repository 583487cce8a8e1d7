"""The description of the interface as plain rows for a page: operations, fields, who may ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import pgettext

from gongfu.faces.api.rest.document import Node, document
from gongfu.faces.api.rest.operations import OPERATIONS
from gongfu.faces.api.scopes import SCOPES

_DEPTH = 2


class FieldRow(NamedTuple):
    """One field.  where: path, query, header, or empty within a body.  choices: its only values."""

    name: str
    form: str
    needed: bool
    words: str
    where: str = ""
    choices: tuple[str, ...] = ()


class OperationRow(NamedTuple):
    """One operation.  scopes: pairs of code and words, none where no key is needed."""

    name: str
    method: str
    path: str
    words: str
    more: str
    public: bool
    scopes: tuple[tuple[str, str], ...]
    parameters: tuple[FieldRow, ...]
    body: tuple[FieldRow, ...]
    answer: tuple[FieldRow, ...]


def operations(language: str, group: str = "") -> list[OperationRow]:
    """Return the operations in their order, of one group where given."""
    whole = document(language)
    found = []
    for path, methods in whole["paths"].items():
        for method, one in methods.items():
            if group in ("", one["tags"][0]):
                found.append(_row(whole, method.upper(), path, one))
    return found


def _row(whole: Node, method: str, path: str, one: Node) -> OperationRow:
    operation = OPERATIONS[one["operationId"]]
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {})
    done = next(answer for status, answer in one["responses"].items() if status.startswith("2"))
    answer = done.get("content", {}).get("application/json", {})
    return OperationRow(
        operation.name,
        method,
        path,
        one["summary"],
        one.get("description", ""),
        operation.public,
        tuple((code, str(SCOPES[code].words)) for code in operation.scopes),
        tuple(_parameter(given) for given in one["parameters"]),
        tuple(_fields(whole, body.get("schema", {}))),
        tuple(_fields(whole, answer.get("schema", {}))),
    )


def _parameter(given: Node) -> FieldRow:
    form, choices = _form(given["schema"])
    needed = given["required"]
    words = given.get("description", "")
    return FieldRow(given["name"], form, needed, words, given["in"], choices)


def _fields(whole: Node, schema: Node, path: str = "", depth: int = 0) -> Iterator[FieldRow]:
    """Yield the fields of an object, those of an object inside it under a longer name."""
    schema = _resolved(whole, schema)
    needed = set(schema.get("required", ()))
    for name, raw in schema.get("properties", {}).items():
        one = _resolved(whole, raw)
        form, choices = _form(one)
        words = one.get("description", "") if "$ref" not in raw else ""
        yield FieldRow(f"{path}{name}", form, name in needed, words, "", choices)
        inner = _resolved(whole, one.get("items", one))
        if depth < _DEPTH and inner.get("properties"):
            mark = f"{path}{name}[]." if "items" in one else f"{path}{name}."
            yield from _fields(whole, inner, mark, depth + 1)


def _resolved(whole: Node, schema: Mapping[str, Any]) -> Node:
    """Return a schema without references and without the null beside it."""
    found = dict(schema)
    for word in ("anyOf", "allOf"):
        if word in found:
            first = next(one for one in found[word] if one.get("type") != "null")
            found = {**_resolved(whole, first), **{k: v for k, v in found.items() if k != word}}
    if "$ref" in found:
        target: Node = whole["components"]["schemas"][found["$ref"].rpartition("/")[2]]
        words = {"description": found["description"]} if "description" in found else {}
        return {**_resolved(whole, target), **words}
    return found


def _form(schema: Node) -> tuple[str, tuple[str, ...]]:
    """Return what a value looks like in words, and its only values where there are few."""
    forms = {
        "date": pgettext("form", "day"),
        "date-time": pgettext("form", "moment"),
        "string": pgettext("form", "text"),
        "integer": pgettext("form", "whole number"),
        "number": pgettext("form", "number"),
        "boolean": pgettext("form", "true or false"),
        "array": pgettext("form", "list"),
        "object": pgettext("form", "object"),
    }
    choices = schema.get("enum", schema.get("items", {}).get("enum", ()))
    sort = str(schema.get("format", schema.get("type", "string")))
    return forms.get(sort, forms["string"]), tuple(str(one) for one in choices if one != "")
