"""What people do in cooperative farming.  One function for each verb; each writes what happened.

First argument: the viewer.  `at` is the moment of acting, `key` the client's idempotency key: the
same form sent again returns what it wrote the first time.  Weights are grams, areas hundredths of
a mu, money fen.
"""

from gongfu.domains.fields.actions.correcting import take_back_work
from gongfu.domains.fields.actions.growing import (
    clear_crops,
    give_labour,
    sow_crop,
    sow_crops,
    treat_crop,
)
from gongfu.domains.fields.actions.harvesting import (
    grade_batch,
    pay_cost,
    sell_batch,
    sell_batches,
    weigh_harvest,
    weigh_harvests,
)
from gongfu.domains.fields.actions.lists import (
    FamilyLine,
    PatternLine,
    StepLine,
    put_crop,
    put_family,
    put_pattern,
)
from gongfu.domains.fields.actions.members import (
    Joining,
    join_household,
    join_households,
    leave_cooperative,
    pay_capital,
    record_grant,
)
from gongfu.domains.fields.actions.motions import (
    confirm_adoption,
    confirm_correction,
    confirm_rule,
    drop_correction,
    drop_motion,
    enter_adoption,
    enter_correction,
    enter_rule,
)
from gongfu.domains.fields.actions.obligations import (
    confirm_delivery,
    confirm_promise,
    deliver_obligation,
    fail_obligation,
    note_overdue,
    state_income,
)
from gongfu.domains.fields.actions.paying import pay_shares, take_back_payment
from gongfu.domains.fields.actions.planning import adopt_draft, draft_season
from gongfu.domains.fields.actions.plots import (
    change_plot,
    merge_plots,
    register_plot,
    register_plots,
    return_plot,
    split_plot,
    transfer_plot,
)
from gongfu.domains.fields.actions.seasons import adopt_season
from gongfu.domains.fields.actions.sharing import drop_sharing, propose_sharing
from gongfu.domains.fields.actions.support import agree_support, ask_support, leave_support
from gongfu.domains.fields.rules.doubts import DOUBTS, Doubt
from gongfu.domains.fields.rules.land import NoSuchHousehold, PlotLine
from gongfu.domains.fields.rules.lists import ListedAlready
from gongfu.domains.fields.rules.planning import Wishes, WishesClash
from gongfu.domains.fields.rules.seasons import Expected, PlanLine
from gongfu.domains.fields.rules.support import NoSuchParty, Promise
from gongfu.domains.fields.rules.work import SaleLine, SowingLine, WeighingLine

__all__ = [
    "DOUBTS",
    "Doubt",
    "Expected",
    "FamilyLine",
    "Joining",
    "ListedAlready",
    "NoSuchHousehold",
    "NoSuchParty",
    "PatternLine",
    "PlanLine",
    "PlotLine",
    "Promise",
    "SaleLine",
    "SowingLine",
    "StepLine",
    "WeighingLine",
    "Wishes",
    "WishesClash",
    "adopt_draft",
    "adopt_season",
    "agree_support",
    "ask_support",
    "change_plot",
    "clear_crops",
    "confirm_delivery",
    "confirm_adoption",
    "confirm_correction",
    "confirm_promise",
    "confirm_rule",
    "deliver_obligation",
    "draft_season",
    "drop_correction",
    "drop_motion",
    "drop_sharing",
    "enter_adoption",
    "enter_correction",
    "enter_rule",
    "fail_obligation",
    "give_labour",
    "grade_batch",
    "join_household",
    "join_households",
    "leave_cooperative",
    "leave_support",
    "merge_plots",
    "note_overdue",
    "pay_capital",
    "pay_cost",
    "pay_shares",
    "propose_sharing",
    "put_crop",
    "put_family",
    "put_pattern",
    "record_grant",
    "register_plot",
    "register_plots",
    "return_plot",
    "sell_batch",
    "sell_batches",
    "sow_crop",
    "sow_crops",
    "split_plot",
    "state_income",
    "take_back_payment",
    "take_back_work",
    "transfer_plot",
    "treat_crop",
    "weigh_harvest",
    "weigh_harvests",
]
