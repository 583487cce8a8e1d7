"""Whom a day without somebody at a post tells: those who could stand in, and who is relieved."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.models import Claim, Waiting
from gongfu.kernel.notices.kinds import Kind, declare
from gongfu.kernel.notices.telling import tell

WANTED = declare(
    Kind(
        "grids.stand-in-wanted",
        _("Would you stand in for a day?"),
        _("Somebody at your post cannot come one day. One tap, if it suits you; it need not."),
        "post.claim",
    )
)
FOUND = declare(
    Kind(
        "grids.stand-in-found",
        _("Somebody stands in for you"),
        _("On the day on which you cannot come, somebody stands in. There is nothing left to do."),
        "post.claim",
    )
)


def tell_stand_in_wanted(post: str, *, but: str, day: date, at: datetime) -> int:
    """Tell those who wait for a place at the post, and who serve there; return how many."""
    waiting = Waiting.objects.filter(post=post).order_by("number")
    holding = Claim.objects.filter(post=post, state="confirmed").order_by("slot")
    people = [
        one
        for rows in (waiting, holding)
        for one in rows.values_list("member", flat=True)
        if one != but
    ]
    return tell(people, WANTED.code, about=post, link="/posts/mine/", at=at, key=day.isoformat())


def tell_stand_in_found(claim: Claim, day: date, *, at: datetime) -> int:
    """Tell the member who is relieved; return how many."""
    key = day.isoformat()
    return tell([claim.member], FOUND.code, about=claim.claim, link="/posts/mine/", at=at, key=key)
