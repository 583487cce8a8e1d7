"""From the ledger to a file to the independent verifier, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gongfu.figures.store import exported
from gongfu.kernel.ledger import exporting, proofs
from gongfu.kernel.ledger.models import Record
from tests.kernel.ledger.sample import pour, write

pytestmark = pytest.mark.django_db
VERIFIER = Path(__file__).resolve().parents[2] / "verifier" / "verify.py"


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.GONGFU_SIGNER_KEY = tmp_path / "signer.key"


def run(*arguments):
    command = [sys.executable, "-S", "-E", str(VERIFIER), "--language", "en", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip()


def export(folder, count=300):
    write(*[pour(n % 5 + 1) for n in range(count)])
    return exporting.write_export(folder)


def test_a_receipt_verifies_and_another_record_does_not(tmp_path):
    write(*[pour(n) for n in range(1, 20)])
    (tmp_path / "r").write_text(proofs.receipt(7))
    (tmp_path / "seven").write_text(Record.objects.get(pk=7).public)
    (tmp_path / "eight").write_text(Record.objects.get(pk=8).public)
    key = ("--vkey", proofs.vkey())
    code, said = run("receipt", tmp_path / "r", "--record", tmp_path / "seven", *key)
    assert code == 0 and said.startswith("Record 7 lies under the head")
    assert run("receipt", tmp_path / "r", "--record", tmp_path / "eight", *key)[0] == 1


def test_a_receipt_signed_by_somebody_else_does_not_verify(tmp_path, settings):
    write(pour())
    (tmp_path / "r").write_text(proofs.receipt(1))
    (tmp_path / "one").write_text(Record.objects.get(pk=1).public)
    settings.GONGFU_SIGNER_KEY = tmp_path / "other.key"
    code, _said = run(
        "receipt", tmp_path / "r", "--record", tmp_path / "one", "--vkey", proofs.vkey()
    )
    assert code == 1


def test_a_later_head_continues_an_earlier_one(tmp_path):
    write(*[pour() for _n in range(5)])
    (tmp_path / "old").write_text(proofs.head().checkpoint)
    export(tmp_path / "all", count=20)
    (tmp_path / "new").write_text(proofs.head().checkpoint)
    import base64

    lines = [base64.b64encode(one).decode() for one in proofs.consistency(5, 25)]
    (tmp_path / "proof").write_text("\n".join(lines))
    heads = ("heads", tmp_path / "old", tmp_path / "new", "--vkey", proofs.vkey())
    assert run(*heads, "--export", tmp_path / "all")[0] == 0
    assert run(*heads, "--proof", tmp_path / "proof")[0] == 0
    (tmp_path / "proof").write_text("\n".join(lines[::-1]))
    assert run(*heads, "--proof", tmp_path / "proof")[0] == 1


def test_a_whole_export_verifies_and_gives_the_sums(tmp_path):
    export(tmp_path, count=10)
    write(pour(1, reverses=1))
    head = exporting.write_export(tmp_path)
    assert exported.write_columns(tmp_path / "columns", upto=head.size) == 1
    code, said = run("export", tmp_path, "--vkey", proofs.vkey(), "--sums")
    lines = [line.split() for line in said.splitlines()]
    assert code == 0
    assert ["sample.tea.poured", "2021", "records", "9"] in lines
    assert ["sample.tea.poured", "2021", "cups", "(1)", "29"] in lines


def swapped(lines):
    return [*lines[:40], lines[41], lines[40], *lines[42:]]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda lines: [*lines[:41], lines[41].replace(b"green", b"black"), *lines[42:]], "Record 42 is wrong: altered."),
        (lambda lines: [*lines[:41], *lines[42:]], "Record 42 is wrong: missing."),
        (swapped, "Record 41 is wrong: reordered."),
        (lambda lines: lines[:-1], "Record 300 is wrong: missing."),
        (lambda lines: [*lines, lines[0]], "Record 301 is wrong: added."),
    ],
)  # fmt: skip
def test_the_first_wrong_record_of_an_export_is_named(tmp_path, spoil, said):
    def unlike(n):
        return pour(n + 1)

    write(*[unlike(n) for n in range(300)])
    exporting.write_export(tmp_path)
    path = tmp_path / "deeds.ndjson"
    lines = path.read_bytes().split(b"\n")[:-1]
    path.write_bytes(b"\n".join(spoil(lines)) + b"\n")
    assert run("export", tmp_path, "--vkey", proofs.vkey()) == (1, said)
