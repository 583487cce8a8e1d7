"""Hand a message to mail or to a gateway, and say whether it was taken, refused, or nobody knows.

Apprise answers yes or no; of a no, its log tells a refusal from a connection that broke.  Texts of
the log hold addresses and secrets: they are read here and go nowhere.
"""

from __future__ import annotations

import enum
import logging
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMessage

from gongfu.faces.messages.letters import Letter
from gongfu.kernel.notices.channels import EMAIL, TO, Channel

_BROKE = "Socket Exception"
_NEVER_REACHED = ("NewConnectionError", "ConnectTimeout", "NameResolutionError", "SSLError")
_NOT_TAKEN = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
    socket.gaierror,
)


class Outcome(enum.Enum):
    """How an attempt ended."""

    TAKEN = "taken"
    REFUSED = "refused"
    UNSURE = "unsure"


def hand_over(channel: Channel, letter: Letter, *, to: str, mark: str) -> Outcome:
    """Send a message; mark: its id, the same at each attempt, by which receivers know it."""
    if channel.name == EMAIL:
        return _mail(letter, to=to, mark=mark)
    return _notify(channel, letter, to=to, mark=mark)


def _mail(letter: Letter, *, to: str, mark: str) -> Outcome:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    headers = {"Message-ID": f"<{mark}@{domain}>"}
    message = EmailMessage(letter.title, letter.body, to=[to], headers=headers)
    try:
        message.send()
    except _NOT_TAKEN:
        return Outcome.REFUSED
    except (smtplib.SMTPException, OSError):
        return Outcome.UNSURE
    return Outcome.TAKEN


def _notify(channel: Channel, letter: Letter, *, to: str, mark: str) -> Outcome:
    import apprise  # takes a tenth of a second to load, and most districts send nothing

    url = channel.url.replace(TO, quote(to, safe=""))
    if channel.repeatable:
        url += f"{'&' if '?' in url else '?'}+Idempotency-Key={mark}"
    sender = apprise.Apprise()
    with _overheard() as lines:
        if not sender.add(url):
            return Outcome.REFUSED
        if sender.notify(title=letter.title, body=letter.body):
            return Outcome.TAKEN
    broke = [line for line in lines if line.startswith(_BROKE)]
    unknown = [line for line in broke if not any(word in line for word in _NEVER_REACHED)]
    return Outcome.UNSURE if unknown else Outcome.REFUSED


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """Collect what Apprise logs instead of letting it out."""
    log, listener = logging.getLogger("apprise"), _Listener()
    before = (log.handlers, log.level, log.propagate)
    log.handlers, log.propagate = [listener], False
    log.setLevel(logging.DEBUG)
    try:
        yield listener.lines
    finally:
        log.handlers, log.propagate = before[0], before[2]
        log.setLevel(before[1])
