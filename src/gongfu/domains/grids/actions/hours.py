"""Issuing a record of a member's hours that anyone who has its code can verify."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongfu.domains.grids.models import HoursRecord, Member
from gongfu.domains.grids.queries.hours import Account, account_of
from gongfu.domains.grids.rules.members import check_day
from gongfu.domains.grids.rules.serving import NothingServed
from gongfu.kernel.ledger import proofs
from gongfu.kernel.ledger.encoding import encoded
from gongfu.kernel.measures.periods import Period
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("service_record.issue")
def issue_hours_record(
    viewer: Viewer, *, member: str, period: Period, at: datetime, key: str = ""
) -> str:
    """Issue a record of a member's hours at posts and for neighbours in a period; return its code.

    It holds sums and the ledger's size and root, and no name.  It is no deed: it only quotes them.
    Raises Denied, FutureDay, NothingServed.
    """
    act = Act(viewer, at, key)
    place = Member.objects.filter(pk=member).values_list("place", flat=True).first() or ""
    check(viewer, "service_record.issue", owner=member, place=place)
    code = act.id_for("hours-record")
    if HoursRecord.objects.filter(pk=code, member=member).exists():
        return code
    check_day(period.start, at=at)
    account = account_of(member, period)
    if not account.services + account.tasks:
        raise NothingServed()
    content = _content(account)
    HoursRecord.objects.create(code=code, member=member, issued_at=at, content=content)
    return code


def _content(account: Account) -> dict[str, Any]:
    head = proofs.head()
    return {
        "period": account.period.text,
        "services": account.services,
        "tasks": account.tasks,
        "volunteer_minutes": account.volunteer.total,
        "confirmed_minutes": account.volunteer.b + account.volunteer.c,
        "duty_minutes": account.duty.total,
        "size": head.size,
        "root": encoded(head.root),
    }
