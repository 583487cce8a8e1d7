"""What all tests share: a data folder of their own, no network, an emptied ledger after races."""

from __future__ import annotations

import os
import shutil
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="gongfu-tests-")
os.environ["GONGFU_DATA_DIR"] = _FOLDER
os.environ.setdefault("GONGFU_DEMO", "1")

import pytest  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402


def pytest_configure(config):
    """Compile the translations before Django reads them."""
    from gongfu.site import words

    words.compile_all()


def pytest_unconfigure(config):
    """Remove the data folder."""
    shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def light(settings):
    """Hash passwords lightly, and keep column files of one test from the next."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.GONGFU_COLUMNS_DIR = tempfile.mkdtemp(dir=_FOLDER)


_flush = TransactionTestCase._fixture_teardown


def _flush_a_guarded_ledger(self):
    """Empty a test's own database: the guards step aside for it and come back."""
    from django.db import connection

    from gongfu.kernel.ledger import guards
    from gongfu.kernel.people import guards as guards_of_people

    for one in (guards, guards_of_people):
        one.remove(connection)
    try:
        _flush(self)
    finally:
        for one in (guards, guards_of_people):
            one.install(connection)


TransactionTestCase._fixture_teardown = _flush_a_guarded_ledger
