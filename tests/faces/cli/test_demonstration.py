"""The demonstration district says, from its records, what the report of September 2021 says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
GONGFU = Path(sys.executable).with_name("gongfu")
NANYANG, JINXING, DISTRICT = "330402007032", "330402101223", "330402000000"
_KEEPER = """
import django
django.setup()
from gongfu.kernel.people.models import Account
print(Account.objects.get(username="keeper-330402007032").person)
"""


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """A demonstration district in a folder of its own; returns how to run a command over it."""
    environment = {
        **os.environ,
        "GONGFU_DATA_DIR": str(tmp_path_factory.mktemp("demonstration")),
        "GONGFU_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "gongfu.site.settings",
    }
    environment.pop("DATABASE_URL", None)

    def run(*command):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    run(str(GONGFU), "demo")
    return run


@pytest.fixture(scope="module")
def ask(district):
    """Ask a figure of Nanyang community, by default of its first keeper alone."""
    keeper = district(sys.executable, "-c", _KEEPER)

    def value(code, period, *, of_keeper=True):
        person = ("--person", keeper) if of_keeper else ()
        command = (str(GONGFU), "figure", code, "--place", NANYANG, "--period", period, *person)
        answer = json.loads(district(*command, "--json"))
        assert answer["records"] > 0
        return float(answer["value"])

    return value


@pytest.fixture(scope="module")
def in_district(district):
    """Ask a figure of the whole district."""

    def value(code, period="2021-09-20"):
        command = (str(GONGFU), "figure", code, "--place", DISTRICT, "--period", period)
        answer = json.loads(district(*command, "--json"))
        assert answer["records"] > 0
        return float(answer["value"])

    return value


def test_one_keeper_makes_over_2000_visits_a_year(ask):
    assert ask("keys.visits", "2020") >= 2000


def test_and_gives_over_3000_hours_of_service(ask):
    assert ask("keys.service-hours", "2020") >= 3000


def test_and_holds_8_keys_on_the_day_of_the_report(ask):
    assert ask("keys.keys-held", "2021-09-20") == 8
    assert ask("keys.keys-held", "2021-09-20", of_keeper=False) == 8


def test_the_keeper_and_five_younger_volunteers_are_in_the_team(ask):
    assert ask("keys.volunteers", "2021-09-20", of_keeper=False) >= 6


@pytest.mark.parametrize("code", ["members-registered", "post-claims"])
def test_over_14000_members_are_registered_and_claimed_posts(in_district, code):
    assert in_district(f"grids.{code}") >= 14_000


def test_over_600_teams_were_formed(in_district):
    assert in_district("grids.teams") > 600


def test_a_year_of_requests_was_answered(in_district):
    assert in_district("grids.needs-raised", "2021") > 10_000
    assert 80 < in_district("grids.satisfaction", "2021") < 100


@pytest.mark.parametrize(
    ("figure", "place", "period", "value"),
    [
        ("area", JINXING, "2020", 665),
        ("sales", JINXING, "2020", 800),
        ("households-supported", JINXING, "2021-09-20", 32),
        ("patterns", DISTRICT, "2020", 9),
    ],
)
def test_the_cooperative_is_that_of_the_report(district, figure, place, period, value):
    assert _figure(district, f"fields.{figure}", place, period) == value


@pytest.mark.parametrize(("figure", "mark"), [("yuan-per-mu", 10_000), ("rice-jin-per-mu", 1000)])
def test_demonstration_plots_reach_both_marks(district, figure, mark):
    assert mark <= _figure(district, f"fields.{figure}", DISTRICT, "2020") < 2 * mark


def _figure(district, code, place, period):
    command = (str(GONGFU), "figure", code, "--place", place, "--period", period)
    answer = json.loads(district(*command, "--json"))
    assert answer["records"] > 0
    return float(answer["value"])


@pytest.mark.parametrize(
    ("figure", "period", "value"),
    [
        ("rd-intensity", "2009", 2.28),
        ("rd-intensity", "2020", 3.73),
        ("gdp", "2021-H1", 345.25),
        ("gdp-growth", "2021-H1", 13.9),
        ("high-tech-value-added", "2021-H1", 76.47),
        ("high-tech-value-added-growth", "2021-H1", 24.7),
        ("rural-disposable-income", "2020", 38856),
        ("urban-rural-income-ratio", "2020", 1.5),
    ],
)
def test_official_figures_are_received_as_the_report_prints_them(
    in_district, figure, period, value
):
    assert in_district(f"statistics.{figure}", period) == value


_STATES = """
import django
django.setup()
from gongfu.kernel.needs.models import Need
here = Need.objects.filter(place__startswith="330402007032")
print(*(
    here.filter(state="paused").exists(),
    here.filter(level__lt=12, called_at=None).exists(),
    here.filter(level__lt=12).exclude(called_at=None).exists(),
    here.filter(state="merged").exclude(into="").exists(),
    here.filter(every_days=7).exists(),
    here.filter(state="referred").exclude(reply="").exists(),
    here.filter(channel="door").exclude(slip="").exists(),
))
"""


def test_requests_stand_in_every_state_that_an_office_meets(district):
    assert district(sys.executable, "-c", _STATES).split() == ["True"] * 7


def test_the_whole_ledger_verifies_and_replays(district):
    district(str(GONGFU), "verify")
    district(str(GONGFU), "replay", "--check")
