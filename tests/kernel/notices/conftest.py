"""A kind of notice, people in the vault, and a gateway that nobody opens."""

from __future__ import annotations

import pytest

from gongfu.kernel.notices.kinds import KINDS, Kind, declare
from gongfu.kernel.people import vault
from gongfu.kernel.people.vault import Plain


@pytest.fixture
def kinds(monkeypatch):
    """An ordinary and an urgent kind."""
    before = dict(KINDS)
    declare(Kind("tests.plain", "Plain", "There are %(count)s things.", "notice.read_own"))
    alarm = Kind(
        "tests.alarm",
        "Alarm",
        "An alarm: %(cause)s.",
        "notice.read_own",
        urgent=True,
        words={"cause": {"help": "asked for help"}},
    )
    declare(alarm)
    yield KINDS
    KINDS.clear()
    KINDS.update(before)


@pytest.fixture
def people(db):
    """Two people of the vault."""
    return vault.add_people([Plain(name="甲乙"), Plain(name="丙丁")])


@pytest.fixture
def gateway(settings):
    """A shared webhook and one with addresses."""
    settings.GONGFU_GATEWAYS = {
        "room": "json://127.0.0.1:9/room",
        "relay": "form://127.0.0.1:9/{to}",
    }
