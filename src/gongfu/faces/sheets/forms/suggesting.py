"""Suggest what each cell of a form is filled with, from the labels beside and above it."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from django.utils import translation

from gongfu.faces.sheets.forms.items import Items, Named
from gongfu.faces.sheets.forms.labelling import Label, label_of, list_rows
from gongfu.faces.sheets.forms.lists import LISTS, Listed
from gongfu.faces.sheets.forms.papers import Manner, Paper, Part, Spot
from gongfu.faces.sheets.mapping.likeness import best, normal, unit_in
from gongfu.faces.sheets.models import Field
from gongfu.figures.catalogue import FIGURES, Figure
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import Level

_LEAST, _LIST_LEAST = 0.8, 0.8
_SYNONYMS = Path(__file__).with_name("synonyms.csv")
_FACTORS = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "千": Decimal(1000)}
_UNITS = {
    ("亩", "公顷"): Decimal(15),
    ("斤", "公斤"): Decimal(2),
    ("斤", "千克"): Decimal(2),
    ("斤", "吨"): Decimal(2000),
}
_RATE = re.compile(r"单产|亩产|每亩|亩均")
_BEFORE = re.compile(r"上年|去年|上年同期|去年同期|同期")
_LAST = re.compile(r"上月|上期|上季")
_YEAR = re.compile(r"全年|累计|本年|年度|1-本月|1至本月|年初至今")
_NAMED = re.compile(r"((?:19|20)\d{2})年?")
_UNIT_NAME = re.compile(r"^(填报单位|报送单位|填表单位|单位名称|报表单位|社区名称|村名称|单位)$")
_DAY = re.compile(r"^(填表日期|填报日期|制表日期|上报日期|报送日期|报出日期|出表日期|日期)$")
_PERIOD = re.compile(r"^(报告期|统计时间|统计期|所属期|填报月份|月份|年月|报表时间|.{0,10}年月)$")
_FILLER = re.compile(r"^(填表人|填报人|制表人|经办人|制表|填表)$")
_PEN = re.compile(r"签字|签名|盖章|公章|审核|审批|负责人|意见|领导")
_REMARK = re.compile(r"^(备注|说明|备考|附注|填表说明)$")
_NEUTRAL = re.compile(
    r"^(数量|数值|数据|本月|本期|当月|当期|本季|本年|合计|小计|总数|完成数|实绩|实际数?|指标值|人数|次数|件数"
    r"|户数|填报数|上报数|\d{4}年?|\d{1,2}月)$"
)
_BACK = {"before": _BEFORE, "last": _LAST, "year": _YEAR}


class Suggestion(NamedTuple):
    """What a cell may be filled with; see `models.Bound`.  sure: 0 to 1."""

    row: int
    column: int
    label: str
    sort: str
    what: str = ""
    detail: str = ""
    at_place: str = ""
    at_period: str = ""
    scale: Decimal = Decimal(1)
    repeats: bool = False
    sure: float = 1.0


@functools.cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    with _SYNONYMS.open(encoding="utf-8", newline="") as file:
        return {line["figure"]: tuple(line["words"].split()) for line in csv.DictReader(file)}


@functools.lru_cache(maxsize=1024)
def _spellings(code: str) -> tuple[str, ...]:
    """Return the normalised words by which a figure is recognised, in both languages."""
    words = list(_synonyms().get(code, ()))
    for language in ("zh-hans", "en"):
        with translation.override(language):
            words.append(str(FIGURES[code].title))
    return tuple(dict.fromkeys(normal(word) for word in words))


def figure_for(texts: Iterable[str]) -> tuple[Figure, float] | None:
    """Return the figure that one of these texts names best, and how sure that is."""
    found: tuple[Figure, float] | None = None
    for text in texts:
        for code, figure in FIGURES.items():
            if is_rate(text) and "per" not in figure.unit:
                continue
            score = best(text, _spellings(code))
            if score >= _LEAST and (found is None or score > found[1]):
                found = figure, score
    return found


def is_rate(text: str) -> bool:
    """Say whether a heading asks for what one mu brings, not for all of it."""
    return _RATE.search(text) is not None


def suggestions(
    paper: Paper, *, place: str, on: date, known_items: Items | None = None
) -> dict[str, list[Suggestion]]:
    """Return what is likely for the cells of each part.  place: below which places are known."""
    known_items = known_items or Items()
    names = _names_below(place, on)
    known = {field.mark: field for field in Field.objects.all()}
    return {part.name: list(_of_part(part, names, known, known_items)) for part in paper.parts}


def _names_below(place: str, on: date) -> dict[str, str]:
    """Return the codes of the district's towns and communities by their names."""
    district = f"{place[:6]}000000"
    spots = [
        spot
        for level in (Level.TOWN, Level.COMMUNITY)
        for spot in tree.current().under(district, on, level=level)
    ]
    return {normal(spot.named(on).name): spot.code for spot in spots}


def _of_part(
    part: Part, names: dict[str, str], known: dict[str, Field], known_items: Items
) -> Iterator[Suggestion]:
    listed: set[tuple[int, int]] = set()
    for spots in list_rows(part):
        found = _list_for(part, spots)
        listed |= {(one.row, one.column) for one in found}
        yield from found
    rows = {row for row, _column in listed}
    for spot in part.to_fill():
        if (spot.row, spot.column) not in listed and not _below_list(part, spot, rows):
            label = label_of(part, spot)
            found_item = _item(spot, label, names, known_items)
            yield from [found_item] if found_item else _single(spot, label, names, known)


def _below_list(part: Part, spot: Spot, rows: set[int]) -> bool:
    """Say whether a spot is only room for more lines of a list above."""
    label = label_of(part, spot)
    return spot.is_open and bool(rows) and not label.left and spot.row > min(rows)


def _list_for(part: Part, spots: list[Spot]) -> list[Suggestion]:
    """Return the list whose columns the headings name best, with figures where it is of places."""
    labels = {spot.column: label_of(part, spot) for spot in spots}
    options = [_listed(one, spots, labels) for one in LISTS.values()]
    return max(options, key=lambda found: sum(one.sure for one in found), default=[])


def _listed(listed: Listed, spots: list[Spot], labels: dict[int, Label]) -> list[Suggestion]:
    found: list[Suggestion] = []
    taken: set[str] = set()
    for spot in spots:
        heading = labels[spot.column].top[-1]
        name, score = _column_for(listed, heading, taken)
        if name:
            taken.add(name)
            found.append(_line(spot, labels, "list", listed.code, name, score))
        elif listed.code == "places" and (match := figure_for(labels[spot.column].top)):
            figure, sure = match
            scale = _scale(figure, labels[spot.column])
            line = _line(spot, labels, "figure", figure.code, "", sure)
            found.append(line._replace(scale=scale))
    return found if taken - {"number"} else []


def _line(
    spot: Spot, labels: dict[int, Label], sort: str, what: str, detail: str, sure: float
) -> Suggestion:
    label = labels[spot.column].text
    return Suggestion(spot.row, spot.column, label, sort, what, detail, repeats=True, sure=sure)


def _column_for(listed: Listed, heading: str, taken: set[str]) -> tuple[str, float]:
    options = [
        (best(heading, tuple(normal(word) for word in words)), name)
        for name, (_title, words) in listed.columns.items()
        if name not in taken
    ]
    score, name = max(options, default=(0.0, ""))
    return (name, score) if score >= _LIST_LEAST else ("", 0.0)


def _single(
    spot: Spot, label: Label, names: dict[str, str], known: dict[str, Field]
) -> Iterator[Suggestion]:
    here = Suggestion(spot.row, spot.column, label.text, "")
    core = normal(label.own or (label.left[-1] if label.left else ""))
    for sort, pattern in (
        ("place", _UNIT_NAME),
        ("day", _DAY),
        ("period", _PERIOD),
        ("filler", _FILLER),
    ):
        if pattern.match(core):
            yield here._replace(sort=sort)
            return
    if spot.manner is Manner.DATE:
        yield here._replace(sort="period" if "日" not in spot.text else "day")
    elif label.top and _REMARK.match(normal(label.top[-1])):
        yield here._replace(sort="pen")
    elif (match := figure_for(_texts(label))) and _understood(label, match[0], names):
        figure, sure = match
        at_place, at_period = _elsewhere(label, names)
        yield here._replace(
            sort="figure",
            what=figure.code,
            at_place=at_place,
            at_period=at_period,
            scale=_scale(figure, label),
            sure=sure,
        )
    elif label.mark in known:
        yield here._replace(sort="field", what=known[label.mark].code)
    elif _PEN.search(label.text):
        yield here._replace(sort="pen", sure=0.9)


def _item(spot: Spot, label: Label, names: dict[str, str], known_items: Items) -> Suggestion | None:
    """Return the figure by one of its items that the labels name together: 甜瓜 and 播种面积."""
    texts = [label.own] if label.own else [*label.left, *label.top]
    options = [
        (best(text, _spellings(one.figure.code)), len(one.text), one)
        for one in known_items.among(texts)
        if _is_clear(label, one, names)
        for text in one.rest
        if not is_rate(text)
    ]
    score, _length, found = max(options, key=lambda option: option[:2], default=(0.0, 0, None))
    if found is None or score < _LEAST:
        return None
    at_place, at_period = _elsewhere(label, names)
    scale = _scale(found.figure, label)
    return Suggestion(
        spot.row, spot.column, label.text, "figure", found.figure.code, found.detail,
        at_place, at_period, scale, sure=score,
    )  # fmt: skip


def _is_clear(label: Label, one: Named, names: dict[str, str]) -> bool:
    """Say whether the words nearest to the cell mean the item, its figure, a period or a place."""
    nearest = [*label.left[-1:], *label.top[-1:]]
    return all(text == one.text or _speaks_of(text, one.figure, names) for text in nearest)


def _speaks_of(text: str, figure: Figure, names: dict[str, str]) -> bool:
    """Say whether a text means the figure as a whole, a period or a place, and no part of it."""
    core = normal(text)
    if core in names or _NEUTRAL.match(core):
        return True
    spoken = any(pattern.search(core) for pattern in _BACK.values())
    return spoken or (not is_rate(core) and best(core, _spellings(figure.code)) >= _LEAST)


def _understood(label: Label, figure: Figure, names: dict[str, str]) -> bool:
    """Say whether the heading nearest to the cell is about this figure, a period or a place.

    A heading that means something else, such as 预算数, makes the cell another's.
    """
    if not label.top or not label.left:
        return True
    core = normal(label.top[-1])
    spoken = any(pattern.search(core) for pattern in _BACK.values())
    named = core in names or best(core, _spellings(figure.code)) >= _LEAST
    row_named = best(label.left[-1], _spellings(figure.code)) >= _LEAST
    joined = best(f"{label.left[-1]}{label.top[-1]}", _spellings(figure.code)) >= _LEAST
    neutral = spoken or named or _NEUTRAL.match(core) is not None
    if figure.dimensions and not row_named and not _speaks_of(label.left[-1], figure, names):
        return joined
    if neutral and _is_sum_under(label, figure):
        return True
    return (row_named and neutral) or joined or named


def _is_sum_under(label: Label, figure: Figure) -> bool:
    """Say whether the row is a sum, such as 合计, and an outer heading names the figure."""
    over = any(best(one, _spellings(figure.code)) >= _LEAST for one in label.top[:-1])
    return over and _NEUTRAL.match(normal(label.left[-1])) is not None


def _texts(label: Label) -> list[str]:
    """Return the words that may name a figure: the nearest alone, then joined."""
    left, top = label.left, label.top
    found = [label.own, *reversed(left), "".join(left), *reversed(top), "".join(top)]
    found += [f"{one}{other}" for one in left[-1:] for other in top[-1:]]
    found += [f"{other}{one}" for one in left[-1:] for other in top[-1:]]
    return [text for text in found if text]


def _elsewhere(label: Label, names: dict[str, str]) -> tuple[str, str]:
    """Return the other place and the other period that the labels name."""
    texts = [*label.left, *label.top, label.own]
    place = next((names[normal(text)] for text in texts if normal(text) in names), "")
    for text in texts:
        if year := _NAMED.search(text):
            return place, year[1]
        for back, pattern in _BACK.items():
            if pattern.search(text):
                return place, back
    return place, ""


def _scale(figure: Figure, label: Label) -> Decimal:
    """Return by what a value is divided: a figure in yuan for a cell in 万元, jin in 吨."""
    texts = [label.unit, *(unit_in(text) for text in (label.own, *label.left, *label.top))]
    unit = next((text for text in texts if text), "")
    with translation.override("zh-hans"):
        own = str(figure.unit_words)
    measured = next(
        (
            times
            for (one, other), times in _UNITS.items()
            if own.startswith(one) and unit.startswith(other)
        ),
        None,
    )
    if measured is not None:
        return measured
    factor = next((times for word, times in _FACTORS.items() if unit.startswith(word)), None)
    return Decimal(1) if factor is None or own.startswith(unit[0]) else factor
