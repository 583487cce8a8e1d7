"""What must be known to judge claims: fetched once for all, however many there are.

Posts are locked first, then members, each in the order of their ids, so that no two actions wait
for each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from gongfu.domains.grids.models import Claim, Member, Post, Waiting
from gongfu.domains.grids.rules import members as member_rules
from gongfu.domains.grids.rules import posts as rules
from gongfu.domains.grids.rules import resting
from gongfu.kernel.ledger.fetching import chunks, rows_among


class Board:
    """Posts with their places and waiting lists, members, and what these hold elsewhere."""

    def __init__(self, *, posts: Iterable[str], members: Iterable[str] = ()) -> None:
        """Fetch and lock the posts and the members, those who wait for the posts too."""
        wanted = sorted(set(posts))
        self._posts = {row.post: row for row in rows_among(Post, lock=True, post=wanted)}
        self._queues: dict[str, list[Waiting]] = defaultdict(list)
        for row in sorted(rows_among(Waiting, post=wanted), key=lambda one: one.number):
            self._queues[row.post].append(row)
        people = {*members, *(row.member for queue in self._queues.values() for row in queue)}
        self._members = {row.person: row for row in rows_among(Member, lock=True, person=people)}
        self._slots: dict[str, set[int]] = defaultdict(set)
        self._held: dict[str, set[str]] = defaultdict(set)
        self._take_places(wanted, people)
        others = {post for held in self._held.values() for post in held} - set(self._posts)
        self._known = {**self._posts, **{row.post: row for row in rows_among(Post, post=others)}}

    def _take_places(self, posts: Iterable[str], people: Iterable[str]) -> None:
        for chunk in chunks(posts):
            taken = Claim.objects.filter(post__in=chunk, active=True)
            for post, slot in taken.values_list("post", "slot"):
                self._slots[post].add(slot)
        for chunk in chunks(people):
            held = Claim.objects.filter(member__in=chunk, active=True)
            for member, post in held.values_list("member", "post"):
                self._held[member].add(post)

    def post(self, post: str) -> Post:
        """Return a post.  Raises NoSuchPost."""
        try:
            return self._posts[post]
        except KeyError:
            raise rules.NoSuchPost() from None

    def check_may_claim(self, post: Post, member: str, *, on: date) -> None:
        """Accept who may have a place at the post, now or later.

        Raises PostIsClosed, PostOver, NotRegistered, LicenceMissing, LicenceExpired, AlreadyYours,
        AlreadyWaiting, Clashing, TooLittleRest.
        """
        rules.check_open(post, on=on)
        row = self._members.get(member)
        member_rules.check_member(row, on=on)
        if row is not None:
            rules.check_licence(post, row, on=on)
        if post.post in self._held[member]:
            raise rules.AlreadyYours()
        if any(one.member == member for one in self._queues[post.post]):
            raise rules.AlreadyWaiting()
        held = self._held_by(member)
        rules.check_free(post, held)
        resting.check_rested(post, held)

    def _held_by(self, member: str) -> list[Post]:
        return [self._known[post] for post in sorted(self._held[member])]

    def take(self, post: Post, member: str) -> int | None:
        """Give the member the lowest free place and return its number; None when all are taken."""
        slot = rules.free_slot(self._slots[post.post], post.wanted)
        if slot is not None:
            self._slots[post.post].add(slot)
            self._held[member].add(post.post)
        return slot

    def free(self, post: Post, member: str, slot: int) -> None:
        """Free a place that is about to be given up."""
        self._slots[post.post].discard(slot)
        self._held[member].discard(post.post)

    def wait(self, post: Post, claim: str, member: str) -> None:
        """Remember who is about to wait, so that later lines of the same form know."""
        self._queues[post.post].append(Waiting(claim=claim, post=post.post, member=member))

    def forget_waiting(self, claim: str) -> None:
        """Forget who is about to leave a waiting list."""
        for queue in self._queues.values():
            queue[:] = [row for row in queue if row.claim != claim]

    def next_waiting(self, post: Post, *, on: date) -> tuple[Waiting, int] | None:
        """Take the first who waits and can come now, with the place; None when there is no pair.

        Who has another post at that time meanwhile keeps waiting.
        """
        for row in self._queues[post.post]:
            if not self._can_come(post, row.member, on=on):
                continue
            slot = self.take(post, row.member)
            if slot is None:
                return None
            self._queues[post.post].remove(row)
            return row, slot
        return None

    def _can_come(self, post: Post, member: str, *, on: date) -> bool:
        row = self._members.get(member)
        held = self._held_by(member)
        busy = rules.clashes(post, held) or resting.tires(post, held)
        return member_rules.is_member(row, on=on) and not busy
