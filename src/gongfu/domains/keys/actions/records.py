"""Issuing a record of service (服务记录) that anyone who has its code can verify."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from gongfu.domains.keys.models import ServiceRecordCode
from gongfu.domains.keys.queries.hours import Hours, count_hours
from gongfu.domains.keys.queries.visits import team_place
from gongfu.domains.keys.rules.records import check_something_done
from gongfu.domains.keys.rules.registering import check_day
from gongfu.kernel.ledger import proofs
from gongfu.kernel.ledger.encoding import encoded
from gongfu.kernel.measures.periods import Period
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("service_record.issue")
def issue_service_record(
    viewer: Viewer, *, keeper: str, period: Period, at: datetime, key: str = ""
) -> str:
    """Issue a record of a keeper's service in a period; return its code.

    It holds sums and the ledger's size and root, and no name.  It is no deed: it only quotes them.
    Raises Denied, FutureDay, NothingDone.
    """
    act = Act(viewer, at, key)
    check(viewer, "service_record.issue", owner=keeper, place=team_place(keeper))
    code = act.id_for("service-record")
    if ServiceRecordCode.objects.filter(pk=code, keeper=keeper).exists():
        return code
    check_day(period.start, at=at)
    hours = count_hours(keeper, period)
    check_something_done(hours.visits + hours.services)
    ServiceRecordCode.objects.create(
        code=code, keeper=keeper, issued_at=at, content=_content(hours)
    )
    return code


def _content(hours: Hours) -> dict[str, Any]:
    head = proofs.head()
    return {
        "shown_as": "certificate" if settings.GONGFU_NATIONAL_CONNECTED else "record",
        "period": hours.period.text,
        "visits": hours.visits,
        "services": hours.services,
        "volunteer_minutes": hours.volunteer.total,
        "confirmed_minutes": hours.volunteer.confirmed,
        "receiver_minutes": hours.volunteer.b,
        "third_party_minutes": hours.volunteer.c,
        "duty_minutes": hours.duty.total,
        "disputed_minutes": hours.disputed,
        "size": head.size,
        "root": encoded(head.root),
    }
