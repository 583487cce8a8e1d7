"""Members of 南杨社区 and a patrol on Saturday mornings; it is Thursday 2021-09-16, nine o'clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from gongfu.domains.grids import actions
from gongfu.domains.grids.actions import Offer, Registration, Terms, mask_of
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.rights.viewers import Viewer
from tests.worlds import (  # noqa: F401
    ELSEWHERE,
    GRID,
    MORNING,
    NANYANG,
    TODAY,
    Clock,
    chen,
    liu,
    outside,
    person,
    secretary,
    stranger,
)

MONDAY, THURSDAY, FRIDAY, SATURDAY = 0, 3, 4, 5
FORENOON, AFTERNOON, EVENING = 0, 1, 2
NEXT_DOOR = "330402007033"
LAST_DAY = date(2021, 12, 31)
SATURDAYS = mask_of([(SATURDAY, FORENOON)])
THURSDAYS = mask_of([(THURSDAY, FORENOON)])

ANNA, BEN, CAI = person("anna"), person("ben"), person("cai")
anna, ben, cai = Viewer(ANNA), Viewer(BEN), Viewer(CAI)

HANDY = Offer("party-member", ("electrics", "patrol"), ("mandarin", "jiaxing"), SATURDAYS)


def register(*people: str, offer: Offer = HANDY, place: str = NANYANG) -> None:
    """Let the office note down signed forms."""
    lines = [Registration(one, place, offer) for one in people]
    actions.register_members(secretary(person("office"), place), lines, at=MORNING)


def terms(**changes) -> Terms:
    """Return what the patrol asks for: six people on Thursday mornings until the year's end."""
    one = Terms("safety", 6, TODAY, LAST_DAY, THURSDAYS)
    return one._replace(**changes)


def post(place: str = NANYANG, *, at: datetime = MORNING, **changes) -> str:
    """Let the office open a post and return its id."""
    viewer = secretary(person("office"), place)
    return actions.open_post(viewer, place=place, terms=terms(**changes), at=at).deed.post


def claim(who: Viewer, post: str, *, at: datetime = MORNING, confirm: bool = False, key: str = ""):
    """Let a member claim a place; return the entry."""
    entry = actions.claim_post(who, post=post, at=at, key=key)
    if confirm:
        actions.confirm_claim(liu, claim=entry.deed.claim, at=at)
    return entry


def serve(who: Viewer, claim: str, *, ended_at: datetime | None = None, minutes: int = 60, **more):
    """Let a member record service that has just ended."""
    end = ended_at or MORNING
    return actions.record_serving(
        who,
        claim=claim,
        started_at=end - timedelta(minutes=minutes),
        ended_at=end,
        at=more.pop("at", end),
        **more,
    )


def evening(on: date = TODAY) -> datetime:
    """Return eight in the evening."""
    return moment(on, 20)
