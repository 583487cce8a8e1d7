"""What people do in grids and teams.  One function for each verb; each writes what happened.

First argument: the viewer.  `at` is the moment of acting, `key` the client's idempotency key: the
same form sent again returns what it wrote the first time.
"""

from gongfu.domains.grids.actions.adopting import adopt_design, hand_in, take_back
from gongfu.domains.grids.actions.claims import (
    Claiming,
    claim_post,
    claim_posts,
    confirm_claim,
    confirm_claims,
    decline_claim,
    hand_back,
)
from gongfu.domains.grids.actions.designs import (
    begin_design,
    drop_design,
    move_building,
    propose_parts,
    undo_move,
)
from gongfu.domains.grids.actions.dispatch import make_team_rule, send_automatic, send_offers
from gongfu.domains.grids.actions.drafts import Change
from gongfu.domains.grids.actions.hours import issue_hours_record
from gongfu.domains.grids.actions.members import (
    Registration,
    change_member,
    end_registrations,
    leave_list,
    move_member,
    register_member,
    register_members,
    remind_ending,
)
from gongfu.domains.grids.actions.posts import (
    Opening,
    change_post,
    close_post,
    open_post,
    open_posts,
)
from gongfu.domains.grids.actions.reminding import remind_serving
from gongfu.domains.grids.actions.serving import (
    note_empty_places,
    record_serving,
    record_servings,
    take_back_serving,
    tell_absence,
)
from gongfu.domains.grids.actions.standing_in import give_back_stand_in, stand_in
from gongfu.domains.grids.actions.teams import (
    Forming,
    dissolve_team,
    form_team,
    form_teams,
    join_team,
    leave_team,
    let_lead,
    place_team,
)
from gongfu.domains.grids.actions.words import put_word
from gongfu.domains.grids.rules.members import Offer
from gongfu.domains.grids.rules.posts import Terms
from gongfu.domains.grids.rules.serving import Serving
from gongfu.domains.grids.rules.sites import Part, Wishes
from gongfu.domains.grids.rules.times import mask_of

__all__ = [
    "Change",
    "Part",
    "Wishes",
    "adopt_design",
    "begin_design",
    "drop_design",
    "hand_in",
    "move_building",
    "propose_parts",
    "take_back",
    "undo_move",
    "Claiming",
    "Forming",
    "Offer",
    "Opening",
    "Registration",
    "Serving",
    "Terms",
    "change_member",
    "change_post",
    "claim_post",
    "claim_posts",
    "close_post",
    "confirm_claim",
    "confirm_claims",
    "decline_claim",
    "dissolve_team",
    "end_registrations",
    "form_team",
    "form_teams",
    "give_back_stand_in",
    "hand_back",
    "issue_hours_record",
    "join_team",
    "leave_list",
    "leave_team",
    "let_lead",
    "mask_of",
    "move_member",
    "note_empty_places",
    "open_post",
    "open_posts",
    "place_team",
    "put_word",
    "record_serving",
    "record_servings",
    "register_member",
    "register_members",
    "take_back_serving",
    "remind_ending",
    "remind_serving",
    "make_team_rule",
    "send_automatic",
    "send_offers",
    "stand_in",
    "tell_absence",
]
