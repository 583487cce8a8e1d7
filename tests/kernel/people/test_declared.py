"""Every field about people says how sensitive it is, what for, and how long it is kept."""

from __future__ import annotations

from django.apps import apps

from gongfu.kernel.people.declared import DECLARED
from gongfu.kernel.people.keeping import DataClass, Keep


def test_each_field_is_declared_and_no_other() -> None:
    fields = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("people").get_models()
        for field in model._meta.concrete_fields
    }
    assert fields == set(DECLARED)


def test_each_declaration_is_complete() -> None:
    for name, declared in DECLARED.items():
        assert declared.field == name
        assert isinstance(declared.data_class, DataClass)
        assert isinstance(declared.keep, Keep)
        assert str(declared.purpose).strip()


def test_health_words_photos_and_identity_numbers_are_sensitive() -> None:
    assert DECLARED["Person.card"].data_class is DataClass.SENSITIVE
    assert DECLARED["Note.body"].data_class is DataClass.SENSITIVE
    assert DECLARED["DataKey.wrapped"].data_class is DataClass.JOINING
