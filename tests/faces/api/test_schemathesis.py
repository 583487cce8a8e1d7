"""The whole interface against its own description: schemathesis asks, in the process itself."""

from __future__ import annotations

import functools
import itertools

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from gongfu.faces.api.rest.interface import GROUPS, OPERATIONS
from gongfu.site.wsgi import application
from tests.faces.api import worlds

pytestmark = pytest.mark.slow
EXAMPLES = 5
POSITIVE = GenerationMode.POSITIVE
ANYTHING = [POSITIVE, GenerationMode.NEGATIVE]
# what an operation needs to have something to do
THERE = {
    "answer_need": {"need": "done"},
    "call_back": {"need": "done"},
    "accept_offer": {"offer": "asked"},
    "decline_offer": {"offer": "asked"},
    "confirm_claim": {"claim": "undecided"},
    "decline_claim": {"claim": "undecided"},
    "resume_need": {"need": "paused"},
    "answer_call": {"need": "called"},
    "merge_need": {"into": "need", "need": "submitted"},
}
# a refusal of ours is a 422 also where the form of the request is right
CONFIG = schemathesis.Config.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", "3xx", "401", "403", "404", "422"]
            }
        }
    }
)
HELD = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def one_connection():
    """Let requests leave the test's own connection open, as Django's test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def described(world, settings, one_connection):
    """The description as an application in this process serves it."""
    settings.GONGFU_API_RATE = settings.GONGFU_API_PUBLIC_RATE = 10**6
    settings.GONGFU_SMALL_GROUP = 1
    settings.ALLOWED_HOSTS = ["*"]
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=CONFIG)


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_a_group_of_operations_holds_what_its_description_says(described, world, group):
    names = [name for name, one in OPERATIONS.items() if group_of(one) == group]
    assert names
    keys = [worlds.key_for(world[who]) for who in ("liu", "anna", "wang", "ben")]
    for name in names:
        operation = described.find_operation_by_id(name)
        with transaction.atomic():
            hold(operation, keys[:1], lambda case: case)
            transaction.set_rollback(True)
        with transaction.atomic():
            named = THERE.get(name, {}).items()
            there = {**world, **{field: world[other] for field, other in named}}
            hold(operation, keys, functools.partial(at_home, world=there), mode=[POSITIVE])
            transaction.set_rollback(True)


def group_of(operation):
    return operation.view.__module__.rpartition(".")[2]


def at_home(case, world):
    """Let a case speak of things that exist."""
    known = {
        **world,
        "number": str(world["served"]),
        "place": worlds.NANYANG,
        "sort": "repair",
        "code": "keys.visits" if "/figures/" in case.path else worlds.NANYANG,
        "period": "2021",
        "started_at": "2021-09-16T10:00:00+08:00",
        "ended_at": "2021-09-16T10:40:00+08:00",
    }
    for part in (case.path_parameters, case.query, case.body):
        if isinstance(part, dict):
            part.update({name: known[name] for name in part if name in known})
    return case


def hold(operation, keys, changed, *, mode=ANYTHING):
    """Ask an operation for whatever its description allows, and for what it does not."""
    turns = itertools.cycle(keys)

    @seed(1)
    @given(case=st.one_of(*(operation.as_strategy(generation_mode=one) for one in mode)))
    @HELD
    def held(case):
        headers = {"Authorization": f"Bearer {next(turns)}"}
        changed(case).call_and_validate(headers=headers)

    held()
