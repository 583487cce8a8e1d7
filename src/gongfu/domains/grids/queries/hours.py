"""A member's hours: volunteer time and duty apart, by how well they are attested."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Sum

from gongfu.domains.grids.models import HoursRecord, Member, Post, Served
from gongfu.kernel.measures.periods import Period
from gongfu.kernel.needs import queries as needs
from gongfu.kernel.needs.queries import Worked
from gongfu.kernel.places.seeing import Page, Turn, page_of, see
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Attested(NamedTuple):
    """Minutes by evidence class: stated, confirmed by the receiver, by a third party."""

    a: int = 0
    b: int = 0
    c: int = 0

    @property
    def total(self) -> int:
        """Return all minutes."""
        return self.a + self.b + self.c


class Hours(NamedTuple):
    """A member's minutes in a period.  disputed: minutes apart, until they are settled."""

    member: str
    period: Period
    volunteer: Attested
    duty: Attested
    disputed: int
    services: int


class Account(NamedTuple):
    """A member's hours of a period: at posts and for neighbours together, duty apart.

    services: times at a post; tasks: requests of neighbours served.  disputed: minutes apart.
    """

    member: str
    period: Period
    volunteer: Attested
    duty: Attested
    disputed: int
    services: int
    tasks: int


class Printed(NamedTuple):
    """What a code on paper stands for."""

    code: str
    issued_at: datetime
    content: dict[str, Any]


class ServedLine(NamedTuple):
    """One service.  sort: the class of the post."""

    number: int
    post: str
    sort: str
    on: date
    started_at: datetime
    ended_at: datetime
    minutes: int
    hours_kind: str
    evidence: str
    disputed: bool
    recorded_at: datetime


def _place_of(member: str) -> str:
    return Member.objects.filter(pk=member).values_list("place", flat=True).first() or ""


def hours_of(viewer: Viewer, member: str, period: Period) -> Hours:
    """Return the minutes of a member in a period: own, or the office's.  Raises Denied."""
    see(viewer, "volunteer.hours_list", owner=member, place=_place_of(member))
    return _hours(member, period)


def _hours(member: str, period: Period) -> Hours:
    rows = Served.objects.filter(
        member=member, on__gte=period.start, on__lt=period.end, reversed=False
    )
    grouped = rows.values("hours_kind", "evidence", "disputed").annotate(
        sum=Sum("minutes"), records=Count("number")
    )
    groups: list[Any] = list(grouped.order_by())
    standing = [group for group in groups if not group["disputed"]]
    return Hours(
        member=member,
        period=period,
        volunteer=_attested(standing, "volunteer"),
        duty=_attested(standing, "duty"),
        disputed=sum(group["sum"] for group in groups if group["disputed"]),
        services=sum(group["records"] for group in standing),
    )


def hours_account(viewer: Viewer, member: str, period: Period) -> Account:
    """Return the whole account of a member in a period: own, or the office's.  Raises Denied."""
    see(viewer, "volunteer.hours_list", owner=member, place=_place_of(member))
    return account_of(member, period)


def account_of(member: str, period: Period) -> Account:
    """Return the whole account of a member; for actions, which have checked their own right."""
    at_posts, tasks = _hours(member, period), needs.worked_in(member, period)
    counted = [one for one in tasks if not one.disputed]
    disputed = sum(one.minutes for one in tasks if one.disputed)
    return Account(
        member,
        period,
        _with_tasks(at_posts.volunteer, counted, "volunteer"),
        _with_tasks(at_posts.duty, counted, "duty"),
        at_posts.disputed + disputed,
        at_posts.services,
        len(counted),
    )


def _with_tasks(held: Attested, tasks: Iterable[Worked], kind: str) -> Attested:
    minutes = dict(zip("ABC", held, strict=True))
    for one in tasks:
        if one.hours_kind == kind:
            minutes[one.evidence] += one.minutes
    return Attested(*minutes.values())


def hours_record(viewer: Viewer, code: str) -> Printed | None:
    """Return what a code on paper stands for, to anyone who has it, or None.  Raises Denied."""
    check(viewer, "certificate.verify")
    row = HoursRecord.objects.filter(pk=code.strip().lower()).first()
    return Printed(row.code, row.issued_at, row.content) if row else None


def hours_records_of(viewer: Viewer, member: str) -> tuple[Printed, ...]:
    """Return the records of hours issued to a member, newest first.  Raises Denied."""
    see(viewer, "volunteer.hours_list", owner=member, place=_place_of(member))
    rows = HoursRecord.objects.filter(member=member).order_by("-issued_at", "code")
    return tuple(Printed(row.code, row.issued_at, row.content) for row in rows)


def _attested(groups: list[Any], kind: str) -> Attested:
    minutes = {"A": 0, "B": 0, "C": 0}
    for group in groups:
        if group["hours_kind"] == kind:
            minutes[group["evidence"]] += group["sum"]
    return Attested(*minutes.values())


def served_by(viewer: Viewer, member: str, *, page: Turn = 1) -> Page[ServedLine]:
    """Return a member's services that were not taken back, newest first.  Raises Denied."""
    see(viewer, "volunteer.hours_list", owner=member, place=_place_of(member))
    rows = Served.objects.filter(member=member, reversed=False).order_by("-started_at", "-number")
    total, found = page_of(rows, page=page)
    posts = Post.objects.filter(pk__in={row.post for row in found})
    sorts = dict(posts.values_list("post", "sort"))
    lines = (
        ServedLine(
            row.number,
            row.post,
            sorts[row.post],
            row.on,
            row.started_at,
            row.ended_at,
            row.minutes,
            row.hours_kind,
            row.evidence,
            row.disputed,
            row.recorded_at,
        )
        for row in found
    )
    return Page(total, tuple(lines), page)
