"""Kinds of notices: each is declared once, with its words and who may be told.

The words hold codes and quantities only, never a name: they also leave the product.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.functional import Promise

from gongfu.kernel.rights import matrix

Codes = Mapping[str, str | Promise]
_NONE: Mapping[str, Codes] = MappingProxyType({})


class UnknownKind(LookupError):
    """Code names a kind of notice that nobody declared."""


class Kind(NamedTuple):
    """A kind of notice.

    title, sentence: translated; the sentence has named places.  permission: who holds it anywhere
    can be told, and may say whether it is also sent.  urgent: quiet hours and digests do not hold
    it back.  words: for a place of the sentence that holds a code, the words of each code.
    """

    code: str
    title: str | Promise
    sentence: str | Promise
    permission: str
    urgent: bool = False
    words: Mapping[str, Codes] = _NONE

    def said(self, values: Mapping[str, Any]) -> str:
        """Return the sentence in the reader's language, filled with the notice's values."""
        return str(self.sentence) % {
            name: str(self.words.get(name, {}).get(value, value)) for name, value in values.items()
        }


KINDS: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    """Enter a kind into the list.  Raises UnknownPermission, ValueError for a second one."""
    matrix.row(kind.permission)
    if kind.code in KINDS:
        raise ValueError(f"the kind of notice {kind.code} is declared twice")
    KINDS[kind.code] = kind
    return kind


def kind_named(code: str) -> Kind:
    """Return the kind of that code.  Raises UnknownKind."""
    try:
        return KINDS[code]
    except KeyError:
        raise UnknownKind(code) from None
