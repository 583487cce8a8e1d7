"""The channels of this installation, from its settings; none unless the operator names them."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

EMAIL = "email"
WEBHOOK = "webhook"
TO = "{to}"
_DEDUPLICATING = ("json://", "jsons://")


class Channel(NamedTuple):
    """A way out.

    personal: needs an address of the person.  repeatable: carries the message's own id, so that
    the receiver drops a repetition and an uncertain attempt may be made again.  url: empty for
    mail; holds a secret, never shown.
    """

    name: str
    personal: bool
    repeatable: bool
    url: str = ""

    def __repr__(self) -> str:
        """Show the name only."""
        return f"Channel({self.name!r})"


def available() -> dict[str, Channel]:
    """Return the channels by name, mail first; a webhook is one of a person's own program."""
    found = {EMAIL: Channel(EMAIL, True, False)} if settings.GONGFU_MAIL else {}
    if settings.GONGFU_WEBHOOKS:
        found[WEBHOOK] = Channel(WEBHOOK, True, True)
    for name, url in settings.GONGFU_GATEWAYS.items():
        found[name] = Channel(name, TO in url, url.startswith(_DEDUPLICATING), url)
    return found
