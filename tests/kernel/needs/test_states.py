"""The moves as data: complete, disjoint, and without dead ends."""

import pytest

from gongfu.kernel.ledger.deeds import KINDS
from gongfu.kernel.needs import deeds, states


def test_every_deed_of_a_need_is_the_deed_of_one_move():
    of_needs = {
        deed
        for kind, deed in KINDS.items()
        if kind.startswith("needs.") and deed.__module__ == deeds.__name__
    }
    moved = [move.deed for move in states.MOVES.values()]
    assert len(moved) == len(set(moved))
    lists = {deeds.KindAdmitted, deeds.KindEnded, deeds.RuleMade, deeds.RuleEnded}
    assert set(moved) == of_needs - lists - {deeds.NeedRouted}


@pytest.mark.parametrize("name", sorted(states.MOVES))
def test_every_move_leads_from_known_states_to_known_states(name):
    move = states.MOVES[name]
    assert move.sources - {""} <= states.STATES
    assert move.targets and move.targets <= states.STATES


@pytest.mark.parametrize("state", sorted(states.OPEN))
def test_from_every_open_state_an_end_can_be_reached(state):
    reached, edge = {state}, {state}
    while edge:
        edge = {
            t for move in states.MOVES.values() if move.sources & edge for t in move.targets
        } - reached
        reached |= edge
    assert reached & states.ENDED


def test_every_state_can_be_reached_from_nothing():
    reached = {"submitted"}
    for _round in states.STATES:
        reached |= {t for m in states.MOVES.values() if m.sources & reached for t in m.targets}
    assert reached == states.STATES


def test_an_ended_need_moves_only_by_a_late_answer_or_when_reopened():
    for name, move in states.MOVES.items():
        if move.sources & states.ENDED:
            assert name in ("confirm", "dispute", "reopen")


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        ((1, 0, 0, 0, 0), "reviewed"),
        ((1, 2, 0, 0, 0), "offered"),
        ((2, 0, 1, 0, 0), "offered"),
        ((1, 3, 1, 0, 0), "accepted"),
        ((2, 0, 2, 1, 0), "underway"),
        ((2, 0, 0, 0, 1), "underway"),
        ((2, 0, 1, 0, 1), "underway"),
        ((2, 0, 0, 0, 2), "done"),
        ((1, 0, 0, 0, 2), "done"),
    ],
)
def test_the_state_while_served_follows_from_places_and_offers(counts, state):
    names = ("wanted", "asked", "taken", "begun", "done")
    assert states.served(**dict(zip(names, counts, strict=True))) == state
