"""Figures of the key team (敬老钥匙帮)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys import deeds
from gongfu.figures.catalogue import Aggregate, Figure, declare
from gongfu.figures.formula import Count, Dues, Step, Stock, Sum

visits = declare(
    Figure(
        code="keys.visits",
        title=_("Visits to elders"),
        definition=_(
            "Calls of key team volunteers on elders, each recorded once. A visit that was taken"
            " back or is disputed is not counted."
        ),
        unit="visits",
        unit_words=_("visits"),
        source=_("Deeds “visit made” of the key team"),
        formula=Count((deeds.VisitMade,), person="keeper"),
        subject="elder",
    )
)

service_hours = declare(
    Figure(
        code="keys.service-hours",
        title=_("Hours of voluntary service"),
        definition=_(
            "Time from start to end of visits and other help by key team volunteers. Paid working"
            " time is kept apart and is not included."
        ),
        unit="hours",
        unit_words=_("hours"),
        source=_("Deeds “visit made” and “service given” of the key team"),
        formula=Sum(
            (deeds.VisitMade, deeds.ServiceGiven),
            "minutes",
            person="keeper",
            where=(("hours_kind", "volunteer"),),
        ),
        subject="elder",
        scale=Decimal(60),
        digits=1,
    )
)

keys_held = declare(
    Figure(
        code="keys.keys-held",
        title=_("Keys held for elders"),
        definition=_(
            "House keys that volunteers hold for elders at the end of the day, by the last"
            " confirmed hand-over of each key."
        ),
        unit="keys",
        unit_words=_("keys"),
        source=_("Deeds “hand-over accepted” and “thing lost” of the key team"),
        formula=Stock(
            (
                Step(deeds.ItemAccepted, thing="item", person="taker", gain="to_keeper"),
                Step(deeds.ItemLost, thing="item", person="holder"),
            ),
            where=(("sort", "key"),),
        ),
        subject="elder",
    )
)

volunteers = declare(
    Figure(
        code="keys.volunteers",
        title=_("Volunteers of the key team"),
        definition=_("People who are members of a key team at the end of the day."),
        unit="people",
        unit_words=_("people"),
        source=_("Deeds “keeper joined” and “keeper left” of the key team"),
        formula=Stock(
            (
                Step(deeds.KeeperJoined, thing="keeper", person="keeper", always=True),
                Step(deeds.KeeperLeft, thing="keeper", person="keeper"),
            )
        ),
        subject="keeper",
    )
)

elders_visited_on_time = declare(
    Figure(
        code="keys.elders-visited-on-time",
        title=_("Visits made on time"),
        definition=_(
            "Of the visits that fell due in the period by each elder's agreed rhythm, the share"
            " that was made by its day."
        ),
        unit="percent",
        unit_words="%",
        source=_("Deeds “elder registered”, “elder changed”, “elder left” and “visit made”"),
        formula=Dues(
            register=deeds.ElderRegistered,
            change=deeds.ElderChanged,
            leave=deeds.ElderLeft,
            visit=deeds.VisitMade,
            thing="elder",
            rhythm="rhythm_days",
        ),
        aggregate=Aggregate.SHARE,
        subject="elder",
        digits=1,
        people=False,
    )
)
