from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "kill_sender.py"


@pytest.mark.slow
def test_killed_senders_lose_nothing_and_send_nothing_twice():
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    done = subprocess.run([sys.executable, SCRIPT, "3"], env=environment, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
