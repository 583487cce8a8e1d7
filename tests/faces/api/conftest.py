"""A small district in which machines ask; see `worlds`."""

from __future__ import annotations

import pytest

from gongfu.faces.web.shell import clock
from tests.faces.api import worlds


@pytest.fixture
def at_noon(monkeypatch):
    """Let the faces read the same clock all the time."""
    monkeypatch.setattr(clock, "now", lambda: worlds.NOON)


@pytest.fixture
def people(db, at_noon):
    """People with accounts and offices, and three kinds on the admission list; ids by name."""
    found = worlds.people()
    worlds.admit()
    return found


@pytest.fixture
def world(db, at_noon):
    """The same people after a morning in which something of everything happened."""
    return worlds.life(worlds.people())
