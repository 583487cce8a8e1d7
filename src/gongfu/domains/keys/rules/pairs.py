"""What the second person of an act, the family and the office may say about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys.models import PairedAct
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

FAMILY_ANSWERS = frozenset({"known", "question"})


class NoSuchAct(BadInput):
    """There is no such act of two people."""

    code = "keys.no-such-act"
    words = _("There is no such record of two people.")


class NotTheSecond(NotAllowed):
    """Only the second person answers, under their own account."""

    code = "keys.not-the-second"
    words = _("Only the second person who was named can answer this.")


class AlreadyAnswered(WrongState):
    """Each answers once."""

    code = "keys.already-answered"
    words = _("This has been answered already.")


class NotDenied(WrongState):
    """The office settles what the second person denies."""

    code = "keys.not-denied"
    words = _("The second person has not denied this.")


class NoQuestion(WrongState):
    """The family asked nothing, or the office answered."""

    code = "keys.no-question"
    words = _("There is no open question of the family.")


class OwnAct(NotAllowed):
    """None of the two settles what they did together."""

    code = "keys.own-act"
    words = _("You took part in this yourself. Somebody else must settle it.")


def check_second(row: PairedAct, *, person: str) -> None:
    """Accept the second person's first word.  Raises NotTheSecond, AlreadyAnswered."""
    if row.second != person:
        raise NotTheSecond()
    if row.second_said or row.reversed:
        raise AlreadyAnswered()


def check_denied(row: PairedAct, *, person: str) -> None:
    """Accept an open denial, settled by a third.  Raises NotDenied, OwnAct."""
    if row.second_said != "no" or row.settled or row.reversed:
        raise NotDenied()
    if person in (row.by, row.second):
        raise OwnAct()


def check_unanswered(row: PairedAct) -> None:
    """Accept the family's first word about a key.  Raises NoSuchAct, AlreadyAnswered."""
    if row.sort != "key":
        raise NoSuchAct()
    if row.family_said:
        raise AlreadyAnswered()


def check_question(row: PairedAct) -> None:
    """Accept an open question of the family.  Raises NoQuestion."""
    if row.family_said != "question":
        raise NoQuestion()
