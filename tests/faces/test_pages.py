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

PAGES = {
    "home": ("home", ()), "figures": ("figures", ()), "figure": ("figure", ("keys.visits",)),
    "records": ("figure-records", ("keys.visits",)), "record": ("record", (1,)),
    "verify": ("verify", ()), "day": ("day", ()), "visit": ("visit", (worlds.ZHOU,)),
    "hours": ("hours", ()), "elder": ("elder", (worlds.ZHOU,)), "team": ("team", (worlds.NANYANG,)),
    "round": ("round", ()), "desk": ("desk", ()), "help": ("help", ()),
}  # fmt: skip


def looker(name):
    return worlds.liu if name == "desk" else worlds.zhu


@pytest.fixture(autouse=True)
def few_people_are_enough(settings):
    """Let the pages of this small world show what a district's would."""
    settings.GONGFU_SMALL_GROUP = 1


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
