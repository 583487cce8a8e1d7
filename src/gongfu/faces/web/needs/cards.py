"""One request: what it asks, where it stands, and what the reader may do with it now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from gongfu.faces.web.ledger.words import kind_name
from gongfu.faces.web.needs import course, words
from gongfu.faces.web.office.forms import number_in
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.downloads import every, file_of, sort_of
from gongfu.faces.web.shell.listing import files, page_number, pager
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.papers import paper_answer
from gongfu.faces.web.shell.photos import photo_answer
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.needs import actions, queries, states
from gongfu.kernel.needs.actions import Answer
from gongfu.kernel.needs.deeds import NeedConfirmed, NeedDisputed, TaskDone
from gongfu.kernel.needs.queries.cards import Card
from gongfu.kernel.needs.rules import (
    LEVELS,
    WITHOUT_ACCOUNT,
    HighestLevel,
    next_level,
    own_level,
)
from gongfu.kernel.people import notes, vault
from gongfu.kernel.rights.checking import check, may
from gongfu.kernel.rights.viewers import Viewer


@page("request.create")
def mine(request: HttpRequest) -> HttpResponse:
    """List what oneself, or who one speaks for, asked for."""
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    number, titles = page_number(request), words.kinds()
    ask = partial(queries.my_needs, viewer)
    if sort_of(request):
        rows = (words.row(line, titles, {}, now) for line in every(ask))
        return file_of(request, "my-requests", words.header(), (words.cells(row) for row in rows))
    found = ask(page=number)
    labels = vault.labels({line.asker for line in found.lines} - {viewer.person})
    context = {
        "rows": [words.row(line, titles, labels, now) for line in found.lines],
        "files": files(request, found.total),
        **pager(request, number, found.pages),
    }
    return render(request, "needs/mine.html", context)


@page("request.read_open")
def need(request: HttpRequest, need: str) -> HttpResponse:
    """Show one request."""
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    card = queries.need_card(viewer, need)
    row, titles = card.need, words.kinds()
    entries = queries.course_of(need) if card.full else []
    read = _read(viewer, card, entries, now)
    known = card.grant is not None and card.grant.letter in "rd"
    people = {row.asker, row.by} | {offer.helper for offer in card.offers}
    labels = vault.labels(people | course.people_in(entries)) if card.full else {}
    shown = labels if known else {one.helper: labels.get(one.helper, "") for one in card.offers}
    context: dict[str, Any] = {
        "card": card,
        "row": row,
        "title": titles.get(row.sort, row.sort),
        "state": words.said(words.STATES, row.state),
        "tag": words.TAGS.get(row.state, ""),
        "place": place_words(row.place if card.full else row.place[:12]),
        "asker": labels.get(row.asker, "") if row.asker != viewer.person else _("Myself"),
        "channel": words.said(words.CHANNELS, row.channel),
        "number": words.number_words(row.track),
        "at": row.submitted_at.astimezone(SHANGHAI),
        "window": row.window_from and row.window_from.astimezone(SHANGHAI),
        "window_to": row.window_to and row.window_to.astimezone(SHANGHAI),
        "limit": words.limit_of(row, now),
        "done_by": row.done_by.astimezone(SHANGHAI),
        "urgency": words.said(words.URGENCIES, str(row.urgency)),
        "rhythm": words.said(words.RHYTHMS, row.every_days) if row.every_days else "",
        "level": words.said(words.LEVELS, _level(row)) if row.level < 12 or row.called_at else "",
        "words": read.get(row.note, ""),
        "reply": read.get(row.reply, ""),
        "outcome": _outcome(row),
        "helpers": [_helper(offer, labels, known) for offer in card.offers],
        "written": _written(need, entries, read),
        "leads": _leads(card, titles, now) if row.into else None,
        "course": course.lines(entries, shown, titles),
        "forms": _forms(viewer, card, now),
        "office": known,
        "key": new_key(),
    }
    return render(request, "needs/need.html", context)


def _level(row: Any) -> str:
    return LEVELS.get(row.level, "")


def _leads(card: Any, titles: dict[str, str], now: Any) -> dict[str, Any]:
    """Return the request that this one was joined with, as everybody may follow it."""
    one = card.leads
    return {
        "title": titles.get(one.sort, one.sort),
        "state": words.said(words.STATES, one.state),
        "tag": words.TAGS.get(one.state, ""),
        "limit": words.limit_of(one, now),
        "track": one.track,
    }


def _read(viewer: Viewer, card: Card, course: list[Entry[Any]], at: datetime) -> dict[str, str]:
    """Return by id the words of a request that the viewer may read, as one noted reading.

    The asker alone reads why it was refused or where to turn; a helper does not read what is said
    of the help.
    """
    if card.grant is None or not card.full:
        return {}
    reply = card.need.reply if viewer.speaks_for(card.need.asker) else ""
    answers = [] if card.grant.letter == "a" else [_said_after(entry) for entry in course]
    results = [_of_result(entry, "sealed") for entry in course]
    ids = [one for one in (card.need.note, reply, *answers, *results) if one]
    return notes.words(viewer, ids, grant=card.grant, at=at) if ids else {}


def _said_after(entry: Entry[Any]) -> str:
    """Return the id of the words with which a request was answered, if the record is an answer."""
    return entry.deed.sealed if isinstance(entry.deed, NeedConfirmed | NeedDisputed) else ""


def _of_result(entry: Entry[Any], name: str) -> str:
    """Return the id of what shows a finished task, if the record is one: sealed, photo or paper."""
    return str(getattr(entry.deed, name)) if isinstance(entry.deed, TaskDone) else ""


def _written(need: str, course: list[Entry[Any]], read: dict[str, str]) -> list[dict[str, Any]]:
    """Return what was written or shown at the steps of a request, in their order."""
    found = [
        {
            "kind": kind_name(entry.deed.kind),
            "words": read.get(_said_after(entry) or _of_result(entry, "sealed"), ""),
            **{
                name: reverse(page, args=[need, entry.number]) if _of_result(entry, name) else ""
                for name, page in _MATERIALS.items()
            },
        }
        for entry in course
    ]
    return [one for one in found if one["words"] or one["photo"] or one["paper"]]


_MATERIALS = {"photo": "need-after", "paper": "need-paper"}


def _outcome(row: Any) -> str:
    lists = {
        "refused": words.REASONS,
        "referred": words.WHERE,
        "paused": words.PAUSES,
        "closed": words.FINDINGS,
    }
    return words.said(lists[row.state], row.outcome) if row.state in lists and row.outcome else ""


def _helper(offer: Any, labels: dict[str, str], known: bool) -> dict[str, Any]:
    return {
        "label": labels.get(offer.helper, ""),
        "state": words.said(words.OFFERS, offer.state),
        "tag": "done" if offer.state == "done" else "",
        "why": words.why(offer.why.split(), skills=words.skills()) if known else "",
    }


def _forms(viewer: Any, card: Any, now: Any) -> dict[str, Any]:
    """Return which forms the page shows: what this reader may do in this state."""
    row, state = card.need, card.need.state
    case = {"owner": row.asker, "place": row.place}
    asker = viewer.speaks_for(row.asker)
    office = may(viewer, "request.review", **case)
    return {
        "rate": state in ("done", "unanswered") and asker,
        "call_back": state in ("done", "unanswered") and not asker and office,
        "phone": office and not asker and row.channel in WITHOUT_ACCOUNT,
        "slip": office
        and not asker
        and row.channel in WITHOUT_ACCOUNT
        and states.possible("slip", state),
        "withdraw": (asker or office) and states.possible("withdraw", state),
        "reopen": (asker or office) and states.possible("reopen", state),
        "repeat": (asker or office) and states.possible("repeat", state),
        "rhythms": words.RHYTHMS.items(),
        "take": not asker
        and (card.mine is None or card.mine.state == "asked")
        and state in ("reviewed", "offered", "underway")
        and may(viewer, "offer.accept", owner=viewer.person),
        "task": card.mine if card.mine and card.mine.state in ("accepted", "begun") else None,
        "apart": state not in ("submitted", "reviewed")
        and bool(row.asker)
        and (asker or (card.mine is not None and card.mine.state in ("accepted", "begun", "done"))),
        "review": office and state == "submitted",
        "decide": office and states.possible("refuse", state),
        "dispatch": office and state in ("reviewed", "offered", "underway"),
        "similar": _similar(viewer, card, now) if office else [],
        "pause": office and states.possible("pause", state),
        "resume": office and state == "paused",
        "escalate": _above(viewer, row) if office and states.possible("escalate", state) else "",
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


def _above(viewer: Viewer, row: Any) -> str:
    """Return the level that would be called next, in words; nothing above the district."""
    try:
        return words.said(words.LEVELS, next_level(row, own=own_level(viewer, row.place)))
    except HighestLevel:
        return ""


def _similar(viewer: Any, card: Any, now: Any) -> list[dict[str, Any]]:
    if not states.possible("merge", card.need.state):
        return []
    titles = words.kinds()
    found = queries.similar_to(viewer, card.need.need, at=now)
    labels = vault.labels([line.asker for line in found])
    return [words.row(line, titles, labels, now) for line in found]


@page("request.read_full")
def photo(request: HttpRequest, need: str, number: int = 0) -> HttpResponse:
    """Send the photo of a request, or of a record in its course, to who may read it in full."""
    viewer, card = _in_full(request, need)
    wanted = _material(need, number, "photo") if number else card.need.photo
    image = notes.photo(viewer, wanted, grant=card.grant, at=clock.now()) if wanted else None
    return photo_answer(request, image)


@page("request.read_full")
def paper(request: HttpRequest, need: str, number: int) -> HttpResponse:
    """Hand out the document of a record in its course to who may read it in full."""
    viewer, card = _in_full(request, need)
    wanted = _material(need, number, "paper")
    body = notes.paper(viewer, wanted, grant=card.grant, at=clock.now()) if wanted else None
    return paper_answer(body)


def _in_full(request: HttpRequest, need: str) -> tuple[Viewer, Any]:
    """Return the reader and the card that they may read in full.  Raises Http404, Denied."""
    viewer = request.viewer  # type: ignore[attr-defined]
    card = queries.need_card(viewer, need)
    if not card.full or card.grant is None:
        raise Http404
    return viewer, card


def _material(need: str, number: int, name: str) -> str:
    """Return the id of a photo or document of that record of the request, or nothing."""
    course = queries.course_of(need)
    return next((_of_result(entry, name) for entry in course if entry.number == number), "")


@require_POST
@page("request.call_back")
def phone(request: HttpRequest, need: str) -> HttpResponse:
    """Show the phone that a caller left, to the office; the look is noted down."""
    viewer = request.viewer  # type: ignore[attr-defined]
    card = queries.need_card(viewer, need)
    grant = check(viewer, "request.call_back", place=card.need.place)
    said = vault.reveal(viewer, card.need.asker, "phone", grant=grant, at=clock.now())
    say(request, said or _("No phone was left."))
    return HttpResponseRedirect(reverse("need", args=[need]))


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
        actions.refer_need, ("where", "words"), gettext_noop("The asker reads who is in charge.")
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
_RHYTHM = "repeat"
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
    elif move == _RHYTHM:
        days = number_in(given.get("every_days", ""))
        actions.set_rhythm(viewer, every_days=days, **common)
        say(request, _("Settled: %(rhythm)s.") % {"rhythm": words.said(words.RHYTHMS, days)})
    elif move in MOVES:
        one = MOVES[move]
        one.act(viewer, **{name: given.get(name, "") for name in one.fields}, **common)
        say(request, _(one.after))
    else:
        raise Unreadable()
    if given.get("from") == "day":
        return HttpResponseRedirect(reverse("day"))
    return HttpResponseRedirect(reverse("need", args=[need]))
