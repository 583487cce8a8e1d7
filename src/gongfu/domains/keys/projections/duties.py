"""Who of a team is on call on which day."""

from __future__ import annotations

from gongfu.domains.keys.deeds import DutyOffered, DutyTaken
from gongfu.domains.keys.models import Duty
from gongfu.kernel.ledger.deeds import Batch, projects
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.state import Rows


@projects(DutyTaken, DutyOffered, owns=(Duty,))
def duties(batch: Batch) -> None:
    """Keep the rota: one keeper a community and day, the last who took it."""
    rows = Rows(Duty, [(community_of(e.deed.place), e.deed.day) for e in batch])
    for entry in batch:
        key = (community_of(entry.deed.place), entry.deed.day)
        if isinstance(entry.deed, DutyTaken):
            rows.new(key, keeper=entry.deed.keeper)
        else:
            rows[key].offered = True
    rows.save()
