"""The examples of docs/api.md are run as they stand; both languages hold the same ones."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gongfu.faces.web.shell import clock
from gongfu.kernel.needs.models import Need
from tests.faces.api import worlds

DOCS = Path(__file__).resolve().parents[2] / "docs"


def examples(name):
    return re.findall(r"^```sh\n(.*?)^```", (DOCS / name).read_text("utf-8"), re.S | re.M)


def test_both_languages_hold_the_same_examples():
    assert len(examples("api.md")) > 5
    assert examples("api.md") == examples("api.zh.md")
    shape = [
        re.findall(r"^(#+|\||-)", (DOCS / name).read_text("utf-8"), re.M)
        for name in ("api.md", "api.zh.md")
    ]
    assert shape[0] == shape[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not on the path")
def test_the_examples_run_as_they_stand(live_server, socket_enabled, monkeypatch, settings):
    monkeypatch.setattr(clock, "now", lambda: worlds.NOON)
    settings.GONGFU_SMALL_GROUP = 1
    world = worlds.life(worlds.people())
    named = {"ASKER": "wang", "SECRETARY": "liu", "MEMBER": "anna"}
    keys = {name: worlds.key_for(world[who]) for name, who in named.items()}
    before = list(Need.objects.values_list("pk", flat=True))
    script = "set -euo pipefail\n" + "".join(examples("api.md"))
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, **keys, "BASE": live_server.url, "no_proxy": "*"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    fresh = Need.objects.exclude(pk__in=before)
    assert sorted(fresh.values_list("state", flat=True)) == ["confirmed", "submitted"]
