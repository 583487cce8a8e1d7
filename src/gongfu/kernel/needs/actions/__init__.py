"""What people do with needs: one function for each move, each one deed.

First argument: the viewer.  `at` is the moment of acting, `key` the client's idempotency key.
"""

from gongfu.kernel.needs.actions.admitting import admit_kind, edit_kind, end_kind
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
    offer_need,
    offer_needs,
)
from gongfu.kernel.needs.actions.raising import Request, raise_at_door, raise_need, withdraw_need
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
from gongfu.kernel.needs.actions.taking import (
    accept_offer,
    begin_task,
    decline_offer,
    finish_task,
    return_task,
    take_need,
)

__all__ = [
    "Answer",
    "Asking",
    "Course",
    "Request",
    "Sent",
    "accept_offer",
    "admit_kind",
    "answer_escalation",
    "begin_task",
    "close_need",
    "decline_offer",
    "edit_kind",
    "end_kind",
    "escalate_need",
    "finish_task",
    "import_needs",
    "lapse_offers",
    "leave_unanswered",
    "merge_need",
    "offer_need",
    "offer_needs",
    "pause_need",
    "raise_at_door",
    "raise_need",
    "rate_need",
    "refer_need",
    "refuse_need",
    "reopen_need",
    "resume_need",
    "return_task",
    "review_need",
    "take_need",
    "withdraw_need",
]
