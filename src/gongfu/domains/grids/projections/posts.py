"""Posts, who holds a place at them, and who waits for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongfu.domains.grids.deeds import (
    ClaimConfirmed,
    ClaimDeclined,
    ClaimHandedBack,
    ClaimQueued,
    PostChanged,
    PostClaimed,
    PostClosed,
    PostOpened,
)
from gongfu.domains.grids.models import Claim, Post, Waiting
from gongfu.kernel.ledger.deeds import Batch, Deed, Entry, projects
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.fetching import chunks
from gongfu.kernel.ledger.state import Rows
from gongfu.kernel.people.deeds import PersonErased

_TERMS = ("place", "sort", "wanted", "since", "until", "times", "skill")
_CLAIMING = PostClaimed | ClaimQueued | ClaimConfirmed | ClaimDeclined | ClaimHandedBack


class Desk:
    """The rows that a batch touches: posts, claims and places in the waiting lists."""

    def __init__(self, batch: Batch) -> None:
        """Load them, those of people who are erased in the batch too."""
        gone = [e.deed.person for e in batch if isinstance(e.deed, PersonErased)]
        named = [e.deed.claim for e in batch if isinstance(e.deed, _CLAIMING)]
        self.claims = Rows(Claim, [*named, *_claims_of(Claim, gone)])
        self.waiting = Rows(Waiting, [*named, *_claims_of(Waiting, gone)])
        touched = [row.post for rows in (self.claims, self.waiting) for row in rows]
        stated = [e.deed.post for e in batch if not isinstance(e.deed, PersonErased)]
        self.posts = Rows(Post, [*stated, *touched])

    def free(self, claim: Claim, *, state: str, entry: Entry[Any]) -> None:
        """End a claim that is active, and free its place."""
        if claim.active:
            claim.state, claim.active, claim.ended_on = state, False, entry.deed.on
            self.posts[claim.post].taken -= 1

    def stop_waiting(self, claim: str) -> None:
        """Take a claim off the waiting list, if it stands there."""
        row = self.waiting.get(claim)
        if row is not None:
            self.posts[row.post].waiting -= 1
            self.waiting.drop(claim)

    def save(self) -> None:
        """Write all rows."""
        for rows in (self.posts, self.claims, self.waiting):
            rows.save()


def _claims_of(model: type[Claim] | type[Waiting], people: list[str]) -> list[str]:
    return [
        claim
        for chunk in chunks(people)
        for claim in model.objects.filter(member__in=chunk).values_list("pk", flat=True)
    ]


def _open(desk: Desk, entry: Entry[PostOpened]) -> None:
    deed = entry.deed
    terms = {name: getattr(deed, name) for name in _TERMS}
    desk.posts.new(deed.post, number=entry.number, opened_on=deed.on, **terms)


def _change(desk: Desk, entry: Entry[PostChanged]) -> None:
    for name in _TERMS:
        setattr(desk.posts[entry.deed.post], name, getattr(entry.deed, name))


def _close(desk: Desk, entry: Entry[PostClosed]) -> None:
    desk.posts[entry.deed.post].closed_on = entry.deed.on


def _claim(desk: Desk, entry: Entry[PostClaimed]) -> None:
    deed = entry.deed
    desk.stop_waiting(deed.claim)
    desk.claims.new(
        deed.claim,
        number=entry.number,
        post=deed.post,
        member=deed.member,
        place=community_of(deed.place),
        slot=deed.slot,
        claimed_on=deed.on,
    )
    desk.posts[deed.post].taken += 1


def _queue(desk: Desk, entry: Entry[ClaimQueued]) -> None:
    deed = entry.deed
    desk.waiting.new(
        deed.claim, number=entry.number, post=deed.post, member=deed.member, since=deed.on
    )
    desk.posts[deed.post].waiting += 1


def _confirm(desk: Desk, entry: Entry[ClaimConfirmed]) -> None:
    claim = desk.claims[entry.deed.claim]
    if claim.active:
        claim.state = "confirmed"


def _decline(desk: Desk, entry: Entry[ClaimDeclined]) -> None:
    claim = desk.claims[entry.deed.claim]
    claim.reason = entry.deed.reason
    desk.free(claim, state="declined", entry=entry)


def _hand_back(desk: Desk, entry: Entry[ClaimHandedBack]) -> None:
    desk.stop_waiting(entry.deed.claim)
    claim = desk.claims.get(entry.deed.claim)
    if claim is not None:
        desk.free(claim, state="handed-back", entry=entry)


def _erase(desk: Desk, entry: Entry[PersonErased]) -> None:
    for claim in desk.claims:
        if claim.member == entry.deed.person:
            desk.free(claim, state="erased", entry=entry)
    for row in [row for row in desk.waiting if row.member == entry.deed.person]:
        desk.stop_waiting(row.claim)


_FOLDS: dict[type[Deed], Callable[[Desk, Entry[Any]], None]] = {
    PostOpened: _open,
    PostChanged: _change,
    PostClosed: _close,
    PostClaimed: _claim,
    ClaimQueued: _queue,
    ClaimConfirmed: _confirm,
    ClaimDeclined: _decline,
    ClaimHandedBack: _hand_back,
    PersonErased: _erase,
}


@projects(*_FOLDS, owns=(Post, Claim, Waiting))
def posts(batch: Batch) -> None:
    """Keep posts, claims and waiting lists; who is erased holds no place and waits for none."""
    desk = Desk(batch)
    for entry in batch:
        _FOLDS[type(entry.deed)](desk, entry)
    desk.save()
