"""Where the tests run: a data folder of their own, as a demonstration.

pytest reads this before it reads anything of Django (`-p tests.environment` in pyproject.toml).
"""

from __future__ import annotations

import os
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="gongfu-tests-")
os.environ["GONGFU_DATA_DIR"] = FOLDER
os.environ.setdefault("GONGFU_DEMO", "1")


def pytest_unconfigure(config):
    """Remove the data folder."""
    shutil.rmtree(FOLDER, ignore_errors=True)
