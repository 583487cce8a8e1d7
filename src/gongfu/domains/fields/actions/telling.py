"""Whom a cooperative's deeds tell: the others who lead or supervise it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.queries import rows
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.notices.kinds import Kind, declare
from gongfu.kernel.notices.telling import tell
from gongfu.kernel.people import queries as people

MEETING_WAITS = declare(
    Kind(
        "fields.meeting-waits",
        _("What the members' meeting decided waits for you"),
        _("Head or supervisor entered it. It stands when you confirm."),
        "share.adopt",
    )
)
CORRECTION_WAITS = declare(
    Kind(
        "fields.correction-waits",
        _("A record is to be taken back"),
        _("A record of work waits to be taken back. It counts until a second person confirms."),
        "deed.correct",
    )
)


def tell_inside(
    kind: Kind, cooperative: str, *, but: str, link: str, at: datetime, key: str
) -> int:
    """Tell those who lead, work for or supervise a cooperative, but not who acts."""
    found = people.members_of(cooperative, shanghai_day(at))
    others = [one.person for one in found if one.position in rows.INSIDE and one.person != but]
    return tell(others, kind.code, link=link, at=at, key=key)
