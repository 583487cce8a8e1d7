"""Numbers by which a state or a telephone network knows people and organisations.

The identity card's number (GB 11643) says the birthday and the sex, so nobody is asked for them.
"""

from __future__ import annotations

import enum
import re
from datetime import date
from typing import NamedTuple

import phonenumbers
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from gongfu.kernel.refusals import BadInput

_PROVINCE = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-6]"
_CARD = re.compile(rf"(?:{_PROVINCE})\d{{15}}[\dX]", re.ASCII)
_EARLIEST = date(1890, 1, 1)


class Sex(enum.StrEnum):
    """Sex as the identity card gives it."""

    FEMALE = "f"
    MALE = "m"


class Card(NamedTuple):
    """What an identity card's number says."""

    number: str
    birthday: date
    sex: Sex


class BadIdNumber(BadInput):
    """An identity number has a typing error, or a birthday that cannot be."""

    code = "people.bad-id-number"
    words = _("This is not an identity card number. Compare its 18 characters with the card.")


class BadPhone(BadInput):
    """A phone number that no network would accept."""

    code = "people.bad-phone"
    words = _("This is not a phone number. A mobile has 11 digits; a landline begins with 0.")


class BadCreditCode(BadInput):
    """A unified social credit code has a typing error."""

    code = "people.bad-credit-code"
    words = _("This is not a unified social credit code. Compare its 18 characters.")


def read_card(text: str, *, on: date) -> Card:
    """Return what the identity number says, looked at on the day `on`.  Raises BadIdNumber.

    Whether the first six digits were a county in the year of birth is not asked: cards came in
    1984, so the counties on elders' cards are younger than their holders.
    """
    number = ric.compact(text).replace(" ", "").replace("-", "")
    if not _CARD.fullmatch(number):
        raise BadIdNumber()
    if ric.calc_check_digit(number) != number[-1]:
        raise BadIdNumber()
    return Card(number, _birthday(number, on), Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def _birthday(number: str, on: date) -> date:
    try:
        birthday = ric.get_birth_date(number)
    except ValidationError:
        raise BadIdNumber() from None
    if not _EARLIEST <= birthday <= on:
        raise BadIdNumber()
    return birthday


def normal_phone(text: str) -> str:
    """Return the number as +86…, Chinese unless it says otherwise.  Raises BadPhone."""
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        raise BadPhone() from None
    if not phonenumbers.is_valid_number(number) or number.extension:
        raise BadPhone()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normal_credit_code(text: str) -> str:
    """Return the unified social credit code (GB 32100), upper case.  Raises BadCreditCode."""
    try:
        return str(uscc.validate(text))
    except ValidationError:
        raise BadCreditCode() from None


def synthetic_card(*, birthday: date, order: int) -> str:
    """Return an identity number that nobody can have: well formed, but of county 330499.

    order: 1 to 999; odd for men, even for women.  There is no such county, so demonstration
    districts and tests never hold the number of a living person.
    """
    first = f"330499{birthday:%Y%m%d}{order:03d}"
    return first + str(ric.calc_check_digit(f"{first}0"))
