"""Words of support, and obligations as plain values for templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gongfu.domains.fields.queries import DueLine, SupportLine
from gongfu.faces.web.fields.units import yuan_words
from gongfu.faces.web.fields.words import said
from gongfu.faces.web.shell.sending import new_key
from gongfu.kernel.places import tree

_SOON = 14
PARTIES = {
    "department": _("department"),
    "member": _("model Party member"),
    "cooperative": _("cooperative"),
    "bank": _("bank"),
    "enterprise": _("enterprise"),
    "village": _("village"),
}
GIFTS = {
    "greenhouse": _("greenhouse frames"),
    "technique": _("teaching the technique"),
    "sale": _("taking the produce at a promised price"),
    "loan": _("a loan"),
    "land": _("land"),
    "seedlings": _("seedlings"),
    "training": _("training"),
    "tools": _("tools"),
}
MANNERS = {"asked": _("asked itself"), "found": _("was found by the office")}
REASONS = {
    "stands": _("It stands on its own feet now"),
    "wish": _("It wishes to end the support"),
    "moved": _("It moves away"),
}
FAILURES = {
    "money": _("the money is not there"),
    "land": _("the land is not there"),
    "withdrew": _("the party withdrew"),
    "weather": _("weather"),
    "other": _("another reason"),
}
ENDS = {
    "kept": (_("delivered in time"), "done"),
    "late": (_("delivered late"), "due"),
    "failed": (_("will not come"), "danger"),
}
PROVINCES = {
    "11": _("Beijing"), "12": _("Tianjin"), "13": _("Hebei"), "14": _("Shanxi"),
    "15": _("Inner Mongolia"), "21": _("Liaoning"), "22": _("Jilin"), "23": _("Heilongjiang"),
    "31": _("Shanghai"), "32": _("Jiangsu"), "33": _("Zhejiang"), "34": _("Anhui"),
    "35": _("Fujian"), "36": _("Jiangxi"), "37": _("Shandong"), "41": _("Henan"),
    "42": _("Hubei"), "43": _("Hunan"), "44": _("Guangdong"), "45": _("Guangxi"),
    "46": _("Hainan"), "50": _("Chongqing"), "51": _("Sichuan"), "52": _("Guizhou"),
    "53": _("Yunnan"), "54": _("Tibet"), "61": _("Shaanxi"), "62": _("Gansu"),
    "63": _("Qinghai"), "64": _("Ningxia"), "65": _("Xinjiang"), "71": _("Taiwan"),
    "81": _("Hong Kong"), "82": _("Macao"),
}  # fmt: skip


def due_words(days: int) -> str:
    """Return how far off a day is, or how long it has passed."""
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days == 0:
        return str(_("due today"))
    return ngettext("due in %(days)s day", "due in %(days)s days", days) % {"days": days}


def obligation_row(line: DueLine, names: Mapping[str, str]) -> dict[str, Any]:
    """Return an obligation with its state in words; lateness is seen before it happens."""
    row = line.row
    state, tag = ENDS.get(row.state, ("", ""))
    ended = bool(state)
    if not state:
        state = due_words(line.days)
        tag = "overdue" if line.days < 0 else "due" if line.days <= _SOON else ""
    number = row.ended_by if ended and row.ended_by else row.number
    return {
        "obligation": row.obligation,
        "household": row.household,
        "what": said(GIFTS, row.sort),
        "party": names.get(row.party, "") or said(PARTIES, row.party_sort),
        "party_sort": said(PARTIES, row.party_sort),
        "amount": yuan_words(row.amount_fen) if row.amount_fen else "",
        "due_on": row.due_on,
        "state": state,
        "tag": tag,
        "open": line.is_open,
        "delivered": row.state in ("kept", "late"),
        "confirmed": line.confirmed,
        "received": line.received,
        "ended_on": row.ended_on if ended else None,
        "proof": row.proof,
        "record": reverse("record", args=[number]),
        "number": number,
        "key": new_key(),
        "second_key": new_key(),
    }


def support_row(line: SupportLine, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a household with its support in words; where it came from only by province."""
    state = _("left") if line.left_on else _("supported") if line.agreed_on else _("has asked")
    return {
        "name": names.get(line.household, ""),
        "href": reverse("support-household", args=[line.household]),
        "place": tree.name_of(line.place),
        "origin": said(PROVINCES, line.origin),
        "manner": said(MANNERS, line.manner),
        "state": state,
        "asked_on": line.asked_on,
        "agreed_on": line.agreed_on,
        "left_on": line.left_on,
        "running": line.left_on is None,
        "kept": line.kept,
        "waiting": line.waiting,
        "missed": line.missed,
    }
