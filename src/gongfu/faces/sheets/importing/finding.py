"""Find the person, the place, the word that a cell means, within the viewer's own area."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from datetime import date
from typing import Any

from django.utils import translation

from gongfu.faces.sheets.importing import refusals, values
from gongfu.faces.sheets.mapping.likeness import normal
from gongfu.faces.sheets.reading import Cell
from gongfu.faces.sheets.targets import Column
from gongfu.kernel.people import queries as people
from gongfu.kernel.people import vault
from gongfu.kernel.people.ids import is_id
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.places.snapshot import Spot
from gongfu.kernel.rights.viewers import Viewer

_CARD = re.compile(r"\d{17}[\dXx]")
_PHONE = re.compile(r"\+?\d[\d -]{6,14}\d")
_SPLIT = re.compile(r"[、,，;；/|\n]+")
_TAILS = ("社区居委会", "村委会", "居委会", "社区", "街道", "村", "镇")
_MOST_WORDS = 12


class Finder:
    """What can be found for one viewer on one day; names and places are read once."""

    def __init__(self, viewer: Viewer, on: date) -> None:
        """Look with the eyes of the viewer."""
        self._viewer, self._on = viewer, on

    @functools.cached_property
    def _named(self) -> dict[str, set[str]]:
        """Return the people of the viewer's areas by name and by how lists call them."""
        areas = {office.place for office in self._viewer.offices}
        ids = {one for area in areas for one in people.residents(area)}
        found: dict[str, set[str]] = defaultdict(set)
        for texts in (vault.names(self._viewer, ids), vault.labels(ids)):
            for person, text in texts.items():
                found[normal(text)].add(person)
        return found

    @functools.cached_property
    def _places(self) -> dict[str, set[str]]:
        """Return the places of the viewer's areas by name, short or with what lies above."""
        found: dict[str, set[str]] = defaultdict(set)
        for area in {office.place for office in self._viewer.offices}:
            self._note(area, "", found)
        return found

    def _note(self, code: str, above: str, found: dict[str, set[str]]) -> None:
        with translation.override("zh-hans"):
            name = normal(tree.name_of(code, on=self._on))
        short = next((name.removesuffix(t) for t in _TAILS if name.endswith(t)), name)
        for text in {name, short, above + name}:
            found[text].add(code)
        english = normal(tree.name_of(code, "en", on=self._on))
        found[english].add(code)
        below: tuple[Spot, ...] = tree.children(code, self._on)
        for spot in below:
            self._note(spot.code, name, found)

    def person(self, cell: Cell) -> str:
        """Return the id of the person whom an identity number, a phone or a name means.

        Raises NobodyThere, SeveralPeople, BadIdNumber, BadPhone, Formula.
        """
        said = values.text(cell)
        if is_id(said):
            return said
        found = self._people(said)
        if len(found) > 1:
            raise refusals.SeveralPeople(count=len(found), given=said)
        if not found:
            raise refusals.NobodyThere(given=said)
        return next(iter(found))

    def _people(self, said: str) -> set[str]:
        if card := _CARD.search(said.replace(" ", "")):
            person = vault.find_by_card(card[0], on=self._on)
            return {person} if person else set()
        if phone := _PHONE.search(said):
            found = set(vault.find_by_phone(phone[0]))
            named = self._named.get(normal(said.replace(phone[0], "")), set())
            return found & named or found
        return self._named.get(normal(said), set())

    def place(self, cell: Cell) -> str:
        """Return the code of the place of the viewer's area that a code or name means.

        Raises NoPlaceThere, SeveralPlaces, MalformedCode.
        """
        said = values.text(cell)
        found = self._places.get(normal(said), set())
        if said.isdigit() and any(said.startswith(one.stem) for one in self._viewer.offices):
            check_code(said)
            return said
        if len(found) > 1:
            raise refusals.SeveralPlaces(count=len(found), given=said)
        if not found:
            raise refusals.NoPlaceThere(given=said)
        return next(iter(found))


class Choices:
    """The words that one column may hold, in both languages and other spellings."""

    def __init__(self, column: Column) -> None:
        """Read the column's words."""
        assert column.choices is not None
        self._codes: dict[str, str] = {}
        self._words: list[str] = []
        for choice in column.choices():
            self._words.append(str(choice.words))
            spelled = [choice.code, *choice.others]
            for language in ("zh-hans", "en"):
                with translation.override(language):
                    spelled.append(str(choice.words))
            for text in spelled:
                self._codes.setdefault(normal(text), choice.code)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words as the office's list has them."""
        return tuple(self._words)

    def one(self, cell: Cell) -> str:
        """Return the code of the word in a cell.  Raises NotAChoice, Formula."""
        said = values.text(cell)
        try:
            return self._codes[normal(said)]
        except KeyError:
            listed = "、".join(self._words[:_MOST_WORDS])
            more = "…" if len(self._words) > _MOST_WORDS else ""
            raise refusals.NotAChoice(given=said[:40], choices=listed + more) from None

    def several(self, cell: Cell) -> tuple[str, ...]:
        """Return the codes of the words in a cell, each once.  Raises NotAChoice, Formula."""
        parts = [part for part in _SPLIT.split(values.text(cell)) if part.strip()]
        return tuple(dict.fromkeys(self.one(part) for part in parts))


def parser_of(column: Column, finder: Finder) -> Any:
    """Return the function that turns a cell of this column into its value."""
    if plain := values.PLAIN.get(column.sort):
        return plain
    if column.choices is not None:
        words = Choices(column)
        return words.several if column.sort == "choices" else words.one
    return finder.person if column.sort == "person" else finder.place
