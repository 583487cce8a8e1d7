"""GeoReport v2 as its clients use it: an independent client, the standard's own schema, nonsense."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings

from gongfu.faces.api import keys
from gongfu.faces.cli.demonstration import founding
from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.needs import actions
from gongfu.kernel.needs.models import Need
from tests.kernel.needs.conftest import DISTRICT, Course, admit, asker, liu, raised
from tests.worlds import MORNING, NANYANG

BESIDE = Path(__file__).resolve().parents[3] / "../shared/data/open311"
SWAGGER = Path(os.environ.get("OPEN311_SWAGGER") or BESIDE / "schema_georeport-v2_swagger.json")
NAMES = ("not_a_server_error", "response_schema_conformance", "content_type_conformance")
CHECKS = [getattr(schemathesis.checks, name) for name in NAMES]
FORM = "application/x-www-form-urlencoded"
NOW = moment(date(2021, 9, 16), 12)
ROOT = "/open311/v2"


@pytest.fixture
def key(db, monkeypatch):
    """A machine's key; one place is open, three kinds are admitted, two requests are made."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    founding.open_all(Random(1))
    admit()
    course = Course(now=MORNING)
    raised(course, sort="light")
    raised(course, sort="repair")
    return keys.create("test", ["open311"], at=NOW)


def get(path, expected=200, **query):
    answer = Client().get(f"{ROOT}/{path}", query)
    assert answer.status_code == expected, answer.content
    return answer


def post(key, status=200, form="json", **fields):
    answer = Client().post(f"{ROOT}/requests.{form}", {"api_key": key, **fields})
    assert answer.status_code == status, answer.content
    return answer


def test_services_are_the_kinds_on_the_admission_list(key):
    found = get("services.json").json()
    assert {one["service_code"] for one in found} == {"repair", "accompany", "light"}
    assert all(one["service_name"] and one["type"] == "realtime" for one in found)
    tree = ElementTree.fromstring(get("services.xml").content)
    assert tree.tag == "services" and len(tree.findall("service/service_code")) == 3


def test_discovery_names_both_formats(key):
    found = get("discovery.json").json()
    assert {one["format"] for one in found["endpoints"][0]["formats"]} == {
        "text/xml",
        "application/json",
    }
    assert (
        ElementTree.fromstring(get("discovery.xml").content).find("endpoints/endpoint/url")
        is not None
    )


def test_a_request_made_by_a_machine_can_be_followed_and_names_nobody(key):
    fields = {
        "service_code": "light",
        "address_id": NANYANG,
        "description": "路灯不亮",
        "first_name": "王",
        "phone": "13800000000",
        "email": "a@example.org",
    }
    [made] = post(key, **fields).json()
    number = made["service_request_id"]
    need = Need.objects.get(track=number)
    assert (need.channel, need.place, need.state) == ("open311", NANYANG, "submitted")
    for path in (f"requests/{number}.json", f"request/{number}.json"):
        [one] = get(path).json()
        assert (one["status"], one["service_code"], one["address_id"]) == ("open", "light", NANYANG)
    [token] = get(f"tokens/{number}.json").json()
    assert token["service_request_id"] == number
    body = json.dumps(get("requests.json").json(), ensure_ascii=False)
    for word in ("路灯不亮", "王", "13800000000", "example.org", asker.person):
        assert word not in body


def test_the_same_idempotency_key_makes_one_request(key):
    before = Need.objects.count()
    for _time in range(2):
        answer = Client().post(
            f"{ROOT}/requests.json",
            {"api_key": key, "service_code": "light", "address_id": NANYANG},
            headers={"Idempotency-Key": "6f0f2b4e-0000-4000-8000-000000000001"},
        )
        assert answer.status_code == 200
    assert Need.objects.count() == before + 1


def test_lists_hold_what_may_be_public_by_kind_status_and_time(key):
    found = get("requests.json").json()
    assert [one["service_code"] for one in found] == ["light"]
    assert get("requests.json", status="closed").json() == []
    assert get("requests.json", service_code="repair").json() == []
    assert get("requests.json", start_date="2021-09-17T00:00:00Z").json() == []
    assert len(get("requests.json", end_date="2021-09-17T00:00:00Z").json()) == 1
    need = Need.objects.get(sort="light").need
    actions.refer_need(liu, need=need, where="utility", at=NOW)
    [closed] = get("requests.json", status="closed").json()
    assert closed["status"] == "closed"


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("services.html", {}, 404),
        ("services.json", {"jurisdiction_id": "boston"}, 404),
        ("services/nothing.json", {}, 404),
        ("requests/zzzzzzzzzz.xml", {}, 404),
        ("tokens/nothing.json", {}, 404),
        ("requests.json", {"start_date": "yesterday"}, 400),
        ("requests.json", {"end_date": "2021-02-30T00:00:00Z"}, 400),
    ],
)
def test_nonsense_gets_a_code_and_a_description(key, path, query, status):
    answer = get(path, status, **query)
    if "xml" in path:
        assert ElementTree.fromstring(answer.content).find("error/description").text
    else:
        [fault] = answer.json()
        assert fault["code"] == status and fault["description"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"api_key": "wrong", "service_code": "light", "address_id": NANYANG}, 403),
        ({"service_code": "nothing", "address_id": NANYANG}, 404),
        ({"service_code": "light"}, 400),
        ({"service_code": "light", "address_id": "12"}, 400),
        ({"service_code": "light", "lat": "x", "long": "y"}, 400),
        ({"service_code": "light", "lat": "nan", "long": "inf"}, 400),
        ({"service_code": "light", "lat": "30.7", "long": "120.7"}, 400),
    ],
)
def test_a_bad_request_leaves_no_trace(key, fields, status):
    before = Need.objects.count()
    post(fields.pop("api_key", key), status, **fields)
    assert Need.objects.count() == before


def test_a_revoked_key_writes_no_more(key):
    keys.revoke("test", at=NOW)
    post(key, 403, service_code="light", address_id=NANYANG)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "xml"])
def test_the_independent_client_georeport_reads_everything(live_server, key, form, socket_enabled):
    from georeport import GeoReport

    client = GeoReport(f"{live_server.url}{ROOT}", jurisdiction=DISTRICT, output_format=form)
    services = client.get_service_list()
    assert "公共照明" in str(services)
    assert client.get_service_definition("light")
    requests = client.get_service_requests()
    assert "light" in str(requests)
    number = Need.objects.get(sort="light").track
    assert number in str(client.get_service_request(number))


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.skipif(not SWAGGER.exists(), reason="the standard's Swagger file is not beside us")
def test_the_interface_holds_against_the_standards_own_schema(live_server, key, socket_enabled):
    base, schema = f"{live_server.url}{ROOT}", standard(live_server)
    for operation in schema.get_all_operations():
        _hold(operation.ok(), base)


def standard(live_server):
    """Return the standard's own description, of this server."""
    raw = json.loads(SWAGGER.read_text("utf-8"))
    raw |= {"host": live_server.url.removeprefix("http://"), "basePath": ROOT, "schemes": ["http"]}
    return schemathesis.openapi.from_dict(raw)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.skipif(not SWAGGER.exists(), reason="the standard's Swagger file is not beside us")
def test_what_there_is_is_answered_as_the_standards_own_schema_says(
    live_server, key, socket_enabled
):
    base, schema = f"{live_server.url}{ROOT}", standard(live_server)
    track = Need.objects.get(sort="light").track
    named = {
        "response_format": "json",
        "service_code": "light",
        "service_request_id": track,
        "token_id": track,
    }
    wish = {"api_key": key, "service_code": "light", "address_id": NANYANG}
    for found in schema.get_all_operations():
        operation = found.ok()
        wanted = {one.name: named[one.name] for one in operation.path_parameters}
        case = operation.Case(path_parameters=wanted)
        if operation.method.upper() == "POST":
            case = operation.Case(path_parameters=wanted, body=wish, media_type=FORM)
        answer = case.call(base_url=base)
        assert answer.status_code in (200, 201), operation.label
        case.validate_response(answer, checks=CHECKS)


def _hold(operation, base):
    @given(case=operation.as_strategy())
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def held(case):
        case.call_and_validate(base_url=base, checks=CHECKS)

    held()
