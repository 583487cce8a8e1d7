"""What people ask about grids and teams: the viewer first, plain values out, nothing is written.

Each returns only what that viewer may see, and ids instead of names: faces ask the vault for
labels.  Lists stand in the order of registering, opening or forming; nobody is ranked.
"""

from gongfu.domains.grids.queries.claims import claims_of, claims_to_decide, declined_of
from gongfu.domains.grids.queries.designs import (
    Card,
    DesignLine,
    PartLine,
    choices_for,
    design_card,
    designs_in,
    drawn,
    may_adopt,
    ways_to_go,
)
from gongfu.domains.grids.queries.dispatch import (
    Choice,
    Proposal,
    kinds_suiting,
    proposals_in,
    reasons_of,
)
from gongfu.domains.grids.queries.hours import (
    hours_account,
    hours_of,
    hours_record,
    hours_records_of,
    served_by,
)
from gongfu.domains.grids.queries.members import (
    member_card,
    members_in,
    registered_at,
    resources_in,
)
from gongfu.domains.grids.queries.posts import post_card, posts_in, posts_to_fill, suits
from gongfu.domains.grids.queries.projects import projects_in
from gongfu.domains.grids.queries.standing_in import days_looked_for, stand_ins_of
from gongfu.domains.grids.queries.teams import (
    asked_of_team,
    team_card,
    team_means,
    teams_in,
    teams_of,
)
from gongfu.domains.grids.queries.words import (
    LANGUAGE,
    MEMBER_SORT,
    POST_SORT,
    SKILL,
    TEAM_PURPOSE,
    lists,
    word_lines,
)
from gongfu.domains.grids.rules.times import times_of

__all__ = [
    "Card",
    "DesignLine",
    "PartLine",
    "choices_for",
    "design_card",
    "designs_in",
    "drawn",
    "may_adopt",
    "ways_to_go",
    "LANGUAGE",
    "Choice",
    "Proposal",
    "MEMBER_SORT",
    "POST_SORT",
    "SKILL",
    "TEAM_PURPOSE",
    "claims_of",
    "claims_to_decide",
    "days_looked_for",
    "declined_of",
    "hours_account",
    "hours_of",
    "hours_record",
    "hours_records_of",
    "lists",
    "member_card",
    "members_in",
    "post_card",
    "posts_in",
    "posts_to_fill",
    "projects_in",
    "kinds_suiting",
    "proposals_in",
    "reasons_of",
    "registered_at",
    "resources_in",
    "served_by",
    "stand_ins_of",
    "suits",
    "asked_of_team",
    "team_card",
    "team_means",
    "teams_in",
    "teams_of",
    "times_of",
    "word_lines",
]
