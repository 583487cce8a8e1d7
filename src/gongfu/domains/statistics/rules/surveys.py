"""When microdata of a household survey can be received, and how few households are too few.

Only sums leave, and only where each part, town and country, has so many households that no sum
speaks of one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.encoding import canonical
from gongfu.kernel.refusals import BadInput, WrongState

LEAST, MOST = 30, 20_000


class Household(NamedTuple):
    """One household that answered.

    income: disposable income per head in yuan, none negative.  people: its members.  weight: how
    many households it stands for.  urban: by the statistical classification of its place.
    """

    income: Decimal
    people: int
    weight: Decimal
    urban: bool


class BadHousehold(BadInput):
    """Income, members or weight of a household cannot be right."""

    code = "statistics.bad-household"
    words = _("Income must not be negative, and members and weight must be above zero.")


class TooFewHouseholds(BadInput):
    """A part has so few households that its sums would speak of them."""

    code = "statistics.too-few-households"
    words = _("Town and country each need at least %(least)s households, so that sums name nobody.")


class TooManyHouseholds(BadInput):
    """The file is larger than a survey of a district."""

    code = "statistics.too-many-households"
    words = _("A survey has at most %(most)s households.")


class SurveyKnown(WrongState):
    """Another survey was received for the same area and period."""

    code = "statistics.survey-known"
    words = _("A survey of this area and period was received already, with other answers.")


class NotStandingSurvey(WrongState):
    """Only the survey that stands can be revised."""

    code = "statistics.survey-not-standing"
    words = _("This survey was revised already. Revise the one that stands.")


class OtherSurvey(BadInput):
    """A revision is of the same area and period."""

    code = "statistics.other-survey"
    words = _("A revision is of the same area and year as the survey that it revises.")


class NothingRevised(WrongState):
    """The answers are those that stand."""

    code = "statistics.nothing-revised"
    words = _("These are the answers that stand already. Nothing would change.")


class NoSurveyProposal(WrongState):
    """Nobody proposes a revision of this survey any more."""

    code = "statistics.no-survey-proposal"
    words = _("There is no proposed revision of this survey any more.")


class NoSuchSurvey(BadInput):
    """No survey has this id, or its microdata were removed."""

    code = "statistics.no-such-survey"
    words = _("There is no such survey.")
    status = 404


def check_household(one: Household) -> None:
    """Accept what a household can have.  Raises BadHousehold."""
    exact = one.income.is_finite() and one.weight.is_finite()
    if not exact or one.income < 0 or one.people < 1 or one.weight <= 0:
        raise BadHousehold()


def check_enough(households: Sequence[Household]) -> None:
    """Accept parts of town and country large enough.  Raises TooFew…, TooManyHouseholds."""
    if len(households) > MOST:
        raise TooManyHouseholds(most=MOST)
    urban = sum(one.urban for one in households)
    if min(urban, len(households) - urban) < LEAST:
        raise TooFewHouseholds(least=LEAST)


def written(households: Sequence[Household]) -> bytes:
    """Return the microdata in canonical form, in the order given: what is committed to."""
    rows = [[str(h.income), h.people, str(h.weight), int(h.urban)] for h in households]
    return canonical(rows).encode()
