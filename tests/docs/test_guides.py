"""The guides quote the interface's own words, the same in both languages."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from gongfu.site import words

GUIDES = Path(__file__).resolve().parents[2] / "docs" / "guides"
CHINESE = sorted(GUIDES.glob("*.zh.md"))
ENGLISH = sorted(set(GUIDES.glob("*.md")) - set(CHINESE))
ROLES = {"resident", "keeper", "member", "grid-worker", "secretary", "officer", "administrator",
         "auditor"}  # fmt: skip


def translations():
    """Return each English text of the interface with all its Chinese, context or not."""
    found = defaultdict(set)
    for path in words.catalogues():
        with path.open("rb") as file:
            for source, chinese in words._pairs(read_po(file)):
                found[source].add(chinese)
    return found


WORDS = translations()
SHOWN = {chinese for all_ in WORDS.values() for chinese in all_}


def quoted(path, pattern):
    """Return the quoted words of a guide, without line ends."""
    return [" ".join(one.split()) for one in re.findall(pattern, path.read_text("utf-8"))]


def named(path):
    return path.name.partition(".")[0]


def test_every_role_has_a_guide_in_both_languages():
    assert {named(path) for path in ENGLISH} >= ROLES
    assert [named(path) for path in ENGLISH] == [named(path) for path in CHINESE]


@pytest.mark.parametrize("path", [*ENGLISH, *CHINESE], ids=lambda path: path.name)
def test_every_quoted_word_of_a_guide_stands_in_the_interface(path):
    chinese = path in CHINESE
    found = quoted(path, r"「([^」]+)」" if chinese else r"“([^”]+)”")
    shown = SHOWN if chinese else set(WORDS)
    assert [one for one in found if one not in shown] == []


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.name)
def test_both_languages_of_a_guide_quote_the_same_words(path):
    beside = path.with_name(f"{named(path)}.zh.md")
    english, chinese = set(quoted(path, r"“([^”]+)”")), set(quoted(beside, r"「([^」]+)」"))
    assert [one for one in english if not WORDS[one] & chinese] == []
    meant = {words for one in english for words in WORDS[one]}
    assert [one for one in chinese if one not in meant] == []


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.name)
def test_both_languages_of_a_guide_have_the_same_parts(path):
    beside = path.with_name(f"{named(path)}.zh.md")
    shape = [re.findall(r"^(#+|\d+\.|-|\|)(?= |$)", one.read_text("utf-8"), re.M)
             for one in (path, beside)]  # fmt: skip
    assert shape[0] == shape[1]
