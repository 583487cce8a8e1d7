"""The story on paper: the same values, set by Typst, with each number's source as a footnote."""

from __future__ import annotations

import re
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~/=+-])")
_HEAD = """#set page(paper: "a4", margin: (x: 2.4cm, y: 2.2cm), numbering: "1 / 1")
#set text(font: ("Noto Serif CJK SC", "Noto Serif CJK JP", "Libertinus Serif"))
#set text(size: 11pt, lang: "{lang}")
#set par(justify: true, leading: 0.9em)
#show heading: it => block(above: 1.4em, below: 0.8em, it)
#show link: set text(fill: rgb("#15616d"))
"""


def pdf(told: dict[str, Any]) -> bytes:
    """Return the PDF of a story as `views` tells it."""
    return typst.compile(source(told).encode())


def source(told: dict[str, Any]) -> str:
    """Return the Typst text of a story."""
    lang = "zh" if (get_language() or "zh").startswith("zh") else "en"
    lines = [_HEAD.format(lang=lang)]
    title = _("The year of %(place)s, told from its records") % {"place": told["place"]}
    lines.append(f"= {_safe(title)}\n")
    stand = _("As of %(on)s, from %(size)s records.") % {"on": told["on"], "size": told["size"]}
    lines.append(f"#text(size: 9pt)[{_safe(stand)}]\n")
    for chapter in told["chapters"]:
        lines.append(f"== {_safe(chapter.title)}\n")
        if chapter.silent:
            lines.append(_("This version of gongfu does not count this chapter yet.") + "\n")
            continue
        lines += [_sentence(pieces, told["here"]) + "\n" for pieces in chapter.sentences]
    return "\n".join(lines)


def _sentence(pieces: Any, here: str) -> str:
    return "".join(_piece(one, here) for one in pieces)


def _piece(piece: Any, here: str) -> str:
    number = piece.number
    if number is None:
        return _safe(piece.text)
    if not number.href:
        return f"_{_safe(number.words)}_"
    note = f"{number.title} · {number.place} · {number.period} · "
    note += _("%(n)s records") % {"n": number.records}
    if number.before:
        before = _("a year before: %(before)s") % {"before": number.before}
        note += f" · {before} ({number.change})"
    address = f"{here}{number.href}".replace("\\", "").replace('"', "")
    return f'#link("{address}")[*{_safe(number.words)}*]#footnote[{_safe(note)}]'


def _safe(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", str(text))
