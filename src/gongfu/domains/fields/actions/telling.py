"""Whom a cooperative's deeds tell: the others who lead or supervise it, else its office."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.queries import rows
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.notices.kinds import Kind, declare
from gongfu.kernel.notices.telling import tell
from gongfu.kernel.people import queries as people
from gongfu.kernel.rights.matrix import Role

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
    """Tell those who lead, work for or supervise a cooperative, but not who acts.

    Where it has nobody else, its office is told of what an office may confirm.
    """
    on = shanghai_day(at)
    inside = [
        one.person for one in people.members_of(cooperative, on) if one.position in rows.INSIDE
    ]
    told = [one for one in inside if one != but]
    if not told and kind is CORRECTION_WAITS:
        place = rows.cooperative_of(cooperative).place
        told = [one.person for one in people.holders_over(Role.SEC, on, place=place)]
    return tell([one for one in told if one != but], kind.code, link=link, at=at, key=key)
