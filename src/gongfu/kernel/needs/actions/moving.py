"""What every move begins with: the need, locked, in a state that allows it."""

from __future__ import annotations

from typing import Any

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.needs import rules, states
from gongfu.kernel.needs.actions.telling import record
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.checking import check


def need_for(move: str, need: str) -> Need:
    """Return the need, locked.  Raises NoSuchNeed; NotNow when its state forbids the move."""
    row = locked(Need, need)
    if row is None:
        raise rules.NoSuchNeed()
    rules.check_move(row, move)
    return row


def common(act: Act, need: Need) -> dict[str, Any]:
    """Return what every deed of the need states."""
    return {"on": act.on, "place": need.place, "need": need.need, "happened_at": act.at}


def move_by_office(act: Act, move: str, need: str, permission: str, **values: Any) -> Entry[Any]:
    """Make a move that an office of the place may make; return its entry.

    values: the fields of its deed beside the common ones.  Raises NoSuchNeed, NotNow, Denied.
    """
    kind = states.MOVES[move].deed
    if sent := act.sent(kind, need=need, **values):
        return sent
    row = need_for(move, need)
    check(act.viewer, permission, place=row.place)
    return record([act.draft(kind(**common(act, row), **values))])[0]


def helpers_of(need: str) -> list[Offer]:
    """Return the offers of those who served the need, in the order of their places."""
    return list(Offer.objects.filter(need=need, state="done").order_by("number"))
