"""What the codes of requests are called, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gongfu.faces.web.shell.places import place_words
from gongfu.kernel.measures.moments import SHANGHAI
from gongfu.kernel.needs import queries

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
    "submitted": "due",
    "disputed": "overdue",
    "confirmed": "done",
    "done": "due",
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
URGENCIES = {
    "0": _("It can wait a few days"),
    "1": _("This week"),
    "2": _("Today"),
    "3": _("At once"),
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
LEVELS = {
    "grid": _("grid"),
    "community": _("community"),
    "town": _("town or subdistrict"),
    "district": _("district"),
}


def said(words: dict[str, Any], code: str) -> str:
    """Return the words of a code; an unknown one stands for itself."""
    return str(words.get(code, code))


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


def row(line: Any, titles: dict[str, str], labels: dict[str, str], now: Any) -> dict[str, Any]:
    """Return a request in a list as plain values."""
    running = line.state in ("submitted", "reviewed", "offered", "accepted", "underway", "paused")
    late = running and line.done_by < now
    return {
        "need": line.need,
        "title": titles.get(line.sort, line.sort),
        "place": place_words(line.place),
        "label": labels.get(line.asker, ""),
        "state": said(STATES, line.state),
        "tag": "overdue" if late else TAGS.get(line.state, ""),
        "limit": limit_words(line.done_by, now) if running else "",
        "late": late,
        "at": line.submitted_at.astimezone(SHANGHAI),
        "window": line.window_from and line.window_from.astimezone(SHANGHAI),
        "urgent": line.urgency >= 2,
        "urgency": said(URGENCIES, str(line.urgency)),
        "wanted": line.wanted,
        "taken": line.taken,
    }
