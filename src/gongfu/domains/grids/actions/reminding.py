"""Reminders of the evening before: one notice a person, whatever the number of posts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.models import Absence, Claim, Post, StandIn
from gongfu.domains.grids.rules.posts import last_day
from gongfu.domains.grids.rules.times import on_weekday
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.notices.kinds import Kind, declare
from gongfu.kernel.notices.telling import tell
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

EVENING = 17

TOMORROW = declare(
    Kind(
        "grids.tomorrow",
        _("Tomorrow is your post"),
        _("You serve at a post tomorrow. If you cannot come, one tap tells us in time."),
        "post.claim",
    )
)


@action("request.tend")
def remind_serving(viewer: Viewer, *, at: datetime) -> int:
    """Remind from 17:00 on who serves tomorrow; return how many were told.  Raises Denied."""
    check(viewer, "request.tend")
    if at.astimezone(SHANGHAI).hour < EVENING:
        return 0
    day = shanghai_day(at) + timedelta(days=1)
    running = Post.objects.filter(since__lte=day, until__gte=day)
    posts = [one.post for one in running if last_day(one) >= day and on_weekday(one.times, day)]
    away = set(Absence.objects.filter(day=day).values_list("claim", flat=True))
    rows = Claim.objects.filter(post__in=posts, state="confirmed").order_by("member")
    people = [member for claim, member in rows.values_list("claim", "member") if claim not in away]
    people += StandIn.objects.filter(day=day, active=True).values_list("member", flat=True)
    return tell(people, TOMORROW.code, link="/posts/mine/", at=at, key=day.isoformat())
