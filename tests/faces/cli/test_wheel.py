"""The wheel holds all that it needs: it runs from a bare folder, far from the sources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]
_MADE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
import gongfu
from django.contrib.staticfiles import finders
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
for path in ("/", "/fields/crops/", "/api/v1/openapi.json"):
    print(path, Client().get(path, secure=True).status_code)
print(finders.find("gongfu/app.css"))
print(gongfu.__file__)
"""


def test_a_wheel_built_here_serves_from_a_bare_folder(tmp_path):
    uv = str(Path(sys.executable).with_name("uv"))

    def run(*command, **changes):
        environment = {**os.environ, "GONGFU_DATA_DIR": str(tmp_path / "data"), **changes}
        environment.pop("DATABASE_URL", None)
        bare = tmp_path / "bare"
        bare.mkdir(exist_ok=True)
        done = subprocess.run(
            command, cwd=bare, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(uv, "build", "--quiet", "--wheel", "--no-build-isolation", "--python", sys.executable,
        "--out-dir", str(tmp_path), str(ROOT))  # fmt: skip
    [wheel] = tmp_path.glob("gongfu-*.whl")
    site = str(tmp_path / "site")
    run(uv, "pip", "install", "--quiet", "--no-deps", "--python", sys.executable,
        "--target", site, str(wheel))  # fmt: skip
    settings = {"PYTHONPATH": site, "DJANGO_SETTINGS_MODULE": "gongfu.site.settings"}
    said = run(sys.executable, "-c", _MADE, **settings)
    *pages, style, package = said.splitlines()
    assert all(one.endswith(" 200") for one in pages), said
    assert style.startswith(site) and package.startswith(site)
