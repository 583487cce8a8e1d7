"""Lists that a form may hold: rows of a query, only those that the viewer may see."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids import queries as grids
from gongfu.domains.grids.queries import MEMBER_SORT, POST_SORT, SKILL
from gongfu.domains.keys import queries as keys
from gongfu.faces.web.keys.words import said
from gongfu.faces.web.office.words import LIVING
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.places.seeing import Page
from gongfu.kernel.rights.viewers import Viewer

Words = str | Promise
Line = dict[str, Any]
_MOST_PAGES = 600
NUMBER = "number"


@dataclasses.dataclass(frozen=True)
class Listed:
    """A list: its columns with titles and other words for them, and how its rows are read.

    permission: what one must hold.  people: each row names a person.
    """

    code: str
    title: Words
    permission: str
    columns: dict[str, tuple[Words, tuple[str, ...]]]
    rows: Callable[[Viewer, str, date], Iterator[Line]]
    people: bool = False


def _every(ask: Callable[[int], Page[Any]]) -> Iterator[Any]:
    number, pages = 1, 1
    while number <= min(pages, _MOST_PAGES):
        found = ask(number)
        yield from found.lines
        number, pages = number + 1, found.pages


def _places(_viewer: Viewer, place: str, on: date) -> Iterator[Line]:
    for spot in tree.children(place, on):
        yield {"name": tree.name_of(spot.code), "code": spot.code}


def _members(viewer: Viewer, place: str, on: date) -> Iterator[Line]:
    lines = list(_every(lambda page: grids.members_in(viewer, place, on, page=page)))
    names = vault.names(viewer, [line.member for line in lines])
    words = grids.lists(get_language() or "zh-hans")
    for line in lines:
        yield {
            "name": names.get(line.member, ""),
            "sort": words.text(MEMBER_SORT, line.sort),
            "skills": "、".join(words.text(SKILL, skill) for skill in line.skills),
            "place": tree.name_of(line.place),
            "since": line.registered_on,
        }


def _elders(viewer: Viewer, place: str, on: date) -> Iterator[Line]:
    lines = list(_every(lambda page: keys.elders_in(viewer, place, on, page=page)))
    names = vault.names(viewer, [line.elder for line in lines])
    for line in lines:
        yield {
            "name": names.get(line.elder, ""),
            "living": said(LIVING, line.living),
            "place": tree.name_of(line.place),
        }


def _keepers(viewer: Viewer, place: str, on: date) -> Iterator[Line]:
    lines: Sequence[Any] = keys.team_of(viewer, place, on)
    names = vault.names(viewer, [line.keeper for line in lines])
    for line in lines:
        yield {
            "name": names.get(line.keeper, ""),
            "place": tree.name_of(line.place),
            "since": line.joined_on,
            "elders": line.elders,
            "things": line.things,
        }


def _posts(viewer: Viewer, place: str, on: date) -> Iterator[Line]:
    words = grids.lists(get_language() or "zh-hans")
    for line in _every(lambda page: grids.posts_in(viewer, place, on, page=page)):
        yield {
            "sort": words.text(POST_SORT, line.sort),
            "place": tree.name_of(line.place),
            "wanted": line.wanted,
            "taken": line.taken,
            "since": line.since,
            "until": line.until,
        }


_NUMBER: tuple[Words, tuple[str, ...]] = (_("Number in the list"), ("序号", "编号", "行号"))
_NAME: tuple[Words, tuple[str, ...]] = (_("Name"), ("姓名", "户名", "名字", "人员姓名"))
_PLACE: tuple[Words, tuple[str, ...]] = (
    _("Community or grid"),
    ("社区", "村", "村（社区）", "所在社区", "所属地区", "所属社区", "网格", "地区"),
)
_SINCE: tuple[Words, tuple[str, ...]] = (_("Since"), ("日期", "加入日期", "报到日期", "开始日期"))

LISTS: dict[str, Listed] = {
    one.code: one
    for one in (
        Listed(
            "places",
            _("The places below"),
            "figure.read_published",
            {
                NUMBER: _NUMBER,
                "name": (
                    _("Name of the place"),
                    (
                        "社区",
                        "村",
                        "村（社区）",
                        "镇街",
                        "单位",
                        "单位名称",
                        "地区",
                        "名称",
                        "网格",
                    ),
                ),
                "code": (_("Code of the place"), ("代码", "区划代码", "行政区划代码")),
            },
            _places,
        ),
        Listed(
            "members",
            _("Members on the list"),
            "roster.cadres_and_members",
            {
                NUMBER: _NUMBER,
                "name": _NAME,
                "sort": (_("Sort of member"), ("类别", "身份", "人员类别", "类型", "政治面貌")),
                "skills": (_("Can give"), ("特长", "技能", "专长", "爱好")),
                "place": _PLACE,
                "since": _SINCE,
            },
            _members,
            people=True,
        ),
        Listed(
            "elders",
            _("Elders on the register"),
            "elder.read_care_card",
            {
                NUMBER: _NUMBER,
                "name": (_("Name"), ("老人", "老人姓名", "服务对象")),
                "living": (_("Living situation"), ("居住情况", "居住状况", "家庭情况")),
                "place": _PLACE,
            },
            _elders,
            people=True,
        ),
        Listed(
            "keepers",
            _("Members of the key team"),
            "team.read",
            {
                NUMBER: _NUMBER,
                "name": (_("Name"), ("志愿者", "保管人", "钥匙保管人", "志愿者姓名")),
                "place": _PLACE,
                "since": _SINCE,
                "elders": (_("Looks after"), ("服务老人数", "结对老人数", "老人数")),
                "things": (_("Things held"), ("保管件数", "钥匙数", "保管钥匙数")),
            },
            _keepers,
            people=True,
        ),
        Listed(
            "posts",
            _("Service posts"),
            "post.read",
            {
                NUMBER: _NUMBER,
                "sort": (_("Class of post"), ("岗位", "岗位名称", "岗位类别", "服务岗")),
                "place": _PLACE,
                "wanted": (_("How many wanted"), ("名额", "需求人数", "岗位数", "设岗数")),
                "taken": (_("How many have a place"), ("认领人数", "已认领", "上岗人数")),
                "since": (_("From day"), ("开始日期", "起")),
                "until": (_("Until day"), ("结束日期", "止", "截止日期")),
            },
            _posts,
        ),
    )
}
