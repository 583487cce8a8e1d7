"""Pages are light, asked with few queries, labelled, and in both languages."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import worlds

STATIC = Path(__file__).resolve().parents[2] / "src/gongfu/faces/web/static/gongfu"
PAGES = {
    "home": ("home", ()), "figures": ("figures", ()), "figure": ("figure", ("keys.visits",)),
    "records": ("figure-records", ("keys.visits",)), "record": ("record", (1,)),
    "verify": ("verify", ()), "day": ("day", ()), "visit": ("visit", (worlds.ZHOU,)),
    "hours": ("hours", ()), "elder": ("elder", (worlds.ZHOU,)), "team": ("team", (worlds.NANYANG,)),
    "round": ("round", ()), "desk": ("desk", ()), "help": ("help", ()),
}  # fmt: skip


def looker(name):
    return worlds.liu if name == "desk" else worlds.zhu


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_needs_at_most_25_queries_and_60_kb(team, looked_at_by, name):
    client, (view, arguments) = looked_at_by(looker(name)), PAGES[name]
    client.get(reverse(view, args=arguments))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse(view, args=arguments))
    assert answer.status_code == 200
    assert len(asked) <= 25
    assert len(answer.content) <= 60_000


@pytest.mark.slow
@pytest.mark.parametrize("name", ["day", "desk", "team"])
def test_queries_stay_as_many_when_the_team_grows(team, looked_at_by, name):
    client, (view, arguments) = looked_at_by(looker(name)), PAGES[name]

    def queries():
        client.get(reverse(view, args=arguments))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(view, args=arguments))
        return len(asked)

    before = queries()
    for number in range(25):
        elder = worlds.person(f"another{'abcdefghijklmnopqrstuvwxy'[number]}")
        worlds.register(elder, worlds.SON)
        worlds.assign(worlds.zhu, elder, worlds.SON)
    assert queries() <= before + 1


@pytest.mark.parametrize("name", sorted(PAGES))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_has_one_heading_its_language_and_labels(team, looked_at_by, name, language):
    client, (view, arguments) = looked_at_by(looker(name)), PAGES[name]
    client.cookies["django_language"] = language
    body = client.get(reverse(view, args=arguments)).content.decode()
    assert body.count("<h1") == 1
    assert f'<html lang="{"en" if language == "en" else "zh-CN"}"' in body
    main = body[body.index("<main") :]
    for field in re.findall(r"<(?:input|select)[^>]*>", main):
        if 'type="hidden"' not in field and 'type="radio"' not in field:
            identity = re.search(r'id="([^"]+)"', field)
            assert identity, field
            assert f'for="{identity[1]}"' in main, field
    assert not re.search(r'\sstyle="|\son[a-z]+="|javascript:', body)


def test_the_first_view_is_at_most_60_kb_compressed(team, looked_at_by):
    from django.contrib.staticfiles import finders

    body = looked_at_by(worlds.zhu).get("/").content
    names = re.findall(rb'(?:src|href)="/static/([^"]+\.(?:js|css))"', body)
    assert len(names) >= 4
    total = len(gzip.compress(body))
    for name in names:
        total += len(gzip.compress(Path(finders.find(name.decode())).read_bytes()))
    assert total <= 60_000


def _tokens(text, scope):
    block = re.search(scope + r"\{([^}]*)\}", text)[1]
    return dict(re.findall(r"--([a-z0-9-]+):(#[0-9A-Fa-f]{6})", block))


def _light(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_pair_of_colours_can_be_read(dark):
    text = (STATIC / "app.css").read_text("utf-8")
    tokens = _tokens(text, ":root")
    if dark:
        tokens |= _tokens(text[text.index("prefers-color-scheme:dark") :], ":root")
    grounds = ("paper", "card", "panel")
    for ink in ("ink", "ink-2", "lake", "boat", "bamboo"):
        for ground in grounds:
            assert contrast(tokens[ink], tokens[ground]) >= 4.5, (ink, ground)
    assert contrast(tokens["on-lake"], tokens["lake"]) >= 4.5
    assert contrast(tokens["field"], tokens["card"]) >= 3
    assert contrast(tokens["card"], tokens["boat"]) >= 4.5
    assert contrast(tokens["card"], tokens["bamboo"]) >= 4.5
