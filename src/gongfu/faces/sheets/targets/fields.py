"""A cooperative's lists: members, plots, weighed harvests, sales."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import Joining, PlotLine, SaleLine, WeighingLine
from gongfu.domains.fields.deeds import HouseholdJoined
from gongfu.domains.fields.queries import Stood
from gongfu.faces.sheets.targets import (
    Choice,
    Column,
    Doubt,
    Row,
    Sort,
    Target,
    choices_of,
    declare,
)
from gongfu.faces.web.fields.words import BUYERS, COVERS, LESSORS, SOILS
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.measures.quantities import WORDS, fen, grams, mu_hundredths
from gongfu.kernel.people import queries as people
from gongfu.kernel.people.actions.acting import each_line
from gongfu.kernel.refusals import BadInput, Refused
from gongfu.kernel.rights.viewers import Viewer

L = TypeVar("L")
_ASKED = ("unit", "plenty", "price", "area")


class NoHousehold(BadInput):
    """The person named as member or contractor belongs to no household on the register."""

    code = "sheets.no-household"
    words = _("This person belongs to no household on the register. Register the household first.")


class OneCooperative(BadInput):
    """A list of members or plots is of one cooperative."""

    code = "sheets.one-cooperative"
    words = _("This sheet begins with another cooperative. Send the rows of each on their own.")


class NothingStood(BadInput):
    """On the day of a row nothing stood on its plot."""

    code = "sheets.nothing-stood"
    words = _("Nothing stood on plot %(tag)s on that day. Look at plot, crop and day again.")


def _cooperatives() -> tuple[Choice, ...]:
    found = queries.cooperatives_by_name(settings.GONGFU_DISTRICT)
    return tuple(Choice(one.id, one.name) for one in found)


def _crops() -> tuple[Choice, ...]:
    rows = queries.lists("zh-hans").crops.values()
    return tuple(Choice(row.code, row.zh, (row.en, row.code)) for row in rows)


def _take_plots(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    cooperative, on = rows[0]["cooperative"], shanghai_day(at)
    contractors = {row["household"] for row in rows if row.get("household")}
    households = people.households_of(contractors, on)

    def line(_number: int, row: Row) -> PlotLine:
        if row["cooperative"] != cooperative:
            raise OneCooperative()
        return _plot(row, on, households)

    lines = each_line(rows, line)
    return actions.register_plots(viewer, lines, cooperative=cooperative, at=at, key=key)


def _plot(row: Row, today: date, households: Mapping[str, tuple[str, ...]]) -> PlotLine:
    """Return the line that a row states.  Raises NoHousehold, TooFine."""
    contractor = row.get("household")
    if contractor and contractor not in households:
        raise NoHousehold()
    return PlotLine(
        tag=row["tag"].strip(),
        area=mu_hundredths(row["area"], row["unit"]),
        since=row.get("since") or today,
        cover=row.get("cover") or "open",
        soil=row.get("soil") or "paddy",
        household=households[contractor][0] if contractor else "",
        until=row.get("until"),
        demo=bool(row.get("demo")),
        lessor=row.get("lessor") or "",
        sure=_ASKED,
    )


def _take_members(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    cooperative, on = rows[0]["cooperative"], shanghai_day(at)
    households = people.households_of({row["who"] for row in rows}, on)

    def line(_number: int, row: Row) -> Joining:
        if row["cooperative"] != cooperative:
            raise OneCooperative()
        if row["who"] not in households:
            raise NoHousehold()
        paid = fen(row["capital"]) if row.get("capital") else 0
        return Joining(households[row["who"]][0], row.get("on") or on, paid)

    lines = each_line(rows, line)
    entries = actions.join_households(viewer, lines, cooperative=cooperative, at=at)
    return [entry for entry in entries if isinstance(entry.deed, HouseholdJoined)]


def _weighing_of(viewer: Viewer, rows: Sequence[Row], on: date) -> Callable[[Row], WeighingLine]:
    """Return what makes a line of a row; it raises NothingStood, TooFine.  Raises Denied."""
    meant = queries.crops_meant(viewer, map(_stood, rows), on)

    def line(row: Row) -> WeighingLine:
        sowing = meant.get(_stood(row))
        if sowing is None:
            raise NothingStood(tag=row["tag"])
        return WeighingLine(sowing, grams(row["weight"], row["unit"]), row["on"], _ASKED)

    return line


def _stood(row: Row) -> Stood:
    return Stood(row["cooperative"], row["tag"].strip(), row.get("crop") or "", row["on"])


def _take_harvests(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    line = _weighing_of(viewer, rows, shanghai_day(at))
    lines = each_line(rows, lambda _number, row: line(row))
    return actions.weigh_harvests(viewer, lines, at=at, key=key)


def _harvest_doubts(viewer: Viewer, rows: Sequence[Row], on: date) -> list[Doubt]:
    """Return what is asked of the harvests; rows that are refused anyway are left out."""
    kept, lines = _good(rows, _weighing_of(viewer, rows, on))
    return _worded(kept, queries.doubts_of_harvests(lines), "weight")


def _take_sales(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    lines = each_line(rows, lambda _number, row: _sale(row))
    return actions.sell_batches(viewer, lines, at=at, key=key)


def _sale(row: Row) -> SaleLine:
    return SaleLine(
        batch=row["batch"].strip().upper(),
        grams=grams(row["weight"], row["unit"]),
        amount_fen=fen(row["amount"]),
        on=row["on"],
        buyer=row.get("buyer") or "other",
        voucher=bool(row.get("voucher")),
        sure=_ASKED,
    )


def _sale_doubts(viewer: Viewer, rows: Sequence[Row], on: date) -> list[Doubt]:
    """Return what is asked of the sales; rows that are refused anyway are left out."""
    kept, lines = _good(rows, _sale)
    return _worded(kept, queries.doubts_of_sales(lines), "amount")


def _good(rows: Sequence[Row], line_of: Callable[[Row], L]) -> tuple[list[int], list[L]]:
    """Return which rows make a line, from 1, and the lines."""
    kept: list[int] = []
    lines: list[L] = []
    for number, row in enumerate(rows, start=1):
        try:
            lines.append(line_of(row))
        except Refused:
            continue
        kept.append(number)
    return kept, lines


def _worded(kept: Sequence[int], asked: Iterable[tuple[int, Any]], column: str) -> list[Doubt]:
    return [Doubt(kept[line - 1], column, str(doubt)) for line, doubt in asked]


COOPERATIVE = Column(
    name="cooperative",
    title=_("Cooperative"),
    sort=Sort.CHOICE,
    synonyms=("合作社", "合作社名称", "专业合作社", "单位名称", "经营主体"),
    examples=("金星甜瓜专业合作社",),
    choices=_cooperatives,
)
TAG = Column(
    name="tag",
    title=_("Plot number"),
    synonyms=("地块编号", "地块", "田块", "田块编号", "编号", "棚号", "tag"),
    examples=("A01",),
)
DAY = Column(
    name="on",
    title=_("Day"),
    sort=Sort.DAY,
    synonyms=("日期", "采收日期", "过磅日期", "销售日期", "时间"),
    examples=("2021-06-18",),
)
WEIGHT = Column(
    name="weight",
    title=_("Weight"),
    sort=Sort.DECIMAL,
    synonyms=("重量", "净重", "数量", "产量", "采收量", "销售量"),
    examples=("1250", "1250.5"),
)
WEIGHT_UNIT = Column(
    name="unit",
    title=_("Unit of weight"),
    sort=Sort.CHOICE,
    synonyms=("单位", "重量单位", "计量单位"),
    examples=("斤", "公斤"),
    choices=lambda: (
        Choice("jin", WORDS["jin"], ("斤", "市斤", "jin")),
        Choice("kg", WORDS["kg"], ("公斤", "千克", "kg")),
        Choice("t", WORDS["t"], ("吨", "t")),
    ),
)

declare(
    Target(
        code="coop-members",
        title=_("Members of a cooperative"),
        about=_("Each row is a household that joined, by one of its people, with its capital."),
        permission="cooperative.members",
        take=_take_members,
        columns=(
            COOPERATIVE,
            Column(
                name="who",
                title=_("Somebody of the household"),
                sort=Sort.PERSON,
                synonyms=("姓名", "成员", "成员姓名", "社员", "社员姓名", "户主"),
                examples=("姓名、手机或身份证号",),
            ),
            Column(
                name="on",
                title=_("Joined on"),
                sort=Sort.DAY,
                required=False,
                synonyms=("入社日期", "入社时间", "加入日期", "日期"),
                examples=("2019-09-02",),
            ),
            Column(
                name="capital",
                title=_("Capital paid in"),
                sort=Sort.DECIMAL,
                unit="yuan",
                required=False,
                synonyms=("出资额", "股金", "出资", "入股金额", "出资额（元）"),
                examples=("5000", "10000.00"),
            ),
        ),
    )
)
declare(
    Target(
        code="plots",
        title=_("Plots of a cooperative"),
        about=_("Each row is a plot that comes under cultivation."),
        permission="land.change",
        take=_take_plots,
        columns=(
            COOPERATIVE,
            TAG,
            Column(
                name="area",
                title=_("Area of the plot"),
                sort=Sort.DECIMAL,
                synonyms=("面积", "合同面积", "实测面积", "种植面积", "area_mu"),
                examples=("7", "6.85"),
            ),
            Column(
                name="unit",
                title=_("Unit of area"),
                sort=Sort.CHOICE,
                synonyms=("单位", "面积单位"),
                examples=("亩", "公顷"),
                choices=lambda: (
                    Choice("mu", WORDS["mu"], ("亩", "mu")),
                    Choice("ha", WORDS["ha"], ("公顷", "ha")),
                ),
            ),
            Column(
                name="household",
                title=_("Who contracts it"),
                sort=Sort.PERSON,
                required=False,
                synonyms=("承包户", "户主", "承包人", "农户", "农户姓名"),
                examples=("姓名、手机或身份证号",),
            ),
            Column(
                name="cover",
                title=_("Greenhouse or open field"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("设施", "设施类型", "大棚或露地", "cover"),
                examples=("大棚", "露地"),
                choices=lambda: choices_of(
                    COVERS, greenhouse=("大棚", "温室"), open=("露地", "大田")
                ),
            ),
            Column(
                name="soil",
                title=_("Soil"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("土质", "土壤", "土壤类型", "soil"),
                examples=("水稻土",),
                choices=lambda: choices_of(SOILS),
            ),
            Column(
                name="lessor",
                title=_("Contracted from"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("发包方", "出租方", "流出方", "土地来源", "lessor"),
                examples=("村集体",),
                choices=lambda: choices_of(
                    LESSORS,
                    collective=("村集体", "村股份经济合作社", "集体"),
                    household=("农户", "个人"),
                    company=("公司", "企业"),
                    state=("国有",),
                    other=("其他",),
                ),
            ),
            Column(
                name="since",
                title=_("Contracted since"),
                sort=Sort.DAY,
                required=False,
                synonyms=("承包起", "合同起始", "流转开始日期", "开始日期", "since"),
                examples=("2019-09-02",),
            ),
            Column(
                name="until",
                title=_("Contracted until"),
                sort=Sort.DAY,
                required=False,
                synonyms=("承包止", "合同截止", "流转截止日期", "截止日期", "until"),
                examples=("2029-12-31",),
            ),
            Column(
                name="demo",
                title=_("Demonstration field"),
                sort=Sort.YES,
                required=False,
                synonyms=("示范田", "万元千斤示范田", "demo"),
                examples=("是", "否"),
            ),
        ),
    )
)
declare(
    Target(
        code="harvests",
        title=_("Weighed harvests of a cooperative"),
        about=_("Each row is one weighing of what came off a plot."),
        permission="field.work",
        take=_take_harvests,
        doubts=_harvest_doubts,
        columns=(
            COOPERATIVE,
            TAG,
            Column(
                name="crop",
                title=_("Crop"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("作物", "作物名称", "品种", "农产品"),
                examples=("甜瓜",),
                choices=_crops,
            ),
            DAY,
            WEIGHT,
            WEIGHT_UNIT,
        ),
    )
)
declare(
    Target(
        code="sales",
        title=_("Sales of a cooperative"),
        about=_("Each row is a sale from one batch."),
        permission="crop.sell",
        take=_take_sales,
        doubts=_sale_doubts,
        columns=(
            Column(
                name="batch",
                title=_("Batch code"),
                synonyms=("批次", "批次号", "批号", "追溯码", "溯源码"),
                examples=("7K3QX9M2PA",),
            ),
            DAY,
            WEIGHT,
            WEIGHT_UNIT,
            Column(
                name="amount",
                title=_("Money taken"),
                sort=Sort.DECIMAL,
                unit="yuan",
                synonyms=("金额", "销售额", "销售金额", "货款"),
                examples=("7000", "7000.50"),
            ),
            Column(
                name="buyer",
                title=_("Buyer"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("买方", "客户", "客户类型", "销售渠道", "去向"),
                examples=("批发市场",),
                choices=lambda: choices_of(BUYERS),
            ),
            Column(
                name="voucher",
                title=_("A receipt exists"),
                sort=Sort.YES,
                required=False,
                synonyms=("票据", "有无票据", "发票", "收据"),
                examples=("有", "是"),
            ),
        ),
    )
)
