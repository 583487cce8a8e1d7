"""What people ask about the key team: the viewer first, plain values out, nothing is written.

Each returns only what that viewer may see, and ids instead of names: faces ask the vault for
labels.  The number of a thing and the door it opens never stand in one answer but `door_for`.
"""

from gongfu.domains.keys.queries.alarms import alarm_card, key_uses, open_alarms
from gongfu.domains.keys.queries.custody import (
    custody_chain,
    door_for,
    item_card,
    items_in,
    keys_of,
)
from gongfu.domains.keys.queries.day import day_of, own_numbers
from gongfu.domains.keys.queries.desk import desk_of, overdue_in, parts_of
from gongfu.domains.keys.queries.elders import elder_card, elders_in, elders_of
from gongfu.domains.keys.queries.flags import flags_in
from gongfu.domains.keys.queries.hours import hours_of, service_record, service_records_of
from gongfu.domains.keys.queries.pairs import (
    keys_used,
    money_of,
    pair_states,
    pairs_to_settle,
    to_answer,
)
from gongfu.domains.keys.queries.team import team_of, teams_of
from gongfu.domains.keys.queries.visits import (
    confirmations_in,
    disputed_in,
    to_confirm,
    visit_card,
    visits_by,
    visits_to,
)

__all__ = [
    "alarm_card",
    "confirmations_in",
    "custody_chain",
    "day_of",
    "desk_of",
    "disputed_in",
    "door_for",
    "elder_card",
    "elders_in",
    "elders_of",
    "flags_in",
    "hours_of",
    "item_card",
    "items_in",
    "key_uses",
    "keys_of",
    "keys_used",
    "money_of",
    "open_alarms",
    "overdue_in",
    "own_numbers",
    "pair_states",
    "pairs_to_settle",
    "parts_of",
    "service_record",
    "service_records_of",
    "team_of",
    "teams_of",
    "to_answer",
    "to_confirm",
    "visit_card",
    "visits_by",
    "visits_to",
]
