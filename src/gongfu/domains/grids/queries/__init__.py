"""What people ask about grids and teams: the viewer first, plain values out, nothing is written.

Each returns only what that viewer may see, and ids instead of names: faces ask the vault for
labels.  Lists stand in the order of registering, opening or forming; nobody is ranked.
"""

from gongfu.domains.grids.queries.claims import claims_of, claims_to_decide, declined_of
from gongfu.domains.grids.queries.dispatch import Choice, Proposal, proposals_in
from gongfu.domains.grids.queries.hours import hours_of, served_by
from gongfu.domains.grids.queries.members import (
    member_card,
    members_in,
    registered_at,
    resources_in,
)
from gongfu.domains.grids.queries.posts import post_card, posts_in, posts_to_fill, suits
from gongfu.domains.grids.queries.teams import team_card, teams_in, teams_of
from gongfu.domains.grids.queries.words import (
    LANGUAGE,
    MEMBER_SORT,
    POST_SORT,
    SKILL,
    TEAM_PURPOSE,
    lists,
)

__all__ = [
    "LANGUAGE",
    "Choice",
    "Proposal",
    "MEMBER_SORT",
    "POST_SORT",
    "SKILL",
    "TEAM_PURPOSE",
    "claims_of",
    "claims_to_decide",
    "declined_of",
    "hours_of",
    "lists",
    "member_card",
    "members_in",
    "post_card",
    "posts_in",
    "posts_to_fill",
    "proposals_in",
    "registered_at",
    "resources_in",
    "served_by",
    "suits",
    "team_card",
    "teams_in",
    "teams_of",
]
