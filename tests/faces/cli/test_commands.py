"""The command line over a real data folder, each command in a process of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]

_FEW_VISITS = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.kernel.ledger.sample import pour, write
write(*[pour(n % 5 + 1) for n in range(300)])
"""


@pytest.fixture
def gongfu(tmp_path):
    """Run a command of `gongfu` over a district with 300 records; returns code and output."""
    environment = {
        **os.environ,
        "GONGFU_DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "gongfu.site.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", _FEW_VISITS], env=environment, check=True)

    def run(*arguments, folder="data"):
        done = subprocess.run(
            [sys.executable, "-c", _CALL, *map(str, arguments)],
            env={**environment, "GONGFU_DATA_DIR": str(tmp_path / folder)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    return run


# The sample kind is known to tests alone, so it is brought in before the command runs.
_CALL = """
import sys
from gongfu.faces.cli import main
main.setup()
import tests.kernel.ledger.sample
main.main(sys.argv[1:])
"""


def test_verify_names_a_record_that_somebody_changed(gongfu, tmp_path):
    assert gongfu("verify")[0] == 0
    with sqlite3.connect(tmp_path / "data" / "gongfu.sqlite3") as base:
        trigger = base.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'ledger_record_no_update'"
        ).fetchone()[0]
        base.execute("DROP TRIGGER ledger_record_no_update")
        base.execute(
            "UPDATE ledger_record SET public = replace(public, 'green', 'x') WHERE number = 7"
        )
        base.execute(trigger)
    code, said = gongfu("verify")
    assert code == 1
    assert "7" in said


def test_replay_check_changes_nothing_and_says_so(gongfu):
    assert gongfu("replay", "--check")[0] == 0


def test_a_figure_is_printed_for_machines(gongfu):
    code, said = gongfu(
        "figure", "keys.visits", "--place", "330402007032", "--period", "2020", "--json"
    )
    assert code == 0
    assert json.loads(said)["value"] == "0"


@pytest.mark.parametrize(
    "arguments",
    [("keys.visits", "--period", "2020-13"), ("keys.nothing", "--period", "2020"),
     ("keys.visits", "--place", "33", "--period", "2020")],
)  # fmt: skip
def test_a_wrong_question_gets_a_sentence(gongfu, arguments):
    code, said = gongfu("figure", *arguments)
    assert code == 1
    assert "Traceback" not in said


def test_a_backup_is_restored_elsewhere_and_verifies(gongfu, tmp_path):
    archive = tmp_path / "all.tar.gz"
    assert gongfu("backup", archive)[0] == 0
    assert gongfu("restore", archive, folder="other")[0] == 0
    assert gongfu("verify", folder="other")[0] == 0
    code, said = gongfu("restore", archive)
    assert code == 1
    assert "Traceback" not in said


def test_an_export_holds_every_record_as_line_and_in_columns(gongfu, tmp_path):
    assert gongfu("export", tmp_path / "out")[0] == 0
    lines = (tmp_path / "out" / "deeds.ndjson").read_bytes().splitlines()
    files = (tmp_path / "out" / "columns").glob("kind=*/year=*/*.parquet")
    assert len(lines) == sum(pq.read_metadata(path).num_rows for path in files) == 300


def test_doctor_says_how_things_stand(gongfu):
    _code, said = gongfu("doctor")
    assert "wal" in said


def test_import_lists_every_wrong_line_and_writes_nothing(gongfu, tmp_path):
    sheet = tmp_path / "slips.csv"
    sheet.write_text(
        "elder,keeper,started_at,ended_at,answer\na,b,2021-09-01 08:00,tomorrow,well\n,b,x,y,well\n"
    )
    code, said = gongfu("import", sheet, "--by", "nobody")
    assert code == 1
    assert said.count("2021-09-20 08:30") == 2


@pytest.mark.parametrize("command", [("verify",), ("doctor",), ("tend",), ("export", "out")])
def test_where_there_is_no_database_yet_the_command_says_what_makes_one(gongfu, command):
    code, said = gongfu(*command, folder="bare")
    assert code == 1 and "gongfu serve" in said and "Traceback" not in said
    assert gongfu("verify", "--help", folder="bare")[0] == 0
