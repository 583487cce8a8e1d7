"""A keeper's hours: volunteer time and duty apart, by how well they are attested."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Sum

from gongfu.domains.keys.models import ServiceRecordCode, Visit
from gongfu.domains.keys.queries.visits import team_place
from gongfu.kernel.measures.periods import Period
from gongfu.kernel.places.seeing import see
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

    @property
    def confirmed(self) -> int:
        """Return the minutes that somebody else attests."""
        return self.b + self.c


class Hours(NamedTuple):
    """A keeper's minutes in a period.  disputed: minutes apart, until they are settled."""

    keeper: str
    period: Period
    volunteer: Attested
    duty: Attested
    disputed: int
    visits: int
    services: int


class Verified(NamedTuple):
    """What a record of service says; no name."""

    code: str
    issued_at: datetime
    content: dict[str, Any]


def hours_of(viewer: Viewer, keeper: str, period: Period) -> Hours:
    """Return the minutes of a keeper in a period: own, or the office's.  Raises Denied."""
    see(viewer, "volunteer.hours_list", owner=keeper, place=team_place(keeper))
    return count_hours(keeper, period)


def count_hours(keeper: str, period: Period) -> Hours:
    """Return the minutes of a keeper; for actions, which have checked their own right."""
    rows = Visit.objects.filter(
        keeper=keeper, on__gte=period.start, on__lt=period.end, reversed=False
    )
    grouped = rows.values("hours_kind", "evidence", "disputed", "sort").annotate(
        minutes=Sum("minutes"), records=Count("number")
    )
    groups: list[Any] = list(grouped.order_by())
    standing = [group for group in groups if not group["disputed"]]
    return Hours(
        keeper=keeper,
        period=period,
        volunteer=_attested(standing, "volunteer"),
        duty=_attested(standing, "duty"),
        disputed=sum(group["minutes"] for group in groups if group["disputed"]),
        visits=sum(group["records"] for group in standing if group["sort"] == "visit"),
        services=sum(group["records"] for group in standing if group["sort"] != "visit"),
    )


def _attested(groups: list[Any], kind: str) -> Attested:
    minutes = {"A": 0, "B": 0, "C": 0}
    for group in groups:
        if group["hours_kind"] == kind:
            minutes[group["evidence"]] += group["minutes"]
    return Attested(*minutes.values())


def service_record(viewer: Viewer, code: str) -> Verified | None:
    """Return what a code on paper stands for, to anyone who has it, or None.  Raises Denied."""
    check(viewer, "certificate.verify")
    row = ServiceRecordCode.objects.filter(pk=code.strip().lower()).first()
    return Verified(row.code, row.issued_at, row.content) if row else None


def service_records_of(viewer: Viewer, keeper: str) -> tuple[Verified, ...]:
    """Return the records of service issued to a keeper, newest first.  Raises Denied."""
    see(viewer, "volunteer.hours_list", owner=keeper, place=team_place(keeper))
    rows = ServiceRecordCode.objects.filter(keeper=keeper).order_by("-issued_at", "code")
    return tuple(Verified(row.code, row.issued_at, row.content) for row in rows)
