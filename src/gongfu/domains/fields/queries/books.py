"""A cooperative's year in money, and what each member's account holds."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum

from gongfu.domains.fields.models import Grant, Member, Rule, Share, Sharing, Work
from gongfu.domains.fields.rules import sharing as rules
from gongfu.domains.fields.rules.sharing import Account, Books, Shared, largest_remainder


def books_of(cooperative: str, year: int, *, loss_fen: int = 0) -> Books:
    """Return what came in and went out in a year, in fen; members' and others' trade apart."""
    rows = Work.objects.filter(cooperative=cooperative, on__year=year, reversed=False)
    found = rows.filter(sort__in=("sold", "paid")).values_list("sort", "trade")
    sums = {(sort, trade): total for sort, trade, total in found.annotate(total=Sum("fen"))}
    return Books(
        takings=sum(total for (sort, _trade), total in sums.items() if sort == "sold"),
        others=sums.get(("sold", "other"), 0),
        cost=sum(total for (sort, _trade), total in sums.items() if sort == "paid"),
        loss=loss_fen,
    )


def accounts_of(cooperative: str, year: int) -> dict[str, Account]:
    """Return the account of each household that was a member at the end of the year."""
    rows = Member.objects.filter(cooperative=cooperative, joined_on__year__lte=year)
    members = {
        row.household: row
        for row in rows.order_by("household")
        if row.left_on is None or row.left_on.year > year
    }
    trade = _trade(cooperative, year)
    reserve, grant = _reserves(cooperative, year), _grants(cooperative, year, list(members))
    return {
        one: Account(trade.get(one, 0), row.capital_fen, reserve.get(one, 0), grant.get(one, 0))
        for one, row in members.items()
    }


def _trade(cooperative: str, year: int) -> dict[str, int]:
    rows = Work.objects.filter(
        cooperative=cooperative, on__year=year, sort="sold", trade="member", reversed=False
    )
    return dict(rows.values_list("household").annotate(total=Sum("fen")))


def _reserves(cooperative: str, year: int) -> dict[str, int]:
    """Return each member's part of the reserves of earlier years."""
    adopted = Sharing.objects.filter(cooperative=cooperative, state="adopted", year__lt=year)
    rows = Share.objects.filter(sharing__in=adopted.values("sharing"))
    return dict(rows.values_list("household").annotate(total=Sum("new_reserve_fen")))


def _grants(cooperative: str, year: int, members: list[str]) -> dict[str, int]:
    """Return subsidies and gifts until the end of the year, averaged over the members."""
    rows = Grant.objects.filter(cooperative=cooperative, on__year__lte=year, reversed=False)
    total = rows.aggregate(total=Sum("amount_fen"))["total"] or 0
    return largest_remainder(total, dict.fromkeys(members, 1))


def shared_of(cooperative: str, year: int, *, loss_fen: int, on: date) -> Shared:
    """Return how a year's proceeds would be shared, by the standing rule; nothing is written.

    Raises YearNotOver, SharedAlready, BadShare, NoRule, NothingToShare, NobodyTraded.
    """
    rules.check_year(year, today=on)
    if Sharing.objects.filter(cooperative=cooperative, year=year).exclude(state="dropped").exists():
        raise rules.SharedAlready(year=year)
    if loss_fen < 0:
        raise rules.BadShare()
    rule = Rule.objects.filter(pk=cooperative).first()
    if rule is None:
        raise rules.NoRule()
    sums = books_of(cooperative, year, loss_fen=loss_fen)
    return rules.share(sums, rule, accounts_of(cooperative, year))
