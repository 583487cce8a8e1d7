"""How alike two headings are, written by different offices for the same thing."""

from __future__ import annotations

import functools
import re
import unicodedata

_BRACKETS = re.compile(r"[(\[【<〈《（][^()\[\]【】<>〈〉《》（）]*[)\]】>〉》）]")
_NUMBERING = re.compile(r"^(?:[(（]?[一二三四五六七八九十]+[)）、.．]|[(（]?\d+[)）、.．](?!\d))+")
_OTHER = re.compile(r"[^\w%]|_", re.UNICODE)
_PLACE_MARK = re.compile(r"\{+[^{}]*\}+|\$\{[^{}]*\}|\[[\w.]+\]")
_UNIT = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]\s*$")


@functools.lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """Return the core of a heading: no blanks, numbering, units in brackets or punctuation."""
    plain = unicodedata.normalize("NFKC", _PLACE_MARK.sub("", text)).lower()
    plain = _NUMBERING.sub("", "".join(plain.split()))
    core = _OTHER.sub("", _BRACKETS.sub("", plain))
    return core or _OTHER.sub("", plain)


@functools.lru_cache(maxsize=65536)
def flat(text: str) -> str:
    """Return a text without blanks and punctuation; what stands in brackets is kept."""
    return _OTHER.sub("", unicodedata.normalize("NFKC", text).lower())


@functools.lru_cache(maxsize=65536)
def unit_in(text: str) -> str:
    """Return what a heading says in brackets at its end, such as 万元; else an empty string."""
    found = _UNIT.search(unicodedata.normalize("NFKC", text.strip()))
    return found[1].strip() if found else ""


@functools.lru_cache(maxsize=65536)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset((text,))


@functools.lru_cache(maxsize=262144)
def likeness(one: str, other: str) -> float:
    """Return 0 to 1 for two normalised texts: equal, one inside the other, or pairs in common.

    Source: Dice's coefficient over pairs of characters.
    """
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) > 1 and shorter in longer:
        return 0.6 + 0.35 * len(shorter) / len(longer)
    common = len(_pairs(one) & _pairs(other))
    return 0.9 * 2 * common / (len(_pairs(one)) + len(_pairs(other)))


def best(text: str, spellings: tuple[str, ...]) -> float:
    """Return how alike a heading is to the nearest of several normalised spellings."""
    core = normal(text)
    return max((likeness(core, one) for one in spellings), default=0.0)
