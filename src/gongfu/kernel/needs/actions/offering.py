"""Asking helpers (派单): an offer that may be declined without a reason; nobody is compelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import rows_among
from gongfu.kernel.ledger.locking import queue_for
from gongfu.kernel.ledger.writing import Draft, OtherContent
from gongfu.kernel.needs import rules
from gongfu.kernel.needs.actions.moving import common
from gongfu.kernel.needs.actions.telling import record
from gongfu.kernel.needs.deeds import NeedOffered, OfferLapsed
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.needs.rules import ACTIVE
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.refusals import LineError, Refused
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

LAPSES = timedelta(hours=24)


class Asking(NamedTuple):
    """One helper to be asked for one need.  why: see `deeds.NeedOffered`."""

    need: str
    helper: str
    why: tuple[str, ...] = ()


class Sent(NamedTuple):
    """Which offers went out, and which lines had changed since they were proposed."""

    entries: list[Entry[NeedOffered]]
    refused: list[LineError]


def offer_need(
    viewer: Viewer, *, need: str, helpers: Sequence[str], at: datetime, key: str = ""
) -> list[Entry[NeedOffered]]:
    """Ask helpers for one need.  Raises the first refusal; then nobody is asked.

    Raises NoSuchNeed, NotNow, Denied, Taken, AlreadyAsked, OwnNeed.
    """
    return offer_needs(
        viewer, [Asking(need, one) for one in helpers], all_or_none=True, at=at, key=key
    ).entries


@action("offer.send")
def offer_needs(
    viewer: Viewer,
    askings: Sequence[Asking],
    *,
    all_or_none: bool = False,
    lapses: timedelta = LAPSES,
    at: datetime,
    key: str = "",
) -> Sent:
    """Ask many helpers at once; lines that changed meanwhile are refused, the others go out.

    all_or_none: raise the first refusal instead.  Refusals: NoSuchNeed, NotNow, Denied, Taken,
    AlreadyAsked, OwnNeed.
    """
    act = Act(viewer, at, key)
    if sent := _sent(act, askings):
        return sent
    board = _Board(act, askings)
    drafts: list[Draft] = []
    refused: list[LineError] = []
    for line, asking in enumerate(askings, start=1):
        try:
            deed = board.offered(asking, line, lapses_at=at + lapses)
            drafts.append(act.draft(deed, key=act.line_key(line)))
        except Refused as refusal:
            if all_or_none:
                raise
            refused.append(LineError(line=line, refusal=refusal))
    return Sent(record(drafts) if drafts else [], refused)


def _sent(act: Act, askings: Sequence[Asking]) -> Sent | None:
    """Return what the same list sent before, or None; lines that were refused are so again.

    Raises OtherContent.
    """
    keys = {line: act.line_key(line) for line, _asking in enumerate(askings, start=1)}
    queue_for(act.key)
    known = reading.by_keys(list(keys.values())) if act.key else {}
    entries: list[Entry[NeedOffered]] = []
    refused: list[LineError] = []
    for (line, key), asking in zip(keys.items(), askings, strict=True):
        entry = known.get(key)
        if entry is None:
            refused.append(LineError(line=line, refusal=rules.NotNow()))
        elif (entry.by, entry.deed.need, entry.deed.helper) != (act.by, asking.need, asking.helper):
            raise OtherContent()
        else:
            entries.append(entry)
    return Sent(entries, refused) if entries else None


@action("offer.send")
def offer_listed(
    viewer: Viewer, askings: Sequence[Asking], *, at: datetime, key: str = ""
) -> list[Entry[NeedOffered]]:
    """Ask whom a list names, all of them or nobody.

    Raises Many with one LineError a refused line (see `offer_needs`); then nobody is asked.
    """
    act = Act(viewer, at, key)
    if sent := _sent(act, askings):
        return sent.entries
    board = _Board(act, askings)

    def draw(line: int, asking: Asking) -> Draft:
        deed = board.offered(asking, line, lapses_at=at + LAPSES)
        return act.draft(deed, key=act.line_key(line))

    drafts = each_line(askings, draw)
    return record(drafts) if drafts else []


class _Board:
    """The needs and offers that a list of askings touches, locked."""

    def __init__(self, act: Act, askings: Sequence[Asking]) -> None:
        needs = [asking.need for asking in askings]
        self._act = act
        self._needs = {row.need: row for row in rows_among(Need, lock=True, need=needs)}
        offers = rows_among(Offer, need=needs)
        self._asked = {(one.need, one.helper) for one in offers if one.state in ACTIVE}

    def offered(self, asking: Asking, line: int, *, lapses_at: datetime) -> NeedOffered:
        """Return the deed of one line and remember it.  Raises as `offer_needs` says."""
        need = self._needs.get(asking.need)
        if need is None:
            raise rules.NoSuchNeed()
        check(self._act.viewer, "offer.send", place=need.place)
        rules.check_room(need)
        rules.check_move(need, "offer")
        rules.check_other(need, asking.helper)
        if (asking.need, asking.helper) in self._asked:
            raise rules.AlreadyAsked()
        self._asked.add((asking.need, asking.helper))
        return NeedOffered(
            **common(self._act, need),
            offer=self._act.id_for(f"offer {line}"),
            helper=asking.helper,
            lapses_at=lapses_at,
            why=asking.why,
        )


@action("request.tend")
def lapse_offers(viewer: Viewer, *, at: datetime, most: int = 1000) -> list[Entry[Any]]:
    """Let offers lapse whose time is over; the housekeeping of the server.  Raises Denied."""
    act = Act(viewer, at)
    check(viewer, "request.tend")
    over = Offer.objects.filter(state="asked", lapses_at__lte=at).order_by("lapses_at", "offer")
    found = list(over.select_for_update()[:most])
    return record([act.draft(_lapsed(act, offer)) for offer in found]) if found else []


def _lapsed(act: Act, offer: Offer) -> OfferLapsed:
    return OfferLapsed(
        on=act.on, place=offer.place, need=offer.need, happened_at=act.at, offer=offer.offer
    )
