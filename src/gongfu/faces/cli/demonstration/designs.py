"""A draft of grids for one community, over an invented neighbourhood, ready to be tried."""

from __future__ import annotations

from datetime import datetime

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Change
from gongfu.faces.web.designs.example import neighbourhood
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer


def draw_up(secretary: str, place: str, grids: tuple[str, ...], *, at: datetime) -> None:
    """Let the secretary of a community begin a draft and have a proposal drawn up."""
    viewer = Viewer(secretary, (Office(Role.SEC, place),))
    survey, ways = neighbourhood(place, grids)
    design = actions.begin_design(viewer, place=place, survey=survey, ways=ways, at=at)
    on = shanghai_day(at)
    card = queries.design_card(viewer, design, on)
    actions.propose_parts(viewer, Change(design, card.changes, on), card.draft.wishes)
