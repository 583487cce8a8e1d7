"""Forty people claim six places at the same moment: threads and processes, on both databases."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.models import Claim, Post, Waiting
from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.refusals import Refused
from gongfu.kernel.rights.viewers import Viewer
from tests.domains.grids import worlds
from tests.domains.grids.worlds import ANNA, BEN, CAI, MORNING, TODAY, anna, ben, cai, liu, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
FORTY = [person(f"claimer{LETTERS[number % 32]}{LETTERS[number // 32]}") for number in range(40)]
PLACES = 6


def attempt(who: str, post: str) -> str:
    """Let one person claim; return the kind of what was written, or the refusal's code."""
    try:
        return actions.claim_post(Viewer(who), post=post, at=MORNING, key=f"{post} {who}").deed.kind
    except Refused as refusal:
        return refusal.code
    finally:
        connections.close_all()


def by_threads(post: str, workers: int) -> list[str]:
    """Let all claim, so many at a time, from threads that start together."""
    start = Barrier(workers)

    def run(number: int) -> list[str]:
        start.wait()
        return [attempt(who, post) for who in FORTY[number::workers]]

    with ThreadPoolExecutor(workers) as pool:
        return [one for found in pool.map(run, range(workers)) for one in found]


def _process(number: int, workers: int, post: str, start, answers) -> None:
    start.wait(60)
    answers.put([attempt(who, post) for who in FORTY[number::workers]])


def by_processes(post: str, workers: int) -> list[str]:
    """Let all claim, so many at a time, from processes that start together."""
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    start, answers = fork.Barrier(workers), fork.Queue()
    given = [
        fork.Process(target=_process, args=(number, workers, post, start, answers))
        for number in range(workers)
    ]
    for one in given:
        one.start()
    found = [answer for _one in given for answer in answers.get(timeout=120)]
    for one in given:
        one.join(30)
    return found


@pytest.mark.parametrize("workers", [8, 32])
@pytest.mark.parametrize("together", [by_threads, by_processes])
def test_of_forty_people_exactly_six_get_a_place_and_the_others_wait(together, workers):
    worlds.register(*FORTY)
    post = worlds.post(wanted=PLACES)
    ended = together(post, workers)
    assert ended.count("grids.post.claimed") == PLACES
    assert ended.count("grids.claim.queued") == len(FORTY) - PLACES
    claims = Claim.objects.filter(post=post, active=True)
    assert sorted(claims.values_list("slot", flat=True)) == list(range(1, PLACES + 1))
    waiting = Waiting.objects.filter(post=post)
    assert {
        *claims.values_list("member", flat=True),
        *waiting.values_list("member", flat=True),
    } == {*FORTY}
    row = Post.objects.get()
    assert (row.taken, row.waiting) == (PLACES, len(FORTY) - PLACES)
    assert replay.differences() == []


def at_once(*attempts):
    """Run the attempts at the same moment; return how each ended."""
    start = Barrier(len(attempts))

    def run(one):
        try:
            start.wait()
            return one()
        except Refused as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def test_one_member_on_two_phones_holds_one_place_at_a_time():
    worlds.register(ANNA)
    for _round in range(5):
        posts = [worlds.post(), worlds.post()]
        ended = at_once(*[lambda post=post: worlds.claim(anna, post) for post in posts])
        assert ended.count("grids.clashing") == 1
        (mine,) = queries.claims_of(anna, ANNA, TODAY)
        actions.hand_back(anna, claim=mine.claim, at=MORNING)


def test_two_places_given_up_at_once_go_to_two_who_wait():
    worlds.register(ANNA, BEN, CAI, *FORTY)
    post = worlds.post(wanted=3)
    mine = [worlds.claim(who, post).deed.claim for who in (anna, ben, cai)]
    for who in FORTY[:5]:
        worlds.claim(Viewer(who), post)
    at_once(
        lambda: actions.hand_back(anna, claim=mine[0], at=MORNING),
        lambda: actions.hand_back(ben, claim=mine[1], at=MORNING),
        lambda: actions.decline_claim(liu, claim=mine[2], reason="other", at=MORNING),
    )
    held = Claim.objects.filter(post=post, active=True)
    assert set(held.values_list("member", flat=True)) == set(FORTY[:3])
    assert [one.member for one in queries.post_card(liu, post, TODAY).waiters] == FORTY[3:5]
    assert replay.differences() == []


def test_the_same_form_sent_twice_at_once_is_one_claim():
    worlds.register(ANNA)
    post = worlds.post()
    first, second = at_once(*[lambda: worlds.claim(anna, post, key="one")] * 2)
    assert first == second
    assert Claim.objects.count() == 1


def test_who_registers_on_two_phones_at_once_is_registered_once():
    ended = at_once(
        *[
            lambda: (
                actions.register_member(
                    anna, member=ANNA, place=worlds.NANYANG, offer=worlds.HANDY, at=MORNING
                ).deed.kind
            )
        ]
        * 4
    )
    assert sorted(ended) == ["grids.already-registered"] * 3 + ["grids.member.registered"]
    assert reading.size() == 1
