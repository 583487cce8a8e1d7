"""What people do with needs: one function for each move, each one deed.

First argument: the viewer.  `at` is the moment of acting, `key` the client's idempotency key.
"""

from gongfu.kernel.needs.actions.admitting import (
    Admitted,
    admit_kind,
    admit_kinds,
    edit_kind,
    end_kind,
)
from gongfu.kernel.needs.actions.answering import (
    Answer,
    close_need,
    leave_unanswered,
    rate_need,
    reopen_need,
)
from gongfu.kernel.needs.actions.importing import Course, import_needs
from gongfu.kernel.needs.actions.offering import (
    Asking,
    Sent,
    lapse_offers,
    offer_listed,
    offer_need,
    offer_needs,
)
from gongfu.kernel.needs.actions.parting import choose_kinds, meet_again, stay_apart
from gongfu.kernel.needs.actions.raising import (
    Asked,
    Request,
    raise_at_door,
    raise_for_caller,
    raise_need,
    set_rhythm,
    withdraw_need,
)
from gongfu.kernel.needs.actions.reminding import remind_helpers, remind_offices
from gongfu.kernel.needs.actions.reviewing import (
    answer_escalation,
    escalate_need,
    merge_need,
    pause_need,
    refer_need,
    refuse_need,
    resume_need,
    review_need,
)
from gongfu.kernel.needs.actions.routing import (
    Draught,
    check_draught,
    end_rule,
    make_rule,
    make_rules,
    route_needs,
)
from gongfu.kernel.needs.actions.slips import (
    Printed,
    print_slip,
    rate_by_slip,
    withdraw_by_slip,
)
from gongfu.kernel.needs.actions.taking import (
    Result,
    accept_offer,
    begin_task,
    decline_offer,
    finish_task,
    return_task,
    take_need,
)

__all__ = [
    "Admitted",
    "Answer",
    "Asked",
    "Asking",
    "Course",
    "Draught",
    "Printed",
    "Request",
    "Result",
    "Sent",
    "accept_offer",
    "admit_kind",
    "admit_kinds",
    "answer_escalation",
    "begin_task",
    "check_draught",
    "choose_kinds",
    "close_need",
    "decline_offer",
    "edit_kind",
    "end_kind",
    "end_rule",
    "escalate_need",
    "finish_task",
    "import_needs",
    "lapse_offers",
    "leave_unanswered",
    "make_rule",
    "make_rules",
    "meet_again",
    "merge_need",
    "offer_listed",
    "offer_need",
    "offer_needs",
    "pause_need",
    "print_slip",
    "raise_at_door",
    "raise_for_caller",
    "raise_need",
    "rate_by_slip",
    "rate_need",
    "refer_need",
    "refuse_need",
    "remind_helpers",
    "remind_offices",
    "reopen_need",
    "resume_need",
    "return_task",
    "review_need",
    "route_needs",
    "set_rhythm",
    "stay_apart",
    "take_need",
    "withdraw_by_slip",
    "withdraw_need",
]
