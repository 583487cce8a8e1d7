"""Coded answers, days and amounts that every action checks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import BadInput, WrongState


class UnknownWord(BadInput):
    """A coded answer is none of those offered."""

    code = "fields.unknown-word"
    words = _("“%(given)s” is none of the answers offered. Choose one from the list.")


class FutureDay(BadInput):
    """Something is said to have happened on a day that has not come."""

    code = "fields.future-day"
    words = _("%(day)s has not come yet. Choose the day on which it happened.")


class NoAmount(BadInput):
    """A weight, area, time or sum of money is more than nothing."""

    code = "fields.no-amount"
    words = _("Enter an amount above zero.")


class NoSuchCooperative(BadInput):
    """No cooperative has this id."""

    code = "fields.no-such-cooperative"
    words = _("There is no such cooperative.")
    status = 404


class NoSuchRecord(BadInput):
    """There is no record of work of this number."""

    code = "fields.no-such-record"
    words = _("There is no such record.")
    status = 404


class TakenBack(WrongState):
    """The record was taken back already."""

    code = "fields.taken-back"
    words = _("This record was already taken back.")


def check_word(given: str, among: Collection[str]) -> None:
    """Accept one of the answers.  Raises UnknownWord."""
    if given not in among:
        raise UnknownWord(given=given)


def check_day(on: date, *, today: date) -> None:
    """Accept a day up to today.  Raises FutureDay."""
    if on > today:
        raise FutureDay(day=on.isoformat())


def check_amount(*amounts: int) -> None:
    """Accept amounts above nothing.  Raises NoAmount."""
    if any(amount < 1 for amount in amounts):
        raise NoAmount()
