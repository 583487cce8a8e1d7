"""A row whose values did not change is not rendered again.

A row's template is given its values and nothing else, so the same values in the same language on
the same day make the same row.  What was made today is kept in the process; nothing of it is
written anywhere, and tomorrow it is gone.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
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


class _Made:
    """The rows made today, the longest unused dropped first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day: date | None = None
        self._rows: OrderedDict[Hashable, SafeString] = OrderedDict()

    def get(self, day: date, key: Hashable) -> SafeString | None:
        with self._lock:
            if day != self._day:
                self._day, self._rows = day, OrderedDict()
            if key in self._rows:
                self._rows.move_to_end(key)
            return self._rows.get(key)

    def put(self, key: Hashable, row: SafeString) -> None:
        with self._lock:
            self._rows[key] = row
            if len(self._rows) > _MOST:
                self._rows.popitem(last=False)


_made = _Made()


@register.simple_tag
def row(name: str, one: Any, **others: Any) -> SafeString:
    """Return the template's row for `one` and the other values; it sees nothing else of the page.

    one: plain values by name or in a row, and such values in them.  Raises TypeError for a value
    that cannot be compared.
    """
    day = shanghai_day(clock.now())
    values = {"one": one, **others}
    key = (name, get_language(), _frozen(one), _frozen(others))
    if (found := _made.get(day, key)) is not None:
        return found
    found = Engine.get_default().get_template(name).render(Context(values))
    _made.put(key, found)
    return found


def _frozen(value: Any) -> Hashable:
    """Return a value that compares, with the types in it: safe words differ from the same words."""
    if isinstance(value, dict):
        return tuple((name, _frozen(one)) for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return type(value), *map(_frozen, value)
    return type(value), value
