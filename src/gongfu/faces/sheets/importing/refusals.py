"""What can be wrong with a cell or a workbook, each in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import BadInput, WrongState


class Missing(BadInput):
    """A required cell is empty."""

    code = "sheets.missing"
    words = _("“%(column)s” is empty.")


class Formula(BadInput):
    """A text that a spreadsheet would run."""

    code = "sheets.formula"
    words = _("“%(given)s” begins like a formula, not like a word. Type what it means.")


class BrokenCell(BadInput):
    """The cell shows an error of the spreadsheet."""

    code = "sheets.broken-cell"
    words = _("The cell shows %(given)s: its formula is broken. Type the value instead.")


class TooLong(BadInput):
    """A cell holds a whole letter."""

    code = "sheets.too-long"
    words = _("The text has more than %(most)s characters.")


class NotWhole(BadInput):
    """No whole number."""

    code = "sheets.not-whole"
    words = _("“%(given)s” is not a whole number.")


class NotANumber(BadInput):
    """No number."""

    code = "sheets.not-a-number"
    words = _("“%(given)s” is not a number.")


class NotADay(BadInput):
    """No day of the calendar."""

    code = "sheets.not-a-day"
    words = _("“%(given)s” is not a day. Write it as 2021-09-16 or 2021年9月16日.")


class WrongYear(BadInput):
    """A year in which nothing here happened."""

    code = "sheets.wrong-year"
    words = _("The year %(given)s cannot be right.")


class NotATime(BadInput):
    """No time of a day."""

    code = "sheets.not-a-time"
    words = _("“%(given)s” is not a time of the day. Write it as 8:30.")


class NotAPeriodHere(BadInput):
    """No period."""

    code = "sheets.not-a-period"
    words = _("“%(given)s” is not a period. Write 2021, 2021-H1, 2021-Q3, 2021-09 or 2021年9月.")


class NotAChoice(BadInput):
    """None of the words on offer."""

    code = "sheets.not-a-choice"
    words = _("“%(given)s” is none of: %(choices)s.")


class NotYesOrNo(BadInput):
    """Neither yes nor no."""

    code = "sheets.not-yes-or-no"
    words = _("“%(given)s” is neither yes nor no.")


class NobodyThere(BadInput):
    """The register of the viewer's area knows nobody like that."""

    code = "sheets.nobody"
    words = _("Nobody on the register of your area is “%(given)s”.")


class SeveralPeople(BadInput):
    """A name that several people share."""

    code = "sheets.several-people"
    words = _("%(count)s people here are called “%(given)s”. Write the phone or identity number.")


class NoPlaceThere(BadInput):
    """The viewer's area has no place like that."""

    code = "sheets.no-place"
    words = _("Your area has no place called “%(given)s”.")


class SeveralPlaces(BadInput):
    """A name that several places share."""

    code = "sheets.several-places"
    words = _("%(count)s places here are called “%(given)s”. Write the code, or the community too.")


class NoColumn(BadInput):
    """A required column is not pointed at."""

    code = "sheets.no-column"
    words = _("Point out the column for “%(column)s”.")


class TwiceInSheet(BadInput):
    """Two rows of the sheet say the same."""

    code = "sheets.twice-in-sheet"
    words = _("This row says the same as row %(row)s.")


class TwiceInCells(BadInput):
    """Two cells of a wide sheet say the same."""

    code = "sheets.twice-in-cells"
    words = _("This cell says the same as cell %(cell)s.")


class NoCells(BadInput):
    """A wide sheet without columns of values."""

    code = "sheets.no-cells"
    words = _("Tick at least one column that holds values.")


class NoSuchImport(BadInput):
    """There is no such import for this viewer, or it is over."""

    code = "sheets.no-such-import"
    words = _("This import is over or does not exist. Send the file again.")
    status = 404


class StillErrors(WrongState):
    """Nothing is written while there are errors, unless the person takes the good rows."""

    code = "sheets.still-errors"
    words = _("%(count)s cells are wrong. Mend them, or choose to take the good rows only.")


class AskedFirst(WrongState):
    """Strange rows are looked at before anything is written."""

    code = "sheets.asked-first"
    words = _("Look at the rows that seem strange, and say that they are right.")


class NothingNew(WrongState):
    """Every row was taken in before."""

    code = "sheets.nothing-new"
    words = _("Every row of this sheet was recorded before. Nothing was written twice.")


class Changed(WrongState):
    """What the rows depend on has changed since they were checked."""

    code = "sheets.changed"
    words = _(
        "Something changed since the rows were checked. They were checked again: look once more."
    )
