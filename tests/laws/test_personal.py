"""Every table about people says what it is for, how sensitive it is and how long it is kept."""

from __future__ import annotations

import pytest
from django.apps import apps

from gongfu.kernel.ledger.state import PersonRef
from gongfu.kernel.people.declared import OTHERS
from gongfu.kernel.people.keeping import DAYS, LEAST, PERSONAL, Keep, TooShort, days_of

_PEOPLE = {"people.person", "people.account"}


def names_people(model):
    """Say whether a model holds ids of people, or belongs to a person or an account."""
    return any(
        isinstance(field, PersonRef)
        or (field.is_relation and field.related_model._meta.label_lower in _PEOPLE)
        for field in model._meta.concrete_fields
    )


def test_every_table_about_people_is_declared():
    declared = {model._meta.label_lower for model in PERSONAL} | set(OTHERS)
    about = {
        model._meta.label_lower
        for model in apps.get_models()
        if names_people(model) or model._meta.app_label == "people"
    }
    assert about - declared == set()
    assert len(about) > 30


def test_every_declaration_is_of_a_table_that_exists_and_says_what_for():
    known = {model._meta.label_lower for model in apps.get_models()}
    assert set(OTHERS) <= known
    for model, one in PERSONAL.items():
        assert str(one.purpose).startswith(("to ", "not to ")) or str(one.purpose), model
        for expiry in one.expiries:
            assert model._meta.get_field(expiry.since)


def test_every_number_of_days_is_used_and_no_default_is_too_short(settings):
    settings.GONGFU_KEEP_DAYS = {}
    used = {expiry.keep for one in PERSONAL.values() for expiry in one.expiries}
    assert used >= set(DAYS)
    for keep, days in DAYS.items():
        assert days_of(keep) == days >= LEAST.get(keep, 0)


@pytest.mark.parametrize(("keep", "days"), [(Keep.READINGS, "182"), (Keep.EXPORTS, "1095")])
def test_no_setting_goes_below_the_law(settings, keep, days):
    settings.GONGFU_KEEP_DAYS = {keep.value: days}
    with pytest.raises(TooShort, match=keep.value):
        days_of(keep)
    settings.GONGFU_KEEP_DAYS = {keep.value: "0"}
    assert days_of(keep) is None
