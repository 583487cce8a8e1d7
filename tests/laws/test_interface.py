"""Every operation of the open interface names its permission, and is described in two languages."""

from __future__ import annotations

import re

import pytest

from gongfu.faces.api.rest.document import document
from gongfu.faces.api.rest.interface import GROUPS, OPERATIONS
from gongfu.faces.api.scopes import SCOPES, scopes_for
from gongfu.kernel.rights import matrix

CHINESE = re.compile("[\u4e00-\u9fff]")


def described(language):
    """Return the described operations of a language by name."""
    found = document(language)
    return {
        one["operationId"]: (method.upper(), path, one)
        for path, methods in found["paths"].items()
        for method, one in methods.items()
    }


def texts(node, path=""):
    """Yield what is written for people in a description, with where it stands."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in ("summary", "description") and isinstance(value, str):
                yield path, value
            yield from texts(value, f"{path}/{name}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from texts(value, f"{path}/{number}")


def test_every_group_has_operations_and_all_are_described():
    assert len(OPERATIONS) > 70
    assert set(described("en")) == set(OPERATIONS)
    assert {one["tags"][0] for _method, _path, one in described("en").values()} == set(GROUPS)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_names_a_permission_and_the_scopes_that_open_it(name):
    operation = OPERATIONS[name]
    assert matrix.row(operation.permission)
    assert operation.scopes == scopes_for(operation.permission) != ()
    _method, _path, one = described("en")[name]
    assert (one["x-permission"], one["x-scopes"]) == (operation.permission, list(operation.scopes))
    assert one["security"] == ([{}, {"key": []}] if operation.public else [{"key": []}])


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_operation_declares_its_refusals(name):
    method, _path, one = described("en")[name]
    refusals = {status for status in one["responses"] if status >= "400"}
    assert refusals >= {"401", "403", "404", "422", "429"}
    assert method == "GET" or refusals >= {"400", "413"}


def test_everything_that_is_described_is_in_both_languages():
    english, chinese = (dict(texts(document(one))) for one in ("en", "zh-hans"))
    assert english.keys() == chinese.keys() and len(english) > 400
    responses = re.compile(r"/responses/\d+$")
    missing = [
        english[path]
        for path in english
        if not CHINESE.search(chinese[path]) and not responses.search(path)
    ]
    assert missing == []
    assert not any(CHINESE.search(words.partition("(")[0]) for words in english.values())


def test_every_scope_is_worded_and_opens_an_operation():
    opened = {scope for one in OPERATIONS.values() for scope in one.scopes}
    assert opened == set(SCOPES)
