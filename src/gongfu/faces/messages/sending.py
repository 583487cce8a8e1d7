"""Empty the outbox: claim, send, write down the end; one message after the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from gongfu.faces.messages import webhooks
from gongfu.faces.messages.gateways import Outcome, hand_over
from gongfu.faces.messages.letters import letter
from gongfu.kernel.notices import addresses, channels, outbox, reading
from gongfu.kernel.notices.channels import WEBHOOK, Channel
from gongfu.kernel.notices.outbox import Claimed


def send_due(clock: Callable[[], datetime], *, limit: int = 1000) -> int:
    """Send what is due, at most `limit` messages; return how many attempts were made."""
    open_ = channels.available()
    for done in range(limit):
        claimed = outbox.claim(now=clock())
        if claimed is None:
            return done
        _send(claimed, open_.get(claimed.channel), clock)
    return limit


def _send(claimed: Claimed, channel: Channel | None, clock: Callable[[], datetime]) -> None:
    to = channel and addresses.opened(claimed.person, channel)
    if channel is None or to is None:
        outbox.withdrawn(claimed)
        return
    if channel.name == WEBHOOK:
        outcome = webhooks.deliver(claimed, to=to, at=clock())
    else:
        words = letter(claimed.notices, language=reading.wishes_of(claimed.person).language)
        outcome = hand_over(channel, words, to=to, mark=claimed.mark)
    if outcome is Outcome.TAKEN:
        outbox.sent(claimed)
    elif outcome is Outcome.UNSURE and not channel.repeatable:
        outbox.unsure(claimed, why="connection-broke")
    else:
        outbox.refused(claimed, why=outcome.value, now=clock())
