"""How several words stand in one line."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(things: Iterable[object]) -> str:
    """Return things one after another, as the reader's language separates them."""
    return pgettext("between things", ", ").join(str(one) for one in things if one)
