"""A small district with accounts, offices and keys: machines act here as people allowed them to.

It is noon of Thursday 2021-09-16.  刘安 is secretary of 南杨社区, 何平 of another community; Anna and
Ben are members of 南杨, 王奶奶 asks for help, 朱水源 keeps her key.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from django.test import Client

from gongfu.domains.grids import actions as grids
from gongfu.domains.grids.actions import Offer, mask_of
from gongfu.domains.keys import actions as keys_team
from gongfu.faces.api import keys
from gongfu.faces.api.keys import Wanted
from gongfu.faces.api.scopes import SCOPES
from gongfu.faces.cli.demonstration.founding import CLERK, DISTRICT, FOUNDER
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.needs import actions as needs
from gongfu.kernel.people.actions import Newcomer, register_people
from gongfu.kernel.people.actions.appointing import Office, appoint
from gongfu.kernel.people.models import Account
from gongfu.kernel.people.vault import Details
from gongfu.kernel.places.actions import Opening, open_places, opening_of
from gongfu.kernel.places.divisions import of_vintage, read_divisions
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office as Held
from gongfu.kernel.rights.viewers import Viewer
from tests import worlds as team
from tests.domains.fields.worlds import Cooperative
from tests.worlds import ELSEWHERE, GRID, NANYANG, TODAY

NOON = moment(TODAY, 12)
MORNING = moment(TODAY, 9)
FOUNDED = date(2021, 1, 4)
ROOT = "/api/v1"
NAMES = ("liu", "he", "shen", "anna", "ben", "wang", "zhu", "daughter", "gu")
OFFICES = (
    ("liu", "SEC", NANYANG),
    ("he", "SEC", ELSEWHERE),
    ("shen", "DEP", DISTRICT),
    ("gu", "AUD", DISTRICT),
)
EVERYTHING = tuple(SCOPES)
POST = {
    "sort": "safety",
    "wanted": 3,
    "since": "2021-09-16",
    "until": "2021-12-31",
    "times": [{"weekday": 3, "part": "forenoon"}],
}


def people() -> dict[str, str]:
    """Open the places, register the people, give them accounts and offices; return their ids."""
    _open_places()
    newcomers = [
        Newcomer(Details(name, label=name), ELSEWHERE if name == "he" else GRID) for name in NAMES
    ]
    entries = register_people(FOUNDER, newcomers, on=FOUNDED, at=moment(FOUNDED, 9))
    found = {name: entry.deed.person for name, entry in zip(NAMES, entries, strict=True)}
    offices = [Office(found[name], role, place) for name, role, place in OFFICES]
    appoint(FOUNDER, *offices, on=FOUNDED, second=CLERK.person, at=moment(FOUNDED, 9))
    Account.objects.bulk_create(
        Account(username=name, password="!", person=person) for name, person in found.items()
    )
    return found


def _open_places() -> None:
    wanted = (DISTRICT, f"{NANYANG[:9]}000", NANYANG, f"{ELSEWHERE[:9]}000", ELSEWHERE)
    listed = [one for one in of_vintage(read_divisions(), "2021") if one.code in wanted]
    openings = [opening_of(one, vintage="2021") for one in listed]
    openings.append(Opening(GRID, "第4网格", "Grid 4"))
    open_places(
        FOUNDER, openings, on=FOUNDED, second=CLERK.person, at=moment(FOUNDED, 8), key="places"
    )


def key_for(person: str, *scopes: str, name: str = "test", role: str = "", place: str = "") -> str:
    """Return a key that acts for a person who agreed to it; by default for everything."""
    wanted = Wanted(name, scopes or EVERYTHING, person=person, role=role, place=place)
    return keys.make(wanted, at=MORNING, allowed=True)


def office(person: str, role: str, place: str) -> Viewer:
    """Return a person in an office."""
    return Viewer(person, (Held(Role(role), place),))


def admit() -> None:
    """Put three kinds on the admission list."""
    for sort in ("repair", "accompany", "light"):
        needs.admit_kind(
            office("s" * 26, "DEP", DISTRICT),
            sort=sort,
            issuer="civil-affairs",
            until=date(2022, 9, 1),
            district=DISTRICT,
            at=moment(FOUNDED, 10),
        )


def life(found: dict[str, str]) -> dict[str, Any]:
    """Let something of everything happen; return the ids of what there is then."""
    admit()
    liu = office(found["liu"], "SEC", NANYANG)
    anna, ben = (office(found[name], "VOL", NANYANG) for name in ("anna", "ben"))
    gift = Offer("party-member", ("electrics", "patrol"), ("mandarin",), mask_of([(5, 0)]))
    for name in ("anna", "ben"):
        grids.register_member(
            liu, member=found[name], place=NANYANG, offer=gift, at=moment(FOUNDED, 11)
        )
    made = {**_needs(found, liu, anna), **_posts(liu, anna, ben), **_visits(found, liu)}
    return {**found, **made, **_farm()}


def _farm() -> dict[str, Any]:
    """Let a cooperative grow melons in spring; its batch is not sold yet."""
    coop = Cooperative()
    sowing = coop.sow(coop.plot("A1"))
    batch = coop.weigh(sowing, 2000, date(2021, 5, 10))
    return {"cooperative": coop.id, "sowing": sowing, "batch": batch}


def _needs(found: dict[str, str], liu: Viewer, anna: Viewer) -> dict[str, Any]:
    wang = Viewer(found["wang"])
    made = []
    for sort in ("repair", "light", *["repair"] * 5):
        request = needs.Request(
            sort, GRID, found["wang"], words="灯不亮" if sort == "light" else ""
        )
        made.append(needs.raise_need(wang, request, at=MORNING).deed.need)
    for need in made[1:]:
        needs.review_need(liu, need=need, at=MORNING + timedelta(minutes=20))
    at = MORNING + timedelta(minutes=30)
    taken = needs.take_need(anna, need=made[2], at=at)
    served = needs.take_need(anna, need=made[3], at=at)
    begun, ended = at, at + timedelta(minutes=40)
    needs.finish_task(anna, offer=served.deed.offer, started_at=begun, ended_at=ended, at=ended)
    needs.pause_need(liu, need=made[4], reason="weather", at=at)
    needs.escalate_need(liu, need=made[5], at=at)
    [asked] = needs.offer_need(liu, need=made[6], helpers=[found["ben"]], at=at)
    return {
        "done": made[3],
        "paused": made[4],
        "called": made[5],
        "asked": asked.deed.offer,
        "submitted": made[0],
        "need": made[1],
        "underway": made[2],
        "offer": taken.deed.offer,
        "track": made[0][:10],
    }


def _posts(liu: Viewer, anna: Viewer, ben: Viewer) -> dict[str, Any]:
    terms = grids.Terms("safety", 2, TODAY, date(2021, 12, 31), mask_of([(3, 0), (5, 0)]))
    post = grids.open_post(liu, place=NANYANG, terms=terms, at=MORNING).deed.post
    claim = grids.claim_post(anna, post=post, at=MORNING).deed.claim
    grids.confirm_claim(liu, claim=claim, at=MORNING)
    waiting = grids.claim_post(ben, post=post, at=MORNING).deed.claim
    served = grids.record_serving(
        anna,
        claim=claim,
        started_at=MORNING - timedelta(minutes=50),
        ended_at=MORNING,
        at=MORNING + timedelta(minutes=1),
    )
    formed = grids.form_team(anna, leader=anna.person, place=NANYANG, purpose="safety", at=MORNING)
    return {
        "post": post,
        "claim": claim,
        "undecided": waiting,
        "served": served.number,
        "team": formed.deed.team,
        "member": anna.person,
    }


def _visits(found: dict[str, str], liu: Viewer) -> dict[str, Any]:
    zhu = office(found["zhu"], "KEY", NANYANG)
    keys_team.join_team(zhu, keeper=zhu.person, place=NANYANG, at=MORNING)
    one = team.registration(found["wang"], found["daughter"])
    keys_team.register_elder(liu, one, at=MORNING)
    keys_team.sign_agreement(
        liu, elder=found["wang"], keeper=zhu.person, kin=found["daughter"],
        until=date(2022, 9, 1), at=MORNING,
    )  # fmt: skip
    keys_team.assign_keeper(liu, elder=found["wang"], keeper=zhu.person, at=MORNING)
    return {"elder": found["wang"], "keeper": found["zhu"]}


class Machine:
    """A client that sends JSON under one key."""

    def __init__(self, key: str = "", *, language: str = "en") -> None:
        """Send nothing but what a machine sends."""
        self._client = Client()
        self._headers = {"Accept-Language": language}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"

    def ask(self, call: str, *, body: Any = None, key: str = "", **query: Any) -> Any:
        """Send `GET /posts`, such as; return the answer.  key: the idempotency key."""
        method, path = call.split()
        headers = {**self._headers, **({"Idempotency-Key": key} if key else {})}
        content = {} if body is None else {
            "data": json.dumps(body), "content_type": "application/json",
        }  # fmt: skip
        return self._client.generic(
            method, path if path.startswith("/api") else f"{ROOT}{path}",
            query_params=query, headers=headers, **content,
        )  # fmt: skip

    def get(self, path: str, expected: int = 200, **query: Any) -> Any:
        """Return what is at an address."""
        answer = self.ask(f"GET {path}", **query)
        assert answer.status_code == expected, answer.content.decode()
        return answer.json()

    def post(self, path: str, body: Any = None, expected: int = 201, *, key: str = "") -> Any:
        """Send something; return the answer."""
        answer = self.ask(f"POST {path}", body=body, key=key)
        assert answer.status_code == expected, answer.content.decode()
        return answer.json()
