"""What people ask about needs: the viewer first, plain values out, nothing is written."""

from gongfu.kernel.needs.queries.boards import (
    Column,
    board_of,
    column_of,
    parts_of,
    public_in,
    similar_to,
)
from gongfu.kernel.needs.queries.cards import Card, course_of, need_card, tracked
from gongfu.kernel.needs.queries.catalogue import KindLine, kind_words, kinds_in_use
from gongfu.kernel.needs.queries.followed import Followed, followed
from gongfu.kernel.needs.queries.mine import my_needs, my_tasks, open_for
from gongfu.kernel.needs.queries.seeking import Load, Seeking, loads_of, seeking_in

__all__ = [
    "Card",
    "Column",
    "Followed",
    "KindLine",
    "Load",
    "Seeking",
    "board_of",
    "column_of",
    "course_of",
    "followed",
    "kind_words",
    "kinds_in_use",
    "loads_of",
    "my_needs",
    "my_tasks",
    "need_card",
    "open_for",
    "parts_of",
    "public_in",
    "seeking_in",
    "similar_to",
    "tracked",
]
