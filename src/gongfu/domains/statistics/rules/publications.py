"""Publications: what must be known of one, and the digest by which its deed holds its words."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.encoding import canonical
from gongfu.kernel.refusals import BadInput


class Words(NamedTuple):
    """A publication as it is printed.

    issuer: code.  title: as printed.  reference: the official number (文号) or issue, or empty.
    address: where it can be read, or empty.
    """

    issuer: str
    title: str
    published_on: date
    reference: str = ""
    address: str = ""

    @property
    def digest(self) -> str:
        """Return SHA-256 of the words in canonical form, 64 hexadecimal digits."""
        words = {**self._asdict(), "published_on": self.published_on.isoformat()}
        return hashlib.sha256(canonical(words).encode()).hexdigest()


class NoTitle(BadInput):
    """A publication has a title, as printed, of up to 120 characters."""

    code = "statistics.no-title"
    words = _("Write the title of the publication as it is printed, up to 120 characters.")


class BadAddress(BadInput):
    """An address on the web begins with http and holds no spaces."""

    code = "statistics.bad-address"
    words = _("The address of the publication begins with https:// or http://.")


class NoSuchPublication(BadInput):
    """The register holds no publication of this id."""

    code = "statistics.no-such-publication"
    words = _("Choose the publication that states the value, or register it first.")


def tidy(words: Words) -> Words:
    """Return the words without blanks around them."""
    return words._replace(
        title=words.title.strip(),
        reference=words.reference.strip(),
        address=words.address.strip(),
    )


def check_words(words: Words) -> None:
    """Accept a title and an address that can be followed.  Raises NoTitle, BadAddress."""
    if not 0 < len(words.title) <= 120 or len(words.reference) > 60:
        raise NoTitle()
    address = words.address
    plain = address.startswith(("https://", "http://")) and not set(address) & set(" <>\"'")
    if address and not (plain and len(address) <= 300):
        raise BadAddress()
