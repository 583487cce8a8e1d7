"""docs/personal-data.md and its Chinese are what the declarations in the code write."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongfu.faces.cli import personal_pages
from gongfu.kernel.people.keeping import DAYS

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(
    ("language", "name"), [("en", "personal-data.md"), ("zh-hans", "personal-data.zh.md")]
)
def test_the_page_of_personal_data_is_what_the_declarations_write(language, name):
    advice = f"run: gongfu retain --declared {language} > docs/{name}"
    assert (DOCS / name).read_text("utf-8") == personal_pages.written(language), advice


def test_everything_that_leaves_has_words():
    assert set(DAYS) <= set(personal_pages.WHAT)
