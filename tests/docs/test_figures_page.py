"""docs/figures.md and docs/figures.zh.md are what the catalogue writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongfu.faces.cli import figure_pages

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(("language", "name"), [("en", "figures.md"), ("zh-hans", "figures.zh.md")])
def test_the_page_of_figures_is_what_the_catalogue_writes(language, name):
    stored = (DOCS / name).read_text("utf-8")
    advice = f"run: gongfu figure --catalogue {language} > docs/{name}"
    assert stored == figure_pages.written(language), advice


def test_every_manner_of_seeing_a_figure_has_words():
    for permission in ("figure.read_published", "figure.drill_to_records", "volunteer.hours_list"):
        cells = figure_pages.matrix.row(permission).cells
        assert set(cells.values()) - {"-"} <= set(figure_pages._MANNERS), permission
