"""What the codes of requests are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids import queries as grids
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.shell.places import place_words
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.needs import queries
from gongfu.kernel.needs.queries.boards import SOON, SOON_REVIEW

STATES = {
    "submitted": _("waiting for review"),
    "reviewed": _("looking for a helper"),
    "offered": _("helpers are being asked"),
    "accepted": _("taken"),
    "underway": _("under way"),
    "paused": _("paused"),
    "done": _("done: waiting for the asker's answer"),
    "disputed": _("the asker says: not solved"),
    "confirmed": _("solved"),
    "unanswered": _("ended without an answer"),
    "closed": _("closed by the office"),
    "refused": _("not accepted"),
    "referred": _("belongs elsewhere"),
    "merged": _("joined with the same request of another"),
    "withdrawn": _("withdrawn"),
}
TAGS = {
    "disputed": "overdue",
    "confirmed": "done",
}
OFFERS = {
    "asked": _("asked"),
    "accepted": _("has taken it"),
    "begun": _("is at it"),
    "done": _("has done it"),
}
COLUMNS = {
    "called": _("Called upon"),
    "late": _("Late"),
    "soon": _("Soon late"),
    "new": _("New"),
    "seeking": _("Looking for helpers"),
    "underway": _("Under way"),
    "answer": _("Waiting for the asker's answer"),
    "disputed": _("Not solved, says the asker"),
}
CHANNELS = {
    "self": _("asked here"),
    "desk": _("asked at the office"),
    "phone": _("asked by phone"),
    "visit": _("reported on a visit"),
    "door": _("asked by the code at the door"),
    "slip": _("asked on paper"),
    "open311": _("asked through another app"),
    "import": _("taken over from a register"),
}
DESK_CHANNELS = {
    "phone": _("by phone"),
    "desk": _("at the office"),
    "visit": _("on a visit"),
    "slip": _("on a slip"),
    "self": _("I ask for myself"),
}
PARTS = {"morning": _("morning"), "afternoon": _("afternoon"), "evening": _("evening")}
CATEGORIES = {
    "consult": _("Question"),
    "help": _("Help"),
    "complaint": _("Complaint"),
    "suggestion": _("Suggestion"),
    "report": _("Report"),
}
REASONS = {
    "unclear": _("It is not clear what is wanted"),
    "unlawful": _("It may not be done by law"),
    "private-matter": _("It is a private matter"),
    "business": _("It is for a business to do"),
    "no-longer": _("It is no longer needed"),
    "repeated": _("It was answered before"),
}
WHERE = {
    "police": _("the police"),
    "utility": _("water, power or gas company"),
    "property-management": _("property management"),
    "court": _("the court"),
    "hospital": _("the hospital"),
    "town": _("the town or subdistrict"),
    "other-district": _("another district"),
}
PAUSES = {
    "weather": _("the weather"),
    "material": _("material that is missing"),
    "asker-away": _("the asker, who is away"),
    "other-office": _("another office"),
}
FINDINGS = {
    "done-after-all": _("It has been done after all"),
    "not-possible": _("It cannot be done"),
    "asker-content": _("The asker is content now"),
    "elsewhere": _("It goes on elsewhere"),
}
DECISIONS = {
    "sends-people": _("sends people"),
    "sends-money": _("gives money or material"),
    "takes-over": _("takes it over"),
    "advises": _("advises"),
    "returns": _("gives it back with the reason"),
}
MISSING = {
    "came-late": _("came late"),
    "not-finished": _("not finished"),
    "wrong-skill": _("could not do it"),
    "material": _("material"),
    "manner": _("friendliness"),
    "other": _("something else"),
}
SOLVED = {"yes": _("Yes"), "partly": _("Partly"), "no": _("No")}
MANNERS = {
    "self": "",
    "relative": _("said by a relative"),
    "code": _("by the slip"),
    "call": _("asked by phone"),
}
NEAR = {
    "grid": _("lives in the same grid"),
    "community": _("lives in the same community"),
    "town": _("lives in the same town"),
}
URGENCIES = {
    "0": _("It can wait a few days"),
    "1": _("This week"),
    "2": _("Today"),
    "3": _("At once"),
}
BY_RULE = {
    "review": _("it is accepted for service"),
    "escalate": _("the level above is called"),
    "escalate-late": _("the level above is called once it is late"),
    "team": _("the members of a team are asked"),
}
ISSUERS = {
    "district": _("the district office"),
    "civil-affairs": _("civil affairs"),
    "politics-law": _("politics and law"),
    "housing": _("housing and construction"),
    "public-security": _("public security"),
    "justice": _("justice"),
    "health": _("health"),
    "education": _("education"),
    "environment": _("environment"),
}
RHYTHMS = {
    0: _("only this once"),
    1: _("every day"),
    7: _("every week"),
    14: _("every two weeks"),
    28: _("every four weeks"),
}
LEVELS = {
    "micro-grid": _("micro-grid"),
    "grid": _("grid"),
    "community": _("community"),
    "town": _("town or subdistrict"),
    "district": _("district"),
}


def said(words: dict[Any, Any], code: Any) -> str:
    """Return the words of a code; an unknown one stands for itself."""
    return str(words.get(code, code))


def number_words(need: str) -> str:
    """Return the tracking number as people read it aloud: ABCDE-FGHIJ."""
    return f"{need[:5]}-{need[5:10]}".upper()


def skills() -> dict[str, str]:
    """Return the words of skills in the reader's language."""
    language = get_language() or "zh-hans"
    found = grids.lists(language).choices(grids.SKILL, None)
    return dict(found)


def why(codes: Iterable[str], *, skills: dict[str, str]) -> str:
    """Return in words why somebody was asked; see `deeds.NeedOffered`."""
    parts: list[str] = []
    for code in codes:
        name, _colon, fact = code.partition(":")
        if name == "near":
            parts.append(said(NEAR, fact))
        elif name == "metres":
            parts.append(_("lives %(metres)s m away") % {"metres": spaced(int(fact))})
        elif name == "skill" and fact in skills:
            parts.append(skills[fact])
        elif name == "team":
            parts.append(gettext("a rule asks this team"))
        elif name == "month":
            parts.append(_("tasks this month: %(count)s") % {"count": fact})
    return gettext(", ").join(str(part) for part in parts)


def kinds() -> dict[str, str]:
    """Return the titles of the kinds of request in the reader's language."""
    return queries.kind_words(get_language() or "zh-hans")


def limit_words(due: Any, now: Any) -> str:
    """Return how long until a limit, or for how long it is past."""
    hours = int((due - now).total_seconds() // 3600)
    if hours < 0:
        days, late = divmod(-hours, 24)
        return str(
            _("%(days)s days late") % {"days": days}
            if days
            else _("%(hours)s hours late") % {"hours": late}
        )
    if hours < 48:
        return str(_("%(hours)s hours left") % {"hours": hours})
    return str(_("%(days)s days left") % {"days": hours // 24})


def limit_tag(due: Any, now: Any, near: timedelta = SOON) -> str:
    """Return the kind of tag that shows a limit that is past, or near."""
    return "overdue" if due < now else "due" if due < now + near else ""


class Limit(NamedTuple):
    """What limit a request runs towards, in words, and the kind of tag that shows it."""

    words: str
    tag: str


RUNNING = ("submitted", "reviewed", "offered", "accepted", "underway", "paused")


def limit_of(line: Any, now: Any) -> Limit:
    """Return the limit of a request that runs: to be decided about, or to be done."""
    if line.state not in RUNNING:
        return Limit("", "")
    fresh = line.state == "submitted"
    due, near = (line.review_by, SOON_REVIEW) if fresh else (line.done_by, SOON)
    said_ = limit_words(due, now)
    words = _("decision: %(limit)s") % {"limit": said_} if fresh else said_
    return Limit(str(words), limit_tag(due, now, near))


def row(line: Any, titles: dict[str, str], labels: dict[str, str], now: Any) -> dict[str, Any]:
    """Return a request in a list as plain values."""
    limit = limit_of(line, now)
    return {
        "need": line.need,
        "title": titles.get(line.sort, line.sort),
        "place": place_words(line.place),
        "label": labels.get(line.asker, ""),
        "state": said(STATES, line.state),
        "tag": TAGS.get(line.state, ""),
        "limit": limit.words,
        "limit_tag": limit.tag,
        "at": line.submitted_at.astimezone(SHANGHAI),
        "window": line.window_from and line.window_from.astimezone(SHANGHAI),
        "urgent": line.urgency >= 2,
        "urgency": said(URGENCIES, str(line.urgency)),
        "wanted": line.wanted,
        "taken": line.taken,
        "track": line.track,
    }


def header() -> tuple[str, ...]:
    """Return the heads of the columns of requests in a file."""
    return tuple(str(w) for w in (_("Kind"), _("Where"), _("Asked"), _("How soon"), _("State"),
                                  _("Limit")))  # fmt: skip


def cells(row: dict[str, Any]) -> list[Any]:
    """Return the cells of a request in a file."""
    return [row[name] for name in ("title", "place", "at", "urgency", "state", "limit")]
