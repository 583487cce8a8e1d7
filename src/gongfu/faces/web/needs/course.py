"""The course of a request in words: what happened, when, by whom, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.ledger.words import kind_name
from gongfu.faces.web.needs import words
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.needs import deeds
from gongfu.kernel.places import tree

Line = tuple[str, str, str]
_NAMELESS = (deeds.OfferDeclined, deeds.OfferLapsed, deeds.TaskReturned)


def people_in(entries: Iterable[Entry[Any]]) -> set[str]:
    """Return who acted or was asked in these records; who said no is nobody's business."""
    named = [one for one in entries if not isinstance(one.deed, _NAMELESS)]
    found = {one.by for one in named} | {getattr(one.deed, "helper", "") for one in named}
    return found - {""}


def lines(
    entries: Sequence[Entry[Any]], labels: dict[str, str], titles: dict[str, str]
) -> list[Line]:
    """Return the records as lines of a timeline: words, when with who and why, address."""
    told = _Telling(labels, titles)
    return [told.line(one) for one in entries]


class _Telling:
    """How each kind of record is told."""

    def __init__(self, labels: dict[str, str], titles: dict[str, str]) -> None:
        self._labels = labels
        self._titles = titles
        self._skills = words.skills()

    def line(self, entry: Entry[Any]) -> Line:
        deed = entry.deed
        at = getattr(deed, "happened_at", entry.at).astimezone(SHANGHAI)
        who = "" if isinstance(deed, _NAMELESS) else self._labels.get(entry.by, "")
        parts = [f"{at:%Y-%m-%d %H:%M}", who, self._detail(deed)]
        return (
            kind_name(deed.kind),
            " · ".join(part for part in parts if part),
            reverse("record", args=[entry.number]),
        )

    def _detail(self, deed: Any) -> str:
        tell = _TOLD.get(type(deed))
        return tell(self, deed) if tell else ""

    def submitted(self, deed: deeds.NeedSubmitted) -> str:
        parts = [
            self._titles.get(deed.sort, deed.sort),
            words.said(words.CHANNELS, deed.channel),
            words.said(words.URGENCIES, str(deed.urgency)),
            _("follows the one before") if deed.after else "",
        ]
        return _(", ").join(part for part in parts if part)

    def reviewed(self, deed: deeds.NeedReviewed) -> str:
        return self._titles.get(deed.sort, deed.sort)

    def helper(self, deed: deeds.NeedOffered | deeds.OfferAccepted) -> str:
        name = self._labels.get(deed.helper, "")
        why = (
            words.why(deed.why, skills=self._skills) if isinstance(deed, deeds.NeedOffered) else ""
        )
        return _(": ").join(part for part in (name, why) if part)

    def done(self, deed: deeds.TaskDone) -> str:
        took = _("%(minutes)s minutes") % {"minutes": spaced(deed.minutes)}
        late = "" if deed.in_time else _("after the limit")
        parts = (self._labels.get(deed.helper, ""), took, late)
        return _(", ").join(part for part in parts if part)

    def answered(self, deed: deeds.NeedConfirmed | deeds.NeedDisputed) -> str:
        came = _("they came") if deed.came else _("nobody came")
        solved = _("solved: %(answer)s") % {"answer": words.said(words.SOLVED, deed.solved)}
        missing = words.said(words.MISSING, deed.missing) if deed.missing else ""
        manner = words.said(words.MANNERS, deed.manner)
        parts = (came, solved if deed.came else "", missing, manner)
        return _(", ").join(str(part) for part in parts if part)

    def routed(self, deed: deeds.NeedRouted) -> str:
        return rule_words(deed.rule, self._titles)


def _coded(field: str, among: Any) -> Callable[[_Telling, Any], str]:
    return lambda _telling, deed: words.said(among, getattr(deed, field))


_TOLD: dict[type, Callable[[_Telling, Any], str]] = {
    deeds.NeedSubmitted: _Telling.submitted,
    deeds.NeedReviewed: _Telling.reviewed,
    deeds.NeedOffered: _Telling.helper,
    deeds.OfferAccepted: _Telling.helper,
    deeds.TaskDone: _Telling.done,
    deeds.NeedConfirmed: _Telling.answered,
    deeds.NeedDisputed: _Telling.answered,
    deeds.NeedRouted: _Telling.routed,
    deeds.NeedRefused: _coded("reason", words.REASONS),
    deeds.NeedReferred: _coded("where", words.WHERE),
    deeds.NeedPaused: _coded("reason", words.PAUSES),
    deeds.NeedClosed: _coded("finding", words.FINDINGS),
    deeds.NeedEscalated: _coded("level", words.LEVELS),
    deeds.EscalationAnswered: _coded("decision", words.DECISIONS),
    deeds.RhythmSet: _coded("every_days", words.RHYTHMS),
}


def rule_words(rule: str, titles: dict[str, str]) -> str:
    """Return in words the rule that moved a request, also when it no longer stands."""
    made = reading.entries(Wanted(kinds=(deeds.RuleMade.kind,), about=rule), limit=1)
    if not made:
        return ""
    deed = made[0].deed
    return _("rule of %(place)s: %(sort)s, from “%(urgency)s” on: %(do)s") % {
        "place": tree.name_of(deed.place),
        "sort": titles.get(deed.sort, deed.sort) if deed.sort else _("any kind"),
        "urgency": words.said(words.URGENCIES, str(deed.urgency)),
        "do": words.said(words.BY_RULE, deed.do),
    }
