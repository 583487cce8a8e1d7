"""Every colour that stands on another can be read, by day, by night and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "src/gongfu/faces/web/static/gongfu"
TEXT = (STATIC / "tokens.css").read_text("utf-8")
GROUNDS = ("paper", "card", "panel")
WORDS = [
    *[(ink, ground) for ink in ("ink", "ink-2", "lake", "lake-deep", "boat") for ground in GROUNDS],
    *[(ink, "card") for ink in ("grain", "bamboo")],
    *[("ink", f"{hue}-wash") for hue in ("lake", "boat", "grain", "bamboo")],
    *[(hue, f"{hue}-wash") for hue in ("lake", "boat", "grain", "bamboo")],
    ("lake-deep", "lake-wash"), ("ink-2", "grain-wash"), ("lake", "grain-wash"),
    *[(f"on-{hue}", hue) for hue in ("lake", "boat", "bamboo")], ("on-lake", "lake-deep"),
    *[(f"on-step-{step}", f"step-{step}") for step in range(6)],
]  # fmt: skip
SHAPES = [("field", "card"), ("field", "paper"), ("focus-ink", "focus"), ("lake", "card"),
          ("bamboo", "card"), ("boat", "card")]  # fmt: skip


def tokens(mode):
    found = _pairs(TEXT[TEXT.index(":root") :])
    if mode != "day":
        condition = {"night": "prefers-color-scheme: dark", "paper": "media print"}[mode]
        found |= _pairs(TEXT[TEXT.index(condition) :])
    return found


def _pairs(text):
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9A-F]{6})", text[: text.index("}")]))


def _light(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["day", "night"])
def test_words_stand_out_at_least_4_5_and_shapes_3(mode):
    colours = tokens(mode)
    faint = [(a, b) for a, b in WORDS if contrast(colours[a], colours[b]) < 4.5]
    faint += [(a, b) for a, b in SHAPES if contrast(colours[a], colours[b]) < 3]
    assert not faint, {pair: round(contrast(*(colours[c] for c in pair)), 2) for pair in faint}


@pytest.mark.parametrize("mode", ["day", "night", "paper"])
def test_body_text_stands_out_at_least_7(mode):
    colours = tokens(mode)
    assert contrast(colours["ink"], colours["paper"]) >= 7


def test_ink_on_the_golden_tag_can_be_read():
    rule = re.search(r"\.tag-due \{[^}]*color: (#[0-9A-F]{6})", (STATIC / "app.css").read_text())
    assert contrast(rule[1], tokens("day")["grain-fill"]) >= 4.5


def test_no_colour_is_written_outside_the_tokens():
    style = (STATIC / "app.css").read_text() + (STATIC / "board.css").read_text()
    assert set(re.findall(r"#[0-9A-Fa-f]{3,6}\b(?=[^{]*\})", style)) <= {"#1D2B2F", "#FFFFFF"}


def test_large_type_has_targets_of_60_and_text_of_21_pixels():
    block = re.search(r"\[data-elder\] \{([^}]*)\}", TEXT)[1]
    rem = 16 * int(re.search(r"font-size: (\d+)%", block)[1]) / 100
    day = dict(re.findall(r"--(f2|tap): ([0-9.]+)rem", TEXT[: TEXT.index("}")]))
    assert rem * float(re.search(r"--tap: ([0-9.]+)rem", block)[1]) >= 60
    assert rem * float(re.search(r"--f1: ([0-9.]+)rem", block)[1]) >= 18
    assert rem * float(day["f2"]) >= 21
    assert 16 * float(day["tap"]) >= 44
