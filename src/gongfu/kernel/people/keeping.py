"""Why a table holds something about people, and when its rows leave.

Each such model says so where it is defined (`personal`); a law test fails where one does not.
`let_go` removes what has been kept long enough: the days are settings, some with a least number
that the law asks for.  Source: 个人信息保护法 6, 19, 47 (as long as needed and no longer);
网络安全法 21 (logs, half a year at least); 网络数据安全管理条例 12 (passing on, three years).
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.db.models import Model, Q
from django.utils.functional import Promise

from gongfu.kernel.ledger.locking import write_transaction

M = TypeVar("M", bound=type[Model])


class DataClass(enum.IntEnum):
    """How much harm a field can do in wrong hands."""

    PUBLIC = 0
    INSIDE = 1
    PERSONAL = 2
    SENSITIVE = 3
    JOINING = 4


class Keep(enum.StrEnum):
    """How long something is kept; those with a number of days are the names of the setting."""

    WITH_THE_PERSON = "with-the-person"
    WITH_THE_LEDGER = "with-the-ledger"
    WITH_THE_CONSENT = "with-the-consent"
    UNTIL_DONE = "until-done"
    READINGS = "readings"
    EXPORTS = "exports"
    WORDS = "words"
    PHOTOS = "photos"
    NOTICES = "notices"
    ROUNDS = "rounds"
    OFFERS = "offers"
    PROPOSALS = "proposals"
    IMPORTS = "imports"


DAYS = {
    Keep.READINGS: 400,
    Keep.EXPORTS: 1100,
    Keep.WORDS: 400,
    Keep.PHOTOS: 180,
    Keep.NOTICES: 400,
    Keep.ROUNDS: 90,
    Keep.OFFERS: 90,
    Keep.PROPOSALS: 90,
    Keep.IMPORTS: 30,
}
LEAST = {Keep.READINGS: 183, Keep.EXPORTS: 1096}


class TooShort(ValueError):
    """The setting lets go earlier than the law allows."""


class Expiry(NamedTuple):
    """Rows that leave: by which keeping, counted from which column, and which rows alone."""

    keep: Keep
    since: str
    only: Q = Q()


class Personal(NamedTuple):
    """What a table about people is for, how sensitive it is, how long its rows stay."""

    purpose: str | Promise
    data_class: DataClass
    keep: Keep
    expiries: tuple[Expiry, ...] = ()


PERSONAL: dict[type[Model], Personal] = {}


def personal(
    purpose: str | Promise,
    *expiries: Expiry,
    data_class: DataClass = DataClass.PERSONAL,
    keep: Keep = Keep.WITH_THE_LEDGER,
) -> Callable[[M], M]:
    """Mark a model as being about people: what for, how sensitive, how long kept.

    expiries: which rows leave after the days of a keeping; the first names the whole table's.
    """
    kept = expiries[0].keep if expiries else keep

    def mark(model: M) -> M:
        PERSONAL[model] = Personal(purpose, data_class, kept, expiries)
        return model

    return mark


def days_of(keep: Keep) -> int | None:
    """Return after how many days rows leave; None: never by time alone.

    0 in the setting is never.  Raises TooShort.
    """
    days = int(settings.GONGFU_KEEP_DAYS.get(keep.value, DAYS.get(keep, 0)))
    if 0 < days < LEAST.get(keep, 0):
        raise TooShort(f"GONGFU_KEEP_DAYS: {keep.value} at least {LEAST[keep]} days")
    return days or None


def let_go(*, at: datetime) -> dict[Keep, int]:
    """Remove what was kept long enough; return how many rows by keeping, without the zeros.

    Raises TooShort.
    """
    gone: dict[Keep, int] = {}
    for model, declared in PERSONAL.items():
        for expiry in declared.expiries:
            if (days := days_of(expiry.keep)) is not None:
                count = _expire(model, expiry, before=at - timedelta(days=days))
                gone[expiry.keep] = gone.get(expiry.keep, 0) + count
    return {keep: count for keep, count in gone.items() if count}


def _expire(model: type[Model], expiry: Expiry, *, before: datetime) -> int:
    rows: Any = model._default_manager.filter(expiry.only, **{f"{expiry.since}__lt": before})
    count = rows.count()
    if count:
        with write_transaction():
            leave = getattr(rows, "expire", None)
            leave(before) if leave else rows.delete()
    return int(count)
