"""Requests raised a second, each with its words, through the action and durable when answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bench.frame import line, ratio
from bench.ledger import raw, timed
from gongfu.kernel.needs import actions
from gongfu.kernel.needs.actions import Request
from gongfu.kernel.people import vault
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

_DISTRICT, _GRID, _TIMES = "330402000000", "330402007032004", 300
_AT = datetime(2021, 9, 16, 1, tzinfo=UTC)


def _admit() -> None:
    officer = Viewer("officer".ljust(26, "2"), (Office(Role.DEP, _DISTRICT),))
    actions.admit_kind(
        officer,
        sort="repair",
        issuer="civil-affairs",
        until=date(2022, 9, 1),
        district=_DISTRICT,
        at=_AT,
    )


def main() -> None:
    """Print requests raised a second against raw inserts of as many records."""
    _admit()
    askers = vault.add_people([vault.Plain()] * 20)

    def raise_all() -> None:
        for n in range(_TIMES):
            asker = askers[n % len(askers)]
            request = Request("repair", _GRID, asker, words="The tap in the kitchen drips.")
            actions.raise_need(Viewer(asker), request, at=_AT + timedelta(minutes=n))

    mine, bare = timed(_TIMES, raise_all), raw().singly
    line("requests raised singly, a second", mine, bare, ratio(mine, bare), 0.1)
