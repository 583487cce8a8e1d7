"""What helpers do (接单): take, decline, hand back, begin, finish."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import IntegrityError

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.writing import Draft
from gongfu.kernel.needs import deeds, rules
from gongfu.kernel.needs.actions.moving import common, need_for
from gongfu.kernel.needs.actions.telling import record
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.needs.queries.wishes import apart_from
from gongfu.kernel.people import hours, notes
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("offer.accept")
def accept_offer(
    viewer: Viewer, *, offer: str, at: datetime, key: str = ""
) -> Entry[deeds.OfferAccepted]:
    """Say yes to an offer.  Raises NoSuchOffer, NoSuchNeed, NotNow, Taken, Denied."""
    act = Act(viewer, at, key)
    if sent := act.sent(deeds.OfferAccepted, offer=offer):
        return sent
    need = _need_of(offer, "accept")
    check(viewer, "offer.accept", owner=act.by)
    mine = rules.check_offer(locked(Offer, offer), states=("asked",), helper=act.by)
    return _take(act, need, mine.offer)


@action("offer.accept")
def take_need(
    viewer: Viewer, *, need: str, at: datetime, key: str = ""
) -> Entry[deeds.OfferAccepted]:
    """Take an open need without having been asked.

    Raises NoSuchNeed, NotNow, Taken, AlreadyAsked, OwnNeed, Denied.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(deeds.OfferAccepted, need=need, helper=act.by):
        return sent
    row = _open_need(need, "accept")
    check(viewer, "offer.accept", owner=act.by)
    rules.check_other(row, act.by)
    if row.asker in apart_from([act.by]).get(act.by, ()):
        raise rules.NoSuchNeed()
    mine = Offer.objects.filter(need=need, helper=act.by, state__in=("asked", "accepted", "begun"))
    asked = mine.first()
    if asked is not None and asked.state != "asked":
        raise rules.AlreadyAsked()
    return _take(act, row, asked.offer if asked else act.id_for("offer"))


def _take(act: Act, need: Need, offer: str) -> Entry[deeds.OfferAccepted]:
    rules.check_room(need)
    held = Offer.objects.filter(need=need.need, slot__isnull=False)
    slot = rules.check_free_place(need, {offer.slot or 0 for offer in held})
    deed = deeds.OfferAccepted(**common(act, need), offer=offer, helper=act.by, slot=slot)
    try:
        return record([act.draft(deed), *_let_go(act, need, offer)])[0]
    except IntegrityError as collision:
        raise rules.Taken() from collision


def _let_go(act: Act, need: Need, taken: str) -> list[Draft]:
    """Return the drafts that let all others go who were asked, once the last place is taken."""
    if need.taken + need.finished + 1 < need.wanted:
        return []
    others = Offer.objects.filter(need=need.need, state="asked").exclude(pk=taken)
    return [
        act.also(deeds.OfferLapsed(**common(act, need), offer=one.offer))
        for one in others.order_by("offer")
    ]


def _open_need(need: str, move: str) -> Need:
    """Return the need, locked; a full one says so in its own words.  Raises Taken as need_for."""
    row = locked(Need, need)
    if row is not None and row.state == "accepted":
        raise rules.Taken()
    return need_for(move, need)


def _need_of(offer: str, move: str) -> Need:
    need = Offer.objects.filter(pk=offer).values_list("need", flat=True).first()
    if need is None:
        raise rules.NoSuchOffer()
    return _open_need(need, move) if move == "accept" else need_for(move, need)


@action("offer.accept")
def decline_offer(
    viewer: Viewer, *, offer: str, at: datetime, key: str = ""
) -> Entry[deeds.OfferDeclined]:
    """Say no to an offer; nobody asks why.  Raises NoSuchOffer, NotNow, Denied."""
    return _give_up(Act(viewer, at, key), "decline", offer, deeds.OfferDeclined, ("asked",))


@action("offer.accept")
def return_task(
    viewer: Viewer, *, offer: str, at: datetime, key: str = ""
) -> Entry[deeds.TaskReturned]:
    """Say that one cannot come after all; the place is free again.

    Raises NoSuchOffer, NotNow, Denied.
    """
    act = Act(viewer, at, key)
    return _give_up(act, "return", offer, deeds.TaskReturned, ("accepted", "begun"))


def _give_up(act: Act, move: str, offer: str, kind: Any, states: tuple[str, ...]) -> Entry[Any]:
    if sent := act.sent(kind, offer=offer):
        return sent
    need = _need_of(offer, move)
    check(act.viewer, "offer.accept", owner=act.by)
    mine = rules.check_offer(locked(Offer, offer), states=states, helper=act.by)
    return record([act.draft(kind(**common(act, need), offer=mine.offer))])[0]


@action("request.serve")
def begin_task(
    viewer: Viewer, *, offer: str, at: datetime, key: str = ""
) -> Entry[deeds.TaskBegun]:
    """Say that one is on the way or at it.  Raises NoSuchOffer, NotNow, Denied."""
    act = Act(viewer, at, key)
    if sent := act.sent(deeds.TaskBegun, offer=offer):
        return sent
    need = _need_of(offer, "begin")
    mine = rules.check_offer(locked(Offer, offer), states=("accepted",), helper=act.by)
    check(viewer, "request.serve", assigned=True)
    return record([act.draft(deeds.TaskBegun(**common(act, need), offer=mine.offer))])[0]


class Result(NamedTuple):
    """What shows that it is done, all of it optional; sealed with the asker's own key.

    words: what was done.  photo: made small by a face.  paper: a document, as PDF.
    """

    words: str = ""
    photo: bytes = b""
    paper: bytes = b""


NOTHING_SHOWN = Result()


@action("request.serve")
def finish_task(
    viewer: Viewer,
    *,
    offer: str,
    started_at: datetime,
    ended_at: datetime,
    result: Result = NOTHING_SHOWN,
    at: datetime,
    key: str = "",
) -> Entry[deeds.TaskDone]:
    """Say that one's part is done, from when to when, and what shows it.

    Raises NoSuchOffer, NotNow, BadTime, Denied, TooManyWords, TooBigPhoto, TooBigPaper.
    """
    act = Act(viewer, at, key)
    said: dict[str, Any] = {"offer": offer, "started_at": started_at, "ended_at": ended_at}
    if sent := act.sent(deeds.TaskDone, **said):
        return sent
    need = _need_of(offer, "finish")
    mine = rules.check_offer(locked(Offer, offer), states=("accepted", "begun"), helper=act.by)
    check(viewer, "request.serve", assigned=True)
    rules.check_worked(started_at, ended_at, at=at)
    paid = hours.paid_spans([act.by]).get(act.by, [])
    deed = done(common(act, need), need, mine, started_at, ended_at, paid=paid)
    return record([act.draft(_with_materials(deed, need, result, act))])[0]


def _with_materials(deed: deeds.TaskDone, need: Need, result: Result, act: Act) -> deeds.TaskDone:
    who: dict[str, Any] = {"by": act.by, "at": act.at}
    kept: dict[str, Any] = {}
    if result.words.strip():
        kept["sealed"] = notes.keep_words(need.asker, result.words, **who)
    if result.photo:
        kept["photo"] = notes.keep_photo(need.asker, result.photo, **who)
    if result.paper:
        kept["paper"] = notes.keep_paper(need.asker, result.paper, **who)
    return dataclasses.replace(deed, **kept)


def done(
    common_values: dict[str, Any],
    need: Need,
    offer: Offer,
    started_at: datetime,
    ended_at: datetime,
    *,
    paid: list[Any],
) -> deeds.TaskDone:
    """Return the deed of a helper's part done; the need and offer as they stood before."""
    return deeds.TaskDone(
        **common_values,
        sort=need.sort,
        minutes=(ended_at - started_at) // timedelta(minutes=1),
        lead_minutes=max(0, (ended_at - need.submitted_at) // timedelta(minutes=1)),
        in_time=int(ended_at <= need.done_by),
        last=int(need.taken == 1 and need.finished + 1 >= need.wanted),
        hours_kind=hours.hours_kind(started_at, ended_at, paid=paid),
        offer=offer.offer,
        helper=offer.helper,
        started_at=started_at,
        ended_at=ended_at,
    )
