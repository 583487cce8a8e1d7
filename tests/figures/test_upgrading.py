"""After an upgrade the column files are built anew before anybody waits for them."""

from __future__ import annotations

from gongfu.figures import keeping
from gongfu.figures.store import files
from tests import worlds


def test_columns_of_another_version_are_due(db, monkeypatch):
    worlds.team()
    worlds.visit()
    keeping.compact()
    assert not keeping.compact_if_due()
    monkeypatch.setattr(files, "digest", lambda kind: f"newer {kind}")
    assert keeping.compact_if_due()
    assert not keeping.compact_if_due()
