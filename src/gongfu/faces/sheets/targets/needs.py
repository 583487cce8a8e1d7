"""A register of requests that another system or a paper book kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongfu.faces.sheets.targets import Choice, Column, Row, Sort, Target, declare
from gongfu.faces.sheets.targets.people import PLACE
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.needs import queries
from gongfu.kernel.needs.actions import Answer, Course, Request, import_needs
from gongfu.kernel.people.actions.acting import each_line
from gongfu.kernel.refusals import BadInput
from gongfu.kernel.rights.viewers import Viewer


class WorkHalfSaid(BadInput):
    """A finished request names helper, begin and end."""

    code = "sheets.work-half-said"
    words = _("A request that was served needs the helper, the beginning and the end.")


def kinds() -> tuple[Choice, ...]:
    """Return the kinds of task, each by its name in both languages."""
    chinese, english = queries.kind_words("zh-hans"), queries.kind_words("en")
    return tuple(Choice(code, words, (english[code],)) for code, words in chinese.items())


def _solved() -> tuple[Choice, ...]:
    return (
        Choice("yes", _("solved"), ("已解决", "办结", "满意", "是")),
        Choice("partly", _("partly solved"), ("部分解决", "基本解决", "基本满意")),
        Choice("no", _("not solved"), ("未解决", "不满意", "否")),
    )


def _course(_line: int, row: Row) -> Course:
    helper, started, ended = row.get("helper"), row.get("started_at"), row.get("ended_at")
    if any((helper, started, ended)) and not all((helper, started, ended)):
        raise WorkHalfSaid()
    solved = row.get("solved")
    answered = row.get("answered_at") or ended
    return Course(
        Request(row["sort"], row["place"], row["asker"], channel="import"),
        submitted_at=row["submitted_at"],
        reviewed_at=started and (row.get("reviewed_at") or row["submitted_at"]),
        helper=helper or "",
        accepted_at=started,
        started_at=started,
        ended_at=ended,
        answered_at=answered if solved else None,
        answer=Answer(True, solved) if solved else None,
    )


def _take(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    courses = each_line(rows, _course)
    return import_needs(viewer, courses, second=second, at=at, key=key)


def _moment(name: str, title: Any, *synonyms: str) -> Column:
    return Column(
        name=name,
        title=title,
        sort=Sort.MOMENT,
        required=False,
        synonyms=synonyms,
        examples=("2021-09-16 08:30",),
    )


declare(
    Target(
        code="requests",
        title=_("Register of requests"),
        about=_("Each row is a request of a resident, and how far it came."),
        permission="request.import",
        second=True,
        take=_take,
        columns=(
            Column(
                name="sort",
                title=_("What it was about"),
                sort=Sort.CHOICE,
                synonyms=(
                    "诉求类型",
                    "诉求类别",
                    "事项类别",
                    "事项",
                    "类别",
                    "服务项目",
                    "点单内容",
                ),
                examples=("水电小修",),
                choices=kinds,
            ),
            PLACE,
            Column(
                name="asker",
                title=_("Who asked"),
                sort=Sort.PERSON,
                synonyms=("诉求人", "居民姓名", "居民", "姓名", "点单人", "反映人", "申请人"),
                examples=("周秀英",),
            ),
            Column(
                name="submitted_at",
                title=_("Asked at"),
                sort=Sort.MOMENT,
                synonyms=(
                    "点单时间",
                    "提出时间",
                    "反映时间",
                    "受理时间",
                    "登记时间",
                    "日期",
                    "时间",
                ),
                examples=("2021-09-16 08:30",),
            ),
            Column(
                name="helper",
                title=_("Who helped"),
                sort=Sort.PERSON,
                required=False,
                synonyms=("接单人", "办理人", "服务人员", "志愿者", "承办人"),
            ),
            _moment("started_at", _("Work began"), "开始时间", "上门时间", "接单时间"),
            _moment("ended_at", _("Work ended"), "结束时间", "办结时间", "完成时间"),
            _moment("answered_at", _("Answered at"), "评单时间", "回访时间", "评价时间"),
            Column(
                name="solved",
                title=_("Solved?"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("评单", "评价", "是否解决", "办理结果", "回访结果", "满意度"),
                examples=("已解决",),
                choices=_solved,
            ),
        ),
    )
)
