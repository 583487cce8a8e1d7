"""What all tests share: words of both languages, light passwords, an emptied ledger after races."""

from __future__ import annotations

import tempfile

import pytest
from django.test import TransactionTestCase

from tests.environment import FOLDER


def pytest_configure(config):
    """Compile the translations before Django reads them."""
    from gongfu.site import words

    words.compile_all()


@pytest.fixture(autouse=True)
def light(settings):
    """Hash passwords lightly, and keep column files of one test from the next."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.GONGFU_COLUMNS_DIR = tempfile.mkdtemp(dir=FOLDER)


@pytest.fixture(autouse=True)
def no_request_is_on():
    """Forget the request of a test that never read its answer to the end."""
    from gongfu.kernel.places import tree

    tree.end_request()


@pytest.fixture(autouse=True)
def own_language():
    """Begin in the product's own language, whatever the test before asked for."""
    from django.utils import translation

    translation.deactivate()


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
