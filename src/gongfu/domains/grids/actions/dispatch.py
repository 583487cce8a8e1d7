"""Asking members for what residents need: they may say no, and nobody asks why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongfu.domains.grids.models import Member, Team
from gongfu.domains.grids.queries import proposals_in, reasons_of
from gongfu.domains.grids.rules.members import NotRegistered, is_member
from gongfu.domains.grids.rules.teams import NoSuchTeam
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import rows_among
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.needs.actions import Asking, Draught, Sent, make_rule, offer_needs
from gongfu.kernel.needs.deeds import RuleMade
from gongfu.kernel.needs.queries import covers
from gongfu.kernel.refusals import LineError
from gongfu.kernel.rights.viewers import Viewer


def send_offers(viewer: Viewer, askings: Sequence[Asking], *, at: datetime, key: str = "") -> Sent:
    """Ask members for needs; lines that changed since they were proposed are refused alone.

    Why each comes into question is kept with the offer.

    Refusals: NotRegistered, and as `offer_needs`.  Raises Denied, OtherContent.
    """
    on = shanghai_day(at)
    rows = rows_among(Member, person=[one.helper for one in askings])
    members = {row.person for row in rows if is_member(row, on=on)}
    known = [one for one in askings if one.helper in members]
    why = reasons_of(viewer, [(one.need, one.helper) for one in known], at=at)
    known = [
        one._replace(why=found.codes) if (found := why.get((one.need, one.helper))) else one
        for one in known
    ]
    sent = offer_needs(viewer, known, at=at, key=key) if known else Sent([], [])
    strangers = [
        LineError(line=line, refusal=NotRegistered())
        for line, one in enumerate(askings, start=1)
        if one.helper not in members
    ]
    return Sent(sent.entries, [*sent.refused, *strangers])


def make_team_rule(
    viewer: Viewer, draught: Draught, *, at: datetime, key: str = ""
) -> Entry[RuleMade]:
    """Let new requests of an area go to the members of a team that is at work there.

    Raises NoSuchTeam, and as `make_rule`.
    """
    team = Team.objects.filter(pk=draught.team, dissolved_on=None).first()
    places = [team.place, *team.places.split()] if team else []
    if not any(covers(draught.place, place) for place in places):
        raise NoSuchTeam()
    return make_rule(viewer, draught, at=at, key=key)


def send_automatic(viewer: Viewer, place: str, *, at: datetime) -> Sent:
    """Ask for those kinds that the office made automatic; the housekeeping of the server."""
    found = [one for one in proposals_in(viewer, place, at=at) if one.need.automatic]
    askings = [Asking(one.need.need, choice.member) for one in found for choice in one.suggested]
    return send_offers(viewer, askings, at=at)
