"""People who come onto the register of an area, from a roll of residents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongfu.faces.sheets.targets import Choice, Column, Row, Sort, Target, choices_of, declare
from gongfu.faces.web.officers.words import KIN
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import queries
from gongfu.kernel.people.actions.grouping import Forming, form_households
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.deeds import MemberJoined
from gongfu.kernel.people.rules import UnknownPerson
from gongfu.kernel.people.vault import Details
from gongfu.kernel.refusals import LineError, Many
from gongfu.kernel.rights.viewers import Viewer


def _sexes() -> tuple[Choice, ...]:
    return (Choice("f", _("female"), ("女性", "女士")), Choice("m", _("male"), ("男性", "先生")))


def _take(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    newcomers = [Newcomer(_details(row), row["place"]) for row in rows]
    return register_people(viewer, newcomers, on=shanghai_day(at), at=at, key=key)


def _details(row: Row) -> Details:
    return Details(
        row["name"],
        label=row.get("label") or "",
        phone=row.get("phone") or "",
        card=row.get("card") or "",
        address=row.get("address") or "",
        birthday=row.get("birthday"),
        sex=row.get("sex") or "",
    )


def _take_households(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    """Form a household of all rows with the same number; a refusal names the first of them."""
    first: dict[str, int] = {}
    members: dict[str, dict[str, str]] = {}
    for line, row in enumerate(rows, start=1):
        first.setdefault(row["household"], line)
        own = members.setdefault(row["household"], {})
        own[row["who"]] = row.get("position") or ("relative" if own else "head")
    homes = queries.places_of(next(iter(own)) for own in members.values())
    lacking = [n for n, own in members.items() if next(iter(own)) not in homes]
    if lacking:
        raise Many([LineError(line=first[n], refusal=UnknownPerson()) for n in lacking])
    formings = [
        Forming(own, homes[next(iter(own))], rows[first[number] - 1].get("on") or shanghai_day(at))
        for number, own in members.items()
    ]
    try:
        entries = form_households(viewer, formings, at=at, key=key)
    except Many as many:
        lines = list(first.values())
        raise Many(
            [LineError(line=lines[one.line - 1], refusal=one.refusal) for one in many.errors]
        ) from None
    return [entry for entry in entries if isinstance(entry.deed, MemberJoined)]


PLACE = Column(
    name="place",
    title=_("Community or grid"),
    sort=Sort.PLACE,
    synonyms=(
        "社区",
        "村",
        "村（社区）",
        "所在社区",
        "所属社区",
        "所属地区",
        "网格",
        "地区",
        "现居地",
    ),
    examples=("南杨社区", "330402007032"),
)
CARD = ("身份证", "身份证号", "身份证号码", "公民身份号码", "证件号码", "身份证件号码")
PHONE = ("电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "电话号码", "号码")

declare(
    Target(
        code="people",
        title=_("People of an area"),
        about=_("Each row is a person who is not on the register yet."),
        permission="person.register",
        take=_take,
        columns=(
            Column(
                name="name",
                title=_("Name"),
                synonyms=("姓名", "户名", "人员姓名", "名字", "居民姓名", "户主"),
                examples=("周秀英",),
            ),
            Column(
                name="card",
                title=_("Identity number"),
                required=False,
                synonyms=CARD,
                examples=("18 位",),
            ),
            Column(
                name="phone",
                title=_("Phone"),
                required=False,
                synonyms=PHONE,
                examples=("13800000000",),
            ),
            PLACE,
            Column(
                name="address",
                title=_("Address"),
                required=False,
                synonyms=("住址", "地址", "家庭住址", "居住地址", "详细地址", "门牌号"),
            ),
            Column(
                name="birthday",
                title=_("Birthday"),
                sort=Sort.DAY,
                required=False,
                synonyms=("出生日期", "出生年月日", "生日", "出生年月"),
                examples=("1941-03-05", "1941年3月5日"),
            ),
            Column(
                name="sex",
                title=_("Sex"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("性别",),
                examples=("女", "男"),
                choices=_sexes,
            ),
            Column(
                name="label",
                title=_("How to call the person"),
                required=False,
                synonyms=("称呼",),
                examples=("周奶奶",),
            ),
        ),
    )
)
declare(
    Target(
        code="households",
        title=_("Households"),
        about=_("Each row is a person; one number is one household, its head first."),
        permission="person.register",
        take=_take_households,
        columns=(
            Column(
                name="household",
                title=_("Number of the household in the list"),
                synonyms=("户号", "户编号", "户序号", "户籍编号", "编号"),
                examples=("1", "001"),
            ),
            Column(
                name="who",
                title=_("Who"),
                sort=Sort.PERSON,
                synonyms=("姓名", "成员", "成员姓名", "家庭成员", "人员姓名"),
                examples=("姓名、手机或身份证号",),
            ),
            Column(
                name="position",
                title=_("As what"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("与户主关系", "关系", "家庭关系"),
                examples=("户主", "配偶"),
                choices=lambda: choices_of(
                    KIN,
                    head=("本人",),
                    spouse=("夫", "妻", "丈夫", "妻子"),
                    child=("子", "女", "儿子", "女儿"),
                    parent=("父", "母", "父亲", "母亲"),
                    relative=("其他", "亲属", "媳", "婿", "孙"),
                ),
            ),
            Column(
                name="on",
                title=_("On"),
                sort=Sort.DAY,
                required=False,
                synonyms=("日期", "建户日期"),
                examples=("2021-01-04",),
            ),
        ),
    )
)
