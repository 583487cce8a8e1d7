"""Figures of grids and teams (网格连心·组团服务)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids import deeds
from gongfu.figures.catalogue import Aggregate, Figure, declare
from gongfu.figures.formula import Count, Dimension, Last, Step, Stock, Sum
from gongfu.kernel.needs import deeds as needs

CATEGORY = Dimension("category", _("Kind of request"), "sort")

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
        subject="member",
        dimensions=(
            Dimension(
                "kind",
                _("Kind of member"),
                "sort",
                of=(deeds.MemberRegistered, deeds.MemberChanged),
                who="member",
            ),
        ),
    )
)

post_claims = declare(
    Figure(
        code="grids.post-claims",
        title=_("Service posts claimed"),
        definition=_(
            "How often a member has got a place at a service post until the end of the day, by"
            " claiming it or from the waiting list. A place that was handed back later was claimed"
            " all the same; waiting alone does not count."
        ),
        unit="claims",
        unit_words=_("claims"),
        source=_("Deeds “post claimed”"),
        formula=Stock((Step(deeds.PostClaimed, thing="claim", person="member", always=True),)),
        subject="member",
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
        dimensions=(Dimension("purpose", _("Purpose of the team"), ("purpose", "")),),
    )
)

service_hours = declare(
    Figure(
        code="grids.service-hours",
        title=_("Hours of voluntary service in grids"),
        definition=_(
            "Time from start to end of service at posts and of help that residents asked for. The"
            " paid working time of cadres and other staff is duty, kept apart, and not included."
        ),
        unit="hours",
        unit_words=_("hours"),
        source=_("Deeds “post served” and “help done”"),
        formula=Sum(
            (deeds.PostServed, needs.TaskDone),
            "minutes",
            person=("member", "helper"),
            where=(("hours_kind", "volunteer"),),
        ),
        subject=("member", "helper"),
        scale=Decimal(60),
        digits=1,
    )
)

needs_raised = declare(
    Figure(
        code="grids.needs-raised",
        title=_("Requests of residents"),
        definition=_("Requests made by residents, or by others for them, each counted once."),
        unit="requests",
        unit_words=_("requests"),
        source=_("Deeds “request made”"),
        formula=Count((needs.NeedSubmitted,)),
        rising_is_good=None,
        people=False,
        dimensions=(CATEGORY, Dimension("channel", _("How it was made"), "channel")),
    )
)

needs_done_in_time = declare(
    Figure(
        code="grids.needs-done-in-time",
        title=_("Requests done in time"),
        definition=_(
            "Of the requests done in the period, the share done within the time limit of their"
            " kind."
        ),
        unit="percent",
        unit_words="%",
        source=_("Deeds “help done” by which a request was done"),
        formula=Sum((needs.TaskDone,), "in_time", where=(("last", 1),)),
        aggregate=Aggregate.SHARE,
        digits=1,
        people=False,
        dimensions=(CATEGORY,),
    )
)

median_hours_to_done = declare(
    Figure(
        code="grids.median-hours-to-done",
        title=_("Usual time until a request is done"),
        definition=_(
            "The median time from the request until the work was done, over requests done in the"
            " period: half took longer."
        ),
        unit="hours",
        unit_words=_("hours"),
        source=_("Deeds “help done” by which a request was done"),
        formula=Sum((needs.TaskDone,), "lead_minutes", where=(("last", 1),)),
        aggregate=Aggregate.MEDIAN,
        scale=Decimal(60),
        digits=1,
        rising_is_good=False,
        people=False,
        dimensions=(CATEGORY,),
    )
)

satisfaction = declare(
    Figure(
        code="grids.satisfaction",
        title=_("Solved, say those who asked"),
        definition=_(
            "Of the requests whose answer was due in the period, the share of which the asker said:"
            " they came, and it is solved. No answer counts as not satisfied."
        ),
        unit="percent",
        unit_words="%",
        source=_("Deeds “asker confirms”, “asker says: not solved” and “ended without answer”"),
        formula=Last(
            (
                (needs.NeedConfirmed, 1),
                (needs.NeedDisputed, 0),
                (needs.NeedUnanswered, 0),
            ),
            thing="need",
        ),
        aggregate=Aggregate.SHARE,
        digits=1,
        people=False,
    )
)
