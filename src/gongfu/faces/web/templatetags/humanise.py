"""How numbers are shown."""

from __future__ import annotations

from django import template

from gongfu.faces.web.board.numbers import spaced

register = template.Library()
register.filter("thin", spaced)
