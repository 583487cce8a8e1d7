"""What people ask about needs: the viewer first, plain values out, nothing is written."""

from gongfu.kernel.needs.queries.boards import (
    Column,
    alike,
    board_of,
    column_of,
    parts_of,
    public_in,
    public_sums,
    similar_to,
)
from gongfu.kernel.needs.queries.cards import (
    Card,
    Slipped,
    course_of,
    followers_of,
    need_card,
    numbered,
    slipped,
    tracked,
)
from gongfu.kernel.needs.queries.catalogue import KindLine, kind_words, kinds_in_use
from gongfu.kernel.needs.queries.followed import Followed, followed, followed_in
from gongfu.kernel.needs.queries.mine import my_needs, my_tasks, open_for, to_rate
from gongfu.kernel.needs.queries.routing import RuleLine, Tried, covers, rules_of, tried
from gongfu.kernel.needs.queries.seeking import (
    Load,
    Seeking,
    loads_of,
    minutes_of,
    seeking_in,
    seeking_these,
)
from gongfu.kernel.needs.queries.wishes import apart_from, unwanted_by, wished_apart
from gongfu.kernel.needs.queries.worked import Worked, worked_by, worked_in

__all__ = [
    "Card",
    "Column",
    "Followed",
    "KindLine",
    "Load",
    "RuleLine",
    "Seeking",
    "Slipped",
    "Tried",
    "alike",
    "apart_from",
    "board_of",
    "column_of",
    "course_of",
    "covers",
    "followed",
    "followed_in",
    "followers_of",
    "kind_words",
    "kinds_in_use",
    "loads_of",
    "minutes_of",
    "my_needs",
    "my_tasks",
    "need_card",
    "numbered",
    "open_for",
    "parts_of",
    "public_in",
    "public_sums",
    "rules_of",
    "seeking_in",
    "seeking_these",
    "similar_to",
    "slipped",
    "to_rate",
    "tracked",
    "tried",
    "unwanted_by",
    "Worked",
    "wished_apart",
    "worked_by",
    "worked_in",
]
