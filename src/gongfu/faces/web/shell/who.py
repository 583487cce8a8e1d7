"""Whom a form means by a phone number or a user name."""

from __future__ import annotations

from gongfu.kernel.people import vault
from gongfu.kernel.people.models import Account
from gongfu.kernel.people.rules import UnknownPerson
from gongfu.kernel.refusals import BadInput

_NAME_LENGTH = 60


def account_named(username: str) -> Account:
    """Return a person's account by its user name.  Raises UnknownPerson."""
    found = Account.objects.filter(username=username[:_NAME_LENGTH]).exclude(person=None).first()
    if found is None:
        raise UnknownPerson()
    return found


def persons_meant(text: str) -> list[str]:
    """Return the people with that phone number, or else the one with that user name."""
    try:
        found = vault.find_by_phone(text)
    except BadInput:
        found = []
    if found:
        return list(found)
    try:
        return [str(account_named(text).person)]
    except UnknownPerson:
        return []


def person_meant(text: str) -> str:
    """Return the one person whom a text means.  Raises UnknownPerson for none, or for several."""
    found = persons_meant(text.strip())
    if len(found) != 1:
        raise UnknownPerson()
    return found[0]
