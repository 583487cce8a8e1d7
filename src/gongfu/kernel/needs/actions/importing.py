"""Taking over a register of requests that another system or a paper book kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger.deeds import Deed, Entry, Evidence
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.needs import deeds, rules
from gongfu.kernel.needs.actions.answering import Answer
from gongfu.kernel.needs.actions.raising import Request, submitted
from gongfu.kernel.needs.actions.taking import done
from gongfu.kernel.needs.models import Admission, Kind, Need, Offer
from gongfu.kernel.people import hours
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Course(NamedTuple):
    """One line of a register: what was asked, and how far it came; later moments may be missing.

    helper: who took it.  started_at, ended_at: of the work.  answer: what the asker said, or None.
    """

    request: Request
    submitted_at: datetime
    reviewed_at: datetime | None = None
    helper: str = ""
    accepted_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    answered_at: datetime | None = None
    answer: Answer | None = None


@action("request.import")
def import_needs(
    viewer: Viewer, courses: Sequence[Course], *, second: str, at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Enter a register of requests at once, with a second person who compared it.

    Returns all entries.  Raises SecondNeeded, Many with one LineError a refused line (Denied,
    MalformedCode, NoSuchKind, NotAdmitted, BadTime, UnknownChoice); then nothing is written.
    """
    act = Act(viewer, at, key)
    book = _Book(act, courses, second=second)
    lines = each_line(courses, lambda line, course: list(book.drafts(line, course)))
    drafts = [draft for line in lines for draft in line]
    return append(drafts) if drafts else []


class _Book:
    """What must be known to judge the lines: fetched once for all."""

    def __init__(self, act: Act, courses: Sequence[Course], *, second: str) -> None:
        self._act = act
        self._second = second
        self._kinds = {kind.code: kind for kind in Kind.objects.all()}
        self._admitted = {row.sort: row for row in Admission.objects.all()}
        self._paid = hours.paid_spans([one.helper for one in courses if one.helper])
        self._allowed: set[str] = set()

    def drafts(self, line: int, course: Course) -> Iterator[Draft]:
        """Yield the drafts of one line, the first under the line's own key."""
        self._check(course)
        need = self._act.id_for(f"need {line}")
        kind = self._kinds[course.request.sort]
        first = submitted(course.request, kind, need=need, at=course.submitted_at)
        yield self._act.draft(first, key=self._act.line_key(line))
        for deed, evidence in self._followed(line, course, first):
            yield self._act.also(deed, evidence=evidence)

    def _check(self, course: Course) -> None:
        request = course.request
        check_code(request.place)
        if request.place not in self._allowed:
            check(self._act.viewer, "request.import", place=request.place, second=self._second)
            self._allowed.add(request.place)
        on = shanghai_day(course.submitted_at)
        kind, admitted = self._kinds.get(request.sort), self._admitted.get(request.sort)
        rules.check_kind(kind, admitted, on=on)
        rules.check_choice(request.channel, rules.CHANNELS)
        rules.check_order(course[1:3] + course[4:8], at=self._act.at)
        if course.answer:
            rules.check_choice(course.answer.solved, rules.SOLVED)

    def _followed(
        self, line: int, course: Course, first: deeds.NeedSubmitted
    ) -> Iterator[tuple[Deed, Evidence]]:
        def common(at: datetime) -> dict[str, Any]:
            return {
                "on": shanghai_day(at),
                "place": first.place,
                "need": first.need,
                "happened_at": at,
            }

        if course.reviewed_at:
            yield deeds.NeedReviewed(**common(course.reviewed_at), sort=first.sort), Evidence.A
        offer = self._act.id_for(f"offer {line}")
        if course.accepted_at:
            accepted = deeds.OfferAccepted(
                **common(course.accepted_at), offer=offer, helper=course.helper, slot=1
            )
            yield accepted, Evidence.A
        if course.started_at and course.ended_at:
            answered = course.answer is not None and course.answer.content
            evidence = Evidence.B if answered else Evidence.A
            yield self._done(course, first, offer, common(course.ended_at)), evidence
        if course.answered_at and course.answer:
            yield _answered(course.answer, common(course.answered_at)), Evidence.B

    def _done(
        self, course: Course, first: deeds.NeedSubmitted, offer: str, common: dict[str, Any]
    ) -> deeds.TaskDone:
        assert course.started_at is not None
        assert course.ended_at is not None
        need = Need(sort=first.sort, submitted_at=first.happened_at, done_by=first.done_by, taken=1)
        return done(
            common,
            need,
            Offer(offer=offer, helper=course.helper),
            course.started_at,
            course.ended_at,
            paid=self._paid.get(course.helper, []),
        )


def _answered(answer: Answer, common: dict[str, Any]) -> Deed:
    kind = deeds.NeedConfirmed if answer.content else deeds.NeedDisputed
    return kind(
        **common,
        came=int(answer.came),
        solved=answer.solved,
        missing=answer.missing,
        manner="call",
    )
