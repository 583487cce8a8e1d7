"""Two builds of the demonstration in two folders give the same records, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

BUILD = """
import django
django.setup()
import hashlib
from itertools import islice
from django.core.management import call_command
call_command("migrate", verbosity=0)
from gongfu.faces.cli.demonstration import building, founding, teams
months, open_all = building._months, founding.communities
building._months = lambda: islice(months(), 2)
founding.communities = lambda: open_all()[:6]
building.build()
from gongfu.kernel.ledger import proofs
from gongfu.kernel.ledger.models import Record
public = hashlib.sha256("\\n".join(Record.objects.order_by("number").values_list("public", flat=True)).encode())
head = proofs.head()
print(head.size, head.root.hex(), public.hexdigest())
"""


def built(folder, seed):
    environment = {
        **os.environ,
        "GONGFU_DATA_DIR": str(folder),
        "GONGFU_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "gongfu.site.settings",
        "PYTHONHASHSEED": seed,
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", BUILD]
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return said.stdout.split()


@pytest.mark.slow
def test_two_builds_have_the_same_public_parts_and_the_same_root(tmp_path):
    first, second = (built(tmp_path / seed, seed) for seed in ("1", "2"))
    assert int(first[0]) > 500
    assert first == second
