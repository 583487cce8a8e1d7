"""A year's proceeds are computed, laid out for the members, and shared or dropped."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongfu.domains.fields.actions.standing import check_for
from gongfu.domains.fields.deeds import (
    ShareComputed,
    SharingAdopted,
    SharingDropped,
    SharingProposed,
)
from gongfu.domains.fields.models import Sharing
from gongfu.domains.fields.queries import books
from gongfu.domains.fields.rules import sharing as rules
from gongfu.domains.fields.rules.sharing import Books, Shared
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.locking import queue_for
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.viewers import Viewer


@action("share.propose")
def propose_sharing(
    viewer: Viewer,
    *,
    cooperative: str,
    year: int,
    loss_fen: int = 0,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Compute the proceeds of a year and lay them out for the members to read.

    loss_fen: losses of earlier years that are made up first.  Raises Denied, NoSuchCooperative,
    YearNotOver, NoRule, SharedAlready, BadShare, NothingToShare, NobodyTraded.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(SharingProposed, cooperative=cooperative, year=year, loss_fen=loss_fen):
        return sent
    place = check_for(act, "share.propose", cooperative).place
    queue_for(f"fields.sharing {cooperative}")
    shared = books.shared_of(cooperative, year, loss_fen=loss_fen, on=act.on)
    about: dict[str, Any] = {"on": act.on, "place": place, "cooperative": cooperative}
    sharing = act.id_for("sharing")
    head = _proposed(shared, {**about, "sharing": sharing, "year": year})
    lines = _computed(shared, {**about, "sharing": sharing})
    return append([act.draft(head), *(act.also(line) for line in lines)])[0]


def _proposed(shared: Shared, about: dict[str, Any]) -> SharingProposed:
    return SharingProposed(
        **about,
        households=len(shared.lines),
        takings_fen=shared.books.takings,
        others_fen=shared.books.others,
        cost_fen=shared.books.cost,
        loss_fen=shared.books.loss,
        reserve_fen=shared.reserve,
        by_trade_fen=shared.by_trade,
        by_capital_fen=shared.by_capital,
    )


def _computed(shared: Shared, about: dict[str, Any]) -> list[ShareComputed]:
    return [
        ShareComputed(
            **about,
            household=household,
            trade_fen=line.account.trade,
            capital_fen=line.account.capital,
            held_reserve_fen=line.account.reserve,
            grant_fen=line.account.grant,
            by_trade_fen=line.by_trade,
            by_capital_fen=line.by_capital,
            new_reserve_fen=line.new_reserve,
        )
        for household, line in sorted(shared.lines.items())
    ]


def adopted(act: Act, row: Sharing, *, place: str, second: str) -> Entry[Any]:
    """Record that a proposed sharing was adopted, as its books stand.

    second: who entered it; the actor confirms it.  Raises TooSoon, BooksChanged.
    """
    rules.check_notice(row, on=act.on)
    now = books.books_of(row.cooperative, row.year, loss_fen=row.loss_fen)
    if now != Books(row.takings_fen, row.others_fen, row.cost_fen, row.loss_fen):
        raise rules.BooksChanged()
    deed = SharingAdopted(
        on=act.on,
        place=place,
        cooperative=row.cooperative,
        year=row.year,
        shared_fen=row.by_trade_fen + row.by_capital_fen,
        sharing=row.sharing,
        second=second,
    )
    return append([act.draft(deed, evidence=Evidence.B)])[0]


@action("share.propose")
def drop_sharing(viewer: Viewer, *, sharing: str, at: datetime, key: str = "") -> Entry[Any]:
    """Drop a proposed sharing, so that another can be proposed for its year.

    Raises Denied, NoSuchSharing, NotProposed.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(SharingDropped, sharing=sharing):
        return sent
    row = rules.check_proposed(locked(Sharing, sharing))
    place = check_for(act, "share.propose", row.cooperative).place
    deed = SharingDropped(
        on=act.on,
        place=place,
        cooperative=row.cooperative,
        year=row.year,
        sharing=sharing,
    )
    return append([act.draft(deed)])[0]
