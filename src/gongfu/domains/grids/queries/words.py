"""The lists of words as a reader sees them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongfu.domains.grids.models import Word
from gongfu.domains.grids.rules.words import (
    LANGUAGE,
    MEMBER_SORT,
    POST_SORT,
    SKILL,
    TEAM_PURPOSE,
)

__all__ = [
    "LANGUAGE",
    "MEMBER_SORT",
    "POST_SORT",
    "SKILL",
    "TEAM_PURPOSE",
    "Lists",
    "WordLine",
    "lists",
    "word_lines",
]


class WordLine(NamedTuple):
    """A word of a list as its office sees it; see `models.Word`."""

    catalogue: str
    code: str
    zh: str
    en: str
    order: int
    until: date | None


class Lists:
    """All words, read once for a page, in one language."""

    def __init__(self, *, language: str) -> None:
        """Read the words; Chinese for every language that begins with zh."""
        chinese = language.startswith("zh")
        self._rows = list(Word.objects.order_by("catalogue", "order", "code"))
        self._texts = {
            (row.catalogue, row.code): row.zh if chinese else row.en for row in self._rows
        }

    def text(self, catalogue: str, code: str) -> str:
        """Return the text of a code, or the code itself when the list does not hold it."""
        return self._texts.get((catalogue, code), code)

    def choices(self, catalogue: str, on: date | None) -> tuple[tuple[str, str], ...]:
        """Return the codes on offer on that day with their texts, in the list's order.

        on: None for every code that ever was on offer.
        """
        return tuple(
            (row.code, self._texts[catalogue, row.code])
            for row in self._rows
            if row.catalogue == catalogue
            and (on is None or row.since is None or row.since <= on)
            and (on is None or row.until is None or on < row.until)
        )


def lists(language: str) -> Lists:
    """Return the words in a language."""
    return Lists(language=language)


def word_lines() -> tuple[WordLine, ...]:
    """Return all words of all lists, in their order."""
    rows = Word.objects.order_by("catalogue", "order", "code")
    return tuple(WordLine(*row) for row in rows.values_list(*WordLine._fields))
