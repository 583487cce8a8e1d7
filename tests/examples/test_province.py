"""A province's figures out of the exports alone are those of the cities' own ledgers."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.slow
HERE = Path(__file__).resolve().parents[2]
EXAMPLE = HERE / "examples" / "province"
FEW = ("3304", "3311")
KINDS = {
    "visits": "keys.visit.made",
    "services": "keys.service.given",
    "disputes": "ledger.record.disputed",
    "settlements": "ledger.dispute.settled",
    "confirmations": "ledger.record.confirmed",
    "returns": "statistics.value.received",
}


def make(folder, *cities):
    """Run the first script of the example as a reader would."""
    chosen = ["--cities", *cities] if cities else []
    environment = {**os.environ, "PYTHONPATH": str(HERE / "src")}
    command = [sys.executable, str(EXAMPLE / "cities.py"), str(folder), *chosen]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("cities"), *FEW)


@pytest.fixture
def here(monkeypatch):
    """Let the scripts of the example find each other, as when one of them is run."""
    monkeypatch.syspath_prepend(EXAMPLE)


def test_the_query_gives_what_the_ledgers_of_the_cities_say(made, here):
    import comparing

    connection = duckdb.connect()
    for name, kind in KINDS.items():
        files = str(made / "*" / "export" / "columns" / f"kind={kind}" / "*" / "*.parquet")
        ledger = f"split_part(filename, '/', {len(made.parts) + 1})"
        connection.execute(
            f"CREATE VIEW {name} AS SELECT *, {ledger} AS ledger"
            f" FROM read_parquet('{files}', filename = true, hive_partitioning = false)"
        )
    rows = connection.execute((EXAMPLE / "province.sql").read_text("utf-8"))
    names = [column[0] for column in rows.description]
    found = {
        row[0]: {
            code: value(dict(zip(names, row, strict=True)))
            for code, value in comparing.FIGURES.items()
        }
        for row in rows.fetchall()
    }
    expected = comparing.own(made)
    assert sorted(found) == sorted(expected) == [*FEW, "all"]
    assert comparing.differences(found, expected) == []
    assert all(value > 0 for values in expected.values() for value in values.values())
    expected["all"]["keys.visits"] += 1
    assert len(comparing.differences(found, expected)) == 1


def test_every_export_verifies_with_the_independent_verifier(made):
    verifier = HERE / "verifier" / "verify.py"
    for city in FEW:
        key = (made / city / "vkey").read_text("utf-8")
        command = [sys.executable, str(verifier), "export", str(made / city / "export")]
        subprocess.run([*command, "--vkey", key], check=True, capture_output=True)


# Spark's bridge to Java leaves its sockets to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_spark_gives_the_same_over_eleven_cities(tmp_path, here):
    pytest.importorskip("pyspark", reason="no Spark in this environment")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java")
    make(tmp_path)
    import comparing
    import province

    session = province.session_of("local[2]")
    try:
        found = province.figures(session, province.exports(tmp_path))
    finally:
        session.stop()
        gc.collect()
    expected = comparing.own(tmp_path)
    assert len(expected) == len(found) == 12
    assert comparing.differences(found, expected) == []
