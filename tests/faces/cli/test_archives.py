"""A backup names the end of the ledger that it holds, whatever is written meanwhile."""

from __future__ import annotations

import json
import tarfile

import pytest

from gongfu.faces.cli import archives
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.tree import Frontier
from tests.kernel.ledger.sample import pour, write


@pytest.mark.django_db(transaction=True)
def test_a_backup_names_the_end_of_what_it_holds(tmp_path, monkeypatch):
    write(*[pour(n) for n in range(1, 4)])
    frontier, dump = reading.end()[1], archives._dump

    def dump_and_go_on(folder):
        found = dump(folder)
        write(pour(4))
        return found

    monkeypatch.setattr(archives, "_dump", dump_and_go_on)
    manifest = archives.write(tmp_path / "all.tar.gz")
    assert reading.size() == 4
    assert (manifest["size"], manifest["root"]) == (3, Frontier.from_bytes(frontier).root().hex())
    with tarfile.open(tmp_path / "all.tar.gz") as archive:
        assert json.load(archive.extractfile("manifest.json")) == manifest


@pytest.mark.django_db(transaction=True)
def test_the_end_of_nothing_is_the_empty_tree(tmp_path):
    assert archives.write(tmp_path / "none.tar.gz")["size"] == 0
