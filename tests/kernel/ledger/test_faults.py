"""A full disk, a failing disk, a killed writer, a clock that jumps: nothing half-written, nothing lost."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]

_APPEND = """
import json, os, sys
import django
django.setup()
from datetime import UTC, datetime, timedelta
from bench.ledger import visit
from gongfu.kernel.ledger import verifying
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.refusals import Refused
first, count, stop = int(sys.argv[1]), int(sys.argv[2]), ""
done, at = 0, datetime.now(UTC)
for number in range(first, first + count):
    try:
        with acting():
            permit()
            drafts = [Draft(visit(number * 100 + n), by="k" * 26, at=at, key=f"{number}-{n}") for n in range(50)]
            append(drafts)
        done += 1
    except Refused as refusal:
        stop = refusal.code
        break
if os.path.exists(sys.argv[3]):
    os.remove(sys.argv[3])
report = verifying.verify()
print(json.dumps({"done": done, "stop": stop, "size": report.size, "fault": report.fault}))
"""


def environment(folder):
    found = {**os.environ, "GONGFU_DATA_DIR": str(folder), "GONGFU_DEMO": "0"}
    found.update(DJANGO_SETTINGS_MODULE="gongfu.site.settings", PYTHONPATH=f"{ROOT}/src:{ROOT}")
    found.pop("DATABASE_URL", None)
    return found


def run(folder, code, *arguments, under=(), **options):
    command = [*under, sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(
        command, env=environment(folder), cwd=ROOT, capture_output=True, text=True, **options
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture
def folder(tmp_path):
    run(
        tmp_path,
        "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)",
    )
    return tmp_path


def appended(folder, *, first=0, count=1, spare="none", **options):
    return json.loads(run(folder, _APPEND, first, count, folder / spare, **options))


def test_a_disk_that_fills_up_refuses_in_words_and_goes_on_when_there_is_room(folder):
    room = folder / "full"
    room.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(room)], capture_output=True
    ).returncode:
        pytest.skip("a small disk of its own needs the right to mount")
    try:
        for file in folder.iterdir():
            if file.is_file():
                shutil.copy(file, room)
        (room / "spare").write_bytes(b"0" * 1_500_000)
        before = appended(room, count=400, spare="spare")
        assert before["stop"] == "ledger.not-kept"
        assert before["fault"] is None
        assert before["size"] == before["done"] * 50
        after = appended(room, first=1000, count=3)
        assert (after["done"], after["stop"]) == (3, "")
        assert after["size"] == before["size"] + 150
    finally:
        subprocess.run(["umount", "-l", str(room)], check=False)


def test_a_file_that_may_not_grow_refuses_in_words(folder):
    largest = max(file.stat().st_size for file in folder.iterdir() if file.is_file()) + 400_000

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    found = appended(folder, count=400, preexec_fn=limit)
    assert found["stop"] == "ledger.not-kept"
    assert (found["fault"], found["size"]) == (None, found["done"] * 50)
    assert appended(folder, first=1000)["size"] == found["size"] + 50


@pytest.mark.parametrize("call", ["pwrite64", "fdatasync"])
def test_a_disk_that_fails_now_and_then_loses_nothing_acknowledged(folder, call):
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    log = folder / "strace.log"
    under = (
        "strace",
        "-f",
        "-qq",
        "-o",
        str(log),
        "-e",
        f"trace={call}",
        "-e",
        f"inject={call}:error=EIO:when=60+200",
    )
    try:
        found = appended(folder, count=40, under=under)
    except AssertionError as failure:
        if "ptrace" in str(failure) or "Operation not permitted" in str(failure):
            pytest.skip("strace may not trace here")
        raise
    assert found["fault"] is None
    assert found["size"] == found["done"] * 50
    assert appended(folder, first=1000)["size"] == found["size"] + 50


def test_writers_killed_at_random_moments_lose_nothing_acknowledged(tmp_path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "kill_rounds.py"), "4"],
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
