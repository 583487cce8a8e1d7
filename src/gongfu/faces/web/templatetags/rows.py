"""A row whose values did not change is not rendered again.

A row's template is given its values and nothing else, so the same values in the same language on
the same day make the same row.  What was made today is kept in the process; nothing of it is
written anywhere, and tomorrow it is gone.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

from django import template
from django.template import Context, Engine
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import shanghai_day

register = template.Library()
_MOST = 4096


class _Values:
    """What a row is made of; the same where the values and their types are the same."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values, self._frozen = values, _frozen(values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Values) and self._frozen == other._frozen

    def __hash__(self) -> int:
        return hash(self._frozen)


def _rendered(name: str, language: str | None, values: _Values) -> SafeString:
    return Engine.get_default().get_template(name).render(Context(values.values))


@functools.lru_cache(maxsize=1)
def _made_on(day: date) -> Callable[[str, str | None, _Values], SafeString]:
    """Return the rows made on a day; those of another day are dropped."""
    return functools.lru_cache(maxsize=_MOST)(_rendered)


@register.simple_tag
def row(name: str, one: Any, **others: Any) -> SafeString:
    """Return the template's row for `one` and the other values; it sees nothing else of the page.

    one: plain values by name or in a row, and such values in them.  Raises TypeError for a value
    that cannot be compared.
    """
    made = _made_on(shanghai_day(clock.now()))
    return made(name, get_language(), _Values({"one": one, **others}))


def _frozen(value: Any) -> Hashable:
    """Return a value that compares, with the types in it: safe words differ from the same words."""
    if isinstance(value, dict):
        return tuple((name, _frozen(one)) for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return type(value), *map(_frozen, value)
    return type(value), value
