"""How requests are dispatched, as files: the admission list, rules, and whom to ask for what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gongfu.faces.sheets.targets import (
    Choice,
    Column,
    Doubt,
    Row,
    Sort,
    Target,
    Words,
    choices_of,
    declare,
)
from gongfu.faces.sheets.targets.needs import kinds
from gongfu.faces.web.needs import words
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.needs.actions import Admitted, Asking, Draught
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.viewers import Viewer

_ANY = "any"
AREA, KIND, LEAST = _("Area of the rule"), _("Kind of task"), _("From which urgency on")
_BY_ROW = {code: said for code, said in words.BY_RULE.items() if code != "team"}
DOES, UNTIL, ISSUER = _("What happens"), _("Until"), _("Answers for it")
ADMITTED, NUMBER, HELPER = _("Admitted until"), _("Number of the request"), _("Who is asked")


def _kinds_or_any() -> tuple[Choice, ...]:
    return (Choice(_ANY, _("Any kind"), ("全部", "所有事项", "不限")), *kinds())


def _among(table: Mapping[str, Words]) -> Callable[[], tuple[Choice, ...]]:
    return lambda: choices_of(table)


def _chosen(name: str, title: Any, choices: Any, *synonyms: str) -> Column:
    return Column(name=name, title=title, sort=Sort.CHOICE, choices=choices, synonyms=synonyms)


def _day(name: str, title: Any, *synonyms: str) -> Column:
    return Column(
        name=name, title=title, sort=Sort.DAY, synonyms=synonyms, examples=("2022-12-31",)
    )


def _admit(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    lines = [Admitted(row["sort"], row["issuer"], row["until"]) for row in rows]
    return actions.admit_kinds(viewer, lines, district=settings.GONGFU_DISTRICT, at=at, key=key)


def _draught(row: Row) -> Draught:
    sort = "" if row["sort"] == _ANY else row["sort"]
    return Draught(row["place"], sort, int(row["urgency"]), row["do"], row["until"])


def _rule(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    return actions.make_rules(viewer, [_draught(row) for row in rows], at=at, key=key)


def _tried(viewer: Viewer, rows: Sequence[Row], on: date) -> list[Doubt]:
    """Return for each rule what it would have caught; rows that are refused are told anyway."""
    found = []
    for line, row in enumerate(rows, start=1):
        try:
            tried = queries.tried(viewer, _draught(row), at=moment(on, 23, 59), on=on)
        except Refused:
            continue
        said = _now("tried on the last 90 days, it is for %(caught)s of %(asked)s requests")
        found.append(Doubt(line, "do", said % tried._asdict()))
    return found


def _ask(
    viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str = ""
) -> Sequence[Entry[Any]]:
    known = queries.numbered(row["number"] for row in rows)
    askings = [Asking(known.get(row["number"], ""), row["helper"]) for row in rows]
    return actions.offer_listed(viewer, askings, at=at, key=key)


declare(
    Target(
        code="admissions",
        title=_("Admission list"),
        about=_("Each row is a kind of task, who answers for it, and until when it is admitted."),
        permission="request.admit_kind",
        take=_admit,
        columns=(
            _chosen("sort", KIND, kinds, "事项", "事项名称", "准入事项", "服务事项"),
            _chosen("issuer", ISSUER, _among(words.ISSUERS), "责任单位", "牵头单位", "发文单位"),
            _day("until", ADMITTED, "准入至", "有效期至", "截止日期", "到期日"),
        ),
    )
)
declare(
    Target(
        code="rules",
        title=_("Rules for new requests"),
        about=_("Each row is a rule: which new requests of an area move by themselves, and how."),
        permission="request.make_rules",
        take=_rule,
        doubts=_tried,
        columns=(
            Column(
                name="place",
                title=AREA,
                sort=Sort.PLACE,
                synonyms=("适用区域", "区域", "地区", "社区", "镇街"),
                examples=("330402007032",),
            ),
            _chosen("sort", KIND, _kinds_or_any, "事项", "事项名称", "服务事项"),
            _chosen("urgency", LEAST, _among(words.URGENCIES), "急缓程度", "紧急程度", "急缓"),
            _chosen("do", DOES, _among(_BY_ROW), "怎么办", "处理方式", "动作"),
            _day("until", UNTIL, "到哪天", "有效期至", "截止日期"),
        ),
    )
)
declare(
    Target(
        code="dispatch",
        title=_("Dispatch list"),
        about=_("Each row asks one helper for one request; an offer may be declined."),
        permission="offer.send",
        take=_ask,
        columns=(
            Column(
                name="number",
                title=NUMBER,
                synonyms=("点单编号", "诉求编号", "编号", "单号"),
                examples=("ABCDE-FGHIJ",),
            ),
            Column(
                name="helper",
                title=HELPER,
                sort=Sort.PERSON,
                synonyms=("派给谁", "派单对象", "接单人", "志愿者", "姓名"),
                examples=("孙晓",),
            ),
        ),
    )
)
