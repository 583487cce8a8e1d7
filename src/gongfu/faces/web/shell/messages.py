"""Messages after an act, which may carry a way to take it back for some seconds."""

from __future__ import annotations

import json
from typing import NamedTuple

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

UNDO_SECONDS = 10


class Undo(NamedTuple):
    """Where to take it back, under which idempotency key, and for how many seconds."""

    href: str
    key: str
    seconds: int = UNDO_SECONDS


class Toast(NamedTuple):
    """A message as a page shows it; kind is success, info, warning or error."""

    words: str
    kind: str
    undo: Undo | None


def say(request: HttpRequest, words: str, *, undo: Undo | None = None) -> None:
    """Show the words on the next page, with a button to take back what was done."""
    messages.success(request, words, extra_tags=json.dumps(undo) if undo else "")


def warn(request: HttpRequest, words: str) -> None:
    """Show the words on the next page as a warning."""
    messages.warning(request, words)


def toasts(request: HttpRequest) -> list[Toast]:
    """Return the messages that wait for this reader, and forget them."""
    return [_toast(message) for message in messages.get_messages(request)]


def _toast(message: Message) -> Toast:
    undo = Undo(*json.loads(message.extra_tags)) if message.extra_tags else None
    return Toast(str(message), message.level_tag, undo)
