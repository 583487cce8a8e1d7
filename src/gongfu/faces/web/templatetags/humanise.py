"""How values are shown: numbers with thin spaces, days and moments as people say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext

from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.phrases import listed
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day

register = template.Library()
register.filter("thin", spaced)
register.filter("listed", listed)


@register.filter
def day(value: date | None) -> str:
    """Return a day as 今天, 昨天, 9月18日, or with its year when that is another."""
    if value is None:
        return "—"
    today = shanghai_day(clock.now())
    near = {0: gettext("today"), 1: gettext("yesterday"), -1: gettext("tomorrow")}
    if words := near.get((today - value).days):
        return words
    if value.year == today.year:
        return date_format(value, gettext("j M"))
    return date_format(value, gettext("j M Y"))


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment as 今天 14:20."""
    if value is None:
        return "—"
    local = value.astimezone(SHANGHAI)
    return f"{day(local.date())} {local:%H:%M}"


@register.filter
def beside(heads: Sequence[object], cells: Iterable[object]) -> list[tuple[object, object]]:
    """Return each head of a table with the cell below it."""
    return list(zip(heads, cells, strict=True))
