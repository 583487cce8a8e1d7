"""Rules of sharing, sharings, and each household's statement with its calculation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Sum

from gongfu.domains.fields.models import Rule, Share, Sharing
from gongfu.domains.fields.queries import books, rows
from gongfu.domains.fields.rules.sharing import NOTICE, Shared
from gongfu.kernel.rights.checking import Grant, check
from gongfu.kernel.rights.viewers import Viewer


class SharingCard(NamedTuple):
    """A sharing with its lines; every part is in fen, and they sum to what was taken in.

    first_day: on which the meeting can adopt it.  lines: of all households for members, head and
    supervisor, one's own for who sees only that; none for who sees sums.
    """

    row: Sharing
    first_day: date
    lines: tuple[Share, ...]


class Statement(NamedTuple):
    """How one household's share was computed, in fen.

    trade: its volume of trade, all_trade: of all members; by_trade is by_trade_whole times trade
    over all_trade.  stake: capital, reserve and grants in its account, all_stake: in all accounts;
    by_capital is by_capital_whole times stake over all_stake.  Remainders of a fen went to the
    largest remainders, so that all shares together come to the whole.
    """

    sharing: Sharing
    line: Share
    all_trade: int
    stake: int
    all_stake: int

    @property
    def total(self) -> int:
        """Return what the household receives."""
        return self.line.by_trade_fen + self.line.by_capital_fen


def rule_of(viewer: Viewer, cooperative: str) -> Rule | None:
    """Return the standing rule of a cooperative, or None.  Raises Denied, NoSuchCooperative."""
    unit = rows.cooperative_of(cooperative)
    check(viewer, "plot_and_harvest.read", place=unit.place)
    return Rule.objects.filter(pk=cooperative).first()


def preview_of(
    viewer: Viewer, cooperative: str, year: int, on: date, *, loss_fen: int = 0
) -> Shared:
    """Return how a year would be shared, for who may propose it; nothing is written.

    Raises Denied, NoSuchCooperative, YearNotOver, SharedAlready, BadShare, NoRule,
    NothingToShare, NobodyTraded.
    """
    unit = rows.cooperative_of(cooperative)
    leads = rows.heads(cooperative, viewer.person, on)
    check(viewer, "share.propose", place=unit.place, owner=viewer.person if leads else "")
    return books.shared_of(cooperative, year, loss_fen=loss_fen, on=on)


def sharings_of(viewer: Viewer, cooperative: str, on: date) -> tuple[Sharing, ...]:
    """Return a cooperative's sharings that were not dropped, newest first.

    Raises Denied, NoSuchCooperative.
    """
    _grant(viewer, cooperative, on)
    found = Sharing.objects.filter(cooperative=cooperative).exclude(state="dropped")
    return tuple(found.order_by("-year"))


def sharing_card(viewer: Viewer, sharing: str, on: date) -> SharingCard | None:
    """Return a sharing, or None.  Raises Denied."""
    row = Sharing.objects.filter(pk=sharing).first()
    if row is None:
        return None
    grant = _grant(viewer, row.cooperative, on)
    lines = () if grant.sums_only else tuple(_lines(sharing))
    return SharingCard(row, row.proposed_on + NOTICE, lines)


def _lines(sharing: str) -> list[Share]:
    return list(Share.objects.filter(sharing=sharing).order_by("household"))


def _grant(viewer: Viewer, cooperative: str, on: date) -> Grant:
    """Return the grant of head, supervisor, member or office.  Raises Denied."""
    unit = rows.cooperative_of(cooperative)
    inside = bool(rows.positions_in(cooperative, viewer.person, on)) or rows.any_member_of(
        cooperative, rows.households_of(viewer.person, on)
    )
    owner = viewer.person if inside else ""
    return check(viewer, "share.read", place=unit.place, owner=owner)


def statement_of(viewer: Viewer, sharing: str, household: str, on: date) -> Statement | None:
    """Return a household's statement, or None; for the household, the head and the supervisor.

    Raises Denied.
    """
    row = Sharing.objects.filter(pk=sharing).first()
    if row is None:
        return None
    owns = rows.belongs(household, viewer.person, on) or bool(
        rows.positions_in(row.cooperative, viewer.person, on)
    )
    place = rows.cooperative_of(row.cooperative).place
    grant = check(viewer, "share.read", place=place, owner=viewer.person if owns else "")
    lines = _lines(sharing)
    line = next((one for one in lines if one.household == household), None)
    if line is None or grant.letter != "o":
        return None
    return Statement(
        row,
        line,
        sum(one.trade_fen for one in lines),
        _stake(line),
        sum(_stake(one) for one in lines),
    )


def _stake(line: Share) -> int:
    return line.capital_fen + line.held_reserve_fen + line.grant_fen


def statements_of(viewer: Viewer, household: str, on: date) -> tuple[Statement, ...]:
    """Return the statements of the viewer's own household, newest first.  Raises Denied."""
    own = rows.belongs(household, viewer.person, on)
    check(viewer, "share.read", owner=viewer.person if own else "")
    if not own:
        return ()
    mine = {row.sharing: row for row in Share.objects.filter(household=household)}
    found = Sharing.objects.filter(pk__in=list(mine)).exclude(state="dropped").order_by("-year")
    totals = _totals(mine)
    return tuple(
        Statement(row, line, totals[row.sharing][0], _stake(line), totals[row.sharing][1])
        for row in found
        for line in (mine[row.sharing],)
    )


def _totals(sharings: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return all members' trade, and all that their accounts hold, by sharing."""
    found = Share.objects.filter(sharing__in=list(sharings)).values_list("sharing")
    held = Sum("capital_fen") + Sum("held_reserve_fen") + Sum("grant_fen")
    return {row[0]: row[1:] for row in found.annotate(trade=Sum("trade_fen"), held=held)}
