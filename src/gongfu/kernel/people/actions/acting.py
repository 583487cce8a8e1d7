"""What every action begins with: who acts, when, was the form sent before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Deed, Entry, Evidence
from gongfu.kernel.ledger.locking import queue_for
from gongfu.kernel.ledger.writing import Draft, OtherContent
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people.ids import id_of, new_id
from gongfu.kernel.refusals import LineError, Many, Refused
from gongfu.kernel.rights.viewers import Viewer

L = TypeVar("L")
R = TypeVar("R")


class Act(NamedTuple):
    """Who acts, at which moment, under which idempotency key of the client."""

    viewer: Viewer
    at: datetime
    key: str = ""

    @property
    def by(self) -> str:
        """Return the id of the person acting."""
        return self.viewer.person

    @property
    def on(self) -> date:
        """Return the Shanghai day."""
        return shanghai_day(self.at)

    def draft(
        self,
        deed: Deed,
        *,
        evidence: Evidence = Evidence.A,
        reverses: int | None = None,
        key: str | None = None,
    ) -> Draft:
        """Return a draft of the deed, by default under the form's own key."""
        key = self.key if key is None else key
        return Draft(deed, by=self.by, at=self.at, evidence=evidence, key=key, reverses=reverses)

    def also(self, deed: Deed, *, evidence: Evidence = Evidence.A) -> Draft:
        """Return a draft of a deed that follows from the form's main one."""
        return self.draft(deed, evidence=evidence, key="")

    def line_key(self, line: int) -> str:
        """Return the key of one line, from 1, of a form with many."""
        return f"{self.key}.{line}" if self.key else ""

    def id_for(self, what: str) -> str:
        """Return an id for a new thing, the same when the same form comes again."""
        if not self.key:
            return new_id()
        return id_of(hashlib.sha256(f"{what} {self.key}".encode()).digest()[:16])

    def sent(
        self, *kinds: type[Deed], reverses: int | None = None, **said: Any
    ) -> Entry[Any] | None:
        """Return what the same form wrote before, or None when it is new.

        said: what the form says now, by field of the deed.  Raises OtherContent where that differs.
        """
        if not self.key:
            return None
        queue_for(self.key)
        entry = reading.by_keys([self.key]).get(self.key)
        if entry is None:
            return None
        if not self._same(entry, kinds, said) or entry.reverses != reverses:
            raise OtherContent()
        return entry

    def sent_lines(
        self, kinds: tuple[type[Deed], ...], lines: Sequence[Any], *fields: str
    ) -> list[Entry[Any]] | None:
        """Return what the same form of many lines wrote before, or None when it is new.

        fields: the names that lines and deeds share, by which they are compared.
        """
        queue_for(self.key)
        if not self.key or not lines or not reading.by_keys([self.line_key(1)]):
            return None
        keys = [self.line_key(number) for number, _line in enumerate(lines, start=1)]
        known = reading.by_keys([*keys, self.line_key(len(lines) + 1)])
        entries = [known.get(key) for key in keys]
        for line, entry in zip(lines, entries, strict=True):
            said = {name: getattr(line, name) for name in fields}
            if entry is None or len(known) != len(keys) or not self._same(entry, kinds, said):
                raise OtherContent()
        return [entry for entry in entries if entry is not None]

    def _same(self, entry: Entry[Any], kinds: tuple[type[Deed], ...], said: dict[str, Any]) -> bool:
        return (
            entry.by == self.by
            and isinstance(entry.deed, kinds)
            and all(getattr(entry.deed, name) == value for name, value in said.items())
        )


def each_line(lines: Sequence[L], draw: Callable[[int, L], R]) -> list[R]:
    """Return what `draw` makes of each line and its number, from 1.

    Raises Many with one LineError a line that `draw` refused.
    """
    drawn: list[R] = []
    errors: list[LineError] = []
    for number, line in enumerate(lines, start=1):
        try:
            drawn.append(draw(number, line))
        except Refused as refusal:
            errors.append(LineError(line=number, refusal=refusal))
    if errors:
        raise Many(errors)
    return drawn
