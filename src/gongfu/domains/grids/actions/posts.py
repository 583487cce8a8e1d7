"""Opening, changing and closing service posts (认领服务岗)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.domains.grids.actions.claims import fill
from gongfu.domains.grids.actions.facts import Board
from gongfu.domains.grids.deeds import PostChanged, PostClosed, PostOpened
from gongfu.domains.grids.models import Claim
from gongfu.domains.grids.rules import members, posts
from gongfu.domains.grids.rules.posts import Terms
from gongfu.domains.grids.rules.words import Words
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Opening(NamedTuple):
    """One post to open.  place: a community or grid.  on: by default the day of the action."""

    place: str
    terms: Terms
    on: date | None = None


@action("post.open")
def open_post(
    viewer: Viewer, *, place: str, terms: Terms, at: datetime, key: str = ""
) -> Entry[Any]:
    """Open a service post; its id stands in the entry.

    Raises Denied, MalformedCode, NotACommunity, UnknownWord, WantedOutOfRange, DaysUpsideDown,
    NoTimes, PostOver.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(PostOpened, place=place, **terms._asdict()):
        return sent
    deed = _opened(act, Opening(place, terms), Words(act.on), post=act.id_for("post"))
    if terms.until < act.on:
        raise posts.PostOver()
    return append([act.draft(deed)])[0]


@action("post.open")
def open_posts(
    viewer: Viewer, openings: Sequence[Opening], *, at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Open many posts at once.  Raises Many; then nothing is written."""
    act = Act(viewer, at, key)
    if sent := act.sent_lines((PostOpened,), openings, "place"):
        return sent
    known = Words(act.on)

    def draw(line: int, one: Opening) -> Draft:
        post = act._replace(key=act.line_key(line)).id_for("post")
        return act.draft(_opened(act, one, known, post=post), key=act.line_key(line))

    return append(each_line(openings, draw))


def _opened(act: Act, one: Opening, known: Words, *, post: str) -> PostOpened:
    members.check_community(one.place)
    check(act.viewer, "post.open", place=one.place)
    on = one.on or act.on
    members.check_day(on, at=act.at)
    posts.check_terms(one.terms, known)
    return PostOpened(on=on, place=one.place, post=post, **one.terms._asdict())


@action("post.open")
def change_post(
    viewer: Viewer, *, post: str, terms: Terms, at: datetime, key: str = ""
) -> Entry[Any]:
    """Change what a post asks for; who waits takes the places that are added.

    Raises Denied, NoSuchPost, PostIsClosed, UnknownWord, WantedOutOfRange, DaysUpsideDown, NoTimes,
    StillTaken.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(PostChanged, post=post, **terms._asdict()):
        return sent
    board = Board(posts=[post])
    row = board.post(post)
    check(viewer, "post.open", place=row.place)
    posts.check_running(row)
    posts.check_terms(terms, Words(act.on))
    posts.check_room(Claim.objects.filter(post=post, active=True).count(), terms.wanted)
    deed = PostChanged(on=act.on, place=row.place, post=post, **terms._asdict())
    for name, value in terms._asdict().items():
        setattr(row, name, value)
    return append([act.draft(deed), *fill(act, board, row)])[0]


@action("post.open")
def close_post(viewer: Viewer, *, post: str, at: datetime, key: str = "") -> Entry[Any]:
    """Close a post; its claims end with it.  Raises Denied, NoSuchPost, PostIsClosed."""
    act = Act(viewer, at, key)
    if sent := act.sent(PostClosed, post=post):
        return sent
    row = Board(posts=[post]).post(post)
    check(viewer, "post.open", place=row.place)
    posts.check_running(row)
    return append([act.draft(PostClosed(on=act.on, place=row.place, post=post))])[0]
