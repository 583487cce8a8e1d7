"""What people ask about the key team: the viewer first, plain values out, nothing is written.

Each returns only what that viewer may see, and ids instead of names: faces ask the vault for
labels.  The number of a thing and the door it opens never stand in one answer but `door_for`.
"""

from gongfu.domains.keys.queries.alarms import alarm_card, alarms_for, key_uses, open_alarms
from gongfu.domains.keys.queries.custody import (
    custody_chain,
    door_for,
    handed_to,
    item_card,
    items_in,
    keys_of,
    near_money,
)
from gongfu.domains.keys.queries.day import DayLine, day_of, own_numbers
from gongfu.domains.keys.queries.desk import desk_of, dues_in, overdue_in, parts_of
from gongfu.domains.keys.queries.duties import own_duties, rota_of
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
from gongfu.domains.keys.queries.sampling import sample_of
from gongfu.domains.keys.queries.stock import stock_of, uncounted_in
from gongfu.domains.keys.queries.team import team_of, teams_of
from gongfu.domains.keys.queries.visits import (
    confirmations_in,
    disputed_in,
    noted,
    to_confirm,
    visit_card,
    visit_notes,
    visits_by,
    visits_to,
)

__all__ = [
    "DayLine",
    "alarm_card",
    "alarms_for",
    "confirmations_in",
    "custody_chain",
    "day_of",
    "desk_of",
    "disputed_in",
    "door_for",
    "dues_in",
    "elder_card",
    "elders_in",
    "elders_of",
    "flags_in",
    "handed_to",
    "hours_of",
    "item_card",
    "items_in",
    "key_uses",
    "keys_of",
    "keys_used",
    "money_of",
    "near_money",
    "noted",
    "open_alarms",
    "overdue_in",
    "own_duties",
    "own_numbers",
    "pair_states",
    "pairs_to_settle",
    "parts_of",
    "rota_of",
    "sample_of",
    "service_record",
    "service_records_of",
    "stock_of",
    "team_of",
    "teams_of",
    "to_answer",
    "to_confirm",
    "uncounted_in",
    "visit_card",
    "visit_notes",
    "visits_by",
    "visits_to",
]
