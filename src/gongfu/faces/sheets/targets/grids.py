"""Members who register where they live, service posts, and signed forms of claiming."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import (
    Claiming,
    Offer,
    Opening,
    Registration,
    Terms,
    mask_of,
)
from gongfu.domains.grids.queries import LANGUAGE, MEMBER_SORT, POST_SORT, SKILL
from gongfu.faces.sheets.targets import Choice, Column, Row, Sort, Target, declare
from gongfu.faces.sheets.targets.people import PLACE
from gongfu.faces.web.grids.words import PARTS, WEEKDAYS
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people.actions.acting import each_line
from gongfu.kernel.refusals import BadInput
from gongfu.kernel.rights.viewers import Viewer

_DAYS = tuple(zip("一二三四五六日", WEEKDAYS, strict=True))
_PARTS = tuple(zip(("上午", "下午", "晚上"), PARTS, strict=True))


def _listed(catalogue: str) -> Callable[[], tuple[Choice, ...]]:
    """Return a function that reads an office's list of words, in both languages."""

    def read() -> tuple[Choice, ...]:
        return tuple(
            Choice(line.code, line.zh, (line.en,))
            for line in queries.word_lines()
            if line.catalogue == catalogue
        )

    return read


def times() -> tuple[Choice, ...]:
    """Return the 21 times of a week: 周六上午, Sat mornings."""
    return tuple(
        Choice(
            f"{weekday}-{part}",
            f"周{day}{half}",
            (f"星期{day}{half}", f"礼拜{day}{half}", f"{english} {when}"),
        )
        for weekday, (day, english) in enumerate(_DAYS)
        for part, (half, when) in enumerate(_PARTS)
    )


def _mask(codes: Sequence[str]) -> int:
    return mask_of((int(code[0]), int(code[2])) for code in codes)


def _take_members(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    registrations = [
        Registration(row["member"], row["place"], _offer(row), row.get("on")) for row in rows
    ]
    return actions.register_members(viewer, registrations, at=at, key=key)


def _offer(row: Row) -> Offer:
    return Offer(
        row["sort"],
        skills=row.get("skills") or (),
        languages=row.get("languages") or (),
        free=_mask(row.get("free") or ()),
        licence_until=row.get("licence_until"),
        until=row.get("until"),
    )


def _take_posts(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    openings = [Opening(row["place"], _terms(row)) for row in rows]
    return actions.open_posts(viewer, openings, at=at, key=key)


def _terms(row: Row) -> Terms:
    since: date = row["since"]
    skill = row.get("skill") or ""
    return Terms(row["sort"], row["wanted"], since, row["until"], _mask(row["times"]), skill)


class NoOnePost(BadInput):
    """A form of claiming must mean one post."""

    code = "sheets.no-one-post"
    words = _("%(count)s posts of this class are open there, so it is not clear which is meant.")


def _take_claims(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    on = shanghai_day(at)

    @functools.cache
    def post_at(place: str, sort: str) -> str:
        found = queries.posts_in(viewer, place, on, sort=sort)
        if found.total != 1:
            raise NoOnePost(count=found.total)
        return found.lines[0].post

    def claiming(_line: int, row: Row) -> Claiming:
        return Claiming(post_at(row["place"], row["sort"]), row["member"], row.get("on"))

    claimings = each_line(rows, claiming)
    return actions.claim_posts(viewer, claimings, at=at, key=key)


MEMBER = Column(
    name="member",
    title=_("Member"),
    sort=Sort.PERSON,
    synonyms=("姓名", "党员姓名", "党员", "报到人", "人员姓名", "身份证号", "身份证号码"),
    examples=("姓名、手机或身份证号",),
)
_SORT_WORDS = ("类别", "身份", "人员类别", "职业", "政治面貌")
_POST_WORDS = ("岗位类别", "岗位名称", "岗位", "服务岗", "认领岗位", "类别")
_TIME_WORDS = ("服务时间", "时间", "可服务时间", "空闲时间", "时段")

declare(
    Target(
        code="members",
        title=_("Signed forms of members who register where they live"),
        about=_("Each row is a member, who is on the register of people already."),
        permission="member.register",
        take=_take_members,
        columns=(
            MEMBER,
            PLACE,
            Column(
                name="sort",
                title=_("Sort of member"),
                sort=Sort.CHOICE,
                synonyms=_SORT_WORDS,
                examples=("党员", "教师"),
                choices=_listed(MEMBER_SORT),
            ),
            Column(
                name="skills",
                title=_("Can give"),
                sort=Sort.CHOICES,
                required=False,
                synonyms=("特长", "技能", "专长", "服务特长"),
                examples=("电工、驾驶",),
                choices=_listed(SKILL),
            ),
            Column(
                name="languages",
                title=_("Languages"),
                sort=Sort.CHOICES,
                required=False,
                synonyms=("语言", "方言"),
                examples=("普通话、嘉兴话",),
                choices=_listed(LANGUAGE),
            ),
            Column(
                name="free",
                title=_("When free"),
                sort=Sort.CHOICES,
                required=False,
                synonyms=_TIME_WORDS,
                examples=("周六上午、周日上午",),
                choices=times,
            ),
            Column(
                name="licence_until",
                title=_("Licence valid until"),
                sort=Sort.DAY,
                required=False,
                synonyms=("执业证有效期", "证书有效期", "资格证有效期至"),
            ),
            Column(
                name="until",
                title=_("On the list until"),
                sort=Sort.DAY,
                required=False,
                synonyms=("报到有效期", "报到截止", "报到期限", "有效期至", "居住至"),
            ),
            Column(
                name="on",
                title=_("Registered on"),
                sort=Sort.DAY,
                required=False,
                synonyms=("报到日期", "报到时间", "登记日期"),
                examples=("2021-09-01",),
            ),
        ),
    )
)
declare(
    Target(
        code="claims",
        title=_("Signed forms of claiming a post"),
        about=_("Each row is a member who signed for a place at a service post."),
        permission="claim.import",
        take=_take_claims,
        columns=(
            MEMBER,
            PLACE,
            Column(
                name="sort",
                title=_("Class of post"),
                sort=Sort.CHOICE,
                synonyms=_POST_WORDS,
                examples=("社区治理",),
                choices=_listed(POST_SORT),
            ),
            Column(
                name="on",
                title=_("Signed on"),
                sort=Sort.DAY,
                required=False,
                synonyms=("认领日期", "认领时间", "签字日期", "日期"),
                examples=("2021-09-01",),
            ),
        ),
    )
)
declare(
    Target(
        code="posts",
        title=_("Service posts to open"),
        about=_("Each row is a service post of a community, for members to claim."),
        permission="post.open",
        take=_take_posts,
        columns=(
            PLACE,
            Column(
                name="sort",
                title=_("Class of post"),
                sort=Sort.CHOICE,
                synonyms=_POST_WORDS,
                examples=("社区治理",),
                choices=_listed(POST_SORT),
            ),
            Column(
                name="wanted",
                title=_("How many wanted"),
                sort=Sort.WHOLE,
                synonyms=("人数", "需求人数", "名额", "岗位数", "需要人数"),
                examples=("3",),
                unit="people",
            ),
            Column(
                name="since",
                title=_("From day"),
                sort=Sort.DAY,
                synonyms=("开始日期", "起始日期", "开始时间", "起"),
                examples=("2021-10-01",),
            ),
            Column(
                name="until",
                title=_("Until day"),
                sort=Sort.DAY,
                synonyms=("结束日期", "截止日期", "结束时间", "止"),
                examples=("2021-12-31",),
            ),
            Column(
                name="times",
                title=_("Times of the week"),
                sort=Sort.CHOICES,
                synonyms=_TIME_WORDS,
                examples=("周六上午",),
                choices=times,
            ),
            Column(
                name="skill",
                title=_("Skill needed"),
                sort=Sort.CHOICE,
                required=False,
                synonyms=("技能要求", "要求", "资质要求", "所需技能"),
                choices=_listed(SKILL),
            ),
        ),
    )
)
