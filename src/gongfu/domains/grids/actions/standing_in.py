"""Standing in for a day (替班): a member who cannot come is relieved by another."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from gongfu.domains.grids.actions.telling import (
    tell_stand_in_found,
    tell_stand_in_wanted,
)
from gongfu.domains.grids.deeds import StandInFound, StandInGivenBack
from gongfu.domains.grids.models import Absence, Claim, Member, Post, StandIn
from gongfu.domains.grids.rules import members, posts, resting
from gongfu.domains.grids.rules import serving as rules
from gongfu.domains.grids.rules.times import on_weekday
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("post.claim")
def stand_in(
    viewer: Viewer, *, claim: str, day: date, at: datetime, key: str = ""
) -> Entry[StandInFound]:
    """Stand in on a day for a member who cannot come.

    Raises Denied, NobodyAbsent, DayOver, NotThatDay, NotRegistered, LicenceMissing,
    LicenceExpired, AlreadyYours, Clashing, TooLittleRest, AlreadyCovered.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(StandInFound, claim=claim, day=day, member=act.by):
        return sent
    row = locked(Claim, claim)
    if row is None or not Absence.objects.filter(pk=(claim, day)).exists():
        raise rules.NobodyAbsent()
    post = Post.objects.get(pk=row.post)
    check(viewer, "post.claim", place=post.place, owner=act.by)
    rules.check_coming_day(post, day, at=at)
    _check_can(act, post, day)
    if StandIn.objects.filter(claim=claim, day=day, active=True).exists():
        raise rules.AlreadyCovered()
    deed = StandInFound(
        on=act.on,
        place=post.place,
        claim=claim,
        post=post.post,
        member=act.by,
        stand=act.id_for("stand"),
        day=day,
    )
    try:
        with transaction.atomic():
            entry = append([act.draft(deed)])[0]
    except IntegrityError as collision:
        raise rules.AlreadyCovered() from collision
    tell_stand_in_found(row, day, at=at)
    return entry


def _check_can(act: Act, post: Post, day: date) -> None:
    """Accept a member with the licence who is nowhere else at that part of the day."""
    row = Member.objects.filter(pk=act.by).first()
    members.check_member(row, on=act.on)
    if row is not None:
        posts.check_licence(post, row, on=day)
    held = Claim.objects.filter(member=act.by, active=True).exclude(claim__in=_away(act.by, day))
    taken = {*held.values_list("post", flat=True), *_standing(act.by, day)}
    if post.post in taken:
        raise posts.AlreadyYours()
    parts, others = on_weekday(post.times, day), list(Post.objects.filter(pk__in=taken))
    for other in others:
        if other.since <= day <= posts.last_day(other) and on_weekday(other.times, day) & parts:
            raise posts.Clashing()
    resting.check_rested_on(day, post, others)


def _away(member: str, day: date) -> list[str]:
    mine = Claim.objects.filter(member=member, active=True).values_list("claim", flat=True)
    return list(
        Absence.objects.filter(claim__in=list(mine), day=day).values_list("claim", flat=True)
    )


def _standing(member: str, day: date) -> list[str]:
    rows = StandIn.objects.filter(member=member, day=day, active=True)
    return list(rows.values_list("post", flat=True))


@action("post.claim")
def give_back_stand_in(viewer: Viewer, *, stand: str, at: datetime, key: str = "") -> Entry[Any]:
    """Say that one cannot stand in after all; no reason is asked.

    Raises Denied, NoSuchStandIn, DayOver.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(StandInGivenBack, stand=stand):
        return sent
    row = locked(StandIn, stand)
    if row is None or not row.active:
        raise rules.NoSuchStandIn()
    check(viewer, "post.claim", owner=row.member)
    if row.day < act.on:
        raise rules.DayOver()
    deed = StandInGivenBack(
        on=act.on,
        place=row.place,
        claim=row.claim,
        post=row.post,
        member=row.member,
        stand=stand,
        day=row.day,
    )
    [entry] = append([act.draft(deed)])
    tell_stand_in_wanted(row.post, but=row.member, day=row.day, at=at)
    return entry
