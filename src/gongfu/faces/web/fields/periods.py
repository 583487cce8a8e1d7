"""Ten-day periods (旬) in words; they count 1 to 36, and 0 and below lie in the year before."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from gongfu.kernel.refusals import BadInput

FIRST, LAST = -17, 36
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


def period_words(period: int) -> str:
    """Return a ten-day period in words, such as 3月中旬; that of the year before says so."""
    index = (period - 1) % 36
    parts = (_("early %(month)s"), _("middle of %(month)s"), _("late %(month)s"))
    said = parts[index % 3] % {"month": month_words(index // 3 + 1)}
    return _("%(period)s of the year before") % {"period": said} if period < 1 else said


def month_words(number: int) -> str:
    """Return the short name of a month."""
    chinese = (get_language() or "zh").startswith("zh")
    return f"{number}月" if chinese else _MONTHS[number * 4 - 4 : number * 4 - 1]


class NoSuchWork(BadInput):
    """A line of work is a ten-day period and the hours that a mu takes in it."""

    code = "fields.no-such-work"
    words = gettext_lazy(
        "“%(given)s” is no ten-day period with its hours. Write each line like this: %(example)s"
    )


def work_words(labour: Iterable[tuple[int, int]]) -> str:
    """Return minutes by ten-day period as lines: the period, then hours as 6 or 6:30."""
    return "\n".join(f"{period_words(when)} {_hours(minutes)}" for when, minutes in labour)


def work_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return minutes by ten-day period from such lines, in either language.  Raises NoSuchWork."""
    known = _known()
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        period, _space, hours = line.rpartition(" ")
        try:
            found.append((known[_plain(period)], _minutes(hours)))
        except (KeyError, ValueError):
            example = f"{period_words(7)} 6:30"
            raise NoSuchWork(given=line[:40], example=example) from None
    return tuple(found)


def _known() -> dict[str, int]:
    """Return the ten-day periods by what they are called in each language."""
    found: dict[str, int] = {}
    for language in ("zh-hans", "en"):
        with override(language):
            found |= {_plain(period_words(one)): one for one in range(FIRST, LAST + 1)}
    return found


def _plain(text: str) -> str:
    return "".join(text.split()).lower()


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole}:{rest:02d}" if rest else str(whole)


def _minutes(text: str) -> int:
    """Return the minutes of 6, 6.5 or 6:30 hours.  Raises ValueError."""
    hours, colon, rest = text.partition(":")
    minutes = int(rest) if colon else 0
    try:
        found = Decimal(hours) * 60 + minutes
    except InvalidOperation:
        raise ValueError(text) from None
    if not 0 <= minutes < 60 or not found.is_finite() or found < 0 or found != int(found):
        raise ValueError(text)
    return int(found)
