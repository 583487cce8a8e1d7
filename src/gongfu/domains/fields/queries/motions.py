"""What one person entered and a second has not confirmed yet."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongfu.domains.fields.models import Motion, Work
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.queries.seeing import Sight
from gongfu.kernel.ledger.fetching import rows_among
from gongfu.kernel.rights.viewers import Viewer


class Correction(NamedTuple):
    """A record of work that somebody asked to take back."""

    motion: Motion
    work: Work


def motions_in(viewer: Viewer, cooperative: str, on: date) -> dict[str, Motion]:
    """Return what waits for the other of head and supervisor, by what it is about; for them."""
    if not rows.inside(cooperative, viewer.person, on):
        return {}
    return {row.about: row for row in Motion.objects.filter(cooperative=cooperative)}


def corrections_seen(sight: Sight) -> tuple[Correction, ...]:
    """Return the records that wait to be taken back, oldest first, for who may confirm it."""
    if not sight.corrects:
        return ()
    asked = Motion.objects.filter(cooperative=sight.unit.id).order_by("at")
    motions = {int(row.about): row for row in asked if row.about.isdigit()}
    works = {row.number: row for row in rows_among(Work, number=motions)}
    return tuple(Correction(row, works[n]) for n, row in motions.items() if n in works)
