"""What is on its way in, for whom: the sender, and whoever may stand for it as the second."""

from __future__ import annotations

from gongfu.faces.sheets.importing import refusals
from gongfu.faces.sheets.models import Import
from gongfu.faces.sheets.targets import TARGETS
from gongfu.kernel.rights.checking import may
from gongfu.kernel.rights.viewers import Viewer

_MOST = 30
_SECOND = "second".ljust(26, "2")


def may_stand_for(viewer: Viewer, made: Import) -> bool:
    """Say whether the viewer may be the second person: a colleague with the same right there."""
    target = TARGETS.get(made.target)
    if made.state != "waits" or made.by == viewer.person or target is None:
        return False
    return may(viewer, target.permission, place=made.place, second=_SECOND)


def import_for(viewer: Viewer, key: str) -> Import:
    """Return an import that the viewer may see.  Raises NoSuchImport."""
    made = Import.objects.select_related("layout").filter(pk=key).first()
    if made is None or not (made.by == viewer.person or may_stand_for(viewer, made)):
        raise refusals.NoSuchImport()
    return made


def imports_of(viewer: Viewer) -> tuple[list[Import], list[Import]]:
    """Return what the viewer sent, newest first, and what waits for them as the second person."""
    light = Import.objects.defer("body", "report", "wrapped").order_by("-at")
    mine = list(light.filter(by=viewer.person)[:_MOST])
    waiting = light.filter(state="waits").exclude(by=viewer.person)[: _MOST * 4]
    return mine, [one for one in waiting if may_stand_for(viewer, one)]
