"""A sharing as plain values: its sums, which add up to what was taken in, and its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.urls import reverse

from gongfu.domains.fields.queries import Shared, SharingCard, Statement
from gongfu.faces.web.board.numbers import thin
from gongfu.faces.web.fields.units import yuan_words


class _Parts(NamedTuple):
    """Where what was taken in goes, in fen."""

    takings: int
    others: int
    cost: int
    loss: int
    reserve: int
    by_trade: int
    by_capital: int


def money(fen: int) -> str:
    """Return an amount in yuan with its fen, its thin spaces unbreakable, without the unit."""
    return thin(f"{Decimal(fen) / 100:,.2f}")


def percent(part: int, whole: int) -> str:
    """Return a part as percent, with two decimals at most."""
    value = Decimal(part * 100) / Decimal(whole) if whole else Decimal(0)
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{text} %"


def preview_sums(found: Shared) -> dict[str, Any]:
    """Return the sums of a computed sharing."""
    books = found.books
    parts = (books.takings, books.others, books.cost, books.loss)
    lines = found.lines.values()
    shares = sum(one.total for one in lines)
    return _sums(_Parts(*parts, found.reserve, found.by_trade, found.by_capital), shares)


def sharing_sums(row: Any, lines: Sequence[Any] = ()) -> dict[str, Any]:
    """Return the sums of a sharing that was laid out; lines: its households', where seen."""
    parts = (row.takings_fen, row.others_fen, row.cost_fen, row.loss_fen, row.reserve_fen)
    shared = row.by_trade_fen + row.by_capital_fen
    if lines:
        shared = sum(one.by_trade_fen + one.by_capital_fen for one in lines)
    return _sums(_Parts(*parts, row.by_trade_fen, row.by_capital_fen), shared)


def _sums(parts: _Parts, shares: int) -> dict[str, Any]:
    """Return the parts in words; shares: what the households' lines come to together."""
    surplus = parts.takings - parts.cost - parts.loss
    whole = parts.cost + parts.loss + parts.reserve + shares
    return {
        "takings": money(parts.takings),
        "members": money(parts.takings - parts.others),
        "others": money(parts.others),
        "cost": money(parts.cost),
        "loss": money(parts.loss),
        "surplus": money(surplus),
        "reserve": money(parts.reserve),
        "reserve_percent": percent(parts.reserve, surplus),
        "rest": money(surplus - parts.reserve),
        "by_trade": money(parts.by_trade),
        "trade_percent": percent(parts.by_trade, parts.by_trade + parts.by_capital),
        "by_capital": money(parts.by_capital),
        "shares": money(shares),
        "whole": money(whole),
        "adds_up": whole == parts.takings,
    }


def preview_lines(found: Shared, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the households of a computed sharing, by name."""
    rows = [
        {
            "name": names[one],
            "trade": money(line.account.trade),
            "by_trade": money(line.by_trade),
            "by_capital": money(line.by_capital),
            "reserve": money(line.new_reserve),
            "total": money(line.total),
        }
        for one, line in found.lines.items()
    ]
    return sorted(rows, key=lambda row: row["name"])


def card_lines(
    card: SharingCard, names: Mapping[str, str], own: frozenset[str], *, leads: bool
) -> list[dict[str, Any]]:
    """Return the households of a sharing: the reader's own first, then by name."""
    rows = [
        {
            "name": names[one.household],
            "own": one.household in own,
            "href": reverse("statement", args=[one.sharing, one.household])
            if leads or one.household in own
            else "",
            "trade": money(one.trade_fen),
            "by_trade": money(one.by_trade_fen),
            "by_capital": money(one.by_capital_fen),
            "reserve": money(one.new_reserve_fen),
            "total": money(one.by_trade_fen + one.by_capital_fen),
            "paid_on": one.paid_on,
        }
        for one in card.lines
    ]
    return sorted(rows, key=lambda row: (not row["own"], row["name"]))


class _Step(NamedTuple):
    """A division to the fen: whole × part ÷ all, its exact result, what was paid, the rest."""

    whole: str
    part: str
    all: str
    exact: str
    paid: str
    rounded: bool


def step(whole: int, part: int, all_parts: int, paid: int) -> _Step:
    """Return one line of the calculation; exact to a ten-thousandth of a yuan."""
    exact = Fraction(whole * part, all_parts) if all_parts else Fraction(paid)
    text = f"{Decimal(exact.numerator) / Decimal(exact.denominator) / 100:,.4f}"
    return _Step(
        money(whole),
        money(part),
        money(all_parts),
        thin(text),
        money(paid),
        exact != paid,
    )


def statement_values(found: Statement) -> dict[str, Any]:
    """Return a household's statement, line by line."""
    row, line = found.sharing, found.line
    return {
        "trade": money(line.trade_fen),
        "by_trade": step(row.by_trade_fen, line.trade_fen, found.all_trade, line.by_trade_fen),
        "capital": money(line.capital_fen),
        "held_reserve": money(line.held_reserve_fen),
        "grants": money(line.grant_fen),
        "stake": money(found.stake),
        "by_capital": step(row.by_capital_fen, found.stake, found.all_stake, line.by_capital_fen)
        if found.all_stake
        else None,
        "equal": money(line.by_capital_fen),
        "total": yuan_words(found.total, fen_too=True),
        "new_reserve": money(line.new_reserve_fen),
        "paid_on": line.paid_on,
        "paid_record": reverse("record", args=[line.paid]) if line.paid else "",
        "record": reverse("record", args=[line.number]),
        "number": line.number,
    }
