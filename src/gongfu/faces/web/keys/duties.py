"""Alarms for who is on call: how long until somebody must have taken each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from gongfu.faces.web.keys import words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import new_key
from gongfu.kernel.measures.moments import SHANGHAI


def waiting_row(line: Any, labels: dict[str, str]) -> dict[str, Any]:
    """Return whether an alarm waits, for how many minutes more, or who sees to it."""
    left = (line.take_by - clock.now()) // timedelta(minutes=1) if line.waiting else 0
    taken_by = labels.get(line.taken_by, "") if not line.closed_at else ""
    return {"waiting": line.waiting, "left": left, "taken_by": taken_by}


def own_alarm(line: Any, labels: dict[str, str]) -> dict[str, Any]:
    """Return an alarm on the page of who is on call as plain values."""
    return {
        **waiting_row(line, labels),
        "alarm": line.alarm,
        "label": labels.get(line.elder, ""),
        "place": place_words(line.place),
        "cause": words.said(words.CAUSES, line.cause),
        "raised_at": line.raised_at.astimezone(SHANGHAI),
        "key": new_key(),
    }
