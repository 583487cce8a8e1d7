"""How proceeds are shared: the law's limits, and the computation to the fen.

Source: 农民专业合作社法 (2017 revision, in force 2018-07-01): art. 40 (laid out 15 days before the
meeting), 41 (members' and others' trade apart), 42 (reserve, told off to each member's account),
43 (member accounts), 44 (at least 60 % of the distributable surplus by volume of trade, the rest
by capital, reserve share, and subsidies and gifts averaged over the members).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields.models import Rule, Sharing
from gongfu.kernel.refusals import BadInput, NotAllowed, WrongState

WHOLE_BP, LEAST_TRADE_BP = 10_000, 6_000
NOTICE = timedelta(days=15)


class Account(NamedTuple):
    """What counts for one member, in fen: the year's volume of trade, and what the account holds.

    grant: its part of subsidies and gifts, averaged over the members.
    """

    trade: int
    capital: int = 0
    reserve: int = 0
    grant: int = 0

    @property
    def stake(self) -> int:
        """Return by what the rest is shared."""
        return self.capital + self.reserve + self.grant


class Books(NamedTuple):
    """A year of a cooperative, in fen.

    takings: all that was taken in; others: of it, with produce of non-members.  loss: of earlier
    years, still to be made up.
    """

    takings: int
    others: int
    cost: int
    loss: int = 0


class Line(NamedTuple):
    """One member's share, in fen."""

    account: Account
    by_trade: int
    by_capital: int
    new_reserve: int

    @property
    def total(self) -> int:
        """Return what the household receives."""
        return self.by_trade + self.by_capital


class Shared(NamedTuple):
    """A computed sharing, in fen; takings are cost, loss, reserve, by_trade and by_capital."""

    books: Books
    reserve: int
    by_trade: int
    by_capital: int
    lines: Mapping[str, Line]


class BelowSixty(BadInput):
    """The law asks for more by volume of trade."""

    code = "fields.below-sixty"
    words = _(
        "At least 60 % of the distributable surplus goes back by volume of trade (article 44 of"
        " the Farmers' Specialized Cooperatives Law)."
    )


class BadShare(BadInput):
    """A part is between nothing and all."""

    code = "fields.bad-share"
    words = _("A part is between 0 and 100 %.")


class NoRule(WrongState):
    """Nothing is shared without an adopted rule."""

    code = "fields.no-rule"
    words = _("The members' meeting has not adopted a rule of sharing. Enter it first.")


class NothingToShare(WrongState):
    """Costs and losses took everything."""

    code = "fields.nothing-to-share"
    words = _("After costs and earlier losses nothing is left to share.")


class NobodyTraded(WrongState):
    """No member traded with the cooperative."""

    code = "fields.nobody-traded"
    words = _("No member's produce was sold in that year, so nothing can be shared by trade.")


class YearNotOver(WrongState):
    """A year is shared when it is over."""

    code = "fields.year-not-over"
    words = _("%(year)s is not over yet.")


class SharedAlready(WrongState):
    """A year is shared once."""

    code = "fields.shared-already"
    words = _("The proceeds of %(year)s were already shared, or their sharing is laid out.")


class NoSuchSharing(BadInput):
    """No sharing has this id."""

    code = "fields.no-such-sharing"
    words = _("There is no such sharing.")
    status = 404


class NotAdopted(WrongState):
    """Only what the members' meeting adopted is paid out."""

    code = "fields.not-adopted"
    words = _("The members' meeting has not adopted this sharing. Nothing is paid out before.")


class NothingDue(WrongState):
    """All shares that are meant were paid."""

    code = "fields.nothing-due"
    words = _("These shares were already paid out.")


class NotPaid(WrongState):
    """No payment is recorded that could be taken back."""

    code = "fields.not-paid"
    words = _("No payment of this share is recorded.")


class PaidBefore(BadInput):
    """A share is paid after its adoption."""

    code = "fields.paid-before"
    words = _("The members' meeting adopted it on %(day)s. It cannot have been paid before.")


class NoSuchMotion(WrongState):
    """Nothing waits for a second person here."""

    code = "fields.no-such-motion"
    words = _("Nothing waits for your confirmation here. Open the page again.")


class NotProposed(WrongState):
    """The sharing was adopted or dropped."""

    code = "fields.not-proposed"
    words = _("This sharing was already adopted or dropped.")


class TooSoon(WrongState):
    """The proposal is laid out for 15 days before the meeting."""

    code = "fields.too-soon"
    words = _(
        "The proposal is laid out for the members for 15 days before their meeting (article 40 of"
        " the law). The meeting can adopt it from %(day)s."
    )


class BooksChanged(WrongState):
    """Records came in after the proposal."""

    code = "fields.books-changed"
    words = _(
        "Records of that year were added or taken back since. Drop the proposal and make a new one."
    )


class NotAHead(NotAllowed):
    """The members' meeting is recorded by who leads the cooperative."""

    code = "fields.not-a-head"
    words = _("Only the head or the staff of this cooperative records what its meeting adopted.")


class NotASupervisor(NotAllowed):
    """The second person supervises the accounts of this cooperative."""

    code = "fields.not-a-supervisor"
    words = _("The second person must be the supervisor of this cooperative's accounts.")


def check_rule(*, reserve_bp: int, trade_bp: int) -> None:
    """Accept parts of 10,000 within the law.  Raises BadShare, BelowSixty."""
    if not (0 <= reserve_bp < WHOLE_BP and 0 <= trade_bp <= WHOLE_BP):
        raise BadShare()
    if trade_bp < LEAST_TRADE_BP:
        raise BelowSixty()


def check_year(year: int, *, today: date) -> None:
    """Accept a year that is over.  Raises YearNotOver."""
    if year >= today.year:
        raise YearNotOver(year=year)


def check_proposed(row: Sharing | None) -> Sharing:
    """Return a sharing that waits for the meeting.  Raises NoSuchSharing, NotProposed."""
    if row is None:
        raise NoSuchSharing()
    if row.state != "proposed":
        raise NotProposed()
    return row


def check_payable(row: Sharing | None, *, on: date) -> Sharing:
    """Return an adopted sharing.  Raises NoSuchSharing, NotAdopted, PaidBefore."""
    if row is None:
        raise NoSuchSharing()
    if row.adopted_on is None or row.state != "adopted":
        raise NotAdopted()
    if on < row.adopted_on:
        raise PaidBefore(day=row.adopted_on.isoformat())
    return row


def check_notice(row: Sharing, *, on: date) -> None:
    """Accept a meeting 15 days after the proposal was laid out.  Raises TooSoon."""
    first = row.proposed_on + NOTICE
    if on < first:
        raise TooSoon(day=first.isoformat())


def largest_remainder(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Return whole parts of `total` by weight whose sum is the total, to the last fen.

    Each gets its share rounded down; what is left goes, one fen each, to the largest remainders,
    on a tie to the smaller id.  No weight: equal parts.
    """
    if not weights:
        return {}
    whole = sum(weights.values())
    if not whole:
        weights, whole = dict.fromkeys(weights, 1), len(weights)
    exact = {name: Fraction(total * weight, whole) for name, weight in weights.items()}
    parts = {name: int(share) for name, share in exact.items()}
    left = total - sum(parts.values())
    for name in sorted(exact, key=lambda name: (parts[name] - exact[name], name))[:left]:
        parts[name] += 1
    return parts


def share(books: Books, rule: Rule, accounts: Mapping[str, Account]) -> Shared:
    """Share a year's proceeds among the members, to the fen.

    What is due by trade is rounded up, so that the law's part is never missed by a fraction.
    Raises NothingToShare, NobodyTraded.
    """
    left = books.takings - books.cost - books.loss
    if left <= 0:
        raise NothingToShare()
    trades = {one: account.trade for one, account in accounts.items()}
    if not any(trades.values()):
        raise NobodyTraded()
    reserve = left * rule.reserve_bp // WHOLE_BP
    surplus = left - reserve
    by_trade = -(-surplus * rule.trade_bp // WHOLE_BP)
    traded = largest_remainder(by_trade, trades)
    stakes = {one: account.stake for one, account in accounts.items()}
    held = largest_remainder(surplus - by_trade, stakes)
    told_off = largest_remainder(reserve, trades)
    lines = {
        one: Line(account, traded[one], held[one], told_off[one])
        for one, account in accounts.items()
    }
    return Shared(books, reserve, by_trade, surplus - by_trade, lines)


class YearShared(WrongState):
    """The books of a shared year are closed."""

    code = "fields.year-shared"
    words = _("The proceeds of %(year)s were shared, so its sales and costs no longer change.")


def check_books_open(is_shared: bool, year: int) -> None:
    """Accept a year whose proceeds were not shared.  Raises YearShared."""
    if is_shared:
        raise YearShared(year=year)
