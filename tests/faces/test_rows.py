"""A row is rendered once for the same values, and anew for any other."""

from datetime import timedelta

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import mark_safe

from gongfu.faces.web.shell import clock
from gongfu.faces.web.templatetags import rows

CARD = "{% load rows %}{% row 'shell/components/town.html' one=one %}"


@pytest.fixture
def renderings(monkeypatch):
    """Count how often a row's template is really rendered."""
    found, rendered = [], rows._rendered
    monkeypatch.setattr(rows, "_rendered", lambda *row: (found.append(row), rendered(*row))[1])
    rows._made_on.cache_clear()
    yield found
    rows._made_on.cache_clear()


def shown(name, href="/p/"):
    card = engines["django"].from_string(CARD)
    return card.render({"one": {"name": name, "href": href, "tiles": ()}})


def test_the_same_values_are_rendered_once(renderings):
    assert shown("南杨") == shown("南杨") and "南杨" in shown("南杨")
    assert len(renderings) == 1


def test_another_value_another_language_and_another_day_are_rendered_anew(renderings, monkeypatch):
    shown("南杨")
    shown("余新")
    with translation.override("en"):
        shown("南杨")
    later = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    shown("南杨")
    assert len(renderings) == 4


def test_safe_words_never_stand_in_for_the_same_words_as_they_were_typed(renderings):
    assert "<b>x</b>" in shown(mark_safe("<b>x</b>"))
    assert "<b>x</b>" not in shown("<b>x</b>")
    assert len(renderings) == 2


def test_a_value_that_cannot_be_compared_is_refused():
    with pytest.raises(TypeError):
        shown({"a", "b"})
