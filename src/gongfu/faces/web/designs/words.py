"""What the pages of drafts call things."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.domains.grids.actions import Part
from gongfu.domains.grids.queries import PartLine
from gongfu.kernel.places.frames import Frame

STATES = {
    "draft": (gettext_lazy("draft"), ""),
    "handed-in": (gettext_lazy("handed in, waits for a second person"), "due"),
    "adopted": (gettext_lazy("adopted"), "done"),
}
REASONS = {
    "near": gettext_lazy("nearest to one another"),
    "lines": gettext_lazy("mostly bordered by roads and rivers"),
    "cut": gettext_lazy("roads and rivers leave no other size"),
    "one-building": gettext_lazy("one building fills it"),
    "size": gettext_lazy("the buildings here allow no better size"),
    "by-hand": gettext_lazy("changed by hand"),
    "today": gettext_lazy("as it is today"),
}
FRAMES = {
    Frame.CGCS2000.value: gettext_lazy("CGCS2000 (survey maps, Tianditu)"),
    Frame.WGS84.value: gettext_lazy("WGS-84 (GPS)"),
    Frame.GCJ02.value: gettext_lazy("GCJ-02 (map apps on phones)"),
    "plan": gettext_lazy("metres on a plan of our own"),
}
ROADS = {
    "0": gettext_lazy("crossed freely"),
    "150": gettext_lazy("rather followed"),
    "400": gettext_lazy("strongly followed"),
    "never": gettext_lazy("never crossed"),
}


def part_words(part: Part) -> str:
    """Return the name of a part of a draft."""
    if not part.micro:
        return _("Grid %(grid)s") % {"grid": part.grid}
    return _("Micro-grid %(grid)s-%(micro)s") % {"grid": part.grid, "micro": part.micro}


def size_words(line: PartLine) -> tuple[str, str]:
    """Return whether a part is of the wished size, and the sort of the tag."""
    if line.fits:
        return _("as wished"), "done"
    return (_("fewer than wished") if line.households < line.low else _("more than wished")), "due"
