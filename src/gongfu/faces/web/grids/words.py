"""What codes, times and days of grids and teams are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WEEKDAYS = (
    gettext_lazy("Mon"),
    gettext_lazy("Tue"),
    gettext_lazy("Wed"),
    gettext_lazy("Thu"),
    gettext_lazy("Fri"),
    gettext_lazy("Sat"),
    gettext_lazy("Sun"),
)
PARTS = (gettext_lazy("mornings"), gettext_lazy("afternoons"), gettext_lazy("evenings"))
STATES = {
    "claimed": gettext_lazy("waits for the community's yes"),
    "confirmed": gettext_lazy("confirmed"),
    "waiting": gettext_lazy("on the waiting list"),
}
REASONS = {
    "licence": gettext_lazy("a licence is missing"),
    "filled": gettext_lazy("filled in the meantime"),
    "changed": gettext_lazy("the post has changed"),
    "safety": gettext_lazy("for safety"),
    "other": gettext_lazy("another reason; please call us"),
}
ANY = gettext_lazy("All")
NEAR = {
    "community": gettext_lazy("in your community"),
    "town": gettext_lazy("in your town"),
}
HOURS_KINDS = {
    "volunteer": gettext_lazy("voluntary"),
    "duty": gettext_lazy("paid working time"),
}


def times_words(times: Iterable[tuple[int, int]]) -> str:
    """Return times of the week as 周六、周日上午, part of the day by part."""
    days: dict[int, list[int]] = {}
    for weekday, part in times:
        days.setdefault(part, []).append(weekday)
    return _("; ").join(
        _("%(days)s %(part)s") % {"days": _days(days[part]), "part": PARTS[part]}
        for part in sorted(days)
    )


def _days(days: list[int]) -> str:
    if len(days) == len(WEEKDAYS):
        return _("every day,")
    names = (str(WEEKDAYS[day]) for day in days)
    return reduce(lambda one, two: _("%(one)s, %(two)s") % {"one": one, "two": two}, names)
