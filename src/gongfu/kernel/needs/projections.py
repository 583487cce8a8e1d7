"""How the deeds of needs become their present state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from gongfu.kernel.ledger.deeds import Batch, Entry, projects
from gongfu.kernel.ledger.fetching import rows_among
from gongfu.kernel.ledger.state import Rows
from gongfu.kernel.needs import deeds, states
from gongfu.kernel.needs.models import Admission, Need, Offer, Rule
from gongfu.kernel.needs.rules import ACTIVE

_TRACK = 10
_LEVELS = {"micro-grid": 18, "grid": 15, "community": 12, "town": 9, "district": 6}


@projects(deeds.KindAdmitted, deeds.KindEnded, owns=(Admission,))
def admissions(batch: Batch) -> None:
    """Keep the admission list; who is renewed before the end has been on it all along."""
    rows = Rows(Admission, [entry.deed.sort for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, deeds.KindAdmitted):
            row = rows.get(deed.sort)
            since = row.since if row and row.until >= deed.on else deed.on
            rows.new(deed.sort, issuer=deed.issuer, since=since, until=deed.until)
        else:
            rows.drop(deed.sort)
    rows.save()


@projects(deeds.RuleMade, deeds.RuleEnded, owns=(Rule,))
def rules(batch: Batch) -> None:
    """Keep the rules that stand."""
    rows = Rows(Rule, [entry.deed.rule for entry in batch])
    for entry in batch:
        deed = entry.deed
        if isinstance(deed, deeds.RuleEnded):
            rows.drop(deed.rule)
            continue
        rows.new(
            deed.rule,
            number=entry.number,
            place=deed.place,
            sort=deed.sort,
            urgency=deed.urgency,
            do=deed.do,
            team=deed.team,
            by=entry.by,
            since=deed.on,
            until=deed.until,
        )
    rows.save()


@projects(*(move.deed for move in states.MOVES.values()), owns=(Need, Offer))
def needs(batch: Batch) -> None:
    """Keep needs and their offers."""
    fold = _Fold(batch)
    for entry in batch:
        _HANDLERS[type(entry.deed)](fold, entry)
    fold.save()


class _Fold:
    """The rows that a batch touches."""

    def __init__(self, batch: Batch) -> None:
        touched = {entry.deed.need for entry in batch}
        begun = {e.deed.need for e in batch if isinstance(e.deed, deeds.NeedSubmitted)}
        self.needs = Rows(Need, touched - begun)
        self.offers = Rows(Offer, _offers(batch))
        self._whole = {e.deed.need for e in batch if isinstance(e.deed, _CLEARING)} - begun

    def clear(self, need: Need) -> None:
        """Let the offers of a need go that still wait or hold a place."""
        if need.need in self._whole:
            for row in rows_among(Offer, need=[need.need]):
                if self.offers.get(row.offer) is None:
                    self.offers.new(row.offer, **_values(row))
        for offer in self.offers:
            if offer.need == need.need and offer.state in ACTIVE:
                offer.state, offer.slot = "lapsed", None
        need.asked = need.taken = need.begun = 0

    def save(self) -> None:
        """Write both tables; places that became free first, so that others can take them."""
        self.offers.sort(lambda offer: offer.state in ACTIVE)
        self.offers.save()
        self.needs.save()


_CLEARING = (
    deeds.NeedRefused,
    deeds.NeedReferred,
    deeds.NeedMerged,
    deeds.NeedWithdrawn,
    deeds.NeedReopened,
)


def _values(row: Offer) -> dict[str, Any]:
    names = [field.attname for field in Offer._meta.concrete_fields if not field.primary_key]
    return {name: getattr(row, name) for name in names}


def _offers(batch: Batch) -> Iterable[str]:
    for entry in batch:
        offer = getattr(entry.deed, "offer", "")
        if offer and not isinstance(entry.deed, deeds.NeedOffered):
            yield offer


def _submitted(fold: _Fold, entry: Entry[Any]) -> None:
    deed: deeds.NeedSubmitted = entry.deed
    fold.needs.new(
        deed.need,
        track=deed.need[:_TRACK],
        number=entry.number,
        sort=deed.sort,
        place=deed.place,
        level=max(len(deed.place), 12),
        channel=deed.channel,
        asker=deed.asker,
        by=entry.by,
        state="submitted",
        urgency=deed.urgency,
        wanted=deed.wanted,
        submitted_at=deed.happened_at,
        review_by=deed.review_by,
        done_by=deed.done_by,
        window_from=deed.window_from,
        window_to=deed.window_to,
        note=deed.sealed,
        photo=deed.photo,
        every_days=deed.every_days,
        shown=deed.shown,
        slip=deed.slip,
    )


def _serve(need: Need, at: datetime) -> None:
    """Let the state of a need that is served follow from its places and offers."""
    need.state = states.served(
        wanted=need.wanted,
        asked=need.asked,
        taken=need.taken,
        begun=need.begun,
        done=need.finished,
    )
    need.done_at = at if need.state == "done" else None


def _reviewed(fold: _Fold, entry: Entry[Any]) -> None:
    need = fold.needs[entry.deed.need]
    need.sort, need.wanted = entry.deed.sort, entry.deed.wanted
    need.reviewed_at = need.reviewed_at or entry.deed.happened_at
    _serve(need, entry.deed.happened_at)


def _ends(state: str, outcome: str = "", note: str = "") -> Callable[[_Fold, Entry[Any]], None]:
    """Return the handler of a move that ends a need; outcome, note: fields of the deed."""

    def end(fold: _Fold, entry: Entry[Any]) -> None:
        need, deed = fold.needs[entry.deed.need], entry.deed
        need.state, need.ended_at = state, deed.happened_at
        need.called_at = None
        need.outcome = getattr(deed, outcome) if outcome else need.outcome
        need.reply = getattr(deed, note) if note else need.reply
        need.into = deed.into if isinstance(deed, deeds.NeedMerged) else need.into
        if isinstance(deed, _CLEARING):
            fold.clear(need)

    return end


def _offered(fold: _Fold, entry: Entry[Any]) -> None:
    deed: deeds.NeedOffered = entry.deed
    need = fold.needs[deed.need]
    fold.offers.new(
        deed.offer,
        need=deed.need,
        helper=deed.helper,
        place=deed.place,
        state="asked",
        by=entry.by,
        asked_at=deed.happened_at,
        lapses_at=deed.lapses_at,
        why=" ".join(deed.why),
    )
    need.asked += 1
    _serve(need, entry.deed.happened_at)


def _accepted(fold: _Fold, entry: Entry[Any]) -> None:
    deed: deeds.OfferAccepted = entry.deed
    need, offer = fold.needs[deed.need], fold.offers.get(deed.offer)
    if offer is None:
        offer = fold.offers.new(
            deed.offer,
            need=deed.need,
            helper=deed.helper,
            place=deed.place,
            by=entry.by,
            asked_at=deed.happened_at,
        )
    else:
        need.asked -= 1
    offer.state, offer.slot, offer.lapses_at = "accepted", deed.slot, None
    need.taken += 1
    _serve(need, entry.deed.happened_at)


def _freed(state: str) -> Callable[[_Fold, Entry[Any]], None]:
    """Return the handler of a move by which an offer or a place is given up."""

    def free(fold: _Fold, entry: Entry[Any]) -> None:
        need, offer = fold.needs[entry.deed.need], fold.offers[entry.deed.offer]
        need.asked -= offer.state == "asked"
        need.taken -= offer.state in ("accepted", "begun")
        need.begun -= offer.state == "begun"
        offer.state, offer.slot, offer.ended_at = state, None, entry.deed.happened_at
        if need.state in states.SERVED:
            _serve(need, entry.deed.happened_at)

    return free


def _begun(fold: _Fold, entry: Entry[Any]) -> None:
    need, offer = fold.needs[entry.deed.need], fold.offers[entry.deed.offer]
    need.begun += offer.state != "begun"
    offer.state = "begun"
    _serve(need, entry.deed.happened_at)


def _done(fold: _Fold, entry: Entry[Any]) -> None:
    deed: deeds.TaskDone = entry.deed
    need, offer = fold.needs[deed.need], fold.offers[deed.offer]
    need.taken -= 1
    need.begun -= offer.state == "begun"
    need.finished += 1
    offer.state, offer.ended_at = "done", deed.ended_at
    offer.minutes, offer.number, offer.hours_kind = deed.minutes, entry.number, deed.hours_kind
    _serve(need, deed.ended_at)


def _answered(state: str) -> Callable[[_Fold, Entry[Any]], None]:
    def answer(fold: _Fold, entry: Entry[Any]) -> None:
        need = fold.needs[entry.deed.need]
        need.state, need.solved = state, entry.deed.solved
        need.ended_at = entry.deed.happened_at if state == "confirmed" else None

    return answer


def _reopened(fold: _Fold, entry: Entry[Any]) -> None:
    need = fold.needs[entry.deed.need]
    need.ended_at = None
    need.finished, need.solved = 0, ""
    fold.clear(need)
    for offer in fold.offers:
        if offer.need == need.need:
            offer.slot = None
    _serve(need, entry.deed.happened_at)


def _paused(fold: _Fold, entry: Entry[Any]) -> None:
    need = fold.needs[entry.deed.need]
    need.state, need.outcome = "paused", entry.deed.reason


def _resumed(fold: _Fold, entry: Entry[Any]) -> None:
    need = fold.needs[entry.deed.need]
    need.outcome = ""
    if need.reviewed_at is None:
        need.state = "submitted"
    else:
        _serve(need, entry.deed.happened_at)


def _rhythm_set(fold: _Fold, entry: Entry[Any]) -> None:
    fold.needs[entry.deed.need].every_days = entry.deed.every_days


def _slip_printed(fold: _Fold, entry: Entry[Any]) -> None:
    fold.needs[entry.deed.need].slip = entry.deed.slip


def _escalated(fold: _Fold, entry: Entry[Any]) -> None:
    need = fold.needs[entry.deed.need]
    need.level, need.called_at = _LEVELS[entry.deed.level], entry.deed.happened_at


def _escalation_answered(fold: _Fold, entry: Entry[Any]) -> None:
    fold.needs[entry.deed.need].called_at = None


_HANDLERS: dict[type, Callable[[_Fold, Entry[Any]], None]] = {
    deeds.NeedSubmitted: _submitted,
    deeds.NeedReviewed: _reviewed,
    deeds.NeedRefused: _ends("refused", "reason", "sealed"),
    deeds.NeedReferred: _ends("referred", "where", "sealed"),
    deeds.NeedMerged: _ends("merged"),
    deeds.NeedOffered: _offered,
    deeds.OfferAccepted: _accepted,
    deeds.OfferDeclined: _freed("declined"),
    deeds.OfferLapsed: _freed("lapsed"),
    deeds.TaskReturned: _freed("returned"),
    deeds.TaskBegun: _begun,
    deeds.TaskDone: _done,
    deeds.NeedConfirmed: _answered("confirmed"),
    deeds.NeedDisputed: _answered("disputed"),
    deeds.NeedUnanswered: _ends("unanswered"),
    deeds.NeedReopened: _reopened,
    deeds.NeedClosed: _ends("closed", "finding"),
    deeds.NeedPaused: _paused,
    deeds.NeedResumed: _resumed,
    deeds.NeedEscalated: _escalated,
    deeds.EscalationAnswered: _escalation_answered,
    deeds.RhythmSet: _rhythm_set,
    deeds.SlipPrinted: _slip_printed,
    deeds.NeedWithdrawn: _ends("withdrawn"),
}
