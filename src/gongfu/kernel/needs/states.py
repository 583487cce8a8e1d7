"""The states of a need and its moves, as data.

A need is *open* until it ends; each move is one action and one deed.  While it is served, its
state follows from its places and offers (`served`), so that no move has to name it.
"""

from __future__ import annotations

from typing import NamedTuple

from gongfu.kernel.ledger.deeds import Deed
from gongfu.kernel.needs import deeds

SERVED = frozenset({"reviewed", "offered", "accepted", "underway", "done"})
OPEN = frozenset({"submitted", "paused", "disputed"}) | SERVED
ENDED = frozenset(
    {"confirmed", "unanswered", "closed", "refused", "referred", "merged", "withdrawn"}
)
STATES = OPEN | ENDED

_SEEKING = frozenset({"reviewed", "offered", "accepted", "underway"})
_BEFORE = frozenset({"submitted", "reviewed", "offered"})


class Move(NamedTuple):
    """One move: from which states, to which (several where it follows), by which deed."""

    sources: frozenset[str]
    targets: frozenset[str]
    deed: type[Deed]


def _to(*targets: str) -> frozenset[str]:
    return frozenset(targets)


MOVES: dict[str, Move] = {
    "submit": Move(_to(""), _to("submitted"), deeds.NeedSubmitted),
    "review": Move(_BEFORE | {"underway"}, SERVED, deeds.NeedReviewed),
    "refuse": Move(_BEFORE, _to("refused"), deeds.NeedRefused),
    "refer": Move(_BEFORE, _to("referred"), deeds.NeedReferred),
    "merge": Move(_BEFORE, _to("merged"), deeds.NeedMerged),
    "offer": Move(_SEEKING - {"accepted"}, SERVED, deeds.NeedOffered),
    "accept": Move(_SEEKING - {"accepted"}, SERVED, deeds.OfferAccepted),
    "decline": Move(_SEEKING | {"paused"}, SERVED | {"paused"}, deeds.OfferDeclined),
    "lapse": Move(_SEEKING | {"paused"}, SERVED | {"paused"}, deeds.OfferLapsed),
    "return": Move(_SEEKING | {"paused"}, SERVED | {"paused"}, deeds.TaskReturned),
    "begin": Move(_SEEKING - {"reviewed"}, SERVED, deeds.TaskBegun),
    "finish": Move(_SEEKING - {"reviewed"}, SERVED, deeds.TaskDone),
    "confirm": Move(_to("done", "unanswered"), _to("confirmed"), deeds.NeedConfirmed),
    "dispute": Move(_to("done", "unanswered"), _to("disputed"), deeds.NeedDisputed),
    "leave": Move(_to("done"), _to("unanswered"), deeds.NeedUnanswered),
    "reopen": Move(_to("disputed", "confirmed", "unanswered"), SERVED, deeds.NeedReopened),
    "close": Move(_to("disputed"), _to("closed"), deeds.NeedClosed),
    "pause": Move(_BEFORE | {"accepted"}, _to("paused"), deeds.NeedPaused),
    "resume": Move(_to("paused"), SERVED | {"submitted"}, deeds.NeedResumed),
    "escalate": Move(OPEN - {"done"}, OPEN - {"done"}, deeds.NeedEscalated),
    "answer": Move(OPEN, OPEN, deeds.EscalationAnswered),
    "repeat": Move(OPEN, OPEN, deeds.RhythmSet),
    "slip": Move(OPEN, OPEN, deeds.SlipPrinted),
    "withdraw": Move(_BEFORE | {"accepted", "paused"}, _to("withdrawn"), deeds.NeedWithdrawn),
}


def possible(move: str, state: str) -> bool:
    """Say whether a need in this state can make the move."""
    return state in MOVES[move].sources


def served(*, wanted: int, asked: int, taken: int, begun: int, done: int) -> str:
    """Return the state of a need that the office accepted for service.

    asked: offers without an answer.  taken: places taken and not yet done; of them begun at work.
    done: places done.  wanted: how many places there are.
    """
    if done and done + taken >= wanted and not taken:
        return "done"
    if begun or done:
        return "underway"
    if taken >= wanted:
        return "accepted"
    return "offered" if asked or taken else "reviewed"
