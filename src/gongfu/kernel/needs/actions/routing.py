"""Rules by which the server moves new requests on: made by an office, tried before they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest, Length

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.needs import deeds, rules
from gongfu.kernel.needs.actions.moving import common
from gongfu.kernel.needs.actions.offering import Asking, offer_needs
from gongfu.kernel.needs.actions.telling import record
from gongfu.kernel.needs.models import Kind, Need, Rule
from gongfu.kernel.needs.queries.boards import late
from gongfu.kernel.needs.queries.routing import admitted_on, apart, ordered, rule_for
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer, stem_of


class Draught(NamedTuple):
    """A rule as it is proposed; see `deeds.RuleMade`."""

    place: str
    sort: str
    urgency: int
    do: str
    until: date
    team: str = ""


def check_draught(one: Draught, *, on: date) -> None:
    """Accept a rule that can be made.

    Raises UnknownChoice, NoTeamNamed, NoSuchKind, AdmissionOver.
    """
    rules.check_choice(one.do, rules.BY_RULE)
    if (one.do == "team") != bool(one.team):
        raise rules.NoTeamNamed()
    rules.check_choice(str(one.urgency), ("0", "1", "2", "3"))
    if one.sort and not Kind.objects.filter(pk=one.sort, active=True).exists():
        raise rules.NoSuchKind()
    rules.check_lasts(one.until, on=on)


@action("request.make_rules")
def make_rule(
    viewer: Viewer, draught: Draught, *, at: datetime, key: str = ""
) -> Entry[deeds.RuleMade]:
    """Let new requests of an area move by themselves.

    Raises Denied, UnknownChoice, NoTeamNamed, NoSuchKind, AdmissionOver.
    """
    act = Act(viewer, at, key)
    names = ("sort", "do", "urgency", "team")
    values: dict[str, Any] = {name: getattr(draught, name) for name in names}
    if sent := act.sent(deeds.RuleMade, **values):
        return sent
    check(viewer, "request.make_rules", place=draught.place)
    check_draught(draught, on=act.on)
    deed = deeds.RuleMade(
        on=act.on, place=draught.place, rule=act.id_for("rule"), until=draught.until, **values
    )
    return append([act.draft(deed)])[0]


@action("request.make_rules")
def make_rules(
    viewer: Viewer, draughts: Sequence[Draught], *, at: datetime, key: str = ""
) -> list[Entry[deeds.RuleMade]]:
    """Let many rules stand at once, as an office keeps them in a file.

    Raises Many with one LineError a refused line (Denied, UnknownChoice, NoTeamNamed,
    NoSuchKind, AdmissionOver, ListedTwice); then nothing is written.
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((deeds.RuleMade,), draughts, *Draught._fields):
        return sent
    standing = Rule.objects.filter(until__gte=act.on)
    seen = set(standing.values_list("place", "sort", "urgency", "do"))

    def draw(line: int, one: Draught) -> Draft:
        check(viewer, "request.make_rules", place=one.place)
        check_draught(one, on=act.on)
        rules.check_once((one.place, one.sort, one.urgency, one.do), seen)
        rule = act.id_for(f"rule {line}")
        return act.draft(
            deeds.RuleMade(on=act.on, rule=rule, **one._asdict()), key=act.line_key(line)
        )

    drafts = each_line(draughts, draw)
    return append(drafts) if drafts else []


@action("request.make_rules")
def end_rule(viewer: Viewer, *, rule: str, at: datetime, key: str = "") -> Entry[deeds.RuleEnded]:
    """Take a rule back; what it moved stays moved.  Raises NoSuchRule, Denied."""
    act = Act(viewer, at, key)
    if sent := act.sent(deeds.RuleEnded, rule=rule):
        return sent
    row = Rule.objects.filter(pk=rule).first()
    if row is None:
        raise rules.NoSuchRule()
    check(viewer, "request.make_rules", place=row.place)
    return append([act.draft(deeds.RuleEnded(on=act.on, place=row.place, rule=rule))])[0]


Asked = Callable[[str, Need], Sequence[str]]
_Caught = tuple[Need, Rule]


def _nobody(_team: str, _need: Need) -> Sequence[str]:
    return ()


@action("request.tend")
def route_needs(viewer: Viewer, *, at: datetime, most: int = 500, asked: Asked = _nobody) -> int:
    """Move new requests on by the rules that stand; return how many.

    asked: says who of a team is asked for a request.  Raises Denied.
    """
    check(viewer, "request.tend")
    act = Act(viewer, at)
    fresh, slow = apart(ordered(act.on))
    caught: list[_Caught] = []
    if fresh:
        caught += _caught(act, Need.objects.filter(state="submitted"), fresh, most=most)
    if slow:
        caught += _caught(act, _never_called(at), slow, most=most)
    if caught:
        record([draft for need, rule in caught for draft in _moved(act, need, rule)])
    askings = [
        Asking(need.need, helper, ("team",))
        for need, rule in caught
        if rule.do == "team"
        for helper in asked(rule.team, need)
    ]
    if askings:
        offer_needs(viewer, askings, at=at)
    return len(caught)


def _never_called(at: datetime) -> QuerySet[Need]:
    """Return the late requests for which no level above was called yet."""
    own = Greatest(Length("place"), Value(12))
    return Need.objects.alias(own=own).filter(late(at), level=F("own"))


def _caught(act: Act, rows: QuerySet[Need], rules: list[Rule], *, most: int) -> list[_Caught]:
    """Return those requests that a rule catches, each with the rule, the oldest first."""
    admitted = admitted_on(act.on)
    found = rows.filter(called_at=None).order_by("submitted_at", "need")
    pairs = (
        (row, rule_for(row, rules, admitted, at=act.at)) for row in found.select_for_update()[:most]
    )
    return [(row, rule) for row, rule in pairs if rule is not None]


def _moved(act: Act, need: Need, rule: Rule) -> list[Draft]:
    """Return what caught the request, and the move that follows."""
    values = common(act, need)
    move: deeds.NeedReviewed | deeds.NeedEscalated
    if rule.do in ("review", "team"):
        move = deeds.NeedReviewed(**values, sort=need.sort, wanted=need.wanted)
    else:
        level = rules.next_level(need, own=len(stem_of(rule.place)))
        move = deeds.NeedEscalated(**values, level=level)
    return [act.draft(deeds.NeedRouted(**values, rule=rule.rule)), act.draft(move)]
