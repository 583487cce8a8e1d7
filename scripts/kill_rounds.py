"""Kill writers at a random moment, again and again, and see that nothing acknowledged is lost.

    python scripts/kill_rounds.py 200

Each round: two processes append visits and print each number once it is acknowledged; after a
random moment both get SIGKILL; then the ledger is verified and every printed number must be there.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time

_WRITER = """
import sys, time
import django
django.setup()
from bench.ledger import visit
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.writing import Draft, append
from datetime import UTC, datetime
seed, n = int(sys.argv[1]), 0
while True:
    key = f"{seed}-{n}"
    with acting():
        permit()
        deed, at = visit(seed * 100000 + n), datetime.now(UTC)
        (entry,) = append([Draft(deed, by="k" * 26, at=at, key=key)])
    print(entry.number, key, flush=True)
    n += 1
"""
_CHECK = """
import django
django.setup()
import json, sys
from gongfu.kernel.ledger import verifying
from gongfu.kernel.ledger.models import Record
report = verifying.verify()
claimed = json.load(sys.stdin)
kept = dict(Record.objects.filter(key__isnull=False).values_list("key", "number"))
lost = [key for key, number in claimed.items() if kept.get(key) != number]
print(json.dumps({"size": report.size, "fault": report.fault, "lost": lost}))
"""


def _writer(environment: dict[str, str], seed: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(seed)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def main(rounds: int) -> int:
    """Run the rounds; return 1 at the first loss or fault."""
    import json

    chance, claimed = random.Random(7), {}
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "GONGFU_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "gongfu.site.settings",
            "PYTHONPATH": os.getcwd(),
        }
        migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=environment, check=True)
        for number in range(rounds):
            writers = [_writer(environment, number * 2 + side) for side in (0, 1)]
            begun = [writer.stdout.readline() if writer.stdout else "" for writer in writers]
            time.sleep(chance.uniform(0.02, 0.5))
            for writer in writers:
                writer.send_signal(signal.SIGKILL)
            for first, writer in zip(begun, writers, strict=True):
                whole = (first + writer.communicate()[0]).rpartition("\n")[0]
                lines = [line.split() for line in whole.splitlines()]
                claimed.update({key: int(at) for at, key in lines})
            if number % 20 == 19 or number == rounds - 1:
                check = [sys.executable, "-c", _CHECK]
                given = json.dumps(claimed)
                done = subprocess.run(
                    check, env=environment, input=given, capture_output=True, text=True, check=True
                )
                found = json.loads(done.stdout)
                kept, lost = f"{found['size']} kept", f"lost {len(found['lost'])}"
                print(
                    f"{number + 1} rounds: {len(claimed)} acknowledged, {kept}, {lost}", flush=True
                )
                if found["lost"] or found["fault"]:
                    return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
