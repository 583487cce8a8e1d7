"""Changing a draft: as it was seen, once for a form, its parts counted as their codes are.

A draft is an ordinary table and leaves no deed.  Every change says with `seen` in which state the
draft was looked at; the same form sent again changes nothing.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongfu.domains.grids.models import GridDesign
from gongfu.domains.grids.rules import designs as rules
from gongfu.domains.grids.rules import sites
from gongfu.domains.grids.rules.numbering import MicrogridUnknown, labels_of, numbered
from gongfu.domains.grids.rules.sites import Part
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Change(NamedTuple):
    """Which draft, in which state it was seen, on which day, and the key of the form."""

    design: str
    seen: int
    on: date
    key: str = ""


def draft_seen(viewer: Viewer, change: Change, state: str = rules.DRAFT) -> GridDesign | None:
    """Return the draft as the form saw it, or None when this form was sent before.

    Raises Denied, NoSuchDesign, NotADraft, NotHandedIn, DraftChanged.
    """
    row = GridDesign.objects.filter(pk=change.design).first()
    if row is None:
        raise rules.NoSuchDesign()
    check(viewer, "grid.design", place=row.place)
    if change.key and row.last_key == change.key:
        return None
    rules.check_state(row, state=state, seen=change.seen)
    return row


def put(viewer: Viewer, change: Change, row: GridDesign) -> dict[Part, Part]:
    """Write the changed draft with its parts counted by their codes; return what each is now."""
    labels = _labels(row, change.on)

    def now(grid: int, micro: int = 0) -> list[int]:
        return list(labels.get(Part(grid, micro), Part(grid, micro)))

    told = row.told.get("parts", {})
    row.spots = [now(*spot) for spot in row.spots]
    row.moves = [[move[0], *now(*move[1:3]), *now(*move[3:])] for move in row.moves]
    row.goes = {code: now(grid)[0] for code, grid in row.goes.items()}
    row.told["parts"] = {Part(*now(*sites.part_named(key))).key: told[key] for key in told}
    write(viewer, change, row)
    return labels


def _labels(row: GridDesign, on: date) -> dict[Part, Part]:
    site, spots = sites.site_from(row.site), [Part(*spot) for spot in row.spots]
    try:
        found = numbered(row.place, site, spots, chosen=row.goes, on=on)
    except MicrogridUnknown:
        return {}
    return labels_of(found.codes)


@action("grid.design")
def write(viewer: Viewer, change: Change, row: GridDesign) -> None:
    """Write the draft, unless somebody else changed it since."""
    check(viewer, "grid.design", place=row.place)
    known = GridDesign.objects.select_for_update().filter(pk=row.pk)
    if known.values_list("changes", flat=True).first() != change.seen:
        raise rules.DraftChanged()
    row.changes, row.last_key = change.seen + 1, change.key
    row.save()
