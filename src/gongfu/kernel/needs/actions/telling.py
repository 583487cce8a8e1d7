"""Whom the moves of a need tell: who asked, who is asked, and the offices that must act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.needs import deeds
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.needs.queries.cards import followers_of
from gongfu.kernel.notices.kinds import Kind, declare
from gongfu.kernel.notices.telling import tell
from gongfu.kernel.people import queries as people
from gongfu.kernel.rights.matrix import Role

_URGENT = 3

ASKED = declare(
    Kind(
        "needs.asked",
        _("Would you help a neighbour?"),
        _("A request nearby looks for somebody like you. You may say no, and nobody asks why."),
        "offer.accept",
    )
)
TAKEN = declare(
    Kind(
        "needs.taken",
        _("Your request was taken"),
        _("Somebody has taken your request and will come."),
        "request.create",
    )
)
GONE = declare(
    Kind(
        "needs.gone",
        _("Somebody else has taken it"),
        _("A request you were asked about has found its helpers. Thank you for being there."),
        "offer.accept",
    )
)
DONE = declare(
    Kind(
        "needs.done",
        _("Did they come, and is it solved?"),
        _("Your request is recorded as done. One tap tells us whether it is."),
        "request.create",
    )
)
DECIDED = declare(
    Kind(
        "needs.decided",
        _("News of your request"),
        _("Your community has decided about your request. Open it to read what and why."),
        "request.create",
    )
)
RETURNED = declare(
    Kind(
        "needs.returned",
        _("A place is free again"),
        _("A helper cannot come after all. The request looks for somebody else."),
        "request.review",
    )
)
UNSOLVED = declare(
    Kind(
        "needs.unsolved",
        _("Not solved, says the asker"),
        _("The asker of a request says that it is not solved. Please find out."),
        "request.review",
    )
)
URGENT = declare(
    Kind(
        "needs.urgent",
        _("An urgent request"),
        _("Somebody in your area asks for help at once."),
        "request.review",
        urgent=True,
    )
)
ANSWERED = declare(
    Kind(
        "needs.answered",
        _("The level above has reported in"),
        _("A level above has answered your call for help with a request."),
        "request.review",
    )
)
CALLED = declare(
    Kind(
        "needs.called",
        _("You are called upon"),
        _("A level below calls you for help with a request. Please report in."),
        "request.answer_call",
        urgent=True,
    )
)


def record(drafts: Sequence[Draft]) -> list[Entry[Any]]:
    """Append the drafts and tell whom they concern, in one transaction; return the entries."""
    entries = append(drafts)
    rows = Need.objects.in_bulk({getattr(entry.deed, "need", "") for entry in entries} - {""})
    for entry in entries:
        if teller := _TELLERS.get(type(entry.deed)):
            teller(entry, rows[entry.deed.need])
    return entries


Teller = Callable[[Entry[Any], Need], None]


def _tell(
    told: Sequence[str],
    kind: Kind,
    entry: Entry[Any],
    *,
    about: str = "",
    link: str = "/needs/{about}/",
) -> None:
    others = [one for one in told if one != entry.by]
    about = about or entry.deed.need
    tell(others, kind.code, about=about, link=link, at=entry.at, key=str(entry.number))


def _tell_askers(kind: Kind, entry: Entry[Any], need: Need) -> None:
    """Tell who asked, and those whose requests were merged into it, each of their own request."""
    _tell([need.asker], kind, entry)
    for follower in followers_of(need.need):
        _tell([follower.asker], kind, entry, about=follower.need)


def _to_askers(kind: Kind) -> Teller:
    return lambda entry, need: _tell_askers(kind, entry, need)


def _to_office(kind: Kind) -> Teller:
    def office(entry: Entry[Any], need: Need) -> None:
        held = people.holders_over(Role.SEC, entry.deed.on, place=need.place)
        nearest = [one.person for one in held if one.place == held[0].place]
        _tell(nearest, kind, entry)

    return office


def _offered(entry: Entry[Any], need: Need) -> None:
    _tell([entry.deed.helper], ASKED, entry, link="/tasks/")


def _lapsed(entry: Entry[Any], need: Need) -> None:
    """Tell who was asked that others were faster; a mere lapse of time tells nobody."""
    if need.taken + need.finished >= need.wanted:
        helper = Offer.objects.filter(pk=entry.deed.offer).values_list("helper", flat=True)
        _tell(list(helper), GONE, entry, link="/tasks/")


def _submitted(entry: Entry[Any], need: Need) -> None:
    if entry.deed.urgency >= _URGENT:
        _to_office(URGENT)(entry, need)


def _done(entry: Entry[Any], need: Need) -> None:
    if entry.deed.last:
        _tell_askers(DONE, entry, need)


def _called(entry: Entry[Any], need: Need) -> None:
    level = need.place[: need.level].ljust(12, "0")
    for role in (Role.GRD, Role.SEC, Role.DEP):
        held = people.holders_over(role, entry.deed.on, place=level)
        _tell([one.person for one in held], CALLED, entry)


_TELLERS: dict[type, Teller] = {
    deeds.NeedSubmitted: _submitted,
    deeds.NeedOffered: _offered,
    deeds.OfferAccepted: _to_askers(TAKEN),
    deeds.OfferLapsed: _lapsed,
    deeds.TaskDone: _done,
    deeds.TaskReturned: _to_office(RETURNED),
    deeds.NeedDisputed: _to_office(UNSOLVED),
    deeds.NeedRefused: _to_askers(DECIDED),
    deeds.NeedReferred: _to_askers(DECIDED),
    deeds.NeedMerged: _to_askers(DECIDED),
    deeds.NeedClosed: _to_askers(DECIDED),
    deeds.NeedPaused: _to_askers(DECIDED),
    deeds.NeedEscalated: _called,
    deeds.EscalationAnswered: _to_office(ANSWERED),
}
