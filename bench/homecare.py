"""The public home-care instances of Mankowska, Meisel and Bierwirth 2014: reading and checking.

An instance is JSON as the Intelligent Optimization Lab of Udine publishes it (iolab-uniud/hhcrsp,
MIT): patients with a window (its end may be passed at a cost), one or two services, caregivers
with abilities, an office, distances with three decimals.  The cost is a third each of the travel,
of all tardiness and of the greatest.  `check` knows nothing of the planner.
"""

from __future__ import annotations

import csv
import itertools
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from gongfu.engines.rounds import Aims, Keeper, Plan, Problem, Second, Visit

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "routing" / "hhcrsp"
_SCALE = 1000
_FAMILIES = {"10": "A", "25": "B", "50": "C", "75": "D", "100": "E"}
_NEVER = 10**9
Instance = dict[str, Any]


class Service(NamedTuple):
    """One service of a solution: who, for which patient, when it begins."""

    caregiver: str
    patient: str
    service: str
    begin: Decimal


def read(path: Path) -> Instance:
    """Return an instance or a solution with exact numbers."""
    return json.loads(path.read_text("utf-8"), parse_float=Decimal)


def name_of(path: Path) -> str:
    """Return size and number, as in `75_2`."""
    found = re.search(r"HCSRP_(\d+_\d+)", path.name)
    assert found
    return found[1]


def instances(size: int) -> list[Path]:
    """Return the files of a size in order; none where the public data is absent."""
    return sorted((FOLDER / "instances").glob(f"*HCSRP_{size}_*.json"))


def published() -> dict[str, Decimal]:
    """Return the cost of each solution that the laboratory of Udine publishes."""
    lines = (FOLDER / "mankowska_best.md").read_text("utf-8").splitlines()[2:]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return {name_of(Path(cells[1])): Decimal(cells[5]) for cells in rows}


def best_known() -> dict[str, Decimal]:
    """Return the least published cost by instance: of Udine's, and of a list of 2020."""
    found = published()
    sizes = {letter: size for size, letter in _FAMILIES.items()}
    with (FOLDER / "bks_2020.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            family, number = row["instance"][0], row["instance"][1:]
            name, cost = f"{sizes.get(family)}_{number}", Decimal(row["bks"])
            if name in found:
                found[name] = min(found[name], cost)
    return found


def problem(instance: Instance) -> Problem:
    """Return the planner's problem, in thousandths of a minute."""
    caregivers = instance["caregivers"]
    visits = tuple(
        _visit(patient, place, caregivers)
        for place, patient in enumerate(instance["patients"], start=1)
    )
    keepers = tuple(Keeper(one["id"], 0, 0, _NEVER) for one in caregivers)
    minutes = tuple(tuple(map(_scaled, row)) for row in instance["distances"])
    aims = Aims(walking=1, day=0, late=1, latest=1, left_out=_NEVER, overdue=0)
    return Problem(visits, keepers, minutes, aims)


def _scaled(number: Decimal | int) -> int:
    return int(number * _SCALE)


def _visit(patient: Instance, place: int, caregivers: list[Instance]) -> Visit:
    able, stays = [], []
    for one in patient["required_caregivers"]:
        name = _service(one)
        able.append(frozenset(who["id"] for who in caregivers if name in who["abilities"]))
        stays.append(_scaled(one["duration"]))
    second = None
    if len(able) == 2:
        second = Second(stays[1], able[1], *map(_scaled, _gap(patient)))
    earliest, latest = map(_scaled, patient["time_window"])
    return Visit(patient["id"], place, stays[0], earliest, latest, second, able[0])


def _gap(patient: Instance) -> tuple[Decimal | int, Decimal | int]:
    """Return how long after the first service the second begins, at least and at most."""
    least, most = patient["synchronization"].get("distance", (0, 0))
    return least, most


def _service(entry: Instance) -> str:
    return entry.get("service") or entry["service_id"]


def services_of(solution: Instance) -> list[Service]:
    """Return the services of a published solution, route by route, in order."""
    return [
        Service(
            route["caregiver_id"],
            stop.get("patient") or stop["patient_id"],
            _service(stop),
            Decimal(stop["arrival_time"]),
        )
        for route in solution["routes"]
        for stop in route.get("locations", ())
    ]


def services(instance: Instance, plan: Plan) -> list[Service]:
    """Return the services of our plan; of a patient's two, the earlier is the first that fits."""
    stops: dict[str, list[tuple[Decimal, str]]] = {}
    for route in plan.routes:
        for stop in route.stops:
            moment = Decimal(stop.start) / _SCALE
            stops.setdefault(stop.visit, []).append((moment, route.keeper))
    abilities = {one["id"]: one["abilities"] for one in instance["caregivers"]}
    found = []
    for patient in instance["patients"]:
        names = [_service(one) for one in patient["required_caregivers"]]
        made = sorted(stops.get(patient["id"], []))
        for order in itertools.permutations(names):
            given = [
                Service(w, patient["id"], n, t) for (t, w), n in zip(made, order, strict=False)
            ]
            if all(one.service in abilities[one.caregiver] for one in given):
                found += given
                break
    return found


def check(
    instance: Instance, done: list[Service], *, tolerance: Decimal = Decimal("0.002")
) -> Decimal:
    """Return the cost of a solution; raise ValueError naming what it breaks.

    tolerance: minutes, since published moments are rounded to three decimals.
    """
    patients = {patient["id"]: patient for patient in instance["patients"]}
    _check_services(instance, patients, done)
    for service in done:
        if service.begin < patients[service.patient]["time_window"][0] - tolerance:
            raise ValueError(f"{service.patient}: begins before the window")
    for patient in patients.values():
        _check_gap(patient, done, tolerance)
    travel = _checked_travel(instance, done, tolerance)
    late = [max(Decimal(0), one.begin - patients[one.patient]["time_window"][1]) for one in done]
    return (travel + sum(late) + max(late)) / 3


def _check_services(instance: Instance, patients: dict[str, Instance], done: list[Service]) -> None:
    asked = sorted(
        (patient["id"], _service(one))
        for patient in patients.values()
        for one in patient["required_caregivers"]
    )
    if sorted((one.patient, one.service) for one in done) != asked:
        raise ValueError("each service must be given once")
    abilities = {one["id"]: one["abilities"] for one in instance["caregivers"]}
    for one in done:
        if one.service not in abilities[one.caregiver]:
            raise ValueError(f"{one.caregiver} cannot give {one.service}")


def _check_gap(patient: Instance, done: list[Service], tolerance: Decimal) -> None:
    names = [_service(one) for one in patient["required_caregivers"]]
    if len(names) == 1:
        return
    first, second = (
        next(one for one in done if one.patient == patient["id"] and one.service == name)
        for name in names
    )
    least, most = _gap(patient)
    if not least - tolerance <= second.begin - first.begin <= most + tolerance:
        raise ValueError(f"{patient['id']}: the two services do not meet")
    if first.caregiver == second.caregiver:
        raise ValueError(f"{patient['id']}: one caregiver for both services")


def _checked_travel(instance: Instance, done: list[Service], tolerance: Decimal) -> Decimal:
    """Return all distances; raise where a caregiver would have to be quicker than they are."""
    place = {patient["id"]: n for n, patient in enumerate(instance["patients"], start=1)}
    stays = {
        (patient["id"], _service(one)): one["duration"]
        for patient in instance["patients"]
        for one in patient["required_caregivers"]
    }
    distances, travel = instance["distances"], Decimal(0)
    in_order = sorted(done, key=lambda one: (one.caregiver, one.begin))
    for _caregiver, stops in itertools.groupby(in_order, key=lambda one: one.caregiver):
        here, free = 0, Decimal(0)
        for one in stops:
            way = distances[here][place[one.patient]]
            if one.begin < free + way - tolerance:
                raise ValueError(f"{one.caregiver} cannot be at {one.patient} so soon")
            here, free = place[one.patient], one.begin + stays[one.patient, one.service]
            travel += way
        travel += distances[here][0]
    return travel
