"""Asking for something (点单): oneself, for another at the desk, or at the door without account."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.writing import Draft
from gongfu.kernel.measures import workdays
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.needs import rules
from gongfu.kernel.needs.actions.moving import common, need_for
from gongfu.kernel.needs.actions.telling import record
from gongfu.kernel.needs.deeds import NeedSubmitted, NeedWithdrawn
from gongfu.kernel.needs.models import Admission, Kind, Need
from gongfu.kernel.people import notes, vault
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Request(NamedTuple):
    """What is asked for, where, for whom.

    sort: the code of its kind.  place: exact code, a community's at least.  words, photo: as
    typed and taken; they go to the vault.  window: between which moments it suits.
    """

    sort: str
    place: str
    asker: str
    wanted: int = 1
    urgency: int = 0
    window_from: datetime | None = None
    window_to: datetime | None = None
    words: str = ""
    photo: bytes = b""
    every_days: int = 0
    shown: bool = False
    channel: str = "self"


@action("request.create")
def raise_need(
    viewer: Viewer, request: Request, *, at: datetime, key: str = ""
) -> Entry[NeedSubmitted]:
    """Ask for something for oneself, or as an office for somebody of the area.

    Raises Denied, MalformedCode, NoSuchKind, NotAdmitted, BadCount, BadTime, TooManyWords.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(NeedSubmitted, sort=request.sort, asker=request.asker):
        return sent
    check(viewer, "request.create", owner=request.asker, place=request.place)
    if not viewer.speaks_for(request.asker) and request.channel == "self":
        request = request._replace(channel="desk")
    return record([_draft(act, request)])[0]


@action("request.create_at_door")
def raise_at_door(
    viewer: Viewer, request: Request, *, at: datetime, key: str = ""
) -> Entry[NeedSubmitted]:
    """Ask without an account: by the QR code at the door or an open interface.

    The asker is a guest whom the vault knows by their words alone.  Raises as `raise_need`.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(NeedSubmitted, sort=request.sort):
        return sent
    check(viewer, "request.create_at_door", place=request.place)
    [guest] = vault.add_people([vault.Plain()])
    channel = request.channel if request.channel in rules.WITHOUT_ACCOUNT else "door"
    return record([_draft(act, request._replace(asker=guest, channel=channel))])[0]


def _draft(act: Act, request: Request) -> Draft:
    kind = check_request(request, act)
    deed = submitted(request, kind, need=act.id_for("need"), at=act.at)
    return act.draft(_with_notes(deed, request, act), evidence=Evidence.A)


def check_request(request: Request, act: Act) -> Kind:
    """Return the kind of a request that is in order.

    Raises MalformedCode, NoSuchKind, NotAdmitted, UnknownChoice, BadCount, BadTime.
    """
    check_code(request.place)
    kind = Kind.objects.filter(pk=request.sort).first()
    rules.check_kind(kind, Admission.objects.filter(pk=request.sort).first(), on=act.on)
    rules.check_choice(request.channel, rules.CHANNELS)
    rules.check_wanted(request.wanted)
    rules.check_span(request.window_from, request.window_to)
    assert kind is not None
    return kind


def submitted(request: Request, kind: Kind, *, need: str, at: datetime) -> NeedSubmitted:
    """Return the deed of a request made at that moment, with the limits of its kind."""
    reviewed = workdays.after(at, kind.review_hours, working=kind.working)
    done = workdays.after(at, kind.done_hours, working=kind.working)
    return NeedSubmitted(
        on=shanghai_day(at),
        place=request.place,
        need=need,
        happened_at=at,
        sort=request.sort,
        channel=request.channel,
        wanted=request.wanted,
        urgency=request.urgency,
        asker=request.asker,
        review_by=reviewed,
        done_by=max(done, request.window_to or done),
        window_from=request.window_from,
        window_to=request.window_to,
        every_days=request.every_days,
        shown=request.shown or kind.shown,
    )


def _with_notes(deed: NeedSubmitted, request: Request, act: Act) -> NeedSubmitted:
    kept: dict[str, Any] = {}
    if request.words.strip():
        kept["sealed"] = notes.keep_words(request.asker, request.words, by=act.by, at=act.at)
    if request.photo:
        kept["photo"] = notes.keep_photo(request.asker, request.photo, by=act.by, at=act.at)
    return dataclasses.replace(deed, **kept) if kept else deed


def follow_up(need: Need, act: Act) -> list[Draft]:
    """Return the next request of one that comes again, or nothing."""
    kind = Kind.objects.filter(pk=need.sort).first()
    if not need.every_days or kind is None:
        return []
    request = Request(
        need.sort,
        need.place,
        need.asker,
        wanted=need.wanted,
        urgency=need.urgency,
        every_days=need.every_days,
        shown=need.shown,
        channel=need.channel,
    )
    deed = submitted(request, kind, need=act.id_for(f"after {need.need}"), at=act.at)
    return [act.also(dataclasses.replace(deed, after=need.need, sealed=need.note))]


@action("request.withdraw")
def withdraw_need(
    viewer: Viewer, *, need: str, at: datetime, key: str = ""
) -> Entry[NeedWithdrawn]:
    """Say that it is no longer needed.  Raises NoSuchNeed, NotNow, Denied."""
    act = Act(viewer, at, key)
    if sent := act.sent(NeedWithdrawn, need=need):
        return sent
    row = need_for("withdraw", need)
    check(viewer, "request.withdraw", owner=row.asker, place=row.place)
    return record([act.draft(NeedWithdrawn(**common(act, row)))])[0]
