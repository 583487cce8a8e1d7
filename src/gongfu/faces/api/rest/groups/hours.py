"""Hours of service: voluntary and duty time apart, by how well they are attested."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from gongfu.domains.grids import queries
from gongfu.domains.keys import queries as keys
from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import Id, PeriodText
from gongfu.faces.api.rest.operations import operation
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, listed
from gongfu.kernel.measures.periods import period as period_named

router = Router(tags=["hours"])


class AttestedOut(Schema):
    """Minutes by class of evidence."""

    a: int = Field(description="Stated by the doer.")
    b: int = Field(description="Confirmed by the receiver.")
    c: int = Field(description="Confirmed by a third party.")


class HoursOut(Schema):
    """The minutes of one person at service posts in a period."""

    member: str = Field(description="The id of the member.")
    period: str
    volunteer: AttestedOut
    duty: AttestedOut
    disputed: int = Field(description="Minutes apart, until they are settled.")
    services: int = Field(description="How many services.")


class KeeperHoursOut(Schema):
    """The minutes of one keeper of the key team in a period."""

    keeper: str = Field(description="The id of the keeper.")
    period: str
    volunteer: AttestedOut
    duty: AttestedOut
    disputed: int = Field(description="Minutes apart, until they are settled.")
    visits: int = Field(description="How many visits.")
    services: int = Field(description="How many services.")


class ServiceOut(Schema):
    """One service at a post."""

    number: int = Field(description="The number of the record.")
    post: str = Field(description="The id of the post.")
    sort: str = Field(description="A code of the list post-sort.")
    on: date
    started_at: datetime
    ended_at: datetime
    minutes: int
    hours_kind: str = Field(description="volunteer or duty.")
    evidence: str = Field(description="The class of evidence: A, B or C.")
    disputed: bool


def _hours(found: Any) -> dict[str, Any]:
    return {
        **found._asdict(),
        "period": found.period.text,
        "volunteer": found.volunteer._asdict(),
        "duty": found.duty._asdict(),
    }


@operation(router, "GET /hours/{member}", "volunteer.hours_list", HoursOut)
def get_hours(request: HttpRequest, member: Id, period: PeriodText) -> Any:
    """Read the minutes of a member at service posts: one's own, or as the office."""
    return _hours(queries.hours_of(caller_of(request).viewer, member, period_named(period)))


@operation(router, "GET /hours/{member}/services", "volunteer.hours_list", Listed[ServiceOut])
def list_services(request: HttpRequest, member: Id, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List the services of a member that were not taken back, the newest first."""
    viewer, turn = caller_of(request).viewer, after(cursor, limit)
    found = queries.served_by(viewer, member, page=turn)
    return listed(request, found, mark=lambda one: str(one.number), line=lambda one: one._asdict())


@operation(router, "GET /hours/{member}/visits", "volunteer.hours_list", KeeperHoursOut)
def get_keeper_hours(request: HttpRequest, member: Id, period: PeriodText) -> Any:
    """Read the minutes of a keeper of the key team: one's own, or as the office."""
    return _hours(keys.hours_of(caller_of(request).viewer, member, period_named(period)))
