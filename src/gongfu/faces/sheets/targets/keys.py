"""The key team's paper: visit slips, the custody register, signed forms."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys import actions
from gongfu.domains.keys.actions import Custody, Joining, Needs, Registration, Slip
from gongfu.faces.sheets.targets import Choice, Column, Row, Sort, Target, choices_of, declare
from gongfu.faces.sheets.targets.people import PLACE
from gongfu.faces.web.keys import words
from gongfu.faces.web.office.words import LIVING, RELATIONS, SCOPES
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people.actions.acting import each_line
from gongfu.kernel.refusals import BadInput
from gongfu.kernel.rights.viewers import Viewer


class NoEnd(BadInput):
    """A slip says when it ended, or how long it took."""

    code = "sheets.no-end"
    words = _("Write when it ended, or how many minutes it took.")


class VisitOrService(BadInput):
    """A slip is a visit or other help."""

    code = "sheets.visit-or-service"
    words = _("Write either how the elder was, or which help was given.")


@functools.lru_cache(maxsize=65536)
def moment_on(on: date, clock: time) -> datetime:
    """Return the moment of that Shanghai clock time on a day."""
    return moment(on, clock.hour, clock.minute)


def ended(row: Row, begun: datetime) -> datetime:
    """Return when it ended, by its end or its minutes.  Raises NoEnd."""
    if row.get("ends") is not None:
        return moment_on(row["on"], row["ends"])
    if row.get("minutes") is None:
        raise NoEnd()
    return begun + timedelta(minutes=row["minutes"])


def _slip(_line: int, row: Row) -> Slip:
    begun = moment_on(row["on"], row["begins"])
    answer, service = row.get("answer") or "", row.get("service") or ""
    if bool(answer) == bool(service):
        raise VisitOrService()
    return Slip(row["elder"], row["keeper"], begun, ended(row, begun), answer, service)


def _take_slips(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    slips = each_line(rows, _slip)
    return actions.import_visits(viewer, slips, second=second, at=at, key=key)


def _take_custody(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    lines = [
        Custody(row["elder"], row["item"], row["sort"], row["taker"], row.get("witness") or "")
        for row in rows
    ]
    return actions.import_custody(viewer, lines, second=second, at=at, key=key)


def _take_elders(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    return actions.register_elders(viewer, [_registration(row) for row in rows], at=at, key=key)


def _registration(row: Row) -> Registration:
    return Registration(
        row["elder"],
        row["place"],
        Needs(row["rhythm_days"], row["living"], language=row.get("language") or ""),
        row["until"],
        consents=row["consents"],
        contacts=((row["contact"], row["relation"]),),
    )


def _take_joinings(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    joinings = [Joining(row["keeper"], row["place"], row.get("on")) for row in rows]
    return actions.join_teams(viewer, joinings, at=at, key=key)


def _answers() -> tuple[Choice, ...]:
    return choices_of(
        words.ANSWERS,
        well=("好", "良好", "正常", "平安", "一切都好"),
        unwell=("不适", "身体不适", "不舒服"),
        help=("需帮助", "需要帮助", "求助"),
        no_answer=("无人", "无人应答", "没人", "敲门无应答"),
    )


def _services() -> tuple[Choice, ...]:
    return choices_of(
        words.SERVICES,
        hospital=("陪医", "就医", "陪诊"),
        shopping=("代购", "买菜"),
        repair=("维修", "修理"),
        errand=("代办", "跑腿"),
        meal=("送餐", "助餐"),
        company=("聊天", "陪聊"),
    )


ELDER = Column(
    name="elder",
    title=_("Elder"),
    sort=Sort.PERSON,
    synonyms=("老人", "老人姓名", "服务对象", "服务对象姓名", "走访对象", "被探访人", "高龄老人"),
    examples=("周秀英", "手机或身份证号"),
)
KEEPER = Column(
    name="keeper",
    title=_("Volunteer of the key team"),
    sort=Sort.PERSON,
    synonyms=("钥匙保管人", "志愿者", "志愿者姓名", "保管人", "走访人", "服务人员", "结对志愿者"),
    examples=("朱守义",),
)
DAY = Column(
    name="on",
    title=_("Day"),
    sort=Sort.DAY,
    synonyms=("日期", "走访日期", "服务日期", "时间", "服务时间", "走访时间"),
    examples=("2021-09-16", "2021年9月16日"),
)
BEGINS = Column(
    name="begins",
    title=_("Beginning"),
    sort=Sort.TIME,
    synonyms=("开始", "开始时间", "起始时间", "到达时间", "服务开始时间", "起"),
    examples=("8:30", "上午8:30"),
)
ENDS = Column(
    name="ends",
    title=_("End"),
    sort=Sort.TIME,
    required=False,
    synonyms=("结束", "结束时间", "离开时间", "服务结束时间", "止"),
    examples=("9:00",),
)
MINUTES = Column(
    name="minutes",
    title=_("Minutes"),
    sort=Sort.WHOLE,
    required=False,
    unit="minutes",
    synonyms=("时长", "时长（分钟）", "分钟", "服务时长", "用时"),
    examples=("30",),
)

declare(
    Target(
        code="visits",
        title=_("Paper slips of visits"),
        about=_("Each row is a visit or other help that a volunteer of the key team gave."),
        permission="visit.import",
        second=True,
        take=_take_slips,
        columns=(
            ELDER,
            KEEPER,
            DAY,
            BEGINS,
            ENDS,
            MINUTES,
            Column(
                name="answer",
                title=_("How the elder was"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("情况", "走访情况", "老人情况", "身体状况", "状态"),
                examples=("都好", "不舒服"),
                choices=_answers,
            ),
            Column(
                name="service",
                title=_("Which other help"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("服务内容", "服务项目", "帮助内容", "事项"),
                examples=("陪同就医",),
                choices=_services,
            ),
        ),
    )
)
declare(
    Target(
        code="custody",
        title=_("Paper register of entrusted keys"),
        about=_("Each row is a thing that an elder entrusted, signed by both on paper."),
        permission="key.import_register",
        second=True,
        take=_take_custody,
        columns=(
            ELDER,
            Column(
                name="item",
                title=_("Number on the sealed tag"),
                synonyms=("钥匙编号", "编号", "封签编号", "标签号"),
                examples=("K-381",),
            ),
            Column(
                name="sort",
                title=_("What"),
                sort=Sort.CHOICE,
                synonyms=("物品", "物品名称", "种类", "类型", "托管物品"),
                examples=("钥匙",),
                choices=lambda: choices_of(
                    words.THINGS,
                    key=("钥匙", "家门钥匙", "房门钥匙"),
                    bank_card=("银行卡",),
                    bankbook=("存折",),
                    medical_card=("医保卡", "社保卡"),
                ),
            ),
            Column(
                name="taker",
                title=_("Who keeps it"),
                sort=Sort.PERSON,
                synonyms=("保管人", "钥匙保管人", "志愿者", "接收人", "领取人"),
                examples=("朱守义",),
            ),
            Column(
                name="witness",
                title=_("Witness, where money is near"),
                sort=Sort.PERSON,
                required=False,
                synonyms=("见证人", "证明人"),
            ),
        ),
    )
)
declare(
    Target(
        code="keepers",
        title=_("Signed forms of joining the key team"),
        about=_("Each row is a volunteer who signed to join the key team of a community."),
        permission="team.join",
        take=_take_joinings,
        columns=(
            KEEPER,
            PLACE,
            Column(
                name="on",
                title=_("Since"),
                sort=Sort.DAY,
                required=False,
                synonyms=("加入日期", "签字日期", "登记日期", "日期"),
                examples=("2021-09-01",),
            ),
        ),
    )
)
declare(
    Target(
        code="elders",
        title=_("Elders to register"),
        about=_(
            "Each row is an elder with needs, consent and one contact, noted before a witness."
        ),
        permission="elder.register",
        take=_take_elders,
        columns=(
            ELDER,
            PLACE,
            Column(
                name="living",
                title=_("Living situation"),
                sort=Sort.CHOICE,
                synonyms=("居住情况", "居住状况", "家庭情况", "老人类型"),
                examples=("独居",),
                choices=lambda: choices_of(
                    LIVING, alone=("独居",), empty_nest=("空巢",), with_disabled=("与残疾人同住",)
                ),
            ),
            Column(
                name="rhythm_days",
                title=_("A visit at least every … days"),
                sort=Sort.WHOLE,
                unit="days",
                synonyms=("走访间隔", "间隔天数", "走访频次（天）", "几天一访"),
                examples=("7",),
            ),
            Column(
                name="language",
                title=_("Speaks"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("语言", "使用语言", "方言"),
                examples=("本地话",),
                choices=lambda: choices_of(
                    words.SPOKEN,
                    mandarin=("普通话",),
                    dialect=("本地话", "方言", "嘉兴话"),
                    sign=("手语",),
                ),
            ),
            Column(
                name="contact",
                title=_("Whom to call"),
                sort=Sort.PERSON,
                synonyms=("联系人", "紧急联系人", "家属", "监护人", "子女"),
                examples=("周强",),
            ),
            Column(
                name="relation",
                title=_("Relation"),
                sort=Sort.CHOICE,
                synonyms=("关系", "与老人关系"),
                examples=("子女",),
                choices=lambda: choices_of(
                    RELATIONS, child=("子女", "儿子", "女儿"), spouse=("老伴", "丈夫", "妻子")
                ),
            ),
            Column(
                name="consents",
                title=_("What the elder agrees to"),
                sort=Sort.CHOICES,
                synonyms=("同意事项", "同意内容", "授权事项"),
                examples=("接受走访",),
                choices=lambda: choices_of(
                    SCOPES, visits=("走访", "接受走访"), keys=("托管钥匙", "钥匙")
                ),
            ),
            Column(
                name="until",
                title=_("Until"),
                sort=Sort.DAY,
                synonyms=("有效期", "同意至", "有效期至"),
                examples=("2022-09-01",),
            ),
        ),
    )
)
