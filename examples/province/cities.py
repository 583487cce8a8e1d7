"""Make eleven small ledgers, one a city, and export each as its district would.

    python cities.py FOLDER [--cities 3301 3304]

Everything in them is invented.  Each city is a process of its own with a data folder of its own,
because a ledger is one district's; all deeds are recorded by the same actions as everyone's.
Beside each export, `figures.json` holds what that ledger itself answers (exact fractions): the
province's figures are compared with it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

DISTRICTS = {
    "3301": "330102", "3302": "330203", "3303": "330302", "3304": "330402", "3305": "330502",
    "3306": "330602", "3307": "330702", "3308": "330802", "3309": "330902", "3310": "331002",
    "3311": "331102",
}  # fmt: skip
"""One district of each of the eleven cities of Zhejiang."""
BEGUN, UNTIL, RECEIVED = date(2021, 1, 4), date(2021, 12, 31), date(2022, 3, 2)
FIGURES = ("keys.visits", "keys.service-hours", "statistics.gdp", "statistics.rd-spending")
YEAR = "2021"
KEEPERS, ELDERS, VISITS = 3, 4, 40


def main() -> None:
    """Make the cities that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cities", nargs="+", default=list(DISTRICTS))
    parser.add_argument("--only", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        make(given.only, given.folder / given.only)
        return
    for city in given.cities:
        call = [sys.executable, __file__, str(given.folder), "--only", city]
        subprocess.run(call, env=environment(given.folder, city), check=True)
        print(city)


def environment(folder: Path, city: str) -> dict[str, str]:
    """Return the settings of one city, whose folder is emptied."""
    data = folder / city / "data"
    shutil.rmtree(folder / city, ignore_errors=True)
    data.mkdir(parents=True)
    own = {"GONGFU_DATA_DIR": str(data), "GONGFU_DISTRICT": DISTRICTS[city].ljust(12, "0")}
    return {
        **os.environ,
        **own,
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "gongfu.site.settings",
    }


def make(city: str, folder: Path) -> None:
    """Record a city's year, export it, and note what its own ledger answers."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    record(city, Random(int(city)))
    from gongfu.figures.store import exported
    from gongfu.kernel.ledger import exporting, proofs

    head = exporting.write_export(folder / "export")
    exported.write_columns(folder / "export" / "columns", upto=head.size)
    (folder / "vkey").write_text(proofs.vkey(), "utf-8")
    (folder / "figures.json").write_text(json.dumps(answers(city), indent=1), "utf-8")


def answers(city: str) -> dict[str, str | None]:
    """Return the figures of the city's own ledger as exact fractions."""
    from gongfu.figures import asking
    from gongfu.figures.catalogue import figure_named
    from gongfu.kernel.measures.periods import period

    place, found = DISTRICTS[city].ljust(12, "0"), {}
    for code in FIGURES:
        answer = asking.ask(asking.Question(figure_named(code), place, period(YEAR)))
        found[code] = None if answer.exact is None else str(answer.exact)
    return found


def record(city: str, chance: Random) -> None:
    """Open the district's places, let people join, and record a year of theirs."""
    from gongfu.kernel.measures.moments import moment
    from gongfu.kernel.people.ids import new_id
    from gongfu.kernel.places.actions import Opening, open_places
    from gongfu.kernel.rights.matrix import Role
    from gongfu.kernel.rights.viewers import Office, Viewer

    district = DISTRICTS[city].ljust(12, "0")
    roles = (Role.SAD, Role.SEC, Role.GRD, Role.DEP)
    offices = tuple(Office(role, district) for role in roles)
    office, colleague = Viewer(new_id(), offices), Viewer(new_id(), offices)
    towns = [f"{district[:6]}{n:03}" for n in (1, 2)]
    communities = [f"{town}001" for town in towns]
    names = [(district, f"District {district[:6]}"), *((f"{one}000", one) for one in towns)]
    openings = [Opening(code, name) for code, name in [*names, *((c, c) for c in communities)]]
    open_places(office, openings, on=BEGUN, second=colleague.person, at=moment(BEGUN, 8))
    for community in communities:
        visit(office, colleague, community, chance)
    receive(office, colleague, district, chance)


def visit(office, colleague, community: str, chance: Random) -> None:
    """Let a key team begin in a community, and record its visits of the year."""
    from gongfu.domains.keys import actions
    from gongfu.kernel.measures.moments import moment
    from gongfu.kernel.people.actions.registering import Newcomer, register_people
    from gongfu.kernel.people.vault import Details

    at = moment(BEGUN, 10)
    count = KEEPERS + ELDERS + 1
    people = [Newcomer(Details(f"P{n}", label=f"P{n}"), community) for n in range(count)]
    ids = [one.deed.person for one in register_people(office, people, on=BEGUN, at=at)]
    keepers, elders, kin = ids[:KEEPERS], ids[KEEPERS:-1], ids[-1]
    registered = [
        actions.Registration(
            elder=elder,
            place=community,
            needs=actions.Needs(7, "alone"),
            consents_until=UNTIL,
            contacts=((kin, "child"),),
            on=BEGUN,
        )
        for elder in elders
    ]
    actions.register_elders(office, registered, at=at)
    actions.join_teams(office, [actions.Joining(k, community, BEGUN) for k in keepers], at=at)
    signed = [actions.Signing(e, k, kin, UNTIL, BEGUN) for e in elders for k in keepers]
    actions.sign_agreements(office, signed, at=at)
    pairs = [actions.Assignment(one.elder, one.keeper, BEGUN) for one in signed]
    actions.assign_keepers(office, pairs, at=at)
    slips = list(calls(keepers, elders, chance))
    made = actions.import_visits(office, slips, second=colleague.person, at=moment(UNTIL, 18))
    settle(colleague, [one.number for one in made if "visit" in one.deed.kind], chance)


def calls(keepers: list[str], elders: list[str], chance: Random) -> Iterator:
    """Yield paper slips of visits and of other help, each on a day of its own."""
    from gongfu.domains.keys.actions import Slip
    from gongfu.kernel.measures.moments import moment

    days = sorted(chance.sample(range(1, (UNTIL - BEGUN).days), VISITS + chance.randrange(20)))
    for day in days:
        begun = moment(BEGUN + timedelta(days=day), chance.randint(8, 16), chance.randrange(60))
        pair, until = (chance.choice(elders), chance.choice(keepers)), chance.randint(11, 59)
        done = ("", "shopping") if chance.random() < 0.2 else ("well", "")
        yield Slip(*pair, begun, begun + timedelta(minutes=until), *done)


def settle(colleague, visits: list[int], chance: Random) -> None:
    """Confirm some visits by call; dispute some, of which one half is settled either way."""
    from gongfu.domains.keys import actions
    from gongfu.kernel.measures.moments import moment

    picked = chance.sample(visits, 12)
    doubted, heard, at = picked[:8], picked[8:], moment(UNTIL, 20)
    for number in doubted:
        actions.dispute_visit(colleague, number=number, at=at)
    for number, finding in zip(doubted, ("happened", "did-not-happen") * 2, strict=False):
        actions.settle_dispute(colleague, number=number, finding=finding, at=at)
    actions.confirm_visits(colleague, heard, manner="call", at=at)


def receive(office, colleague, district: str, chance: Random) -> None:
    """Receive the year's product and research spending; the product is then revised."""
    from gongfu.domains.statistics import actions
    from gongfu.kernel.measures.moments import moment

    words = actions.Words("statistics-zhejiang", "Invented bulletin", RECEIVED)
    at = moment(RECEIVED + timedelta(days=1), 9)
    document = actions.register_publication(office, words, place=district, at=at)
    gdp, spent = chance.randint(20_000, 90_000), chance.randint(500, 3_000)
    lines = [
        actions.Line(series, district, YEAR, Decimal(value).scaleb(-2), "100m-yuan", document)
        for series, value in (("gdp", gdp), ("rd-spending", spent))
    ]
    first, _spent = actions.receive_values(office, lines, place=district, at=at)
    final = lines[0]._replace(value=lines[0].value + Decimal("0.07"), status="final")
    actions.revise_value(
        colleague, number=first.number, line=final, place=district, second=office.person, at=at
    )


if __name__ == "__main__":
    main()
