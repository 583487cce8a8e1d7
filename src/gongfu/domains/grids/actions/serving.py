"""Recording service at posts, taking a record back, saying beforehand not to be able to come."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from gongfu.domains.grids.actions.telling import tell_stand_in_wanted
from gongfu.domains.grids.deeds import AbsenceNoted, AbsenceTold, PostServed
from gongfu.domains.grids.models import Absence, Claim, Member, Post, Served, StandIn
from gongfu.domains.grids.rules import members, posts
from gongfu.domains.grids.rules import serving as rules
from gongfu.domains.grids.rules.serving import LONGEST, Serving, Span
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import chunks, locked, rows_among
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import hours
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class _Facts:
    """Claims, their posts, the members' paid days, and the time that is already taken."""

    def __init__(self, servings: Sequence[Serving]) -> None:
        """Fetch what concerns these services; the members are locked."""
        self._claims = {row.claim: row for row in rows_among(Claim, claim=_named(servings))}
        unknown = _named(servings) - set(self._claims)
        self._claims |= {row.stand: _of_stand(row) for row in rows_among(StandIn, stand=unknown)}
        wanted = {row.post for row in self._claims.values()}
        self._posts = {row.post: row for row in rows_among(Post, post=wanted)}
        people = {row.member for row in self._claims.values()}
        self._sorts = {row.person: row.sort for row in rows_among(Member, lock=True, person=people)}
        self._paid = hours.paid_spans(people)
        self._taken: dict[str, list[Span]] = defaultdict(list)
        if servings:
            self._take_recorded(servings, people)

    def _take_recorded(self, servings: Sequence[Serving], people: set[str]) -> None:
        first = min(one.started_at for one in servings)
        last = max(one.ended_at for one in servings)
        standing = Served.objects.filter(
            started_at__gt=first - LONGEST, started_at__lt=last, ended_at__gt=first, reversed=False
        )
        for chunk in chunks(people):
            rows = standing.filter(member__in=chunk)
            for member, *span in rows.values_list("member", "started_at", "ended_at"):
                insort(self._taken[member], Span(*span))

    def claim(self, one: Serving) -> Claim:
        """Return the claim that was served.  Raises NoSuchClaim."""
        try:
            return self._claims[one.claim]
        except KeyError:
            raise posts.NoSuchClaim() from None

    def check_held(self, claim: Claim, one: Serving) -> None:
        """Accept a day on which the place was held.  Raises NotConfirmed, NotThatDay."""
        rules.check_held(claim, self._posts[claim.post], on=shanghai_day(one.started_at))

    def check_free(self, claim: Claim, one: Serving) -> None:
        """Accept time that no other record of the member takes; take it.  Raises Overlapping."""
        span, taken = Span(one.started_at, one.ended_at), self._taken[claim.member]
        at = bisect_left(taken, span)
        if any(span.overlaps(other) for other in taken[max(at - 1, 0) : at + 1]):
            raise rules.Overlapping()
        taken.insert(at, span)

    def deed(self, claim: Claim, one: Serving) -> PostServed:
        """Return the deed that a service makes."""
        return PostServed(
            on=shanghai_day(one.started_at),
            place=self._posts[claim.post].place,
            claim=claim.claim,
            post=claim.post,
            member=claim.member,
            minutes=(one.ended_at - one.started_at) // timedelta(minutes=1),
            hours_kind=self._hours_kind(claim, one),
            started_at=one.started_at,
            ended_at=one.ended_at,
        )

    def _hours_kind(self, claim: Claim, one: Serving) -> str:
        """Return duty inside the paid time of who is in office, or in service by their sort."""
        paid = self._paid.get(claim.member, [])
        if self._sorts.get(claim.member) in members.IN_SERVICE:
            paid = [(date.min, date.max)]
        return hours.hours_kind(one.started_at, one.ended_at, paid=paid)


def _of_stand(row: StandIn) -> Claim:
    """Return a day of standing in as a place held on that day alone."""
    return Claim(
        claim=row.stand,
        post=row.post,
        member=row.member,
        place=row.place,
        slot=0,
        state="confirmed" if row.active else "declined",
        active=row.active,
        claimed_on=row.day,
        ended_on=row.day,
    )


def _named(servings: Sequence[Serving]) -> set[str]:
    return {one.claim for one in servings}


@action("post.serve")
def record_serving(
    viewer: Viewer,
    *,
    claim: str,
    started_at: datetime,
    ended_at: datetime,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record one's own service at a post, from start to end.

    Raises Denied, NoSuchClaim, NotConfirmed, NotThatDay, NoTime, NotYet, TooLate, Overlapping.
    """
    act = Act(viewer, at, key)
    one = Serving(claim, started_at, ended_at)
    if sent := act.sent(PostServed, **one._asdict()):
        return sent
    facts = _Facts([one])
    row = facts.claim(one)
    check(viewer, "post.serve", place=row.place, owner=row.member)
    rules.check_time(one, at=at)
    rules.check_fresh(one, at=at, others=(act.by,))
    facts.check_held(row, one)
    facts.check_free(row, one)
    return append([act.draft(facts.deed(row, one))])[0]


@action("serving.import")
def record_servings(
    viewer: Viewer, servings: Sequence[Serving], *, second: str = "", at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Enter many paper slips of service at once; those older than seven days need a second person.

    Raises Many; then nothing is written.
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((PostServed,), servings, *Serving._fields):
        return sent
    facts = _Facts(servings)

    def draw(line: int, one: Serving) -> Draft:
        row = facts.claim(one)
        check(act.viewer, "serving.import", place=row.place)
        if row.member == act.by:
            raise rules.OwnSlip()
        rules.check_time(one, at=at)
        rules.check_fresh(one, at=at, second=second, others=(act.by, row.member))
        facts.check_held(row, one)
        facts.check_free(row, one)
        return act.draft(facts.deed(row, one), key=act.line_key(line))

    return append(each_line(servings, draw))


@action("post.serve")
def take_back_serving(viewer: Viewer, *, number: int, at: datetime, key: str = "") -> Entry[Any]:
    """Take back one's own record of service within 24 hours.

    Raises Denied, NoSuchService, NotYourService.
    """
    act = Act(viewer, at, key)
    row = locked(Served, number)
    if row is None:
        raise rules.NoSuchService()
    if sent := act.sent(PostServed, reverses=number, claim=row.claim):
        return sent
    check(viewer, "post.serve", place=row.place, owner=row.member)
    rules.check_can_take_back(row, person=act.by, at=at)
    (entry,) = reading.numbered([number])
    return append([act.draft(entry.deed, evidence=entry.evidence, reverses=number)])[0]


@action("post.claim")
def tell_absence(
    viewer: Viewer, *, claim: str, day: date, at: datetime, key: str = ""
) -> Entry[Any]:
    """Say that one cannot come on a day; no reason is asked, and it counts for nothing.

    Raises Denied, NoSuchClaim, DayOver, NotThatDay, AlreadyTold.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(AbsenceTold, claim=claim, day=day):
        return sent
    row = locked(Claim, claim)
    if row is None or not row.active:
        raise posts.NoSuchClaim()
    check(viewer, "post.claim", owner=row.member)
    post = Post.objects.get(pk=row.post)
    rules.check_coming_day(post, day, at=at)
    if Absence.objects.filter(pk=(claim, day)).exists():
        raise rules.AlreadyTold()
    deed = AbsenceTold(
        on=act.on, place=post.place, claim=claim, post=row.post, member=row.member, day=day
    )
    [entry] = append([act.draft(deed)])
    tell_stand_in_wanted(row.post, but=row.member, day=day, at=at)
    return entry


@action("absence.note")
def note_empty_places(
    viewer: Viewer, *, post: str, on: date, places: int, at: datetime, key: str = ""
) -> Entry[Any]:
    """Note that places at a post stayed empty on a day; it names nobody and blames nobody.

    Noting again for the same day puts the number right.
    Raises Denied, NoSuchPost, FutureDay, NotThatDay, NobodyMissing.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(AbsenceNoted, post=post, on=on, places=places):
        return sent
    row = locked(Post, post)
    if row is None:
        raise posts.NoSuchPost()
    check(viewer, "absence.note", place=row.place)
    members.check_day(on, at=at)
    rules.check_served_on(row, on)
    rules.check_empty(places, row.wanted)
    return append([act.draft(AbsenceNoted(on=on, place=row.place, post=post, places=places))])[0]
