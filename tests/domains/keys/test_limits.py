"""What this domain must never have (国办函〔2026〕12号), and what every refusal must have."""

import re

import pytest
from django.apps import apps
from django.utils import translation

from gongfu.domains.keys import actions, deeds
from gongfu.domains.keys.rules import (
    alarms,
    custody,
    duties,
    records,
    registering,
    rounds,
    team,
    visiting,
)
from gongfu.kernel.ledger.deeds import KINDS
from gongfu.kernel.refusals import Refused

MODULES = (alarms, custody, duties, records, registering, rounds, team, visiting)
REFUSALS = sorted(
    {
        one
        for module in MODULES
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Refused) and one.code.startswith("keys.")
    },
    key=lambda one: one.code,
)
FORBIDDEN = re.compile(
    r"clock_?in|check_?in|score|rank|points|track|latitude|longitude|online|打卡|积分|排名|轨迹"
)


def test_no_field_and_no_action_clocks_scores_ranks_or_tracks():
    names = {
        f.name for model in apps.get_app_config("keys").get_models() for f in model._meta.fields
    }
    fields = {
        name for kind in KINDS.values() if kind.__module__ == deeds.__name__
        for name in kind.__dataclass_fields__
    }  # fmt: skip
    found = [name for name in (*names, *fields, *actions.__all__) if FORBIDDEN.search(name)]
    assert found == []


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: one.code)
def test_every_refusal_has_words_in_both_languages(refusal):
    with translation.override("en"):
        english = str(refusal.words)
    with translation.override("zh-hans"):
        chinese = str(refusal.words)
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert not re.search(r"[\u4e00-\u9fff]", english)
    assert not FORBIDDEN.search(chinese)
    assert set(re.findall(r"%\(\w+\)s", english)) == set(re.findall(r"%\(\w+\)s", chinese))


def test_every_refusal_has_its_own_code():
    codes = [one.code for one in REFUSALS]
    assert len(codes) == len(set(codes)) > 50
