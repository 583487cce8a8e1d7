"""What the domain never does: it clocks, scores and tracks nobody, and names nobody in a deed."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil

import pytest

from gongfu.domains.fields import actions, rules
from gongfu.kernel.ledger.deeds import KINDS
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights import matrix
from gongfu.kernel.rights.actions import ACTIONS

OURS = {kind: deed for kind, deed in KINDS.items() if kind.startswith("fields.")}
FORBIDDEN = ("clock_in", "check_in", "rank", "score", "track", "points", "worker")


def refusals():
    """Return every refusal of the domain."""
    found = set()
    for module in pkgutil.iter_modules(rules.__path__):
        room = importlib.import_module(f"{rules.__name__}.{module.name}")
        found |= {
            one
            for one in vars(room).values()
            if isinstance(one, type)
            and issubclass(one, Refused)
            and one.__module__ == room.__name__
        }
    return found


def test_no_field_and_no_action_clocks_scores_ranks_or_tracks():
    names = {field.name for deed in OURS.values() for field in dataclasses.fields(deed)}
    names |= set(actions.__all__)
    assert not [name for name in names for word in FORBIDDEN if word in name]


def test_people_are_named_in_no_public_part():
    for deed in OURS.values():
        for field in dataclasses.fields(deed):
            if field.metadata.get("part") == "public":
                assert field.name not in {"household", "cooperative", "party", "plot", "second"}


def test_every_action_names_a_permission_of_the_table():
    mine = {name: row for name, row in ACTIONS.items() if name.startswith("gongfu.domains.fields.")}
    assert len(mine) == 45
    for permission in mine.values():
        assert matrix.row(permission)


@pytest.mark.parametrize("refusal", sorted(refusals(), key=lambda one: one.__name__))
def test_every_refusal_has_a_code_of_its_own_and_a_sentence(refusal):
    if refusal.__name__ == "Doubt":
        return
    codes = [one.code for one in refusals() if one.code == refusal.code]
    assert refusal.code.startswith("fields.") and len(codes) == 1
    assert str(refusal.words).endswith(("。", "？", "."))
