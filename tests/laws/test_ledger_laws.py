"""Laws that hold over every kind, table and figure."""

from __future__ import annotations

import dataclasses
import re

import pytest
from django.apps import apps
from django.utils import translation

from gongfu.faces.web.ledger.words import KINDS as WORDED
from gongfu.figures.catalogue import FIGURES
from gongfu.kernel.ledger import encoding
from gongfu.kernel.ledger.deeds import KINDS, PROJECTIONS
from gongfu.kernel.ledger.state import State

REAL = {kind: deed for kind, deed in KINDS.items() if not kind.startswith("sample.")}


def room_of(model):
    parts = model.__module__.split(".")
    return parts[2] if parts[:2] == ["gongfu", "domains"] else None


def test_no_table_points_into_another_domain():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if isinstance(target, type) and room_of(model) and room_of(target):
                assert room_of(model) == room_of(target), field


@pytest.mark.parametrize("kind", sorted(REAL))
def test_every_kind_is_named_explained_worded_and_exact(kind):
    deed = REAL[kind]
    assert re.fullmatch(r"[a-z]+\.[a-z-]+\.[a-z-]+", kind)
    assert deed.__doc__ and "(" not in deed.__doc__.split("\n")[0].replace("（", "")[:1]
    assert deed.__module__.split(".")[2] == kind.split(".")[0]
    assert kind in WORDED, "add it to faces/web/ledger/words.py"
    with translation.override("zh-hans"):
        assert re.search("[\u4e00-\u9fff]", str(WORDED[kind]))
    encoding.shape(deed)


@pytest.mark.parametrize("kind", sorted(REAL))
def test_no_kind_has_a_place_for_words_or_names(kind):
    words = {"name", "phone", "address", "note", "text", "words", "remark", "comment"}
    fields = {field.name for field in dataclasses.fields(REAL[kind])}
    allowed = {"places.place.opened", "places.place.renamed", "people.organisation.registered"}
    assert kind in allowed or not fields & words


def test_every_state_table_is_owned_by_one_projection():
    """Erasure alone may reach into another projection's tables: it takes rows away, for ever."""
    erasing = frozenset({"people.person.erased"})
    owned = [model for one in PROJECTIONS if one.kinds != erasing for model in one.owns]
    assert len(owned) == len(set(owned))
    states = {model for model in apps.get_models() if issubclass(model, State)}
    assert states == set(owned)


def test_every_projection_follows_known_kinds():
    for one in PROJECTIONS:
        assert one.kinds <= set(KINDS)


@pytest.mark.parametrize("code", sorted(FIGURES))
def test_every_figure_is_worded_in_both_languages(code):
    figure = FIGURES[code]
    assert re.fullmatch(r"[a-z]+\.[a-z][a-z0-9-]+", code)
    for words in (figure.title, figure.definition, figure.unit_words, figure.source):
        with translation.override("zh-hans"):
            chinese = str(words)
        with translation.override("en"):
            english = str(words)
        assert english and chinese
        assert re.search("[\u4e00-\u9fff]", chinese) or chinese == english == "%"
