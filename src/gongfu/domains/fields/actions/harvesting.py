"""Weighing, grading, selling and paying: from the plot to the buyer and the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gongfu.domains.fields.actions.growing import about
from gongfu.domains.fields.actions.standing import check_for
from gongfu.domains.fields.deeds import BatchGraded, CostPaid, HarvestWeighed, SaleMade
from gongfu.domains.fields.models import Batch, Member, Sowing
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.rules import doubts
from gongfu.domains.fields.rules import work as rules
from gongfu.domains.fields.rules.land import is_member
from gongfu.domains.fields.rules.sharing import check_books_open
from gongfu.domains.fields.rules.words import check_amount, check_day, check_word
from gongfu.domains.fields.rules.work import SaleLine, WeighingLine
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.viewers import Viewer

Entries = list[Entry[Any]]
_BATCH_LENGTH = 10


@action("field.work")
def weigh_harvests(
    viewer: Viewer, lines: Sequence[WeighingLine], *, at: datetime, key: str = ""
) -> Entries:
    """Record weighed harvests; each deed names the new batch's code.

    Raises Denied; Many (NoSuchSowing, BeforeSowing, Cleared, FutureDay, NoAmount,
    WithinWithdrawal, UnitDoubt, PlentyDoubt).
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((HarvestWeighed,), lines, "sowing", "grams", "on"):
        return sent
    scales = _Scales(act, lines)
    drawn = each_line(lines, scales.line)
    return append(
        [act.draft(deed, key=act.line_key(number)) for number, deed in enumerate(drawn, start=1)]
    )


def weigh_harvest(viewer: Viewer, line: WeighingLine, *, at: datetime, key: str = "") -> Entry[Any]:
    """Record one weighed harvest; see `weigh_harvests`.  Raises the refusal itself."""
    try:
        return weigh_harvests(viewer, [line], at=at, key=key)[0]
    except Many as many:
        raise many.errors[0].refusal from None


class _Scales:
    """Judges weighings one after another; each counts towards what its crop has brought."""

    def __init__(self, act: Act, lines: Sequence[WeighingLine]) -> None:
        named = {line.sowing for line in lines}
        self._act = act
        self._sowings = rows.sowings_among(named, lock=True)
        self._safe, self._total = rows.safe_from(named), rows.weighed_so_far(named)
        self._usual = rows.Usual()
        asked = {(row.cooperative, row.household) for row in self._sowings.values()}
        for cooperative, household in sorted(asked):
            check_for(act, "field.work", cooperative, household=household)

    def line(self, number: int, line: WeighingLine) -> HarvestWeighed:
        """Return the deed of one line, from 1.  Raises what speaks against it."""
        row = rules.check_stands(self._sowings.get(line.sowing), on=line.on)
        check_day(line.on, today=self._act.on)
        check_amount(line.grams)
        rules.check_safe(self._safe.get(line.sowing), on=line.on)
        total = self._total.get(line.sowing, 0) + line.grams
        step = self._usual.step(row.pattern, row.crop)
        asked = doubts.answered(doubts.about_harvest(total, row.area, step), line.sure)
        self._total[line.sowing] = total
        return HarvestWeighed(
            **about(row, on=line.on),
            grams=line.grams,
            demo=int(row.demo),
            doubts=asked,
            batch=self._act.id_for(f"batch {number}")[:_BATCH_LENGTH].upper(),
        )


@action("field.work")
def grade_batch(
    viewer: Viewer,
    *,
    batch: str,
    grade: str,
    grams: int,
    on: date,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record what part of a batch is of which grade; waste cannot be sold.

    Raises Denied, NoSuchBatch, BeforeHarvest, FutureDay, UnknownWord, NoAmount, MoreThanThere.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(BatchGraded, batch=batch, grade=grade, grams=grams, on=on):
        return sent
    row = rules.check_batch(locked(Batch, batch), on=on)
    check_for(act, "field.work", row.cooperative, household=row.household)
    check_day(on, today=act.on)
    check_word(grade, rules.GRADES)
    check_amount(grams)
    left = row.grams - row.graded_g
    if grade == "waste":
        left = min(left, row.grams - row.sold_g - row.waste_g)
    rules.check_left(left, grams)
    deed = BatchGraded(**_of_batch(row, on=on), grade=grade, grams=grams, batch=batch)
    return append([act.draft(deed)])[0]


def _of_batch(row: Batch, *, on: date) -> dict[str, Any]:
    known = ("place", "crop", "pattern", "cooperative", "household", "plot", "sowing")
    return {"on": on, **{name: getattr(row, name) for name in known}}


@action("crop.sell")
def sell_batches(
    viewer: Viewer, lines: Sequence[SaleLine], *, at: datetime, key: str = ""
) -> Entries:
    """Record sales; a voucher makes one of evidence class C.

    Raises Denied; Many (NoSuchBatch, BeforeHarvest, FutureDay, UnknownWord, NoAmount,
    MoreThanThere, YearShared, PriceUnitDoubt, PriceDoubt).
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((SaleMade,), lines, "batch", "grams", "amount_fen", "on"):
        return sent
    till = _Till(act, lines)
    drawn = each_line(lines, till.line)
    evidence = [Evidence.C if line.voucher else Evidence.A for line in lines]
    return append(
        [
            act.draft(deed, evidence=how, key=act.line_key(number))
            for number, (deed, how) in enumerate(zip(drawn, evidence, strict=True), start=1)
        ]
    )


def sell_batch(viewer: Viewer, line: SaleLine, *, at: datetime, key: str = "") -> Entry[Any]:
    """Record one sale; see `sell_batches`.  Raises the refusal itself."""
    try:
        return sell_batches(viewer, [line], at=at, key=key)[0]
    except Many as many:
        raise many.errors[0].refusal from None


class _Till:
    """Judges sales one after another; each takes from what is left of its batch."""

    def __init__(self, act: Act, lines: Sequence[SaleLine]) -> None:
        self._act = act
        self._batches = rows.batches_among((line.batch for line in lines), lock=True)
        self._usual = rows.Usual()
        cooperatives = {row.cooperative for row in self._batches.values()}
        self._members = _members(cooperatives)
        self._shared = rows.shared_years(cooperatives)
        for cooperative in sorted(cooperatives):
            check_for(act, "crop.sell", cooperative)

    def line(self, _number: int, line: SaleLine) -> SaleMade:
        """Return the deed of one line.  Raises what speaks against it."""
        row = rules.check_batch(self._batches.get(line.batch), on=line.on)
        check_day(line.on, today=self._act.on)
        check_books_open((row.cooperative, line.on.year) in self._shared, line.on.year)
        check_word(line.buyer, rules.BUYERS)
        check_amount(line.grams, line.amount_fen)
        rules.check_left(row.grams - row.sold_g - row.waste_g, line.grams)
        step = self._usual.step(row.pattern, row.crop)
        asked = doubts.about_price(line.grams, line.amount_fen, step)
        deed = SaleMade(
            **_of_batch(row, on=line.on),
            grams=line.grams,
            amount_fen=line.amount_fen,
            buyer=line.buyer,
            trade=self._trade(row),
            demo=int(row.demo),
            doubts=doubts.answered(asked, line.sure),
            batch=line.batch,
        )
        row.sold_g += line.grams
        return deed

    def _trade(self, row: Batch) -> str:
        if not row.household:
            return "own"
        return "member" if (row.cooperative, row.household) in self._members else "other"


def _members(cooperatives: set[str]) -> frozenset[tuple[str, str]]:
    found = Member.objects.filter(cooperative__in=cooperatives)
    return frozenset((row.cooperative, row.household) for row in found if is_member(row))


@action("crop.sell")
def pay_cost(
    viewer: Viewer,
    *,
    cooperative: str,
    sort: str,
    amount_fen: int,
    on: date,
    sowing: str = "",
    voucher: bool = False,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record what the cooperative paid, for one crop or for all.

    Raises Denied, NoSuchCooperative, UnknownWord, NoAmount, FutureDay, YearShared,
    NoSuchSowing.
    """
    act = Act(viewer, at, key)
    said: dict[str, Any] = {
        "cooperative": cooperative,
        "sort": sort,
        "amount_fen": amount_fen,
        "on": on,
    }
    if sent := act.sent(CostPaid, **said):
        return sent
    unit = check_for(act, "crop.sell", cooperative)
    check_word(sort, rules.COSTS)
    check_amount(amount_fen)
    check_day(on, today=act.on)
    check_books_open(rows.is_shared(cooperative, on.year), on.year)
    crop = _crop_of(cooperative, sowing) if sowing else None
    deed = CostPaid(
        on=on,
        place=unit.place,
        sort=sort,
        amount_fen=amount_fen,
        cooperative=cooperative,
        plot=crop.plot if crop else "",
        sowing=sowing,
    )
    return append([act.draft(deed, evidence=Evidence.C if voucher else Evidence.A)])[0]


def _crop_of(cooperative: str, sowing: str) -> Sowing:
    row = Sowing.objects.filter(pk=sowing, cooperative=cooperative, reversed=False).first()
    if row is None:
        raise rules.NoSuchSowing()
    return row
