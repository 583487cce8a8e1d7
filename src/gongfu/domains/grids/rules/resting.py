"""Rest between two posts of one member: nobody serves from morning to night, nor again at dawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.models import Post
from gongfu.domains.grids.rules.posts import last_day
from gongfu.domains.grids.rules.times import PARTS, on_weekday, times_of, within_days
from gongfu.kernel.refusals import WrongState

_MORNING, _EVENING = 0, PARTS - 1


class TooLittleRest(WrongState):
    """Between two posts a member rests."""

    code = "grids.too-little-rest"
    words = _(
        "With your other post there would be too little rest: too much on one day, or a morning "
        "after an evening. Choose other times."
    )


def check_rested(post: Post, others: Iterable[Post]) -> None:
    """Accept a post that leaves rest beside the others.  Raises TooLittleRest."""
    if tires(post, others):
        raise TooLittleRest()


def tires(post: Post, others: Iterable[Post]) -> bool:
    """Say whether the post leaves too little rest beside one of the others.

    On one day a member serves at most so many parts of it as the setting says, all its parts
    switching the rule off; and no morning after an evening.  Times of one post alone are the
    business of whoever opened it.
    """
    if settings.GONGFU_PARTS_A_DAY >= PARTS:
        return False
    pairs = ((post, other) for other in others if other.post != post.post)
    return any(_tire(*_shared(one, other)) for one, other in pairs)


def check_rested_on(day: date, post: Post, others: Iterable[Post]) -> None:
    """Accept one day's service at the post beside the others.  Raises TooLittleRest."""
    mine, step = on_weekday(post.times, day), timedelta(days=1)
    for other in others if settings.GONGFU_PARTS_A_DAY < PARTS else ():
        first, last = max(other.since, day - step), min(last_day(other), day + step)
        if first <= last and _tire(mine, within_days(other.times, first, last)):
            raise TooLittleRest()


def _shared(one: Post, other: Post) -> tuple[int, int]:
    """Return the times of both while both are served; nothing where they never are."""
    first, last = max(one.since, other.since), min(last_day(one), last_day(other))
    if first > last:
        return 0, 0
    return within_days(one.times, first, last), within_days(other.times, first, last)


def _tire(mine: int, theirs: int) -> bool:
    if not mine or not theirs:
        return False
    return _no_night(mine, theirs) or _no_night(theirs, mine) or _full_day(mine, theirs)


def _full_day(mine: int, theirs: int) -> bool:
    """Say whether both together take more parts of one day than are allowed."""
    days = {weekday for weekday, _part in times_of(mine)}
    shared = days & {weekday for weekday, _part in times_of(theirs)}
    parts = [weekday for weekday, _part in times_of(mine | theirs)]
    return any(parts.count(weekday) > settings.GONGFU_PARTS_A_DAY for weekday in shared)


def _no_night(evenings: int, mornings: int) -> bool:
    """Say whether a morning of the second follows an evening of the first."""
    nights = (weekday for weekday, part in times_of(evenings) if part == _EVENING)
    return any(mornings >> ((night + 1) % 7 * PARTS + _MORNING) & 1 for night in nights)
