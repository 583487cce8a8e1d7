"""Every page walked by every role: nobody sees what is not theirs, and nothing breaks."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from gongfu.faces.api import limits
from gongfu.faces.web.shell.pages import PAGES
from gongfu.kernel.ledger import reading
from gongfu.kernel.rights import matrix
from gongfu.kernel.rights.actions import ACTIONS
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests import worlds

STRANGER = worlds.person("stranger")


def our_patterns():
    """Return the patterns of our own pages, by name."""
    found = {}

    def walk(patterns):
        for one in patterns:
            if isinstance(one, URLPattern):
                if one.callback.__module__.startswith("gongfu."):
                    found[one.name] = one
            elif getattr(one, "app_name", None) is None:
                walk(one.url_patterns)

    walk(get_resolver().url_patterns)
    return found


PATTERNS = our_patterns()


def address(name, world):
    """Return the page's address with arguments that exist in the world."""
    samples = {
        "elder": worlds.ZHOU, "number": world["number"], "item": world["item"], "ask": "none",
        "alarm": "none", "place": worlds.NANYANG, "path": "0/000", "period": "2021",
        "code": "keys.visits" if name.startswith("figure") else worlds.NANYANG,
        "post": "none", "claim": "none", "team": "none", "need": "none", "offer": "none",
        "move": "none", "proposal": "none", "form": "json", "service_code": "none",
        "service_request_id": "none", "token_id": "none", "agreement": "none",
        "secret": "none", "about": "none", "stand": "none",
        "group": "needs", "version": "3", "rule": "none", "catalogue": "skill",
        "sheet": "none", "target": "visits", "paper": "none", "filling": "none", "document": "none",
        "survey": "none", "cooperative": "none", "dimension": "none",
        "sowing": "none",
        "batch": "none", "plot": "none",
        "sharing": "none", "household": "none", "obligation": "none", "person": "none",
        "design": "none", "grid": 1, "joining": 1,
    }  # fmt: skip
    wanted = PATTERNS[name].pattern.converters
    return reverse(name, kwargs={key: samples[key] for key in wanted})


def permission(name):
    view = PATTERNS[name].callback
    while not hasattr(view, "permission"):
        view = view.__wrapped__
    return view.permission


def viewer(role, place):
    if role is Role.PUB:
        return PUBLIC
    offices = () if role is Role.RES else (Office(role, place),)
    return Viewer(STRANGER, offices)


def test_every_page_and_every_action_names_a_permission_of_the_table():
    assert len(PATTERNS) > 40
    for name in PATTERNS:
        assert matrix.row(permission(name)), name
    for name, asked in {**ACTIONS, **PAGES}.items():
        assert matrix.row(asked), name


@pytest.mark.slow
@pytest.mark.parametrize("place", [worlds.NANYANG, worlds.ELSEWHERE])
def test_every_page_answers_every_role_as_the_table_says(team, looked_at_by, place, monkeypatch):
    before = reading.size()
    for role in Role:
        monkeypatch.setattr(limits, "LIMIT", limits.Limit())
        client = looked_at_by(viewer(role, place))
        for name in PATTERNS:
            status = client.get(address(name, team)).status_code
            assert status in (200, 302, 403, 404, 405, 422), (name, role, status)
            check_status(matrix.row(permission(name)).cells, role, status, name)
    assert reading.size() == before, "no GET changes the ledger"


def check_status(cells, role, status, name):
    """Whoever holds a permission in no case finds no page; who is not signed in is led there."""
    if cells[role] != "-":
        return
    if role is Role.PUB:
        assert status in (302, 405), name
    elif all(cells[other] == "-" for other in {Role.PUB, Role.RES} - {role}):
        assert status in (404, 405), (name, role)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["stranger", "outside"])
def test_who_has_nothing_to_do_with_an_elder_sees_nothing_of_them(team, looked_at_by, who):
    client = looked_at_by(getattr(worlds, who))
    for name in ("elder", "visit", "item", "elder-agree", "elder-entrust", "elder-change"):
        answer = client.get(address(name, team))
        assert answer.status_code in (403, 404), name
        assert worlds.ZHOU not in answer.content.decode().replace(address(name, team), "")


def test_an_unsafe_request_without_a_token_is_refused(team, looked_at_by):
    looked_at_by(worlds.zhu)
    strict = Client(enforce_csrf_checks=True)
    before = reading.size()
    assert strict.post(address("visit", team), {"answer": "well"}).status_code == 403
    assert reading.size() == before


def test_a_figure_of_one_person_is_for_that_person_and_the_office(team, looked_at_by):
    path = reverse("figure", args=["keys.visits"]) + f"?period=2021&person={worlds.ZHU}"
    assert looked_at_by(worlds.zhu).get(path).status_code == 200
    assert looked_at_by(worlds.stranger).get(path).status_code == 403
