"""Figures of grids and teams (网格连心·组团服务)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids import deeds
from gongfu.figures.catalogue import Figure, declare
from gongfu.figures.formula import Count, Step, Stock, Sum

members_registered = declare(
    Figure(
        code="grids.members-registered",
        title=_("Members registered where they live"),
        definition=_(
            "Party members, cadres and professionals who are on the list of a community at the end"
            " of the day. Each person counts once, in the community of the last registration."
        ),
        unit="people",
        unit_words=_("people"),
        source=_("Deeds “member registered”, “member moved” and “member left”"),
        formula=Stock(
            (
                Step(deeds.MemberRegistered, thing="member", person="member", always=True),
                Step(deeds.MemberMoved, thing="member", person="member", always=True),
                Step(deeds.MemberLeft, thing="member", person="member"),
            )
        ),
    )
)

post_claims = declare(
    Figure(
        code="grids.post-claims",
        title=_("Service posts claimed"),
        definition=_(
            "How often a member got a place at a service post, by claiming it or from the waiting"
            " list. A place that was handed back later was claimed all the same; waiting alone does"
            " not count."
        ),
        unit="claims",
        unit_words=_("claims"),
        source=_("Deeds “post claimed”"),
        formula=Count((deeds.PostClaimed,), person="member"),
    )
)

teams = declare(
    Figure(
        code="grids.teams",
        title=_("Service teams"),
        definition=_("Teams formed and not dissolved at the end of the day."),
        unit="teams",
        unit_words=_("teams"),
        source=_("Deeds “team formed” and “team dissolved”"),
        formula=Stock(
            (
                Step(deeds.TeamFormed, thing="team", person="leader", always=True),
                Step(deeds.TeamDissolved, thing="team", person="team"),
            )
        ),
        people=False,
    )
)

service_hours = declare(
    Figure(
        code="grids.service-hours",
        title=_("Hours of voluntary service at posts"),
        definition=_(
            "Time from start to end of service at posts. The paid working time of cadres and other"
            " staff is duty, kept apart, and is not included."
        ),
        unit="hours",
        unit_words=_("hours"),
        source=_("Deeds “post served”"),
        formula=Sum(
            (deeds.PostServed,),
            "minutes",
            person="member",
            where=(("hours_kind", "volunteer"),),
        ),
        scale=Decimal(60),
        digits=1,
    )
)
