"""The team of 南杨社区 as most tests find it."""

from __future__ import annotations

import pytest

from tests import worlds


@pytest.fixture
def team(db):
    """Two keepers, two elders in the care of 朱水源."""
    worlds.team()


@pytest.fixture
def key(team):
    """The tag of an elder's key in the hands of 朱水源."""
    return worlds.entrust_key()
