"""Requests of this morning in the community of the report, one in each state that is not usual."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count, cycle

from gongfu.kernel.needs import actions
from gongfu.kernel.needs.actions import Request
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer


class Morning:
    """Raises requests of members a minute apart, and lets the office move them."""

    def __init__(
        self, secretary: str, place: str, grids: Sequence[str], askers: Sequence[str], at: datetime
    ) -> None:
        """Begin at a moment, with those who live in the community and may ask."""
        self._office = Viewer(secretary, (Office(Role.SEC, place),))
        self._grids, self._askers = grids, cycle(askers)
        self._moments = (at + timedelta(minutes=after) for after in count())

    def pass_by(self, town: Viewer) -> None:
        """Let them be paused, called upward, joined, coming again, elsewhere, and of a guest."""
        self._paused("repair", "楼道里的水管渗水，要换一段管子")
        self._called("road", "小区门口的路面塌了一块")
        answered = self._called("parking", "救护车进不来，消防通道停满了车")
        actions.answer_escalation(town, need=answered, decision="sends-people", at=self._now())
        first, second = (self._accepted("light", words) for words in ("路灯不亮", "路灯又坏了"))
        actions.merge_need(self._office, need=second, into=first, at=self._now())
        self._accepted("meal", "午饭请送上楼", every_days=7)
        self._referred("noise", "隔壁工地夜里施工")
        door = Request("green", self._grids[0], "", words="树枝压到电线", channel="door")
        actions.raise_at_door(PUBLIC, door, at=self._now())

    def _now(self) -> datetime:
        return next(self._moments)

    def _asked(self, sort: str, words: str, *, every_days: int = 0) -> str:
        asker = next(self._askers)
        request = Request(sort, self._grids[0], asker, words=words, every_days=every_days)
        return actions.raise_need(Viewer(asker), request, at=self._now()).deed.need

    def _accepted(self, sort: str, words: str, *, every_days: int = 0) -> str:
        need = self._asked(sort, words, every_days=every_days)
        actions.review_need(self._office, need=need, at=self._now())
        return need

    def _paused(self, sort: str, words: str) -> None:
        need = self._accepted(sort, words)
        actions.pause_need(self._office, need=need, reason="material", at=self._now())

    def _called(self, sort: str, words: str) -> str:
        need = self._accepted(sort, words)
        actions.escalate_need(self._office, need=need, at=self._now())
        return need

    def _referred(self, sort: str, words: str) -> None:
        where = "夜间施工扰民请拨 12345，或向城管反映"
        need = self._asked(sort, words)
        actions.refer_need(self._office, need=need, where="town", words=where, at=self._now())
