"""Courses of many steps: as people take them, and any order of steps against a plain model."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.needs import states
from gongfu.kernel.people import notes
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer
from tests.faces.api import worlds
from tests.faces.api.worlds import ELSEWHERE, GRID, NANYANG, Machine, key_for

pytestmark = pytest.mark.slow
WORKED = {"started_at": "2021-09-16T10:00:00+08:00", "ended_at": "2021-09-16T10:40:00+08:00"}
MENDED = "换了垫圈，不漏了"
SOLVED = {"came": True, "solved": "yes"}


@pytest.fixture
def machines(world, settings):
    """One machine each for the secretary, two members and who asks, as often as they like."""
    settings.GONGFU_API_RATE = 10**6
    return {who: Machine(key_for(world[who])) for who in ("liu", "anna", "ben", "wang")}


def test_a_request_goes_from_asking_to_answering_and_each_step_has_its_record(machines, world):
    liu, anna, wang = (machines[who] for who in ("liu", "anna", "wang"))
    need = wang.post("/needs", {"sort": "repair", "place": GRID, "words": "水管漏水"}, key="1")[
        "need"
    ]
    liu.post(f"/needs/{need}/review", {})
    asking = {
        "askings": [
            {"need": need, "helper": world["anna"]},
            {"need": need, "helper": world["wang"]},
        ]
    }
    sent = liu.post("/dispatch/offers", asking, key="2")
    assert [one["where"] for one in sent["refused"]] == ["2"] and len(sent["records"]) == 1
    again = liu.post("/dispatch/offers", asking, key="2")
    assert again["records"] == sent["records"]
    [task] = anna.get("/tasks", state="asked")["items"]
    assert task["need"]["asker"] == "" and task["offer"] == sent["records"][0]["offer"]
    for step, body in (("accept", None), ("begin", None), ("finish", {**WORKED, "words": MENDED})):
        anna.post(f"/tasks/{task['offer']}/{step}", body)
    assert wang.get(f"/needs/{need}")["state"] == "done"
    wang.post(f"/needs/{need}/answer", SOLVED)
    course = liu.get(f"/needs/{need}/records")
    assert [one["kind"].partition(".")[2] for one in course["items"]] == [
        "need.submitted", "need.reviewed", "need.offered", "offer.accepted", "task.begun",
        "task.done", "need.confirmed",
    ]  # fmt: skip
    done = course["items"][-2]["number"]
    shown = Machine().get(f"/records/{done}")
    assert shown["evidence"] == "B" and MENDED not in str(shown)
    sealed = reading.entry(done).deed.sealed
    asker = Viewer(world["wang"])
    grant = check(asker, "request.read_full", owner=asker.person)
    assert notes.words(asker, [sealed], grant=grant, at=worlds.MORNING) == {sealed: MENDED}
    receipt = Machine().ask(f"GET /records/{done}/receipt")
    assert receipt["Content-Type"].startswith("text/plain") and receipt.content
    assert Machine().get(f"/tracked/{need[:10]}")["state"] == "confirmed"
    assert replay.differences() == []


def test_a_place_at_a_post_goes_from_claim_to_hours(machines, world):
    liu, anna, ben = (machines[who] for who in ("liu", "anna", "ben"))
    post = liu.post(
        "/posts",
        worlds.POST
        | {"place": NANYANG, "wanted": 1, "times": [{"weekday": 3, "part": "afternoon"}]},
    )["post"]
    claim = anna.post(f"/posts/{post}/claims", {})["claim"]
    assert ben.post(f"/posts/{post}/claims", {"wait": False}, 422)["code"] == "grids.post-full"
    waiting = ben.post(f"/posts/{post}/claims", {"wait": True})
    assert waiting["kind"] == "grids.claim.queued"
    liu.post(f"/claims/{claim}/confirm")
    anna.post(f"/claims/{claim}/absences", {"day": "2021-09-23"})
    before = anna.get(f"/hours/{world['anna']}", period="2021")["volunteer"]["a"]
    served = anna.post(f"/claims/{claim}/services", WORKED)
    assert anna.get(f"/hours/{world['anna']}", period="2021")["volunteer"]["a"] == before + 40
    anna.post(f"/services/{served['number']}/take-back")
    assert anna.get(f"/hours/{world['anna']}", period="2021")["volunteer"]["a"] == before
    anna.post(f"/claims/{claim}/hand-back")
    [mine] = [one for one in ben.get("/claims/mine")["items"] if one["post"]["post"] == post]
    assert mine["state"] == "claimed", "who waited has the place now"
    assert ben.get(f"/hours/{world['anna']}", 403, period="2021")["code"] == "rights.denied"


def test_an_office_enters_slips_of_visits(machines, world):
    slip = {"elder": world["elder"], "keeper": world["keeper"], "answer": "well", **WORKED}
    liu = machines["liu"]
    [record] = liu.post("/visits/slips", {"slips": [slip]}, key="slips")["records"]
    assert liu.post("/visits/slips", {"slips": [slip]}, key="slips")["records"] == [record]
    refused = liu.post("/visits/slips", {"slips": [slip, slip | {"keeper": world["ben"]}]}, 422)
    assert [one["where"] for one in refused["errors"]] == ["1", "2"]
    zhu = Machine(key_for(world["zhu"]))
    assert zhu.get(f"/visits/by/{world['zhu']}")["items"][0]["number"] == record["number"]
    [line] = zhu.get("/visits/day")["items"]
    assert line["state"] == "done" and line["elder"] == world["elder"]


def test_a_hotline_enters_requests_and_keeps_the_callers_name_to_the_office(machines):
    body = {"sort": "light", "place": GRID, "name": "张三", "phone": "13800000000", "words": "灯"}
    made = machines["liu"].post("/needs/for-caller", body)
    text = machines["anna"].ask(f"GET /needs/{made['need']}").content.decode()
    assert "张三" not in text and "13800000000" not in text
    public = Machine().ask("GET /needs/asked", place=NANYANG).content.decode()
    assert "张三" not in public and made["need"] not in public


def test_members_register_change_form_teams_and_leave(machines, world):
    liu, anna, ben, wang = (machines[who] for who in ("liu", "anna", "ben", "wang"))
    gift = {"sort": "party-member", "skills": ["law"], "languages": ["mandarin"]}
    wang.post("/members", gift | {"place": NANYANG}, key="in")
    assert (
        wang.post("/members", gift | {"place": NANYANG}, 422)["code"] == "grids.already-registered"
    )
    [lawyer] = liu.get("/members", place=NANYANG, skill="law")["items"]
    assert lawyer["member"] == world["wang"]
    times = [{"weekday": 5, "part": "forenoon"}]
    changed = wang.ask(f"PUT /members/{world['wang']}", body=gift | {"times": times})
    assert changed.status_code == 201
    assert wang.get(f"/members/{world['wang']}")["times"] == times
    found = liu.get("/members", place=NANYANG, weekday=5, part="forenoon")["items"]
    assert world["wang"] in {one["member"] for one in found}
    team = anna.post("/teams", {"place": NANYANG, "purpose": "safety"})["team"]
    for one in (ben, wang):
        one.post(f"/teams/{team}/join", {})
    assert len(ben.get(f"/teams/{team}")["people"]) == 3
    assert Machine().get(f"/teams/{team}")["people"] == []
    anna.post(f"/teams/{team}/leader", {"leader": world["ben"]})
    anna.post(f"/teams/{team}/leave", {})
    assert wang.post(f"/teams/{team}/dissolve", None, 403)["code"] == "rights.denied"
    ben.post(f"/teams/{team}/dissolve")
    moved = wang.post(f"/members/{world['wang']}/move", {"place": ELSEWHERE}, 403)
    assert moved["code"] == "grids.not-your-community"
    wang.post(f"/members/{world['wang']}/leave")
    assert liu.get("/members", place=NANYANG, skill="law")["total"] == 0


def test_an_office_changes_a_post_and_notes_empty_places(machines, world):
    liu, anna = machines["liu"], machines["anna"]
    post = liu.post("/posts", worlds.POST | {"place": NANYANG})["post"]
    changed = liu.ask(f"PUT /posts/{post}", body=worlds.POST | {"wanted": 5})
    assert changed.status_code == 201 and changed["Location"].startswith("/api/v1/records/")
    assert Machine().get(f"/posts/{post}")["wanted"] == 5
    liu.post(f"/posts/{post}/empty-places", {"on": "2021-09-16", "places": 1})
    liu.post(f"/posts/{post}/close")
    assert post in {
        one["post"] for one in Machine().get("/posts", place=NANYANG, over="true")["items"]
    }
    assert anna.post(f"/posts/{post}/claims", {}, 422)["code"] == "grids.post-closed"


def test_what_somebody_was_told_is_read_once(machines, world):
    ben = machines["ben"]
    told = ben.get("/notices")
    [notice] = [one for one in told["items"] if not one["read"]]
    ben.post(f"/notices/{notice['number']}/read", expected=200)
    assert all(one["read"] for one in ben.get("/notices")["items"])
    other = machines["anna"].post(f"/notices/{notice['number']}/read", expected=404)
    assert other["code"] == "notices.none"


class Course(RuleBasedStateMachine):
    """Any order of steps with one request: each is recorded once, or refused without a trace."""

    machines: dict[str, Machine]
    world: dict[str, str]
    move: str
    steps = 0

    @initialize()
    def ask(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.size, self.offer, self.recorded = reading.size(), "", 0
        self.need = self.machines["wang"].post("/needs", {"sort": "repair", "place": GRID})["need"]
        self.state = "submitted"

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def now(self):
        return self.machines["liu"].get(f"/needs/{self.need}")["state"]

    def step(self, who, path, body, move, *, allowed=True):
        """Send a step twice under one key; it is recorded where the table of moves allows it."""
        before = reading.size()
        self.steps += 1
        key = f"step-{self.steps}"
        first, second = (
            self.machines[who].ask(f"POST {path}", body=body, key=key) for _time in range(2)
        )
        assert first.status_code in (201, 403, 404, 422), first.content.decode()
        assert (second.status_code, second.json()) == (first.status_code, first.json())
        possible = states.possible(move, self.state)
        if first.status_code == 201:
            assert possible and allowed, (move, self.state)
            assert reading.size() > before
        else:
            assert reading.size() == before, "a refusal leaves no trace"
        return first.json() if first.status_code == 201 else None

    @rule(who=st.sampled_from(["liu", "anna"]))
    def review(self, who):
        self.step(who, f"/needs/{self.need}/review", {}, "review", allowed=who == "liu")

    @rule(who=st.sampled_from(["anna", "ben", "wang"]))
    def take(self, who):
        made = self.step(who, f"/needs/{self.need}/take", None, "accept", allowed=who != "wang")
        if made:
            self.offer, self.helper = made["offer"], who

    @rule(helper=st.sampled_from(["anna", "ben", "wang"]))
    def send(self, helper):
        asking = {"askings": [{"need": self.need, "helper": self.world[helper]}]}
        made = self.step("liu", "/dispatch/offers", asking, "offer", allowed=helper != "wang")
        if made:
            self.offer, self.helper = made["records"][0]["offer"], helper

    @rule(what=st.sampled_from(["accept", "decline", "begin", "return"]), other=st.booleans())
    def answer_the_offer(self, what, other):
        if self.offer:
            who = "wang" if other else self.helper
            self.step(who, f"/tasks/{self.offer}/{what}", None, what, allowed=not other)

    @rule()
    def finish(self):
        if self.offer:
            self.step(self.helper, f"/tasks/{self.offer}/finish", WORKED, "finish")

    @rule(came=st.booleans(), who=st.sampled_from(["wang", "liu", "anna"]))
    def rate(self, came, who):
        body = {"came": came, "solved": "yes" if came else "no"}
        move = "confirm" if came else "dispute"
        self.step(who, f"/needs/{self.need}/answer", body, move, allowed=who == "wang")

    @rule(what=st.sampled_from(["withdraw", "reopen", "escalate", "resume"]))
    def other_moves(self, what):
        who = "wang" if what in ("withdraw", "reopen") else "liu"
        self.step(who, f"/needs/{self.need}/{what}", None, what)

    @rule()
    def pause(self):
        self.step("liu", f"/needs/{self.need}/pause", {"reason": "weather"}, "pause")

    @invariant()
    def it_stands_in_a_state_of_the_table(self):
        if hasattr(self, "need"):
            self.state = self.now()
            assert self.state in states.STATES


def test_any_order_of_steps_is_recorded_once_or_refused_without_a_trace(machines, world):
    Course.machines, Course.world = machines, world
    run(
        Course,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
