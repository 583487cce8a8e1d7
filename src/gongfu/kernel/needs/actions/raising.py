"""Asking for something (点单): oneself, for another at the desk, or at the door without account."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.writing import Draft
from gongfu.kernel.measures import workdays
from gongfu.kernel.measures.moments import moment, shanghai_day
from gongfu.kernel.needs import rules
from gongfu.kernel.needs.actions.moving import common, need_for
from gongfu.kernel.needs.actions.telling import record
from gongfu.kernel.needs.deeds import NeedSubmitted, NeedWithdrawn, RhythmSet
from gongfu.kernel.needs.models import Admission, Kind, Need
from gongfu.kernel.needs.slips import digest_of, secret_for
from gongfu.kernel.people import notes, vault
from gongfu.kernel.people import queries as people
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.people.identity import normal_phone
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_NAME, _DAY_FROM, _DAY_LONG = 40, (8, 0), timedelta(hours=13)


class Request(NamedTuple):
    """What is asked for, where, for whom.

    sort: the code of its kind.  place: exact code, a community's at least.  words, photo: as
    typed and taken; they go to the vault.  window: between which moments it suits.  name, phone:
    of who asks without an account, for the office alone; they go to the vault too.
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
    name: str = ""
    phone: str = ""


@action("request.create")
def raise_need(
    viewer: Viewer, request: Request, *, at: datetime, key: str = ""
) -> Entry[NeedSubmitted]:
    """Ask for something for oneself, or as an office for somebody of the area.

    Raises Denied, MalformedCode, NoPlace, NoSuchKind, NotAdmitted, BadCount, BadTime, BadRhythm,
    TooManyWords.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(NeedSubmitted, asker=request.asker, **_said(request)):
        return sent
    check(viewer, "request.create", owner=request.asker, place=request.place)
    if not viewer.speaks_for(request.asker) and request.channel == "self":
        request = request._replace(channel="desk")
    return record([_draft(act, request)])[0]


class Asked(NamedTuple):
    """A request made without an account: its record, and the secret of its slip for the asker."""

    entry: Entry[NeedSubmitted]
    slip: str


@action("request.create_at_door")
def raise_at_door(viewer: Viewer, request: Request, *, at: datetime, key: str = "") -> Asked:
    """Ask without an account: by the QR code at the door or an open interface.

    The asker is a guest whom the vault knows by their words, and by a name and phone if they
    left these.  Raises as `raise_need`, and BadPhone.
    """
    act, secret = Act(viewer, at, key), secret_for(key)
    if sent := act.sent(NeedSubmitted, **_said(request)):
        return Asked(sent, secret)
    check(viewer, "request.create_at_door", place=request.place)
    channel = request.channel if request.channel in rules.WITHOUT_ACCOUNT else "door"
    request = request._replace(asker=_guest(request), channel=channel)
    return Asked(record([_draft(act, request, slip=digest_of(secret))])[0], secret)


@action("request.create")
def raise_for_caller(
    viewer: Viewer, request: Request, *, at: datetime, key: str = ""
) -> Entry[NeedSubmitted]:
    """Enter what somebody asks by phone, at the desk or on a visit, as the office.

    Who is the only resident of the community with this phone is the asker, anybody else a guest.
    Raises as `raise_need`, and BadPhone.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(NeedSubmitted, channel=request.channel, **_said(request)):
        return sent
    check(viewer, "request.create", place=request.place)
    asker = _resident(request) or _guest(request)
    return record([_draft(act, request._replace(asker=asker))])[0]


def _said(request: Request) -> dict[str, Any]:
    """Return by what the same form is known when it comes again; words are in the vault alone."""
    names = ("sort", "place", "wanted", "urgency", "window_from", "window_to", "every_days")
    return {name: getattr(request, name) for name in names}


def _guest(request: Request) -> str:
    """Keep who asks without an account and return their id.  Raises BadPhone."""
    name = request.name.strip()[:_NAME]
    phone = normal_phone(request.phone) if request.phone.strip() else ""
    [guest] = vault.add_people([vault.Plain(name=name, label=name, phone=phone)])
    return guest


def _resident(request: Request) -> str:
    """Return the only resident of the community with this phone, or nothing.  Raises BadPhone."""
    if not request.phone.strip():
        return ""
    homes = people.places_of(vault.find_by_phone(request.phone))
    near = [one for one, home in homes.items() if home[:12] == request.place[:12]]
    return near[0] if len(near) == 1 else ""


def _draft(act: Act, request: Request, *, slip: str = "") -> Draft:
    kind = check_request(request, act)
    deed = submitted(request, kind, need=act.id_for("need"), at=act.at)
    deed = dataclasses.replace(deed, slip=slip)
    return act.draft(_with_notes(deed, request, act), evidence=Evidence.A)


def check_request(request: Request, act: Act) -> Kind:
    """Return the kind of a request that is in order.

    Raises MalformedCode, NoPlace, NoSuchKind, NotAdmitted, UnknownChoice, BadCount, BadTime,
    BadRhythm.
    """
    rules.check_where(request.place)
    kind = Kind.objects.filter(pk=request.sort).first()
    rules.check_kind(kind, Admission.objects.filter(pk=request.sort).first(), on=act.on)
    rules.check_choice(request.channel, rules.CHANNELS)
    rules.check_wanted(request.wanted)
    rules.check_span(request.window_from, request.window_to)
    rules.check_rhythm(request.every_days)
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
    """Return the next request of one that comes again, for its day; or nothing."""
    kind = Kind.objects.filter(pk=need.sort).first()
    if not need.every_days or kind is None:
        return []
    window_from, window_to = _next_window(need, at=act.at)
    request = Request(
        need.sort,
        need.place,
        need.asker,
        wanted=need.wanted,
        urgency=need.urgency,
        window_from=window_from,
        window_to=window_to,
        every_days=need.every_days,
        shown=need.shown,
        channel=need.channel,
    )
    deed = submitted(request, kind, need=act.id_for(f"after {need.need}"), at=act.at)
    after = dataclasses.replace(deed, after=need.need, sealed=need.note, slip=need.slip)
    return [act.also(after)]


def _next_window(need: Need, *, at: datetime) -> tuple[datetime, datetime]:
    """Return when the next one suits: so many days after the last, at the same time of day."""
    begin = need.window_from or moment(shanghai_day(need.done_at or at), *_DAY_FROM)
    span = need.window_to - begin if need.window_to else _DAY_LONG
    step = timedelta(days=need.every_days)
    begin += step * max(1, (at - begin) // step + 1)
    return begin, begin + span


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


@action("request.repeat")
def set_rhythm(
    viewer: Viewer, *, need: str, every_days: int, at: datetime, key: str = ""
) -> Entry[RhythmSet]:
    """Settle after how many days it comes again, 0 for not any more: the asker or the office.

    Raises NoSuchNeed, NotNow, Denied, BadRhythm.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(RhythmSet, need=need, every_days=every_days):
        return sent
    row = need_for("repeat", need)
    check(viewer, "request.repeat", owner=row.asker, place=row.place)
    rules.check_rhythm(every_days)
    return record([act.draft(RhythmSet(**common(act, row), every_days=every_days))])[0]
