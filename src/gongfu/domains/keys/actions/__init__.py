"""What people do in the key team.  One function for each verb; each writes exactly what happened.

First argument: the viewer.  `at` is the moment of acting, `key` the client's idempotency key: the
same form sent again returns what it wrote the first time.
"""

from gongfu.domains.keys.actions.agreements import (
    Signing,
    end_agreement,
    sign_agreement,
    sign_agreements,
)
from gongfu.domains.keys.actions.alarms import close_alarm, raise_alarm, take_alarm_step
from gongfu.domains.keys.actions.caring import (
    Assignment,
    accept_elder,
    ask_keepers,
    assign_keeper,
    assign_keepers,
    decline_elder,
    release_keeper,
)
from gongfu.domains.keys.actions.confirming import (
    confirm_visit,
    confirm_visits,
    dispute_visit,
    settle_dispute,
)
from gongfu.domains.keys.actions.correcting import correct_visit, take_back_visit
from gongfu.domains.keys.actions.custody import (
    accept_item,
    decline_item,
    entrust_item,
    give_back,
    hand_over,
    handle_money,
    replace_item,
    report_lost,
    withdraw_hand_over,
)
from gongfu.domains.keys.actions.duties import (
    offer_duty,
    take_alarm,
    take_duty,
    tell_late_alarms,
)
from gongfu.domains.keys.actions.pairs import (
    answer_as_second,
    answer_for_family,
    close_question,
    settle_act,
)
from gongfu.domains.keys.actions.paper import Custody, import_custody
from gongfu.domains.keys.actions.records import issue_service_record
from gongfu.domains.keys.actions.registering import (
    Registration,
    change_elder,
    elder_leaves,
    give_consent,
    name_contact,
    register_elder,
    register_elders,
    withdraw_consent,
)
from gongfu.domains.keys.actions.rounds import plan_round, plan_rounds, reorder_round
from gongfu.domains.keys.actions.sealed import break_glass, forget_unagreed, note_health
from gongfu.domains.keys.actions.stock import see_item
from gongfu.domains.keys.actions.team import Joining, join_team, join_teams, leave_team
from gongfu.domains.keys.actions.visiting import import_visits, record_service, record_visit
from gongfu.domains.keys.rules.registering import Needs
from gongfu.domains.keys.rules.visiting import Slip

__all__ = [
    "Assignment",
    "Custody",
    "Joining",
    "Needs",
    "Registration",
    "Signing",
    "Slip",
    "accept_elder",
    "accept_item",
    "answer_as_second",
    "answer_for_family",
    "ask_keepers",
    "assign_keeper",
    "assign_keepers",
    "break_glass",
    "change_elder",
    "close_alarm",
    "close_question",
    "confirm_visit",
    "confirm_visits",
    "correct_visit",
    "decline_elder",
    "decline_item",
    "dispute_visit",
    "elder_leaves",
    "end_agreement",
    "entrust_item",
    "forget_unagreed",
    "give_back",
    "give_consent",
    "hand_over",
    "handle_money",
    "import_custody",
    "import_visits",
    "issue_service_record",
    "join_team",
    "join_teams",
    "leave_team",
    "name_contact",
    "note_health",
    "offer_duty",
    "plan_round",
    "plan_rounds",
    "raise_alarm",
    "record_service",
    "record_visit",
    "register_elder",
    "register_elders",
    "release_keeper",
    "reorder_round",
    "replace_item",
    "report_lost",
    "see_item",
    "settle_act",
    "settle_dispute",
    "sign_agreement",
    "sign_agreements",
    "take_alarm",
    "take_alarm_step",
    "take_back_visit",
    "take_duty",
    "tell_late_alarms",
    "withdraw_consent",
    "withdraw_hand_over",
]
