"""Households in cooperatives and their plots."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.models import Member, Plot
from gongfu.kernel.refusals import BadInput, WrongState

COVERS = ("greenhouse", "open")
SOILS = ("paddy", "clay", "loam", "sand", "other")
LESSORS = ("collective", "household", "company", "state", "other")
SOURCES = ("state", "gift")
OVERLAP_PART = 0.01
_TAG = re.compile(r"[A-Za-z0-9-]{1,12}")


class PlotLine(NamedTuple):
    """A plot as a form or file gives it.

    area: hundredths of a mu.  household: who contracts it, empty for the cooperative.  since: the
    first day of the contract; until: its last, or None.  outline: GeoJSON text of a multipolygon
    in CGCS2000, or empty.  sure: which questions were answered with yes.  lessor: from whom the
    land is contracted, or empty.
    """

    tag: str
    area: int
    since: date
    cover: str = "open"
    soil: str = "paddy"
    household: str = ""
    until: date | None = None
    demo: bool = False
    outline: str = ""
    sure: tuple[str, ...] = ()
    lessor: str = ""


class AlreadyMember(WrongState):
    """A household is a member once."""

    code = "fields.already-member"
    words = _("This household is already a member of the cooperative.")


class NotAMember(WrongState):
    """The household does not belong to the cooperative."""

    code = "fields.not-a-member"
    words = _("This household is not a member of the cooperative. Let it join first.")


class NoSuchHousehold(BadInput):
    """No household has this id."""

    code = "fields.no-such-household"
    words = _("There is no such household on the register.")


class NotThatMuch(BadInput):
    """More capital would be given back than was paid in."""

    code = "fields.not-that-much"
    words = _("%(held)s yuan of capital lie in the account. No more can be given back.")


class StillHasPlots(WrongState):
    """A household that leaves hands its plots on first."""

    code = "fields.still-has-plots"
    words = _("This household still has plots. Hand them on or return them first.")


class BadTag(BadInput):
    """A plot's number is letters, digits and hyphens, and names nobody."""

    code = "fields.bad-tag"
    words = _("A plot's number has 1 to 12 letters, digits or hyphens, and names no person.")


class TagTaken(WrongState):
    """Another open plot has this number."""

    code = "fields.tag-taken"
    words = _("There is already a plot %(tag)s in this cooperative. Choose another number.")


class NoSuchPlot(BadInput):
    """No plot has this id."""

    code = "fields.no-such-plot"
    words = _("There is no such plot.")
    status = 404


class PlotClosedAlready(WrongState):
    """The plot was split, merged or returned."""

    code = "fields.plot-closed"
    words = _("Plot %(tag)s was split, merged or returned. Choose one that is in use.")


class ContractEndsFirst(BadInput):
    """A contract ends after it begins."""

    code = "fields.contract-ends-first"
    words = _("The contract would end before it begins. Look at the days again.")


class Overlapping(BadInput):
    """Two plots lie over each other."""

    code = "fields.overlapping"
    words = _(
        "Plots %(first)s and %(second)s overlap by %(area)s mu. Correct the outline of one of them."
    )


class NotSimple(BadInput):
    """An outline crosses itself."""

    code = "fields.not-simple"
    words = _("The outline of plot %(tag)s crosses itself. Draw it again around the plot.")


class AreaLost(BadInput):
    """Parts and whole differ."""

    code = "fields.area-lost"
    words = _("The parts come to %(parts)s mu, but the plot has %(whole)s mu. They must be equal.")


class TooFewParts(BadInput):
    """Two plots at least are split off or merged."""

    code = "fields.too-few-parts"
    words = _("Name two plots at least.")


class NotTogether(BadInput):
    """Plots of different cooperatives or households are not merged."""

    code = "fields.not-together"
    words = _("Only plots of the same cooperative and household can be merged.")


class CropStands(WrongState):
    """A crop stands on the plot."""

    code = "fields.crop-stands"
    words = _("A crop stands on plot %(tag)s. Clear it first.")


class SameHands(BadInput):
    """A plot goes to somebody else."""

    code = "fields.same-hands"
    words = _("This household already has the plot. Choose another.")


def is_member(row: Member | None) -> bool:
    """Say whether a household belongs to a cooperative now."""
    return row is not None and row.left_on is None


def check_joins(row: Member | None) -> None:
    """Accept a household that is no member.  Raises AlreadyMember."""
    if is_member(row):
        raise AlreadyMember()


def check_member(row: Member | None) -> None:
    """Accept a member.  Raises NotAMember."""
    if not is_member(row):
        raise NotAMember()


def check_capital(row: Member, capital_fen: int) -> None:
    """Accept capital paid in, or no more given back than lies there.  Raises NotThatMuch."""
    if row.capital_fen + capital_fen < 0:
        raise NotThatMuch(held=f"{row.capital_fen / 100:,.2f}")


def check_open(row: Plot | None) -> Plot:
    """Return a plot that is in use.  Raises NoSuchPlot, PlotClosedAlready."""
    if row is None:
        raise NoSuchPlot()
    if row.closed_on is not None:
        raise PlotClosedAlready(tag=row.tag)
    return row


def check_tag(tag: str, *, taken: bool) -> None:
    """Accept a free number.  Raises BadTag, TagTaken."""
    if not _TAG.fullmatch(tag):
        raise BadTag()
    if taken:
        raise TagTaken(tag=tag)


def check_term(since: date, until: date | None) -> None:
    """Accept a contract that ends after it begins.  Raises ContractEndsFirst."""
    if until is not None and until <= since:
        raise ContractEndsFirst()


def check_parts(parts: list[int], whole: int) -> None:
    """Accept two parts or more that make up the whole.  Raises TooFewParts, AreaLost."""
    if len(parts) < 2:
        raise TooFewParts()
    if sum(parts) != whole:
        raise AreaLost(parts=f"{sum(parts) / 100:.2f}", whole=f"{whole / 100:.2f}")


def check_together(rows: list[Plot]) -> None:
    """Accept plots of one cooperative and household.  Raises TooFewParts, NotTogether."""
    if len(rows) < 2:
        raise TooFewParts()
    if len({(row.cooperative, row.household) for row in rows}) > 1:
        raise NotTogether()
