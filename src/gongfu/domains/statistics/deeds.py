"""Deeds of official statistics (统计).

Incomes, product and research spending are found by the statistics offices, not by this ledger.
Their receipt is the deed: which value, for which period and basis, of which status, from which
publication.  A revision takes the old record back and states the new one in the same append, so
that a figure can be shown as it was known on any past day.

The words of a publication (issuer, title, number) lie in a register beside the ledger; its deed
holds their digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from gongfu.kernel.ledger.deeds import Deed, person, public, upcast


@dataclass(frozen=True, kw_only=True)
class PublicationRegistered(Deed):
    """A publication of official figures (统计出版物) is on the district's register.

    document: its id.  issuer: code of the office that issued it.  published_on: its day of issue.
    digest: SHA-256 of its words, so that the register cannot change them unseen.
    """

    kind: ClassVar[str] = "statistics.publication.registered"
    document: str = public()
    issuer: str = public()
    published_on: date = public()
    digest: str = public()

    @property
    def about(self) -> str:
        """Return the publication's id."""
        return self.document


@dataclass(frozen=True, kw_only=True)
class ValueReceived(Deed):
    """The district received an official value (官方数据) of one series for one period.

    on: the day of receipt.  place: the area that it speaks of, 12 digits.  series: code of the
    indicator.  period: as in `kernel.measures.periods`.  basis: year, half, quarter, month, day,
    or to-date, which runs from the year's first day to the period's last.  value: in `unit`, that
    of the series, at most four decimals.  status: preliminary, revised or final.  document: id of
    the publication, `page` in it.  published_on: when the issuer published the value.  doubt: codes
    of the questions that whoever entered it answered with yes.  second: who proposed a revision
    that another officer compared with the publication and recorded.
    """

    kind: ClassVar[str] = "statistics.value.received"
    series: str = public()
    period: str = public()
    basis: str = public()
    value: Decimal = public()
    unit: str = public()
    status: str = public()
    document: str = public()
    page: str = public(default="")
    published_on: date = public()
    doubt: tuple[str, ...] = public(default=())
    second: str = person(default="")

    @property
    def about(self) -> str:
        """Return the code of the series."""
        return self.series


@dataclass(frozen=True, kw_only=True)
class SurveyReceived(Deed):
    """The district received the weighted microdata of a household survey (住户调查微观数据).

    They lie sealed beside the ledger; only sums leave.  place: the area, 12 digits.  survey: its
    id.  households, urban, rural: how many answered.  commitment: HMAC-SHA256 of the microdata in
    canonical form under a salt that lies with them, 64 hexadecimal digits.  second: who proposed a
    revision that another officer compared with the publication and recorded.
    """

    kind: ClassVar[str] = "statistics.survey.received"
    version: ClassVar[int] = 2
    survey: str = public()
    period: str = public()
    document: str = public()
    households: int = public(unit="1")
    urban: int = public(unit="1")
    rural: int = public(unit="1")
    commitment: str = public()
    second: str = person(default="")

    @property
    def about(self) -> str:
        """Return the survey's id."""
        return self.survey


@dataclass(frozen=True, kw_only=True)
class ResultComputed(Deed):
    """A measure was computed over the microdata of a survey (调查结果).

    series: mean, median, gini, theil, theil-between, theil-within, quintile-ratio or
    urban-rural-ratio.  value, with its standard error and its interval at 95 % from low to high,
    all rounded to four decimals, from so many replicates under this seed: who has the microdata
    computes the same.  method: of the engine, such as rao-wu-1.
    """

    kind: ClassVar[str] = "statistics.result.computed"
    survey: str = public()
    series: str = public()
    period: str = public()
    basis: str = public()
    value: Decimal = public()
    unit: str = public()
    error: Decimal = public()
    low: Decimal = public()
    high: Decimal = public()
    replicates: int = public(unit="1")
    seed: int = public()
    method: str = public()

    @property
    def about(self) -> str:
        """Return the survey's id."""
        return self.survey


@upcast("statistics.survey.received", 1)
def _without_second(values: dict[str, Any]) -> dict[str, Any]:
    return values
