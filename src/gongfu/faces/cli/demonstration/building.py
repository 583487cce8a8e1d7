"""Build the demonstration district month by month, through the same actions as everyone's deeds."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.actions import (
    Assignment,
    Custody,
    Joining,
    Needs,
    Registration,
    Signing,
    Slip,
)
from gongfu.faces.cli.demonstration import (
    calendar,
    designs,
    fields,
    founding,
    grids,
    keeping,
    needs,
    official,
    staff,
    teams,
)
from gongfu.faces.cli.demonstration.cast import Cast
from gongfu.faces.cli.demonstration.courses import Morning
from gongfu.faces.cli.demonstration.founding import CLERK, FOUNDED, FOUNDER
from gongfu.faces.cli.demonstration.teams import ENDS, NANYANG, Round, Ward
from gongfu.kernel.ledger.salts import seeded_salts
from gongfu.kernel.measures.moments import moment, shanghai_day
from gongfu.kernel.measures.periods import months_after
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.ids import seeded_ids
from gongfu.kernel.people.vault import Details
from gongfu.kernel.rights.viewers import Viewer

SEED = 20210920
_BATCH = 5000
_RENEWED = date(2021, 1, 1)
_UNTIL = date(2021, 12, 31)
_SPOKEN = ("mandarin", "dialect", "mandarin", "mandarin")
_STREETS = ("南杨路", "建国路", "中山路", "由拳路", "城南路", "东升路", "勤俭路", "禾兴路")
Tell = Callable[[int], None]


@dataclasses.dataclass
class Team:
    """One keeper with ids: whom the round is about, and the calls still to be recorded."""

    community: str
    plan: Round
    keeper: str = ""
    elders: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    calls: Sequence[calendar.Call] = ()


def build(*, tell: Tell = lambda _done: None) -> list[Team]:
    """Build the whole district and return its teams; `tell` hears how many months are done."""
    chance = Random(SEED)
    with seeded_ids(Random(SEED + 1).randbytes), seeded_salts(Random(SEED + 2).randbytes):
        places = founding.open_all(chance)
        found = _plans(places, chance)
        cast = Cast(chance)
        staff.appoint_first(cast)
        country = fields.begin()
        needs.admit(FOUNDED)
        locals_ = grids.begin(places, cast, chance)
        register = needs.Register(locals_, places, chance)
        for done, (start, end) in enumerate(_months(), start=1):
            _begin([one for one in found if start <= one.plan.joined_on < end], end, cast, chance)
            if start.month == 1:
                staff.renew(start)
            if start == _RENEWED:
                needs.admit(start)
            _record_month(found, start, end, chance)
            grids.record(locals_, start, end, chance)
            register.record(start, end)
            official.receive(start, end)
            if start == keeping.COUNTED:
                keeping.count(NANYANG, at=moment(end) - timedelta(minutes=10))
            fields.record(country, start, end)
            tell(done)
        staff.open_accounts(found, locals_)
        staff.open_farm_accounts(country)
        secretary = staff.secretary_of(NANYANG)
        at = moment(ENDS, 7, 30)
        designs.draw_up(secretary, NANYANG, tuple(places[NANYANG]), at=at)
        keepers = [one.keeper for one in found if one.keeper and one.community == NANYANG]
        keeping.fill_rota(NANYANG, keepers, at=at)
        askers = next(one for one in locals_ if one.community == NANYANG).members
        morning = Morning(secretary, NANYANG, places[NANYANG], askers, moment(ENDS, 8, 10))
        morning.pass_by(staff.of_town())
    return found


def months() -> int:
    """Return how many months the district's story has."""
    return len(list(_months()))


def _plans(grids: dict[str, list[str]], chance: Random) -> list[Team]:
    found = []
    for community, codes in grids.items():
        make = teams.nanyang if community == NANYANG else teams.ordinary
        found += [Team(community, plan) for plan in make(codes, chance)]
    return found


def _months() -> Iterator[tuple[date, date]]:
    start = FOUNDED
    while start < ENDS:
        end = months_after(start, 1)
        yield start, min(end, ENDS)
        start = end


def _begin(found: Sequence[Team], end: date, cast: Cast, chance: Random) -> None:
    """Register the keepers and elders who begin in a month, with all that belongs to it."""
    if not found:
        return
    at = moment(end) - timedelta(hours=4)
    _register(found, at, cast, chance)
    pairs = [(team, index) for team in found for index in range(len(team.plan.wards))]
    actions.register_elders(FOUNDER, [_registration(*pair) for pair in pairs], at=at)
    joinings = [Joining(team.keeper, team.community, team.plan.joined_on) for team in found]
    actions.join_teams(FOUNDER, joinings, at=at)
    actions.sign_agreements(FOUNDER, [_signing(*pair) for pair in pairs], at=at)
    assignments = [
        Assignment(team.elders[index], team.keeper, team.plan.joined_on) for team, index in pairs
    ]
    actions.assign_keepers(FOUNDER, assignments, at=at)
    kept = [pair for pair in pairs if pair[0].plan.wards[pair[1]].has_key]
    tags = chance.sample(range(1000, 10000), len(kept))
    keys = [_custody(*pair, tag=f"{end:%y%m}-{tag}") for pair, tag in zip(kept, tags, strict=True)]
    if keys:
        actions.import_custody(FOUNDER, keys, second=CLERK.person, at=at)
    for team in found:
        team.calls = list(calendar.calls(team.plan, chance))


def _register(found: Sequence[Team], at: datetime, cast: Cast, chance: Random) -> None:
    newcomers: list[Newcomer] = []
    for team in found:
        newcomers.append(Newcomer(_keeper(team, cast), team.community))
        for ward in team.plan.wards:
            newcomers.append(Newcomer(cast.elder(_address(chance)), ward.grid))
            newcomers.append(Newcomer(cast.adult(), ward.grid))
    on = at.date()
    entries = register_people(FOUNDER, newcomers, on=on, at=at)
    ids = iter(entry.deed.person for entry in entries)
    for team in found:
        team.keeper = next(ids)
        people = [(next(ids), next(ids)) for _ward in team.plan.wards]
        team.elders = tuple(elder for elder, _kin in people)
        team.kin = tuple(kin for _elder, kin in people)


def _keeper(team: Team, cast: Cast) -> Details:
    if team.community == NANYANG and team.plan.on_call:
        return Details("朱守义", label="朱守义", phone="17000999999", sex="m")
    return cast.adult()


def _address(chance: Random) -> str:
    road, number = chance.choice(_STREETS), chance.randint(1, 240)
    return (
        f"{road}{number}号{chance.randint(1, 6)}单元{chance.randint(1, 6)}0{chance.randint(1, 4)}室"
    )


def _registration(team: Team, index: int) -> Registration:
    ward: Ward = team.plan.wards[index]
    return Registration(
        elder=team.elders[index],
        place=ward.grid,
        needs=Needs(
            ward.rhythm_days,
            ward.living,
            usual_minutes=ward.usual_minutes,
            language=_SPOKEN[index % len(_SPOKEN)],
        ),
        consents_until=_UNTIL,
        consents=("visits", "keys") if ward.has_key else ("visits",),
        contacts=((team.kin[index], "child"),),
        on=team.plan.joined_on,
    )


def _signing(team: Team, index: int) -> Signing:
    on = team.plan.joined_on
    return Signing(team.elders[index], team.keeper, team.kin[index], _UNTIL, on)


def _custody(team: Team, index: int, *, tag: str) -> Custody:
    return Custody(team.elders[index], tag, "key", team.keeper)


def _record_month(found: Sequence[Team], start: date, end: date, chance: Random) -> None:
    """Enter the month's paper slips, and what elders and offices confirmed of them."""
    begin, until = moment(start), moment(end)
    slips = [slip for team in found for slip in _slips(team, begin, until)]
    slips.sort(key=lambda slip: (slip.started_at, slip.keeper))
    at = until - timedelta(minutes=30) if end < ENDS else moment(ENDS, 7, 30)
    mine: dict[str, list[int]] = defaultdict(list)
    checked: list[int] = []
    own = {elder for team in found if team.community == NANYANG for elder in team.elders}
    for first in range(0, len(slips), _BATCH):
        batch = slips[first : first + _BATCH]
        for entry in actions.import_visits(CLERK, batch, second=FOUNDER.person, at=at):
            if entry.deed.elder in own and chance.random() < 0.8:
                mine[entry.deed.elder].append(entry.number)
            elif chance.random() < 0.2:
                checked.append(entry.number)
    if end < ENDS:
        _close_alarms(at)
    for elder, numbers in mine.items():
        actions.confirm_visits(Viewer(elder), numbers, at=at)
    if checked:
        actions.confirm_visits(FOUNDER, checked, manner="call", at=at)


def _close_alarms(at: datetime) -> None:
    """Follow each open alarm to its end: the elder was called and all is well."""
    on = shanghai_day(at)
    for line in queries.open_alarms(FOUNDER, founding.DISTRICT, on).lines:
        actions.take_alarm_step(
            FOUNDER, alarm=line.alarm, step="called-elder", outcome="reached", at=at
        )
        actions.close_alarm(FOUNDER, alarm=line.alarm, outcome="fine", at=at)


def _slips(team: Team, begin: datetime, until: datetime) -> Iterator[Slip]:
    for call in team.calls:
        if begin <= call.started_at < until:
            elder = team.elders[call.ward]
            answer = "" if call.service else call.answer
            times = call.started_at, call.ended_at
            yield Slip(elder, team.keeper, *times, answer, call.service)
