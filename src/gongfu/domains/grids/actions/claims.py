"""Claiming a place at a post, waiting for one, handing it back; the office's yes or no.

A place given up goes in the same append to the first who waits and can come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from gongfu.domains.grids.actions.facts import Board
from gongfu.domains.grids.deeds import (
    ClaimConfirmed,
    ClaimDeclined,
    ClaimHandedBack,
    ClaimQueued,
    PostClaimed,
)
from gongfu.domains.grids.models import Claim, Post, Waiting
from gongfu.domains.grids.rules import members, posts
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.fetching import locked, rows_among
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Claiming(NamedTuple):
    """One signed form of claiming.  on: the day, by default that of the action."""

    post: str
    member: str
    on: date | None = None


class _Named(NamedTuple):
    claim: str


@action("post.claim")
def claim_post(
    viewer: Viewer, *, post: str, wait: bool = True, at: datetime, key: str = ""
) -> Entry[Any]:
    """Claim a place for oneself; return the entry: a place, or when full one on the waiting list.

    Raises Denied, NoSuchPost, PostIsClosed, PostOver, NotRegistered, LicenceMissing,
    LicenceExpired, AlreadyYours, AlreadyWaiting, Clashing; without `wait` also PostFull.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(PostClaimed, ClaimQueued, post=post, member=act.by):
        return sent
    board = Board(posts=[post], members=[act.by])
    row = board.post(post)
    check(viewer, "post.claim", place=row.place, owner=act.by)
    board.check_may_claim(row, act.by, on=act.on)
    waiting = list(fill(act, board, row))
    claimed = _claimed(act, board, Claiming(post, act.by), claim=act.id_for("claim"))
    if isinstance(claimed, ClaimQueued) and not wait:
        raise posts.PostFull()
    try:
        with transaction.atomic():
            return append([*waiting, act.draft(claimed)])[-1]
    except IntegrityError:
        return _late(act, row, wait=wait)


def _late(act: Act, post: Post, *, wait: bool) -> Entry[Any]:
    """Let who came a moment too late wait: the database gave the place to somebody else."""
    if Claim.objects.filter(post=post.post, member=act.by, active=True).exists():
        raise posts.AlreadyYours()
    if not wait:
        raise posts.PostFull()
    deed = ClaimQueued(
        on=act.on, place=post.place, post=post.post, member=act.by, claim=act.id_for("claim")
    )
    return append([act.draft(deed)])[0]


def _claimed(act: Act, board: Board, one: Claiming, *, claim: str) -> PostClaimed | ClaimQueued:
    """Return the deed that gives a place, or one on the waiting list."""
    post = board.post(one.post)
    names: dict[str, Any] = {
        "on": one.on or act.on,
        "place": post.place,
        "claim": claim,
        "post": one.post,
        "member": one.member,
    }
    slot = board.take(post, one.member)
    if slot is None:
        board.wait(post, claim, one.member)
        return ClaimQueued(**names)
    return PostClaimed(**names, slot=slot)


@action("claim.import")
def claim_posts(
    viewer: Viewer,
    claimings: Sequence[Claiming],
    *,
    confirm: bool = False,
    at: datetime,
    key: str = "",
) -> list[Entry[Any]]:
    """Enter many signed forms of claiming at once; return the entries of these, in order.

    confirm: the office says yes to each place in the same append, but to nobody's own.
    Raises Many; then nothing is written.
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((PostClaimed, ClaimQueued), claimings, "post", "member"):
        return sent
    board = Board(posts=[one.post for one in claimings], members=[one.member for one in claimings])

    def draw(line: int, one: Claiming) -> list[Draft]:
        deed = _from_paper(act, board, one, key=act.line_key(line))
        drafts = [act.draft(deed, evidence=Evidence.C, key=act.line_key(line))]
        if confirm and isinstance(deed, PostClaimed) and one.member != act.by:
            drafts.append(act.also(_confirmed(deed, on=deed.on)))
        return drafts

    drafts = [draft for drawn in each_line(claimings, draw) for draft in drawn]
    return [one for one in append(drafts) if not isinstance(one.deed, ClaimConfirmed)]


def _from_paper(act: Act, board: Board, one: Claiming, *, key: str) -> PostClaimed | ClaimQueued:
    post = board.post(one.post)
    check(act.viewer, "claim.import", place=post.place)
    on = one.on or act.on
    members.check_day(on, at=act.at)
    board.check_may_claim(post, one.member, on=on)
    return _claimed(act, board, one, claim=act._replace(key=key).id_for("claim"))


def fill(act: Act, board: Board, post: Post) -> Iterator[Draft]:
    """Yield the drafts that give free places to those who wait, in their order."""
    while found := board.next_waiting(post, on=act.on):
        row, slot = found
        yield act.also(
            PostClaimed(
                on=act.on,
                place=post.place,
                claim=row.claim,
                post=post.post,
                member=row.member,
                slot=slot,
            )
        )


def give_up(act: Act, board: Board, row: Claim | Waiting, *, key: str = "") -> list[Draft]:
    """Return the drafts by which a member gives up a place or stops waiting."""
    post = board.post(row.post)
    deed = ClaimHandedBack(
        on=act.on, place=post.place, claim=row.claim, post=row.post, member=row.member
    )
    return [act.draft(deed, key=key), *_freed(act, board, row, post)]


def _freed(act: Act, board: Board, row: Claim | Waiting, post: Post) -> list[Draft]:
    if isinstance(row, Waiting):
        board.forget_waiting(row.claim)
        return []
    board.free(post, row.member, row.slot)
    closed = post.closed_on is not None or post.until < act.on
    return [] if closed else list(fill(act, board, post))


def _standing(claim: str) -> Claim | Waiting:
    """Return a claim that holds a place or waits for one.  Raises NoSuchClaim."""
    held = Claim.objects.filter(pk=claim, active=True).first()
    row = held or Waiting.objects.filter(pk=claim).first()
    if row is None:
        raise posts.NoSuchClaim()
    return row


@action("post.claim")
def hand_back(viewer: Viewer, *, claim: str, at: datetime, key: str = "") -> Entry[Any]:
    """Hand one's own place back, or stop waiting; no reason is asked.

    Raises Denied, NoSuchClaim.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ClaimHandedBack, claim=claim):
        return sent
    board = Board(posts=[_standing(claim).post], members=[act.by])
    row = _standing(claim)
    check(viewer, "post.claim", owner=row.member)
    return append(give_up(act, board, row, key=key))[0]


@action("claim.decide")
def confirm_claim(viewer: Viewer, *, claim: str, at: datetime, key: str = "") -> Entry[Any]:
    """Confirm a claim.  Raises Denied, NoSuchClaim, OwnClaim, AlreadyDecided."""
    act = Act(viewer, at, key)
    if sent := act.sent(ClaimConfirmed, claim=claim):
        return sent
    row = locked(Claim, claim)
    if row is None:
        raise posts.NoSuchClaim()
    check(viewer, "claim.decide", place=row.place)
    posts.check_decides(row, person=act.by)
    return append([act.draft(_confirmed(row, on=act.on))])[0]


@action("claim.decide")
def confirm_claims(
    viewer: Viewer, claims: Sequence[str], *, at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Confirm many claims at once.  Raises Many; then nothing is written."""
    act = Act(viewer, at, key)
    if sent := act.sent_lines((ClaimConfirmed,), [_Named(claim) for claim in claims], "claim"):
        return sent
    rows = {row.claim: row for row in rows_among(Claim, lock=True, claim=claims)}

    def draw(line: int, claim: str) -> Draft:
        row = rows.pop(claim, None)
        if row is None:
            raise posts.NoSuchClaim()
        check(act.viewer, "claim.decide", place=row.place)
        posts.check_decides(row, person=act.by)
        return act.draft(_confirmed(row, on=act.on), key=act.line_key(line))

    return append(each_line(claims, draw))


def _confirmed(row: Claim | PostClaimed, *, on: date) -> ClaimConfirmed:
    return ClaimConfirmed(on=on, place=row.place, claim=row.claim, post=row.post, member=row.member)


@action("claim.decide")
def decline_claim(
    viewer: Viewer, *, claim: str, reason: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Decline a claim for a reason that the member can read; who waits takes the place.

    Raises Denied, NoSuchClaim, UnknownReason, OwnClaim, AlreadyDecided.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ClaimDeclined, claim=claim, reason=reason):
        return sent
    found = Claim.objects.filter(pk=claim).first()
    if found is None:
        raise posts.NoSuchClaim()
    board = Board(posts=[found.post])
    row = Claim.objects.get(pk=claim)
    check(viewer, "claim.decide", place=row.place)
    posts.check_reason(reason)
    posts.check_decides(row, person=act.by)
    post = board.post(row.post)
    deed = ClaimDeclined(
        on=act.on,
        place=post.place,
        claim=claim,
        post=row.post,
        member=row.member,
        reason=reason,
    )
    return append([act.draft(deed), *_freed(act, board, row, post)])[0]
