"""What personal data there is, why, and for how long: one line a field, read by code and docs.

A test fails when a field of this application is missing here.  Source of the classes:
个人信息保护法 28 for the sensitive ones; the others are ours.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.people.keeping import DataClass, Keep, Personal


class Declared(NamedTuple):
    """One field: model and name, its class, what it is for, how long it is kept."""

    field: str
    data_class: DataClass
    purpose: str | Promise
    keep: Keep


_ID = _("to tell people apart without naming them")
_WHERE = _("to know which office and team serve the person")
_WHEN = _("to know what held on which day")
_SIGN_IN = _("to sign in")
_WHO_LOOKED = _("to show people who looked at their data")
_GROUPS = _("to know who belongs together")
_OFFICES = _("to know who may do what where")
_RELATIONS = _("to know whom to call, and who may speak for the person")

_VAULT = {
    "id": (DataClass.INSIDE, _ID),
    "name": (DataClass.PERSONAL, _("to address the person and to write records of service")),
    "label": (DataClass.INSIDE, _("to know in a list who is meant, without the full name")),
    "phone": (DataClass.PERSONAL, _("to call the person")),
    "card": (DataClass.SENSITIVE, _("to register each person once, under the real name")),
    "address": (DataClass.PERSONAL, _("to find the door on a visit")),
    "birthday": (DataClass.PERSONAL, _("to know the age, on which services depend")),
    "sex": (DataClass.PERSONAL, _("to count as official forms ask")),
    "phone_hash": (DataClass.PERSONAL, _("to find a person who calls")),
    "card_hash": (DataClass.SENSITIVE, _("to notice that a person is registered already")),
}
_NOTES = {
    "id": (DataClass.INSIDE, _ID),
    "person": (DataClass.INSIDE, _ID),
    "sort": (DataClass.INSIDE, _("to tell words from photos")),
    "body": (DataClass.SENSITIVE, _("to pass on what a visitor noticed")),
    "by": (DataClass.INSIDE, _("to ask the writer")),
    "at": (DataClass.INSIDE, _WHEN),
    "record": (DataClass.INSIDE, _("to show it beside the visit at which it was written")),
}
_KEYS = {
    "person": (DataClass.INSIDE, _ID),
    "wrapped": (DataClass.JOINING, _("to open the person's sealed fields")),
}
_ACCOUNTS = {
    **dict.fromkeys(
        ("id", "username", "password", "last_login", "is_active", "date_joined", "email"),
        (DataClass.PERSONAL, _SIGN_IN),
    ),
    **dict.fromkeys(("is_superuser", "is_staff", "must_change"), (DataClass.INSIDE, _SIGN_IN)),
    "person": (DataClass.JOINING, _SIGN_IN),
}
_READINGS = dict.fromkeys(
    ("id", "reader", "person", "field", "letter", "reason", "at"),
    (DataClass.PERSONAL, _WHO_LOOKED),
)
_STEPS = dict.fromkeys(
    ("id", "reader", "people", "manner", "reason", "at", "opens_at"),
    (DataClass.PERSONAL, _("to show auditors who looked at many people, and why")),
)
_GLASSES = dict.fromkeys(
    ("id", "reader", "person", "reason", "at", "until"),
    (DataClass.PERSONAL, _WHO_LOOKED),
)
_EXPORTS = dict.fromkeys(
    ("id", "reader", "what", "people", "at"),
    (DataClass.PERSONAL, _("to show what lists of people were taken along")),
)


def _standing(names: str, purpose: str | Promise) -> dict[str, tuple[DataClass, str | Promise]]:
    return dict.fromkeys(names.split(), (DataClass.PERSONAL, purpose))


_TABLES = (
    ("Person", Keep.WITH_THE_PERSON, _VAULT),
    ("DataKey", Keep.WITH_THE_PERSON, _KEYS),
    ("Note", Keep.WORDS, _NOTES),
    ("Account", Keep.WITH_THE_PERSON, _ACCOUNTS),
    ("Reading", Keep.READINGS, _READINGS),
    ("StepUp", Keep.READINGS, _STEPS),
    ("Glass", Keep.READINGS, _GLASSES),
    ("Export", Keep.EXPORTS, _EXPORTS),
    ("Resident", Keep.WITH_THE_PERSON, _standing("person place since", _WHERE)),
    ("Household", Keep.WITH_THE_LEDGER, _standing("id place since", _GROUPS)),
    (
        "Organisation",
        Keep.WITH_THE_LEDGER,
        _standing("id sort name credit_code place since", _GROUPS),
    ),
    (
        "Membership",
        Keep.WITH_THE_PERSON,
        _standing("number group person position since until", _GROUPS),
    ),
    (
        "Appointment",
        Keep.WITH_THE_PERSON,
        _standing("number person role place since until ended_on", _OFFICES),
    ),
    (
        "Proposal",
        Keep.PROPOSALS,
        _standing("id person role place by at", _OFFICES),
    ),
    (
        "LostFactor",
        Keep.PROPOSALS,
        _standing("person by at", _OFFICES),
    ),
    (
        "Relation",
        Keep.WITH_THE_PERSON,
        _standing("number person other sort rank since until", _RELATIONS),
    ),
)

DECLARED: dict[str, Declared] = {
    f"{table}.{name}": Declared(f"{table}.{name}", data_class, purpose, keep)
    for table, keep, fields in _TABLES
    for name, (data_class, purpose) in fields.items()
}

# Tables of rooms below this one and of the packages that we build on, by app and name.
OTHERS: dict[str, Personal] = {
    "ledger.private": Personal(
        _("to show whom a record is about, to those who may know"),
        DataClass.PERSONAL,
        Keep.WITH_THE_LEDGER,
    ),
    **dict.fromkeys(
        ("account.emailaddress", "account.emailconfirmation", "mfa.authenticator"),
        Personal(_SIGN_IN, DataClass.SENSITIVE, Keep.WITH_THE_PERSON),
    ),
    **dict.fromkeys(
        ("socialaccount.socialaccount", "socialaccount.socialtoken"),
        Personal(_SIGN_IN, DataClass.PERSONAL, Keep.WITH_THE_PERSON),
    ),
    "sessions.session": Personal(_SIGN_IN, DataClass.PERSONAL, Keep.UNTIL_DONE),
}
