"""Lists read in steps: each line once, whatever comes and goes meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongfu.domains.grids import actions, queries
from gongfu.kernel.places.seeing import After, CursorOver
from tests.domains.grids import worlds
from tests.domains.grids.worlds import LAST_DAY, MORNING, NANYANG, TODAY, liu, stranger

pytestmark = pytest.mark.django_db


def steps(ask, mark, *, limit=2):
    """Return the marks of all lines, read `limit` at a time."""
    found, last = [], ""
    while lines := ask(After(last, limit)).lines:
        assert len(lines) <= limit
        found += [mark(line) for line in lines]
        last = found[-1]
    return found


def posts(page):
    return queries.posts_in(stranger, NANYANG, TODAY, page=page)


def over(page):
    return queries.posts_in(stranger, NANYANG, TODAY, page=page, over=True)


def post_of(line):
    return line.post


def test_steps_hold_the_same_lines_in_the_same_order_as_the_whole():
    made = [worlds.post(until=LAST_DAY - timedelta(days=one % 3)) for one in range(7)]
    whole = [line.post for line in posts(1).lines]
    assert sorted(whole) == sorted(made)
    assert steps(posts, post_of) == whole
    assert posts(After("", 3)).total == 7


def test_a_falling_order_is_read_in_steps_too():
    for post in [worlds.post() for _one in range(5)]:
        actions.close_post(worlds.liu, post=post, at=MORNING)
    assert steps(over, post_of) == [line.post for line in over(1).lines]


def test_what_leaves_the_list_on_the_way_neither_repeats_nor_skips_the_others():
    made = [worlds.post() for _one in range(6)]
    first = posts(After("", 2)).lines
    actions.close_post(liu, post=first[0].post, at=MORNING)
    actions.close_post(liu, post=first[1].post, at=MORNING)
    rest = [line.post for line in posts(After(first[1].post, 10)).lines]
    assert rest == made[2:]


def test_a_list_in_memory_is_read_in_steps_as_well():
    worlds.register(worlds.ANNA)
    for _one in range(5):
        worlds.post(times=worlds.SATURDAYS)

    def suiting(page):
        return queries.suits(worlds.anna, TODAY, page=page)

    assert steps(suiting, lambda one: one.line.post) == [one.line.post for one in suiting(1).lines]


@pytest.mark.parametrize("last", ["nobody", "0", "\x00"])
def test_a_line_that_never_was_has_no_followers(last):
    worlds.post()
    with pytest.raises(CursorOver):
        posts(After(last, 2))
