"""REST as machines use it: keys and scopes, problems, steps, idempotency, languages, limits."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from gongfu.faces.api import keys
from gongfu.faces.api.keys import Wanted
from gongfu.faces.api.limits import Limit
from gongfu.faces.api.rest.interface import OPERATIONS
from gongfu.faces.api.scopes import SCOPES, opens
from gongfu.faces.web.shell import clock
from gongfu.kernel.ledger import reading
from gongfu.kernel.people.models import Account
from gongfu.kernel.rights import matrix
from gongfu.kernel.rights.matrix import Role
from tests.faces.api import worlds
from tests.faces.api.worlds import ELSEWHERE, GRID, NANYANG, Machine, key_for

PROBLEM = "application/problem+json"


def address(operation, world):
    """Return the operation's address with things that exist."""
    known = {**world, "number": world["served"], "code": "keys.visits"}
    if operation.name == "get_place":
        known["code"] = NANYANG
    return re.sub(r"{(\w+)}", lambda found: str(known[found[1]]), operation.path)


def problem(answer, status, code):
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == PROBLEM
    body = answer.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"].endswith(f"/api/v1/problems/#{code}") and body["title"] and body["detail"]
    return body


# Who may ask


@pytest.mark.slow
def test_without_a_key_only_what_is_public_can_be_read(world, settings):
    settings.GONGFU_API_PUBLIC_RATE = 10**6
    before = reading.size()
    for one in OPERATIONS.values():
        answer = Machine().ask(
            f"{one.method} {address(one, world)}", body={}, place=NANYANG, period="2021"
        )
        if one.public:
            assert one.method == "GET" and matrix.row(one.permission).cells[Role.PUB] != "-"
            assert answer.status_code in (200, 403), one
        else:
            problem(answer, 401, "api.key-needed")
            assert answer["WWW-Authenticate"].startswith("Bearer")
    assert reading.size() == before


@pytest.mark.slow
def test_a_key_of_another_scope_opens_nothing(world):
    before = reading.size()
    for one in OPERATIONS.values():
        other = next(scope for scope in SCOPES if not opens([scope], one.permission))
        machine = Machine(key_for(world["liu"], other, name=one.name))
        answer = machine.ask(f"{one.method} {address(one, world)}", body={}, place=NANYANG)
        assert "scope" in problem(answer, 403, "api.outside-scope")["detail"]
    assert reading.size() == before


@pytest.mark.slow
def test_a_key_of_another_community_reads_and_writes_nothing_here(world):
    """何平 may do in 余新 what 刘安 does in 南杨; here his key is answered as his pages are."""
    before, machine = reading.size(), Machine(key_for(world["he"]))
    bodies = {
        "open_post": worlds.POST | {"place": NANYANG},
        "send_offers": {"askings": [{"need": world["need"], "helper": world["ben"]}]},
    }
    for one in OPERATIONS.values():
        cells = matrix.row(one.permission).cells
        if one.public or cells[Role.SEC] not in "r2" or cells[Role.RES] != "-":
            continue
        answer = machine.ask(
            f"{one.method} {address(one, world)}", body=bodies.get(one.name), place=NANYANG
        )
        assert answer.status_code in (403, 422), (one.name, answer.status_code)
        if one.method == "GET" or one.name in bodies:
            refused = answer.json()
            codes = {refused["code"], *(line["code"] for line in refused.get("errors", ()))}
            assert "rights.denied" in codes or answer.status_code == 422, one.name
    assert reading.size() == before


def test_a_key_acts_in_one_office_alone_where_it_was_made_for_that(people):
    key = key_for(people["liu"], role="SEC", place=NANYANG)
    assert Machine(key).get("/needs", place=NANYANG)["total"] == 0
    other = key_for(people["liu"], name="other", role="GRD", place=NANYANG)
    problem(Machine(other).ask("GET /needs", place=NANYANG), 403, "rights.denied")


def test_a_key_ends_with_its_day_its_account_and_its_revocation(people, monkeypatch):
    machine = Machine(key_for(people["anna"]))
    machine.get("/needs/mine")
    Account.objects.filter(person=people["anna"]).update(is_active=False)
    problem(machine.ask("GET /needs/mine"), 401, "api.key-unknown")
    Account.objects.filter(person=people["anna"]).update(is_active=True)
    later = worlds.NOON + timedelta(days=keys.MOST_DAYS + 1)
    with monkeypatch.context() as moved:
        moved.setattr(clock, "now", lambda: later)
        problem(machine.ask("GET /needs/mine"), 401, "api.key-unknown")
    machine.get("/needs/mine")
    keys.revoke("test", at=worlds.NOON, person=people["anna"])
    problem(machine.ask("GET /needs/mine"), 401, "api.key-unknown")


def test_a_key_that_its_person_has_not_allowed_opens_nothing(people):
    key = keys.make(Wanted("asked for", ("needs.read",), person=people["anna"]), at=worlds.NOON)
    problem(Machine(key).ask("GET /needs/mine"), 401, "api.key-unknown")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer wrong", "Bearer a b"]
)
def test_a_broken_key_is_told_from_none(people, header):
    answer = Client().get(
        "/api/v1/needs/mine", headers={"Authorization": header, "Accept-Language": "en"}
    )
    problem(answer, 401, "api.key-unknown")


def test_a_session_opens_nothing(people):
    client = Client()
    client.force_login(Account.objects.get(username="liu"))
    assert client.get("/api/v1/needs", {"place": NANYANG}).status_code == 401


# Problems


def test_addresses_and_methods_that_are_not_there_are_problems_too(people):
    machine = Machine()
    problem(machine.ask("GET /nothing"), 404, "api.nothing-here")
    problem(machine.ask("GET /api/v2/needs"), 404, "api.nothing-here")
    answer = machine.ask("DELETE /posts")
    problem(answer, 405, "api.wrong-method")
    assert answer["Allow"] == "GET, HEAD, POST"
    problem(
        Machine(key_for(people["anna"])).ask(f"GET /needs/{'a' * 26}"), 404, "needs.no-such-need"
    )


@pytest.mark.parametrize("text", [b"{", b'{"sort": NaN}', b"\xff", b'"\\ud800"', b"[" * 5000])
def test_a_body_that_is_no_json_is_said_to_be_none(people, text):
    headers = {"Authorization": f"Bearer {key_for(people['anna'])}", "Accept-Language": "en"}
    answer = Client().post("/api/v1/needs", text, content_type="application/json", headers=headers)
    problem(answer, 400, "api.unreadable-body")


def test_each_wrong_field_is_named_without_what_was_in_it(people):
    machine = Machine(key_for(people["anna"]))
    answer = machine.ask(
        "POST /needs", body={"place": "13800000000", "asker": "王奶奶", "urgency": "2", "phone": 1}
    )
    errors = {one["where"]: one["code"] for one in problem(answer, 422, "api.bad-fields")["errors"]}
    assert errors == {
        "sort": "missing",
        "place": "string_pattern_mismatch",
        "asker": "string_pattern_mismatch",
        "urgency": "int_type",
        "phone": "extra_forbidden",
    }
    assert "王奶奶" not in answer.content.decode() and "13800000000" not in answer.content.decode()


def test_a_body_that_is_too_big_is_said_to_be_too_big(people, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    machine = Machine(key_for(people["anna"]))
    problem(machine.ask("POST /needs", body={"words": "长" * 1000}), 413, "api.too-big")


def test_the_sentence_comes_in_the_asked_language(people):
    answer = Machine(language="zh-CN").ask("GET /needs/mine")
    assert "密钥" in problem(answer, 401, "api.key-needed")["detail"]
    assert answer["Content-Language"] == "zh-hans"
    assert "Accept-Language" in answer["Vary"]
    assert Machine(language="en").ask("GET /needs/mine").json()["title"] == "Key needed"


# Idempotency


def test_the_same_request_under_the_same_key_is_carried_out_once(people):
    machine = Machine(key_for(people["wang"]))
    wish = {"sort": "light", "place": GRID, "words": "灯不亮"}
    first = machine.post("/needs", wish, key="one")
    size = reading.size()
    assert machine.post("/needs", wish, key="one") == first
    assert reading.size() == size
    assert machine.post("/needs", wish, key="two")["need"] != first["need"]
    other = machine.ask("POST /needs", body=wish | {"sort": "repair"}, key="one")
    problem(other, 422, "ledger.other-content")
    problem(
        machine.ask(f"POST /needs/{first['need']}/withdraw", key="one"), 422, "ledger.other-content"
    )


def test_the_keys_of_two_machines_are_their_own(people):
    wish = {"sort": "light", "place": GRID}
    first = Machine(key_for(people["wang"])).post("/needs", wish, key="one")
    second = Machine(key_for(people["anna"])).post("/needs", wish, key="one")
    assert first["need"] != second["need"]


@pytest.mark.parametrize("key", ["x" * 201, "a b", "键"])
def test_an_idempotency_key_that_cannot_be_kept_is_refused(people, key):
    machine = Machine(key_for(people["wang"]))
    answer = machine.ask("POST /needs", body={"sort": "light", "place": GRID}, key=key)
    problem(answer, 422, "api.bad-fields")


# Lists, links, tags


def test_a_list_is_read_in_steps_by_following_its_links(world):
    machine = Machine()
    whole = machine.get("/words", limit=100)
    assert whole["total"] == len(whole["items"]) and whole["next"] is None
    found, path = [], "/api/v1/words?limit=7"
    while path:
        answer = machine.ask(f"GET {path}")
        page = answer.json()
        found += page["items"]
        path = page["next"] and page["next"].removeprefix("http://testserver")
        assert answer.headers.get("Link") == (f'<{page["next"]}>; rel="next"' if path else None)
    assert found == whole["items"]


@pytest.mark.parametrize("cursor", ["AAAA", "bm9ib2R5", "_w=="])
def test_a_cursor_of_nothing_is_refused(world, cursor):
    problem(Machine().ask("GET /posts", place=NANYANG, cursor=cursor), 422, "places.cursor-over")


@pytest.mark.parametrize("limit", ["0", "101", "-1", "1.0", "x", ""])
def test_a_limit_outside_its_bounds_is_refused(world, limit):
    problem(Machine().ask("GET /posts", place=NANYANG, limit=limit), 422, "api.bad-fields")


@pytest.mark.slow
def test_a_figure_is_not_counted_again_while_its_tag_holds(
    world, settings, django_assert_max_num_queries
):
    settings.GONGFU_SMALL_GROUP = 1
    machine = Machine()
    first = machine.ask("GET /figures/grids.post-claims", place=NANYANG)
    assert first.status_code == 200 and first.json()["value"] == "2"
    headers = {"If-None-Match": first["ETag"], "Accept-Language": "en"}
    path = f"/api/v1/figures/grids.post-claims?place={NANYANG}"
    with django_assert_max_num_queries(2):
        again = Client().get(path, headers=headers)
    assert again.status_code == 304 and not again.content
    Machine(key_for(world["wang"])).post("/needs", {"sort": "light", "place": GRID})
    assert Client().get(path, headers=headers).status_code == 200


def test_a_number_about_few_people_is_not_given_to_the_public(world):
    problem(
        Machine().ask("GET /figures/grids.post-claims", place=NANYANG), 403, "figures.small-group"
    )
    liu = Machine(key_for(world["liu"]))
    assert liu.get("/figures/grids.post-claims", place=NANYANG)["value"] == "2"


def test_head_says_the_same_without_a_body(world):
    get, head = (Machine().ask(f"{method} /kinds") for method in ("GET", "HEAD"))
    assert head.status_code == 200 and not head.content
    assert head["Content-Length"] == str(len(get.content))


# Limits


def test_who_asks_too_often_is_told_how_long_to_wait(people, settings):
    settings.GONGFU_API_RATE = 60
    machine, other = (Machine(key_for(people[who])) for who in ("anna", "wang"))
    codes = [machine.ask("GET /needs/mine").status_code for _time in range(12)]
    assert codes[:10] == [200] * 10 and codes[-1] == 429
    answer = machine.ask("GET /needs/mine")
    problem(answer, 429, "api.too-many")
    assert 1 <= int(answer["Retry-After"]) <= 2
    other.get("/needs/mine")


def test_the_public_is_counted_by_address(people, settings):
    settings.GONGFU_API_PUBLIC_RATE = 60
    codes = [Machine().ask("GET /kinds").status_code for _time in range(12)]
    assert codes[-1] == 429
    settings.GONGFU_BEHIND_PROXY = True
    answer = Client().get("/api/v1/kinds", headers={"X-Forwarded-For": "1.2.3.4, 198.51.100.7"})
    assert answer.status_code == 200


def test_a_limit_lets_through_a_burst_and_then_its_rate():
    now = [0.0]
    limit = Limit(clock=lambda: now[0])

    def asked():
        return limit.wait("one", per_minute=60, burst=3)

    assert [asked() for _time in range(4)] == [0, 0, 0, 1]
    now[0] += 1
    assert [asked(), asked()] == [0, 1]
    now[0] += 100
    assert [asked() for _time in range(4)] == [0, 0, 0, 1]
    assert limit.wait("other", per_minute=60, burst=3) == 0


# Personal data


def test_no_answer_of_a_list_names_anybody_to_the_public(world, settings):
    hidden = {world[name] for name in worlds.NAMES}
    for one in OPERATIONS.values():
        if one.public:
            answer = Machine().ask(f"GET {address(one, world)}", place=NANYANG, period="2021")
            assert not any(person in answer.content.decode() for person in hidden), one.name


def test_the_words_of_a_request_are_for_who_may_read_it_in_full(world):
    words = {
        who: Machine(key_for(world[who])).get(f"/needs/{world['need']}")["words"]
        for who in ("liu", "wang", "ben")
    }
    assert words == {"liu": "灯不亮", "wang": "灯不亮", "ben": ""}
    assert Machine(key_for(world["ben"], name="b")).get(f"/needs/{world['need']}")["asker"] == ""


def test_an_address_is_shadowed_by_no_other():
    """A fixed address such as /needs/mine is not taken for the id of a request."""
    from django.urls import resolve

    for one in OPERATIONS.values():
        path = re.sub(r"{\w+}", "a" * 26, one.path)
        assert resolve(f"/api/v1{path}").url_name in {
            other.name for other in OPERATIONS.values() if other.path == one.path
        }


def test_an_elsewhere_office_lists_its_own_area(people):
    assert Machine(key_for(people["he"])).get("/needs", place=ELSEWHERE)["total"] == 0
