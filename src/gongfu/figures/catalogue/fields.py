"""Figures of cooperative farming (合作社·万元千斤).

Asked for one person they answer for one cooperative, whose id stands where a doer's would.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields import deeds
from gongfu.figures.catalogue import Aggregate, Figure, Origin, Words, declare
from gongfu.figures.formula import Dimension, Distinct, Last, Ratio, Step, Stock, Sum

_YEAR = ("year",)
_LATE_RICE = (("crop", "late-rice"), ("demo", 1))
_OF_PLOTS = _("Deeds “plot came under cultivation”, “changed”, “handed on” and “closed”")
_OF_SALES = _("Deeds “produce sold”")
_HOLDERS = ("household", "household", "household", "plot")
_MU: tuple[str, Words] = ("mu", _("mu"))
_CROP = Dimension("crop", _("Crop"), "crop")
_PATTERN = Dimension("pattern", _("Cropping pattern"), "pattern")


def _land(*, demo: bool) -> Stock:
    """Return the area of plots in use; only demonstration plots, or all."""
    gain = {"gain": "demo"} if demo else {"always": True}
    steps = [
        Step(kind, thing="plot", person="cooperative", amount="area", **gain)
        for kind in (deeds.PlotRegistered, deeds.PlotChanged, deeds.PlotTransferred)
    ]
    return Stock((*steps, Step(deeds.PlotClosed, thing="plot", person="cooperative")))


area = declare(
    Figure(
        code="fields.area",
        title=_("Land cultivated by cooperatives"),
        definition=_(
            "Area of the plots that cooperatives and their member households have under contract"
            " and in use at the end of the day, as measured last. A plot counts once, however many"
            " crops it bears."
        ),
        unit=_MU[0],
        unit_words=_MU[1],
        source=_OF_PLOTS,
        formula=_land(demo=False),
        subject=_HOLDERS,
        scale=Decimal(100),
        digits=2,
        dimensions=(Dimension("cover", _("Greenhouse or open"), ("cover", "cover", "cover", "")),),
    )
)

patterns = declare(
    Figure(
        code="fields.patterns",
        title=_("Cropping patterns in use"),
        definition=_(
            "Different cropping patterns, such as a cash crop and then late rice, of which a crop"
            " was sown or planted in the period. The list of patterns is the district's own."
        ),
        unit="patterns",
        unit_words=_("patterns"),
        source=_("Deeds “crop sown or planted”"),
        formula=Distinct((deeds.CropSown,), thing="pattern", person="cooperative"),
        aggregate=Aggregate.DISTINCT,
        rising_is_good=None,
    )
)

sown_area = declare(
    Figure(
        code="fields.sown-area",
        title=_("Area sown by cooperatives"),
        definition=_(
            "Area on which cooperatives and their member households sowed or planted a crop in the"
            " period. A plot counts once for each crop it bears, whether or not it came to a"
            " harvest."
        ),
        unit=_MU[0],
        unit_words=_MU[1],
        source=_("Deeds “crop sown or planted”"),
        formula=Sum((deeds.CropSown,), "area", person="cooperative"),
        rising_is_good=None,
        subject="household",
        scale=Decimal(100),
        digits=2,
        dimensions=(_CROP, _PATTERN),
    )
)

harvest = declare(
    Figure(
        code="fields.harvest",
        title=_("Harvest of cooperatives"),
        definition=_(
            "What was weighed in the period from the plots of cooperatives, of all crops, as it"
            " came from the field, waste included."
        ),
        unit="jin",
        unit_words=_("jin"),
        source=_("Deeds “harvest weighed”"),
        formula=Sum((deeds.HarvestWeighed,), "grams", person="cooperative"),
        subject="household",
        scale=Decimal(500),
        dimensions=(_CROP, _PATTERN),
    )
)

sales = declare(
    Figure(
        code="fields.sales",
        title=_("Sales of cooperatives"),
        definition=_(
            "What cooperatives took in for produce sold in the period, of all crops, whoever grew"
            " it. Sales that were taken back are not counted."
        ),
        unit="10 thousand yuan",
        unit_words=_("ten thousand yuan"),
        source=_OF_SALES,
        formula=Sum((deeds.SaleMade,), "amount_fen", person="cooperative"),
        subject="household",
        scale=Decimal(1_000_000),
        digits=2,
        dimensions=(
            _CROP,
            _PATTERN,
            Dimension("trade", _("Whose produce"), "trade"),
            Dimension("buyer", _("To whom it was sold"), "buyer"),
        ),
    )
)

demo_sales = declare(
    Figure(
        code="fields.demo-sales",
        title=_("Takings of demonstration plots"),
        definition=_("What was taken in for produce of demonstration plots, of all their crops."),
        unit="yuan",
        unit_words=_("yuan"),
        source=_OF_SALES,
        formula=Sum((deeds.SaleMade,), "amount_fen", person="cooperative", where=(("demo", 1),)),
        subject="household",
        scale=Decimal(100),
    )
)

demo_area = declare(
    Figure(
        code="fields.demo-area",
        title=_("Land of demonstration plots"),
        definition=_("Area of the demonstration plots in use at the end of the day."),
        unit=_MU[0],
        unit_words=_MU[1],
        source=_OF_PLOTS,
        formula=_land(demo=True),
        subject=_HOLDERS,
        scale=Decimal(100),
        digits=2,
    )
)

yuan_per_mu = declare(
    Figure(
        code="fields.yuan-per-mu",
        title=_("Takings a mu of demonstration plots"),
        definition=_(
            "Takings of demonstration plots in the year, cash crops and rice together, over their"
            " area at its end. The mark of 万元千斤 is 10,000 yuan. It is money taken in, not what"
            " is left after costs."
        ),
        unit="yuan per mu",
        unit_words=_("yuan a mu"),
        source=_("From takings and land of demonstration plots"),
        formula=Ratio(demo_sales, demo_area),
        origin=Origin.DERIVED,
        aggregate=Aggregate.DERIVED,
        grains=_YEAR,
    )
)

rice_weighed = declare(
    Figure(
        code="fields.rice-weighed",
        title=_("Late rice of demonstration plots"),
        definition=_("Late rice weighed from demonstration plots in the period."),
        unit="jin",
        unit_words=_("jin"),
        source=_("Deeds “harvest weighed”"),
        formula=Sum((deeds.HarvestWeighed,), "grams", person="cooperative", where=_LATE_RICE),
        subject="household",
        scale=Decimal(500),
    )
)

rice_sown = declare(
    Figure(
        code="fields.rice-area",
        title=_("Demonstration plots sown with late rice"),
        definition=_(
            "Area of demonstration plots on which late rice was sown in the period, whether or not"
            " it came to a harvest."
        ),
        unit=_MU[0],
        unit_words=_MU[1],
        source=_("Deeds “crop sown or planted”"),
        formula=Sum((deeds.CropSown,), "area", person="cooperative", where=_LATE_RICE),
        subject="household",
        scale=Decimal(100),
        digits=2,
    )
)

rice_jin_per_mu = declare(
    Figure(
        code="fields.rice-jin-per-mu",
        title=_("Late rice a mu of demonstration plots"),
        definition=_(
            "Late rice weighed in the year from demonstration plots, over the area on which it was"
            " sown: a failed harvest counts as nothing. The mark of 万元千斤 is 1,000 jin."
        ),
        unit="jin per mu",
        unit_words=_("jin a mu"),
        source=_("From late rice weighed and the area sown with it"),
        formula=Ratio(rice_weighed, rice_sown),
        origin=Origin.DERIVED,
        aggregate=Aggregate.DERIVED,
        grains=_YEAR,
    )
)

households_supported = declare(
    Figure(
        code="fields.households-supported",
        title=_("Households supported to start up"),
        definition=_(
            "Households with whom an agreement of support was signed until the end of the day. Each"
            " counts once, also after it stands on its own."
        ),
        unit="households",
        unit_words=_("households"),
        source=_("Deeds “support agreed among several parties”"),
        formula=Stock(
            (Step(deeds.SupportAgreed, thing="household", person="household", always=True),)
        ),
        subject="household",
        people=False,
    )
)

income_gain = declare(
    Figure(
        code="fields.income-gain",
        title=_("Gain in income of supported households"),
        definition=_(
            "The median of what supported households earned in a year above their last income"
            " before support, as they state it, over statements made in the period: half gained"
            " more. It does not say that support was the cause."
        ),
        unit="yuan",
        unit_words=_("yuan"),
        source=_("Deeds “income since support stated”"),
        formula=Sum((deeds.IncomeCompared,), "gain_fen", person="household"),
        aggregate=Aggregate.MEDIAN,
        subject="household",
        scale=Decimal(100),
        people=False,
    )
)

support_kept = declare(
    Figure(
        code="fields.support-kept",
        title=_("Promised support that came in time"),
        definition=_(
            "Of what parties promised to supported households and what was delivered, failed or"
            " fell overdue in the period, the share delivered by its day."
        ),
        unit="percent",
        unit_words="%",
        source=_("Deeds “promised support delivered in time”, “late”, “will not come”, “overdue”"),
        formula=Last(
            (
                (deeds.ObligationKept, 1),
                (deeds.ObligationLate, 0),
                (deeds.ObligationFailed, 0),
                (deeds.ObligationOverdue, 0),
            ),
            thing="obligation",
        ),
        aggregate=Aggregate.SHARE,
        subject="household",
        digits=1,
        people=False,
        dimensions=(
            Dimension("gift", _("What was promised"), "sort"),
            Dimension("party", _("Who promised"), "party_sort"),
        ),
    )
)
