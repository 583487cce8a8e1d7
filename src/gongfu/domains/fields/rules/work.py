"""Work on plots, from sowing to sale."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.models import Batch, Plot, Sowing, Work
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

TREATMENTS = ("fungicide", "insecticide", "herbicide", "fertiliser", "other")
TASKS = ("ground", "sowing", "care", "pruning", "harvest", "grading", "clearing", "other")
GRADES = ("special", "first", "second", "waste")
BUYERS = ("wholesale", "shop", "canteen", "online", "visitors", "state", "processor", "other")
COSTS = (
    "seed",
    "fertiliser",
    "protection",
    "film",
    "labour",
    "rent",
    "machinery",
    "water",
    "transport",
    "purchase",
    "other",
)
CLEARED = ("harvested", "failed")
LONGEST_WITHDRAWAL, LONGEST_MINUTES = 120, 31 * 24 * 60
CORRECTABLE = timedelta(hours=24)


class SowingLine(NamedTuple):
    """A crop on a plot as a form or file gives it."""

    plot: str
    pattern: str
    crop: str
    on: date
    sure: tuple[str, ...] = ()


class WeighingLine(NamedTuple):
    """A weighed harvest as a form or file gives it."""

    sowing: str
    grams: int
    on: date
    sure: tuple[str, ...] = ()


class SaleLine(NamedTuple):
    """A sale as a form or file gives it.  voucher: a receipt or note of it exists."""

    batch: str
    grams: int
    amount_fen: int
    on: date
    buyer: str = "wholesale"
    voucher: bool = False
    sure: tuple[str, ...] = ()


class NoSuchSowing(BadInput):
    """No crop has this id."""

    code = "fields.no-such-sowing"
    words = _("There is no such crop on a plot.")
    status = 404


class NoSuchBatch(BadInput):
    """No batch has this code."""

    code = "fields.no-such-batch"
    words = _("There is no batch with this code. Look at the label again.")
    status = 404


class NotInPattern(BadInput):
    """The pattern holds no such crop."""

    code = "fields.not-in-pattern"
    words = _("This crop is not part of the chosen pattern. Choose another pattern or crop.")


class PlotTaken(WrongState):
    """Another crop stands on the plot."""

    code = "fields.plot-taken"
    words = _("Another crop stands on plot %(tag)s since %(day)s. Clear it first.")


class BeforePlot(BadInput):
    """Work is said to have been done before the plot came under cultivation."""

    code = "fields.before-plot"
    words = _("Plot %(tag)s is cultivated only since %(day)s. Look at the day again.")


class BeforeSowing(BadInput):
    """Work on a crop comes after its sowing."""

    code = "fields.before-sowing"
    words = _("This crop was sown on %(day)s. Nothing can have been done on it before.")


class Cleared(WrongState):
    """The crop is no longer on its plot."""

    code = "fields.cleared"
    words = _("This crop left the plot on %(day)s. Choose the one that stands there.")


class WithinWithdrawal(WrongState):
    """The time after a treatment has not passed."""

    code = "fields.within-withdrawal"
    words = _(
        "This crop was treated, and its withdrawal time lasts. It may be harvested from %(day)s."
    )


class BadWithdrawal(BadInput):
    """A withdrawal time is some days."""

    code = "fields.bad-withdrawal"
    words = _("The withdrawal time on the label is 0 to 120 days. Look at it again.")


class HarvestedSince(WrongState):
    """A treatment is noted whose withdrawal time holds a harvest."""

    code = "fields.harvested-since"
    words = _(
        "On %(day)s this crop was harvested, within the withdrawal time of this treatment. Note the"
        " treatment with its right day, and have the batch held back."
    )


class BeforeHarvest(BadInput):
    """A sale comes after the harvest."""

    code = "fields.before-harvest"
    words = _("This batch was harvested on %(day)s. It cannot have been sold before.")


class MoreThanThere(BadInput):
    """More is sold or graded than was weighed."""

    code = "fields.more-than-there"
    words = _("%(left)s kg of this batch are left. No more than that can be sold or graded.")


class TooLong(BadInput):
    """Nobody works so long at one time."""

    code = "fields.too-long"
    words = _("That is more than a month of work. Enter it in parts.")


class NotYours(NotAllowed):
    """Only who recorded something, or a second person with the office, takes it back."""

    code = "fields.not-yours"
    words = _("Somebody else recorded this. Ask them, or the head of the cooperative.")


class TooLate(WrongState):
    """After a day a second person is needed."""

    code = "fields.too-late"
    words = _("After 24 hours a record is put right by the cooperative with a second person.")


class SomethingFollows(WrongState):
    """What rests on a record is taken back first."""

    code = "fields.something-follows"
    words = _("Later records rest on this one. Take those back first.")


def check_free(plot: Plot, standing: Sowing | None, *, on: date) -> None:
    """Accept a plot on which nothing stands.  Raises BeforePlot, PlotTaken."""
    if on < plot.opened_on:
        raise BeforePlot(tag=plot.tag, day=plot.opened_on.isoformat())
    if standing is not None:
        raise PlotTaken(tag=plot.tag, day=standing.on.isoformat())


def check_stands(row: Sowing | None, *, on: date) -> Sowing:
    """Return a crop that stood on that day.  Raises NoSuchSowing, BeforeSowing, Cleared."""
    if row is None or row.reversed:
        raise NoSuchSowing()
    if on < row.on:
        raise BeforeSowing(day=row.on.isoformat())
    if row.cleared_on is not None and on > row.cleared_on:
        raise Cleared(day=row.cleared_on.isoformat())
    return row


def check_withdrawal(days: int) -> None:
    """Accept a withdrawal time in days.  Raises BadWithdrawal."""
    if not 0 <= days <= LONGEST_WITHDRAWAL:
        raise BadWithdrawal()


def check_safe(safe_from: date | None, *, on: date) -> None:
    """Accept a harvest after all withdrawal times.  Raises WithinWithdrawal."""
    if safe_from is not None and on < safe_from:
        raise WithinWithdrawal(day=safe_from.isoformat())


def check_batch(row: Batch | None, *, on: date) -> Batch:
    """Return a batch that was there on that day.  Raises NoSuchBatch, BeforeHarvest."""
    if row is None or row.reversed:
        raise NoSuchBatch()
    if on < row.on:
        raise BeforeHarvest(day=row.on.isoformat())
    return row


def check_left(left_g: int, grams: int) -> None:
    """Accept no more than what is left.  Raises MoreThanThere."""
    if grams > left_g:
        raise MoreThanThere(left=f"{left_g / 1000:,.3f}")


def check_minutes(minutes: int) -> None:
    """Accept a time of work up to a month.  Raises TooLong."""
    if minutes > LONGEST_MINUTES:
        raise TooLong()


def check_own(row: Work, *, by: str, at: datetime) -> None:
    """Accept one's own record of the last 24 hours.  Raises NotYours, TooLate."""
    if row.by != by:
        raise NotYours()
    if at - row.at > CORRECTABLE:
        raise TooLate()
