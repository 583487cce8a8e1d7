"""Ten-day periods (旬) in words; they count 1 to 36, and 0 and below lie in the year before."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

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
