"""The kinds of need that may be asked for today."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongfu.kernel.needs.models import Admission, Kind


class KindLine(NamedTuple):
    """A kind with its limits, and until when it is on the admission list (None: it is not)."""

    code: str
    zh: str
    en: str
    category: str
    skill: str
    review_hours: int
    done_hours: int
    working: bool
    shown: bool
    automatic: bool
    active: bool
    issuer: str
    until: date | None

    def words(self, language: str) -> str:
        """Return the title in a language."""
        return self.zh if language.startswith("zh") else self.en


def kinds_in_use(on: date, *, everything: bool = False) -> tuple[KindLine, ...]:
    """Return the kinds that are active and admitted on that day, or the whole catalogue."""
    admitted = {row.sort: row for row in Admission.objects.filter(since__lte=on, until__gte=on)}
    lines = []
    for kind in Kind.objects.all():
        row = admitted.get(kind.code)
        if everything or (kind.active and row is not None):
            values = {name: getattr(kind, name) for name in KindLine._fields[:11]}
            issuer, until = (row.issuer, row.until) if row else ("", None)
            lines.append(KindLine(**values, issuer=issuer, until=until))
    return tuple(lines)


def kind_words(language: str) -> dict[str, str]:
    """Return the title of every kind by its code, in a language."""
    column = "zh" if language.startswith("zh") else "en"
    return dict(Kind.objects.values_list("code", column))
