"""One request: what it asks, where it stands, and what the reader may do with it now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from gongfu.faces.web.ledger.words import KINDS
from gongfu.faces.web.needs import words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.needs import actions, queries, states
from gongfu.kernel.needs.actions import Answer
from gongfu.kernel.people import notes, vault
from gongfu.kernel.rights.checking import may


@page("request.create")
def mine(request: HttpRequest) -> HttpResponse:
    """List what oneself, or who one speaks for, asked for."""
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    number = max(1, int(request.GET.get("page") or 1))
    found = queries.my_needs(viewer, page=number)
    labels = vault.labels({line.asker for line in found.lines} - {viewer.person})
    titles = words.kinds()
    context = {
        "rows": [words.row(line, titles, labels, now) for line in found.lines],
        "newer": f"?page={number - 1}" if number > 1 else "",
        "older": f"?page={number + 1}" if number < found.pages else "",
    }
    return render(request, "needs/mine.html", context)


@page("request.read_open")
def need(request: HttpRequest, need: str) -> HttpResponse:
    """Show one request."""
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    card = queries.need_card(viewer, need)
    row, titles = card.need, words.kinds()
    people = {row.asker, row.by} | {offer.helper for offer in card.offers}
    labels = vault.labels(people) if card.full else {}
    context: dict[str, Any] = {
        "card": card,
        "row": row,
        "title": titles.get(row.sort, row.sort),
        "state": words.said(words.STATES, row.state),
        "tag": words.TAGS.get(row.state, ""),
        "place": place_words(row.place if card.full else row.place[:12]),
        "asker": labels.get(row.asker, "") if row.asker != viewer.person else _("Myself"),
        "channel": words.said(words.CHANNELS, row.channel),
        "at": row.submitted_at.astimezone(SHANGHAI),
        "window": row.window_from and row.window_from.astimezone(SHANGHAI),
        "window_to": row.window_to and row.window_to.astimezone(SHANGHAI),
        "limit": words.limit_words(row.done_by, now) if row.state in _RUNNING else "",
        "urgency": words.said(words.URGENCIES, str(row.urgency)),
        "words": _words(request, card, "note"),
        "reply": _words(request, card, "reply") if row.asker == viewer.person else "",
        "outcome": _outcome(row),
        "helpers": [_helper(offer, labels) for offer in card.offers],
        "merged": card.merged,
        "course": _course(need) if card.full else [],
        "forms": _forms(viewer, card, now),
        "key": new_key(),
    }
    return render(request, "needs/need.html", context)


_RUNNING = ("submitted", "reviewed", "offered", "accepted", "underway", "paused")


def _words(request: HttpRequest, card: Any, field: str) -> str:
    note, viewer = getattr(card.need, field), request.viewer  # type: ignore[attr-defined]
    if not note or not card.full:
        return ""
    return notes.words(viewer, [note], grant=card.grant, at=clock.now()).get(note, "")


def _outcome(row: Any) -> str:
    lists = {
        "refused": words.REASONS,
        "referred": words.WHERE,
        "paused": words.PAUSES,
        "closed": words.FINDINGS,
    }
    return words.said(lists[row.state], row.outcome) if row.state in lists and row.outcome else ""


def _helper(offer: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "label": labels.get(offer.helper, ""),
        "state": words.said(words.OFFERS, offer.state),
        "tag": "done" if offer.state == "done" else "",
    }


def _course(need: str) -> list[tuple[str, str, str]]:
    return [
        (
            str(KINDS[entry.deed.kind]),
            f"{getattr(entry.deed, 'happened_at', entry.at).astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
            reverse("record", args=[entry.number]),
        )
        for entry in queries.course_of(need)
    ]


def _forms(viewer: Any, card: Any, now: Any) -> dict[str, Any]:
    """Return which forms the page shows: what this reader may do in this state."""
    row, state = card.need, card.need.state
    case = {"owner": row.asker, "place": row.place}
    asker = viewer.speaks_for(row.asker)
    office = may(viewer, "request.review", **case)
    return {
        "rate": state in ("done", "unanswered") and asker,
        "call_back": state in ("done", "unanswered") and not asker and office,
        "withdraw": asker and states.possible("withdraw", state),
        "reopen": (asker or office) and states.possible("reopen", state),
        "take": not asker
        and (card.mine is None or card.mine.state == "asked")
        and state in ("reviewed", "offered", "underway")
        and may(viewer, "offer.accept", owner=viewer.person),
        "task": card.mine if card.mine and card.mine.state in ("accepted", "begun") else None,
        "review": office and state == "submitted",
        "decide": office and states.possible("refuse", state),
        "dispatch": office and state in ("reviewed", "offered", "underway"),
        "similar": _similar(viewer, card, now) if office else [],
        "pause": office and states.possible("pause", state),
        "resume": office and state == "paused",
        "escalate": office and states.possible("escalate", state) and row.level > 6,
        "answer_call": row.called_at is not None
        and may(viewer, "request.answer_call", place=row.place[: row.level].ljust(12, "0")),
        "close": office and state == "disputed",
        "reasons": words.REASONS.items(),
        "where": words.WHERE.items(),
        "pauses": words.PAUSES.items(),
        "findings": words.FINDINGS.items(),
        "decisions": words.DECISIONS.items(),
        "missing": words.MISSING.items(),
        "solved": words.SOLVED.items(),
    }


def _similar(viewer: Any, card: Any, now: Any) -> list[dict[str, Any]]:
    if not states.possible("merge", card.need.state):
        return []
    titles = words.kinds()
    found = queries.similar_to(viewer, card.need.need, at=now)
    return [words.row(line, titles, vault.labels([line.asker]), now) for line in found]


@page("request.read_full")
def photo(request: HttpRequest, need: str) -> HttpResponse:
    """Return the photo of a request to who may read it in full."""
    viewer = request.viewer  # type: ignore[attr-defined]
    card = queries.need_card(viewer, need)
    if not card.full or not card.need.photo or card.grant is None:
        raise Http404
    image = notes.photo(viewer, card.need.photo, grant=card.grant, at=clock.now())
    if image is None:
        raise Http404
    return HttpResponse(image, content_type="image/jpeg", headers={"Cache-Control": "no-store"})


class Move(NamedTuple):
    """What a move on the page does: the action, which fields it takes, and what is said after."""

    act: Callable[..., Any]
    fields: tuple[str, ...]
    after: str


MOVES = {
    "review": Move(actions.review_need, (), gettext_noop("Accepted for service.")),
    "refuse": Move(
        actions.refuse_need, ("reason", "words"), gettext_noop("The asker reads the reason.")
    ),
    "refer": Move(
        actions.refer_need, ("where",), gettext_noop("The asker reads who is in charge.")
    ),
    "merge": Move(
        actions.merge_need, ("into",), gettext_noop("Its asker follows the other request now.")
    ),
    "pause": Move(actions.pause_need, ("reason",), gettext_noop("Paused.")),
    "resume": Move(actions.resume_need, (), gettext_noop("It goes on.")),
    "escalate": Move(actions.escalate_need, (), gettext_noop("The level above has been called.")),
    "answer-call": Move(
        actions.answer_escalation, ("decision",), gettext_noop("Your answer is recorded.")
    ),
    "take": Move(actions.take_need, (), gettext_noop("It is yours now. Thank you.")),
    "withdraw": Move(actions.withdraw_need, (), gettext_noop("Withdrawn.")),
    "reopen": Move(actions.reopen_need, (), gettext_noop("It is open again.")),
    "close": Move(actions.close_need, ("finding",), gettext_noop("Closed.")),
}
_RATINGS = {"rate": "self", "call-back": "call"}


def answer_of(given: QueryDict) -> Answer:
    """Return the asker's answer; nobody came: nothing is solved."""
    came = "0" not in given.getlist("came")
    solved = given.get("solved", "") if came else "no"
    return Answer(came, solved, given.get("missing", ""), given.get("words", ""))


@require_POST
@page("request.read_open")
def move(request: HttpRequest, need: str, move: str) -> HttpResponse:
    """Make a move and return to the request."""
    viewer, given = request.viewer, request.POST  # type: ignore[attr-defined]
    common: dict[str, Any] = {"need": need, "at": clock.now(), "key": key_of(request)}
    if move in _RATINGS:
        actions.rate_need(viewer, answer=answer_of(given), manner=_RATINGS[move], **common)
        say(request, _("Thank you. Your answer is recorded."))
    elif move in MOVES:
        one = MOVES[move]
        one.act(viewer, **{name: given.get(name, "") for name in one.fields}, **common)
        say(request, _(one.after))
    else:
        raise Unreadable()
    return HttpResponseRedirect(reverse("need", args=[need]))
