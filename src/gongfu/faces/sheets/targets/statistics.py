"""Official values as the bureau's sheets list them: one row an indicator, area and period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from gongfu.domains.statistics import actions, queries
from gongfu.domains.statistics.actions import Line
from gongfu.faces.sheets.targets import Choice, Column, Doubt, Row, Sort, Target, declare
from gongfu.faces.web.statistics.words import STATUSES, UNITS, number_of
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.people.actions.acting import each_line
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.viewers import PUBLIC, Viewer


def _indicators() -> tuple[Choice, ...]:
    lines = queries.lists("zh-hans").series.values()
    return tuple(Choice(one.code, one.zh, (one.en, one.code)) for one in lines)


def _areas() -> tuple[Choice, ...]:
    english = dict(queries.lists("en").areas())
    named = queries.lists("zh-hans").areas()
    return tuple(Choice(code, name, (english[code], code)) for code, name in named)


def _publications() -> tuple[Choice, ...]:
    cards = queries.recent_publications(PUBLIC)
    return tuple(
        Choice(one.document, one.title, tuple(filter(None, (one.reference, one.document))))
        for one in cards
    )


def _units() -> tuple[Choice, ...]:
    with override("zh-hans"):
        chinese = {code: str(words) for code, words in UNITS.items()}
    return tuple(Choice(code, words, (code,)) for code, words in chinese.items())


def _statuses() -> tuple[Choice, ...]:
    others = {
        "preliminary": ("初步核算", "初步"),
        "revised": ("修订",),
        "final": ("最终核实", "最终"),
    }
    with override("zh-hans"):
        return tuple(Choice(code, str(said), others[code]) for code, said in STATUSES.items())


def _line(row: Row, sure: tuple[str, ...] = ()) -> Line:
    """Return the line that a row states.  Raises NotANumber."""
    return Line(
        series=row["series"],
        area=row["area"],
        period=row["period"].text,
        value=number_of(row["value"]),
        unit=row["unit"],
        document=row["document"],
        status=row.get("status") or "preliminary",
        to_date=bool(row.get("to_date")),
        page=row.get("page") or "",
        sure=sure,
    )


def _doubts(viewer: Viewer, rows: Sequence[Row], on: date) -> list[Doubt]:
    """Return what is asked about the rows; rows whose value is no number are refused anyway."""
    lines, where = [], []
    for number, row in enumerate(rows, start=1):
        try:
            lines.append(_line(row))
        except Refused:
            continue
        where.append(number)
    asked = queries.asked_about(viewer, lines, place=settings.GONGFU_DISTRICT, on=on)
    return [Doubt(where[line - 1], "value", str(doubt)) for line, doubt in asked]


def _take(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    """Receive the rows; what is asked about them was asked before (see `_doubts`)."""
    lines = each_line(rows, lambda _number, row: _line(row, actions.DOUBTS))
    return actions.receive_values(viewer, lines, place=settings.GONGFU_DISTRICT, at=at)


declare(
    Target(
        code="official-values",
        title=_("Official values of the statistics office"),
        about=_("Each row is a published value of one indicator for one area and period."),
        permission="indicator.receive",
        take=_take,
        doubts=_doubts,
        cells="value",
        across=("period", "area", "series", "unit"),
        columns=(
            Column(
                name="series",
                title=_("Indicator"),
                sort=Sort.CHOICE,
                synonyms=("指标", "指标名称", "统计指标", "项目"),
                examples=("地区生产总值",),
                choices=_indicators,
            ),
            Column(
                name="area",
                title=_("Area of the value"),
                sort=Sort.CHOICE,
                synonyms=("地区", "地区名称", "区域", "行政区划", "单位名称"),
                examples=("南湖区", "嘉兴市"),
                choices=_areas,
            ),
            Column(
                name="period",
                title=_("Period"),
                sort=Sort.PERIOD,
                synonyms=("时期", "时间", "报告期", "年份", "年度"),
                examples=("2020", "2021-H1"),
                anew=True,
            ),
            Column(
                name="to_date",
                title=_("To date"),
                sort=Sort.YES,
                required=False,
                synonyms=("累计", "是否累计", "累计数"),
                examples=("是", "否"),
            ),
            Column(
                name="value",
                title=_("Value, as it is printed"),
                synonyms=("数值", "绝对值", "数据", "本期", "指标值"),
                examples=("345.25",),
            ),
            Column(
                name="unit",
                title=_("Unit, as it is printed"),
                sort=Sort.CHOICE,
                synonyms=("计量单位", "单位", "数据单位"),
                examples=("亿元", "元/人"),
                choices=_units,
            ),
            Column(
                name="document",
                title=_("Publication"),
                sort=Sort.CHOICE,
                synonyms=("出版物", "数据来源", "来源", "文件", "资料来源"),
                examples=("2021年嘉兴市统计公报",),
                choices=_publications,
                anew=True,
            ),
            Column(
                name="status",
                title=_("Status"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("数据状态", "状态", "数据性质"),
                examples=("初步数", "最终数"),
                choices=_statuses,
            ),
            Column(
                name="page",
                title=_("Page"),
                required=False,
                synonyms=("页码", "页"),
                examples=("12",),
            ),
        ),
    )
)
