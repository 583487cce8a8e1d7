"""Items of a figure's own dimension, such as the crop melon: named by labels, kept with cells."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.utils import translation

from gongfu.faces.sheets.forms import refusals
from gongfu.faces.sheets.mapping.likeness import normal
from gongfu.faces.web.board import items
from gongfu.figures.catalogue import FIGURES, Figure

_SYNONYMS = Path(__file__).with_name("item_synonyms.csv")
_OF_WHICH = re.compile(r"^(其中|其)")
Among = tuple[tuple[str, str], ...]


class Named(NamedTuple):
    """A figure that could be meant, the item that a text names, and the texts that remain."""

    figure: Figure
    detail: str
    text: str
    rest: tuple[str, ...]


class Items:
    """The items of all figures by their normalised Chinese words, read once for a page."""

    def __init__(self) -> None:
        """Read the lists."""
        self._said: dict[tuple[str, str, str], dict[str, str]] = {}
        self._read: dict[tuple[str, str], dict[str, str]] = {}
        self._words = {one.code: self._of(one) for one in FIGURES.values() if one.dimensions}

    def _of(self, figure: Figure) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in figure.dimensions:
            key = figure.code.partition(".")[0], one.name
            if key not in self._read:
                self._read[key] = self._spelled(figure, one.name)
            for word, code in self._read[key].items():
                found.setdefault(word, f"{one.name}={code}")
        return found

    def among(self, texts: Sequence[str]) -> Iterator[Named]:
        """Yield each figure of whose items one text names one, wholly or with its beginning.

        Of 甜瓜播种面积 the item is 甜瓜 and 播种面积 remains.
        """
        for number, text in enumerate(texts):
            core = _OF_WHICH.sub("", normal(text))
            others = (*texts[:number], *texts[number + 1 :])
            for code, words in self._words.items():
                if word := _first(core, words):
                    rest = core.removeprefix(word)
                    left = (rest, *others) if rest else others
                    yield Named(FIGURES[code], words[word], text, left)

    def _words_of(self, figure: Figure, dimension: str) -> dict[str, str]:
        """Return what the codes of a dimension are called in the language in use, read once."""
        key = figure.code.partition(".")[0], dimension, translation.get_language() or ""
        if key not in self._said:
            words = items.words(figure, dimension)
            self._said[key] = {code: str(word) for code, word in words.items()}
        return self._said[key]

    def _spelled(self, figure: Figure, dimension: str) -> dict[str, str]:
        """Return the codes of a dimension by each of their normalised spellings."""
        with translation.override("zh-hans"):
            words = self._words_of(figure, dimension)
        found = {normal(word): code for code, word in words.items()}
        domain = figure.code.partition(".")[0]
        for code, others in _synonyms().get((domain, dimension), ()):
            found |= {normal(word): code for word in others if normal(word) not in found}
        return found

    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return all items to choose from, by dimension: its title, each item and its words."""
        found: dict[str, dict[str, str]] = {}
        for figure in FIGURES.values():
            for one in figure.dimensions:
                group = found.setdefault(str(one.title), {})
                words = {} if group else self._words_of(figure, one.name)
                group |= {f"{one.name}={code}": said for code, said in words.items()}
        return [(title, list(group.items())) for title, group in found.items() if group]


def _first(core: str, words: dict[str, str]) -> str:
    """Return the longest of the words with which a text begins, or nothing."""
    return max((one for one in words if one and core.startswith(one)), key=len, default="")


@functools.cache
def _synonyms() -> dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]]:
    found: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {}
    with _SYNONYMS.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            known = found.setdefault((line["domain"], line["dimension"]), [])
            known.append((line["code"], tuple(line["words"].split())))
    return found


def among_of(detail: str) -> Among:
    """Return to which item a cell's figure is narrowed: none, or the one of `crop=melon`."""
    name, sign, code = detail.partition("=")
    return ((name, code),) if sign else ()


def check_item(figure: Figure, detail: str) -> None:
    """Accept a figure as a whole or one item of its dimensions.  Raises NoSuchItem."""
    names = [one.name for one in figure.dimensions]
    for name, code in among_of(detail):
        if name in names and code in items.words(figure, name):
            return
    if detail:
        raise refusals.NoSuchItem(figure=figure.title)


def said(figure: Figure, detail: str) -> str:
    """Return what an item is called, or nothing for the whole figure."""
    called = [items.called(items.words(figure, name), code) for name, code in among_of(detail)]
    return " · ".join(called)
