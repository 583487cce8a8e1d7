"""Pages over the team of tests/worlds.py, looked at by whom a test names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongfu.faces.api import limits
from gongfu.faces.web.shell import clock, pages, views
from gongfu.kernel.rights.viewers import PUBLIC
from tests import worlds


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch):
    """Let no test wait for what another one asked."""
    monkeypatch.setattr(limits, "LIMIT", limits.Limit())


@pytest.fixture
def looked_at_by(db, client, monkeypatch):
    """Return a function that gives the client the eyes of a viewer."""
    monkeypatch.setattr(clock, "now", lambda: worlds.MORNING + timedelta(hours=1))
    held = {"viewer": PUBLIC}
    for module in (pages, views):
        monkeypatch.setattr(module, "viewer_of", lambda _request: held["viewer"])

    def look(viewer):
        held["viewer"] = viewer
        return client

    return look


@pytest.fixture
def team(looked_at_by):
    """Two keepers, two elders in the care of 朱水源, a key in his hands and one visit."""
    worlds.team()
    tag = worlds.entrust_key()
    return {"item": tag, "number": worlds.visit(ended_at=worlds.MORNING).number}
