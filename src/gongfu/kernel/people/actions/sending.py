"""Append the deeds of one form under the form's key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Deed, Entry, Evidence
from gongfu.kernel.ledger.writing import Draft, append

Entries = list[Entry[Any]]


class Form(NamedTuple):
    """One form as it was sent: by whom, when, under which idempotency key."""

    by: str
    at: datetime
    key: str = ""

    def sent_before(self, count: int) -> Entries:
        """Return the entries of the same form when it came before, else an empty list."""
        keys = self._keys(count)
        known = reading.by_keys(keys) if self.key else {}
        return [known[key] for key in keys if key in known]

    def append(self, deeds: Sequence[Deed], *, evidence: Evidence = Evidence.C) -> Entries:
        """Append the deeds, the first under the key `<key>.0`, the next under `<key>.1`."""
        keys = self._keys(len(deeds)) if self.key else [""] * len(deeds)
        pairs = zip(deeds, keys, strict=True)
        return append(
            [Draft(d, by=self.by, at=self.at, evidence=evidence, key=k) for d, k in pairs]
        )

    def _keys(self, count: int) -> list[str]:
        return [f"{self.key}.{number}" for number in range(count)]
