"""What codes of cooperative farming are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

COVERS = {"greenhouse": _("greenhouse"), "open": _("open field")}
SOILS = {
    "paddy": _("paddy soil"),
    "clay": _("clay"),
    "loam": _("loam"),
    "sand": _("sand"),
    "other": _("other soil"),
}
LESSORS = {
    "collective": _("the village collective"),
    "household": _("a household"),
    "company": _("a company"),
    "state": _("the state"),
    "other": _("somebody else"),
}
TASKS = {
    "sow": _("Sow"),
    "harvest": _("Harvest"),
    "wait": _("Wait"),
    "clear": _("Clear"),
}
TREATMENTS = {
    "fungicide": _("Against fungi"),
    "insecticide": _("Against insects"),
    "herbicide": _("Against weeds"),
    "fertiliser": _("Fertiliser"),
    "other": _("Something else"),
}
LABOUR = {
    "ground": _("Preparing the ground"),
    "sowing": _("Sowing and planting"),
    "care": _("Watering and care"),
    "pruning": _("Pruning and tying"),
    "harvest": _("Picking and cutting"),
    "grading": _("Grading and packing"),
    "clearing": _("Clearing up"),
    "other": _("Something else"),
}
GRADES = {
    "special": _("Special grade"),
    "first": _("First grade"),
    "second": _("Second grade"),
    "waste": _("Waste"),
}
BUYERS = {
    "wholesale": _("Wholesale market"),
    "shop": _("Shop"),
    "canteen": _("Canteen"),
    "online": _("Online"),
    "visitors": _("Visitors"),
    "state": _("State grain depot"),
    "processor": _("Processor"),
    "other": _("Another buyer"),
}
COSTS = {
    "seed": _("Seed and seedlings"),
    "fertiliser": _("Fertiliser"),
    "protection": _("Plant protection"),
    "film": _("Film and frames"),
    "labour": _("Wages"),
    "rent": _("Rent of land"),
    "machinery": _("Machinery"),
    "water": _("Water and power"),
    "transport": _("Transport"),
    "purchase": _("Produce bought in"),
    "other": _("Something else"),
}
WORK = {
    "sown": _("Sown"),
    "cleared": _("Cleared"),
    "treated": _("Treated"),
    "labour": _("Worked"),
    "weighed": _("Weighed"),
    "graded": _("Graded"),
    "sold": _("Sold"),
    "paid": _("Paid"),
}
CLEARED = {"harvested": _("Harvested"), "failed": _("Failed")}
CLOSED = {"split": _("split"), "merged": _("merged"), "returned": _("returned")}


def said(words: Mapping[str, object], code: str) -> str:
    """Return what a code is called; an unknown one as it is."""
    return str(words.get(code, code))
