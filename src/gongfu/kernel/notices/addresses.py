"""Where a channel reaches a person: sealed with that person's key, opened by the sender alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.notices.channels import EMAIL, WEBHOOK, Channel
from gongfu.kernel.notices.models import Address
from gongfu.kernel.people import keyrings
from gongfu.kernel.people.models import DataKey
from gongfu.kernel.people.sealing import DataKey as Key
from gongfu.kernel.refusals import BadInput

_ADDRESS = re.compile(r"[\w.+@-]{3,80}")
_URL = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,80}(/[!-~]{0,200})?")


class NoAddress(BadInput):
    """A channel was chosen without an address."""

    code = "notices.no-address"
    words = _("Enter where messages should reach you, or leave this way of sending out.")


class BadAddress(BadInput):
    """An address cannot be right."""

    code = "notices.bad-address"
    words = _("This address cannot be right. Please look at it again.")


def keep(person: str, chosen: Iterable[Channel], given: Mapping[str, str]) -> None:
    """Keep the person's addresses of the chosen channels and forget all others.

    Raises NoAddress, BadAddress.
    """
    rows = {row.channel: row for row in Address.objects.filter(person=person)}
    for channel in chosen:
        row = rows.pop(channel.name, None)
        text = given.get(channel.name, "").strip() if channel.personal else ""
        if row is None or text:
            row = row or Address(person_id=person, channel=channel.name)
            row.address = _sealed(person, channel, text)
            row.save()
    Address.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()


def _sealed(person: str, channel: Channel, text: str) -> bytes:
    key = _key(person)
    if key is None:
        raise NoAddress()
    if not channel.personal:
        return b""
    _check(channel, text)
    return key.seal_text(text, field=f"notice/{channel.name}")


def _check(channel: Channel, text: str) -> None:
    if not text:
        raise NoAddress()
    if channel.name != EMAIL:
        if not (_URL if channel.name == WEBHOOK else _ADDRESS).fullmatch(text):
            raise BadAddress()
        return
    try:
        validate_email(text)
    except ValidationError:
        raise BadAddress() from None


def opened(person: str, channel: Channel) -> str | None:
    """Return the address for a message that is about to leave; None where it was withdrawn."""
    row = Address.objects.filter(person=person, channel=channel.name).first()
    key = _key(person)
    if row is None or key is None:
        return None
    if not channel.personal:
        return ""
    return key.open_text(bytes(row.address), field=f"notice/{channel.name}") or None


def _key(person: str) -> Key | None:
    held = DataKey.objects.filter(pk=person).first()
    return keyrings.current().data_key(person, bytes(held.wrapped)) if held else None
