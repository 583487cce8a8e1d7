"""The stock-take of a summer, and who is on call in the weeks after the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import cycle

from gongfu.domains.keys import actions, queries
from gongfu.faces.cli.demonstration.founding import DISTRICT, FOUNDER
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places.seeing import ALL
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

COUNTED = date(2021, 7, 1)
_UNSEEN, _DAYS, _FREE, _OFFERED = 2, 14, (5, 9), 3


def count(home: str, *, at: datetime) -> None:
    """Let the office see each thing with its keeper; in one community some are still to be seen.

    home: that community.
    """
    lines = queries.stock_of(FOUNDER, DISTRICT, shanghai_day(at), page=ALL).things.lines
    there = [one.thing.item for one in lines if one.thing.place.startswith(home)]
    left = frozenset(there[:_UNSEEN])
    for line in lines:
        if line.thing.item not in left:
            actions.see_item(FOUNDER, item=line.thing.item, at=at)


def fill_rota(home: str, keepers: Sequence[str], *, at: datetime) -> None:
    """Let keepers take turns for a fortnight; some days are free, one asks another to come."""
    first = shanghai_day(at)
    turns = cycle(Viewer(one, (Office(Role.KEY, home),)) for one in keepers)
    for after, viewer in zip(range(_DAYS), turns, strict=False):
        if after in _FREE:
            continue
        day = first + timedelta(days=after)
        actions.take_duty(viewer, place=home, day=day, at=at)
        if after == _OFFERED:
            actions.offer_duty(viewer, place=home, day=day, at=at)
