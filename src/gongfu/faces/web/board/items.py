"""A figure by its own dimensions: what their codes are called, and the rows of a breakdown."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongfu.domains.fields import queries as farms
from gongfu.domains.grids import queries as grids
from gongfu.faces.web.board import numbers
from gongfu.faces.web.board.tables import Row
from gongfu.faces.web.fields import promises
from gongfu.faces.web.fields import words as fields
from gongfu.faces.web.needs import words as needs
from gongfu.figures import small
from gongfu.figures.catalogue import Figure
from gongfu.figures.questions import Question
from gongfu.kernel.rights.viewers import Viewer

Words = Mapping[str, object]


def _word_list(catalogue: str) -> Words:
    found = grids.lists(get_language() or "zh-hans")
    return {row.code: found.text(catalogue, row.code) for row in grids.word_lines()}


def _farm_list(catalogue: str) -> Words:
    found = farms.lists(get_language() or "zh-hans")
    if catalogue == "crop":
        return {code: found.crop(code) for code in found.crops}
    return {code: found.pattern(code) for code in found.patterns}


_WORDS: dict[tuple[str, str], Callable[[], Words]] = {
    ("fields", "crop"): lambda: _farm_list("crop"),
    ("fields", "pattern"): lambda: _farm_list("pattern"),
    ("fields", "cover"): lambda: fields.COVERS,
    ("fields", "buyer"): lambda: fields.BUYERS,
    ("fields", "trade"): lambda: promises.TRADES,
    ("fields", "gift"): lambda: promises.GIFTS,
    ("fields", "party"): lambda: promises.PARTIES,
    ("grids", "category"): needs.kinds,
    ("grids", "channel"): lambda: needs.CHANNELS,
    ("grids", "kind"): lambda: _word_list(grids.MEMBER_SORT),
    ("grids", "purpose"): lambda: _word_list(grids.TEAM_PURPOSE),
}
"""What the codes of a dimension are called, by the figure's domain and the dimension."""


class Breakdown(NamedTuple):
    """A figure by one dimension; rows from the largest value, withheld ones last."""

    name: str
    title: str
    rows: tuple[Row, ...]


def words(figure: Figure, dimension: str) -> Words:
    """Return what the codes of a figure's dimension are called, in the reader's language."""
    find = _WORDS.get((figure.code.partition(".")[0], dimension))
    return find() if find else {}


def called(named: Words, code: str) -> str:
    """Return what a code is called; the code itself where no list has it."""
    return str(named.get(code, code)) if code else _("not stated")


def narrowed(question: Question) -> str:
    """Return in words to which codes of its dimensions a question is narrowed."""
    return " · ".join(called(words(question.figure, name), code) for name, code in question.among)


def breakdowns(viewer: Viewer, question: Question) -> tuple[Breakdown, ...]:
    """Return the figure by each of its dimensions, as the viewer may see them."""
    if question.among or question.person:
        return ()
    names = [one.name for one in question.figure.dimensions]
    return tuple(breakdown(viewer, question, name) for name in names)


def breakdown(viewer: Viewer, question: Question, name: str) -> Breakdown:
    """Return the figure by one of its dimensions.  Raises NoSuchDimension."""
    title = str(question.figure.dimension(name).title)
    found = small.items_for(viewer, question, dimension=name)
    shown = {code: value or Decimal(0) for code, value, kept in found if not kept}
    highest = max(shown.values(), default=Decimal(0))
    named = words(question.figure, name)
    codes = [code for code, _value, _kept in found]
    order = sorted(codes, key=lambda code: (code not in shown, -shown.get(code, Decimal(0)), code))
    rows = [
        _row(dataclasses.replace(question, among=((name, code),)), called(named, code), one)
        for code, one in ((code, _share(shown, code, highest)) for code in order)
    ]
    return Breakdown(name, title, tuple(rows))


def _share(shown: Mapping[str, Decimal], code: str, highest: Decimal) -> tuple[str, int] | None:
    if code not in shown:
        return None
    percent = int(100 * shown[code] / highest) if highest else 0
    return numbers.spaced(shown[code]), percent


def _row(question: Question, name: str, shown: tuple[str, int] | None) -> Row:
    if shown is None:
        return Row(name, "", 0, "", numbers.part_withheld_words(question.figure))
    return Row(name, *shown, numbers.address(question))
