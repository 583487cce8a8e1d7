"""Official statistics (统计): received as published, and what follows from two received values.

A figure here is as it was printed for exactly the place and period asked: it is never added up over
places or periods.  A period to date (January to September) is another figure than the quarter.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gongfu.domains.statistics.deeds import ResultComputed, ValueReceived
from gongfu.figures.catalogue import Aggregate, Figure, Origin, Target, Words, declare
from gongfu.figures.formula import Ratio, Received

_YEAR = ("year",)
_PARTS = ("year", "half", "quarter")
_FROM = _("Deeds “official value received”, each with its publication, page and status")
_BULLETIN = _("Statistical bulletins of the district and the city")
_SURVEY = _("Household survey of the National Bureau of Statistics")
_PLAN_2025 = _("Zhejiang's plan for the demonstration zone, 2021 to 2025")
_REPORT_2023 = _("Report of the government of Zhejiang, January 2023")
_ZHEJIANG = _("Zhejiang Province")
_EDUCATION = _("Statistics of the education department, published in the year after")
_LABOUR = _("Statistics of the department of human resources and social security")

_PERCENT: tuple[str, Words] = ("percent", "%")
_YUAN: tuple[str, Words] = ("100 million yuan", _("hundred million yuan"))
_A_HEAD: tuple[str, Words] = ("yuan per head", _("yuan a head"))
_PEOPLE: tuple[str, Words] = ("10 thousand people", _("ten thousand people"))
_A_WORKER: tuple[str, Words] = ("yuan per worker", _("yuan a worker"))
_YEARS: tuple[str, Words] = ("years", _("years"))
_RATIO: tuple[str, Words] = ("ratio", _("times as much"))


def _received(
    series: str,
    title: Words,
    definition: Words,
    unit: tuple[str, Words],
    *,
    standard: Words,
    digits: int = 0,
    grains: tuple[str, ...] = _PARTS,
    rising_is_good: bool | None = True,
    targets: tuple[Target, ...] = (),
    to_date: bool = False,
) -> Figure:
    """Declare a figure that is received as published."""
    return declare(
        Figure(
            code=f"statistics.{series}{'-to-date' if to_date else ''}",
            title=title,
            definition=definition,
            unit=unit[0],
            unit_words=unit[1],
            source=_FROM,
            standard=standard,
            formula=Received(ValueReceived, series, "to-date" if to_date else ""),
            origin=Origin.IMPORTED,
            aggregate=Aggregate.STATED,
            digits=digits,
            grains=("quarter", "month") if to_date else grains,
            rising_is_good=rising_is_good,
            people=False,
            targets=targets,
        )
    )


gdp = _received(
    "gdp",
    _("Regional GDP"),
    _(
        "Value added of all resident units in the period, at current prices. First published as"
        " preliminary, verified in the year after."
    ),
    _YUAN,
    standard=_BULLETIN,
    digits=2,
)

gdp_growth = _received(
    "gdp-growth",
    _("Growth of regional GDP"),
    _("On the same period a year before, at comparable prices, as published."),
    _PERCENT,
    standard=_BULLETIN,
    digits=1,
)

gdp_per_head = _received(
    "gdp-per-head",
    _("GDP per head"),
    _("Regional GDP over the mean resident population of the year, as published."),
    _A_HEAD,
    standard=_BULLETIN,
    grains=_YEAR,
    targets=(
        Target(Decimal(130_000), 2025, _ZHEJIANG, _PLAN_2025),
        Target(Decimal(170_000), 2027, _ZHEJIANG, _REPORT_2023),
    ),
)

high_tech_value_added = _received(
    "high-tech-value-added",
    _("High-tech value added"),
    _("Value added of high-tech industry above designated size in the period, as published."),
    _YUAN,
    standard=_BULLETIN,
    digits=2,
)

high_tech_value_added_growth = _received(
    "high-tech-value-added-growth",
    _("Growth of high-tech value added"),
    _(
        "Value added of high-tech industry above designated size, on the same period a year before,"
        " as published."
    ),
    _PERCENT,
    standard=_BULLETIN,
    digits=1,
)

rd_spending = _received(
    "rd-spending",
    _("R&D spending"),
    _(
        "Spending of the whole society on research and experimental development in the year. What"
        " enterprises deduct for tax or certification is another figure."
    ),
    _YUAN,
    standard=_("R&D survey of the statistics office, published in the year after"),
    digits=2,
    grains=_YEAR,
)

rd_intensity = _received(
    "rd-intensity",
    _("R&D intensity"),
    _(
        "R&D spending of the whole society over regional GDP of the same year, as published: the"
        " share itself is received. Where both parts are received too, they are compared with it."
    ),
    _PERCENT,
    standard=_("R&D survey of the statistics office, published in the year after"),
    digits=2,
    grains=_YEAR,
    targets=(Target(Decimal("3.4"), 2027, _ZHEJIANG, _REPORT_2023, strict=True),),
)

disposable_income = _received(
    "disposable-income",
    _("Disposable income per head"),
    _(
        "Wages, net business, net property and net transfer income of resident households over"
        " their members, by diary; people who live here over half a year, whatever their hukou."
    ),
    _A_HEAD,
    standard=_SURVEY,
    grains=_YEAR,
    targets=(
        Target(Decimal(75_000), 2025, _ZHEJIANG, _PLAN_2025),
        Target(Decimal(85_000), 2027, _ZHEJIANG, _REPORT_2023),
    ),
)

urban_disposable_income = _received(
    "urban-disposable-income",
    _("Disposable income per head of urban residents"),
    _("Of households whose place is urban by the statistical classification."),
    _A_HEAD,
    standard=_SURVEY,
    grains=_YEAR,
)

rural_disposable_income = _received(
    "rural-disposable-income",
    _("Disposable income per head of rural residents"),
    _("Of households whose place is rural by the statistical classification."),
    _A_HEAD,
    standard=_SURVEY,
    grains=_YEAR,
)

low_income_rural_disposable_income = _received(
    "low-income-rural-disposable-income",
    _("Disposable income per head of low-income farm households"),
    _("Of the farm households that the civil affairs department has on its low-income list."),
    _A_HEAD,
    standard=_SURVEY,
    grains=_YEAR,
)

urban_rural_income_ratio = _received(
    "urban-rural-income-ratio",
    _("Urban over rural income, as published"),
    _(
        "Disposable income per head of urban residents over that of rural residents, as published."
        " It is received because a district does not always publish both incomes; where both are"
        " received they are compared with it."
    ),
    _RATIO,
    standard=_SURVEY,
    digits=2,
    grains=_YEAR,
    rising_is_good=False,
    targets=(Target(Decimal("1.9"), 2025, _ZHEJIANG, _PLAN_2025, upwards=False, strict=True),),
)

labour_share = _received(
    "labour-share",
    _("Labour remuneration as a share of GDP"),
    _("Pay and social contributions of all who work over regional GDP, by the income approach."),
    _PERCENT,
    standard=_BULLETIN,
    digits=1,
    grains=_YEAR,
    targets=(Target(Decimal(50), 2025, _ZHEJIANG, _PLAN_2025, strict=True),),
)

households_100_500k_share = _received(
    "households-100-500k-share",
    _("Households with 100 to 500 thousand yuan a year"),
    _("Households whose disposable income of the year lies in that band, over all households."),
    _PERCENT,
    standard=_SURVEY,
    digits=1,
    grains=_YEAR,
    targets=(Target(Decimal(80), 2025, _ZHEJIANG, _PLAN_2025),),
)

households_200_600k_share = _received(
    "households-200-600k-share",
    _("Households with 200 to 600 thousand yuan a year"),
    _("Households whose disposable income of the year lies in that band, over all households."),
    _PERCENT,
    standard=_SURVEY,
    digits=1,
    grains=_YEAR,
    targets=(Target(Decimal(45), 2025, _ZHEJIANG, _PLAN_2025),),
)

enrolment_rate = _received(
    "enrolment-rate",
    _("Gross enrolment rate in higher education"),
    _("Students in higher education, whatever their age, over the population aged 18 to 22."),
    _PERCENT,
    standard=_EDUCATION,
    digits=1,
    grains=_YEAR,
    targets=(Target(Decimal(70), 2025, _ZHEJIANG, _PLAN_2025, strict=True),),
)

schooling_years = _received(
    "schooling-years",
    _("Expected years of schooling"),
    _("Years of education that a child who enters school now may expect, as published."),
    _YEARS,
    standard=_EDUCATION,
    digits=1,
    grains=_YEAR,
    targets=(Target(Decimal("15.5"), 2025, _ZHEJIANG, _PLAN_2025),),
)

skilled_workers_share = _received(
    "skilled-workers-share",
    _("Skilled workers as a share of all workers"),
    _("Workers with a certificate of skill over all who work, as published."),
    _PERCENT,
    standard=_LABOUR,
    digits=1,
    grains=_YEAR,
    targets=(Target(Decimal(35), 2025, _ZHEJIANG, _PLAN_2025),),
)

labour_productivity = _received(
    "labour-productivity",
    _("Labour productivity"),
    _("Regional GDP over the mean number of people who work in the year, as published."),
    _A_WORKER,
    standard=_BULLETIN,
    grains=_YEAR,
    targets=(Target(Decimal(280_000), 2027, _ZHEJIANG, _REPORT_2023),),
)

population = _received(
    "population",
    _("Resident population"),
    _("People who live here at the end of the year, by the yearly sample survey or the census."),
    _PEOPLE,
    standard=_BULLETIN,
    digits=2,
    grains=_YEAR,
    rising_is_good=None,
)

urbanisation_rate = _received(
    "urbanisation-rate",
    _("Urban share of the population"),
    _("Urban residents over all residents at the end of the year, as published."),
    _PERCENT,
    standard=_BULLETIN,
    digits=1,
    grains=_YEAR,
)

urban_disposable_income_to_date = _received(
    "urban-disposable-income",
    _("Disposable income per head of urban residents, to date"),
    _("From the first day of the year until the end of the period; not comparable with a year."),
    _A_HEAD,
    standard=_SURVEY,
    to_date=True,
)

rural_disposable_income_to_date = _received(
    "rural-disposable-income",
    _("Disposable income per head of rural residents, to date"),
    _("From the first day of the year until the end of the period; not comparable with a year."),
    _A_HEAD,
    standard=_SURVEY,
    to_date=True,
)


def _ratio(code: str, title: Words, definition: Words, formula: Ratio, **changes: object) -> Figure:
    """Declare a figure that follows from two received ones of the same place and period."""
    values = {
        "unit": _RATIO[0],
        "unit_words": _RATIO[1],
        "digits": 3,
        "rising_is_good": False,
        **changes,
    }
    return declare(
        Figure(
            code=f"statistics.{code}",
            title=title,
            definition=definition,
            source=_FROM,
            standard=_SURVEY,
            formula=formula,
            origin=Origin.DERIVED,
            aggregate=Aggregate.DERIVED,
            people=False,
            **values,  # type: ignore[arg-type]
        )
    )


urban_over_rural_income = _ratio(
    "urban-over-rural-income",
    _("Urban over rural income, from both incomes"),
    _("Disposable income per head of urban over that of rural residents, both received."),
    Ratio(urban_disposable_income, rural_disposable_income),
    grains=_YEAR,
)

urban_over_rural_income_to_date = _ratio(
    "urban-over-rural-income-to-date",
    _("Urban over rural income to date, from both incomes"),
    _(
        "Both incomes from the first day of the year until the end of the period. Not comparable"
        " with the ratio of a year."
    ),
    Ratio(urban_disposable_income_to_date, rural_disposable_income_to_date),
    grains=("quarter", "month"),
)

income_over_gdp = _ratio(
    "income-over-gdp",
    _("Disposable income over GDP per head"),
    _("Both per head and of the same year: how much of the product reaches households."),
    Ratio(disposable_income, gdp_per_head),
    unit=_PERCENT[0],
    unit_words=_PERCENT[1],
    scale=Decimal("0.01"),
    digits=1,
    rising_is_good=True,
    grains=_YEAR,
)


_HOUSEHOLDS = _("Deeds “survey result computed”, over microdata that lie sealed beside the ledger")
_LAEKEN = _("Definitions of R laeken; intervals by resampling households, Rao and Wu 1988")


def _surveyed(
    series: str,
    title: Words,
    definition: Words,
    *,
    unit: tuple[str, Words] = ("coefficient", _("coefficient")),
    digits: int = 4,
    rising_is_good: bool | None = False,
) -> Figure:
    """Declare a figure that was computed over the microdata of a household survey."""
    return declare(
        Figure(
            code=f"statistics.survey-{series}",
            title=title,
            definition=definition,
            unit=unit[0],
            unit_words=unit[1],
            source=_HOUSEHOLDS,
            standard=_LAEKEN,
            formula=Received(ResultComputed, series),
            origin=Origin.IMPORTED,
            aggregate=Aggregate.STATED,
            digits=digits,
            grains=_YEAR,
            rising_is_good=rising_is_good,
            people=False,
        )
    )


survey_gini = _surveyed(
    "gini",
    _("Gini coefficient of incomes"),
    _("From 0, all equal, towards 1; over people, each with the income per head of the household."),
)

survey_theil = _surveyed(
    "theil",
    _("Theil index of incomes"),
    _("Theil's T over people. It is exactly the part between town and country and that within."),
)

survey_theil_between = _surveyed(
    "theil-between",
    _("Theil index between town and country"),
    _("The part of Theil's T that lies between the mean incomes of town and country."),
)

survey_theil_within = _surveyed(
    "theil-within",
    _("Theil index within town and country"),
    _("The part of Theil's T that lies within town and within country."),
)

survey_urban_rural_ratio = _surveyed(
    "urban-rural-ratio",
    _("Urban over rural income, from the survey"),
    _("Mean income per head of people in town over that of people in the country."),
    unit=_RATIO,
    digits=3,
)

survey_median = _surveyed(
    "median",
    _("Median income per head, from the survey"),
    _("The income that half of the people do not exceed; definition 2 of Hyndman and Fan."),
    unit=_A_HEAD,
    digits=0,
    rising_is_good=True,
)
