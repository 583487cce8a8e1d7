"""The catalogue of figures as a page of the documentation, in either language."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.faces.web.ledger.words import kind_name
from gongfu.faces.web.officers.offices import ROLES
from gongfu.figures.catalogue import FIGURES, ORIGIN_WORDS, Aggregate, Figure
from gongfu.kernel.places.codes import Level
from gongfu.kernel.rights import matrix
from gongfu.kernel.rights.matrix import Role

LANGUAGES = ("en", "zh-hans")
_ROLES = {
    "PUB": gettext_lazy("whoever is not signed in"),
    "RES": gettext_lazy("residents signed in"),
    **ROLES,
}
_MANNERS = {
    "y": "%(who)s",
    "o": gettext_lazy("%(who)s: one's own"),
    "a": gettext_lazy("%(who)s: while it is entrusted to them"),
    "r": gettext_lazy("%(who)s: of their own community, town or grid"),
    "d": gettext_lazy("%(who)s: of their own department's field"),
    "p": gettext_lazy("%(who)s: without names"),
    "s": gettext_lazy("%(who)s: sums only"),
}
_LEVELS = {
    Level.DISTRICT: gettext_lazy("district"),
    Level.TOWN: gettext_lazy("town"),
    Level.COMMUNITY: gettext_lazy("community"),
}
_GRAINS = {
    "year": gettext_lazy("year"),
    "half": gettext_lazy("half"),
    "quarter": gettext_lazy("quarter"),
    "month": gettext_lazy("month"),
    "day": gettext_lazy("day"),
}
_VALUES = {
    Aggregate.SUM: gettext_lazy("a sum over the records"),
    Aggregate.SHARE: gettext_lazy("a share in percent"),
    Aggregate.MEAN: gettext_lazy("a mean"),
    Aggregate.MEDIAN: gettext_lazy("a median"),
    Aggregate.DISTINCT: gettext_lazy("a count of different things or people"),
    Aggregate.STATED: gettext_lazy("as one record states it, never added up"),
    Aggregate.MEASURED: gettext_lazy("a measure over weighted answers"),
    Aggregate.DERIVED: gettext_lazy("computed from other figures"),
}


def written(language: str) -> str:
    """Return the catalogue in Markdown."""
    with translation.override(language):
        lines = [*_head(language), *_overview(), *_readers()]
        for figure in FIGURES.values():
            lines += _section(figure)
        return "\n".join(lines) + "\n"


def _head(language: str) -> Iterator[str]:
    yield "# " + _("The figures")
    yield ""
    yield _(
        "Each figure has one definition and one formula over the records, and opens down to them."
        " This page is written by `gongfu figure --catalogue %(language)s`."
    ) % {"language": language}
    yield ""


def _overview() -> Iterator[str]:
    titles = (_("Code"), _("Title"), _("Unit"), _("Direction"))
    yield from _table(titles, [_summary(figure) for figure in FIGURES.values()])


def _summary(figure: Figure) -> tuple[str, ...]:
    return f"`{figure.code}`", str(figure.title), str(figure.unit_words), _direction(figure)


def _table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    for row in (titles, ("---",) * len(titles), *rows):
        yield f"| {' | '.join(row)} |"
    yield ""


def _readers() -> Iterator[str]:
    yield "## " + _("Who may see what")
    yield ""
    for words, permission in (
        (_("The number"), "figure.read_published"),
        (_("The records under it"), "figure.drill_to_records"),
        (_("The number of one person"), "volunteer.hours_list"),
    ):
        yield f"- **{words}** (`{permission}`) — {_who(permission)}"
    yield ""


def _who(permission: str) -> str:
    cells = matrix.row(permission).cells
    if set(cells.values()) == {"y"}:
        return _("everybody, without signing in")
    letters = [letter for letter in _MANNERS if letter in cells.values()]
    return _("; ").join(_manner(letter, cells) for letter in letters)


def _manner(letter: str, cells: dict[Role, str]) -> str:
    names = [str(_ROLES[role.value]) for role, held in cells.items() if held == letter]
    return str(_MANNERS[letter]) % {"who": " / ".join(names)}


def _section(figure: Figure) -> Iterator[str]:
    yield f"## {figure.title}"
    yield ""
    yield str(figure.definition)
    yield ""
    yield from _table((_("Code"), f"`{figure.code}`"), list(_facts(figure)))


def _facts(figure: Figure) -> Iterator[tuple[str, str]]:
    yield _("Version"), str(figure.version)
    yield _("Sort of figure"), str(ORIGIN_WORDS[figure.origin])
    if figure.standard:
        yield _("By the definition of"), str(figure.standard)
    yield _("Unit"), str(figure.unit_words)
    yield _("Decimals"), str(figure.digits)
    yield _("Direction"), _direction(figure)
    yield _("Value"), str(_VALUES[figure.aggregate])
    yield _("Dimensions"), _("; ").join(_dimensions(figure))
    yield _("Who may see it"), _seen_by(figure)
    yield _("Counted from"), str(figure.source)
    kinds = (f"{kind_name(kind.kind)} `{kind.kind}`" for kind in figure.formula.kinds)
    yield _("Kinds of deed under it"), "<br>".join(kinds)


def _direction(figure: Figure) -> str:
    if figure.rising_is_good is None:
        return _("neither")
    return _("more is better") if figure.rising_is_good else _("less is better")


def _dimensions(figure: Figure) -> Iterator[str]:
    yield _("place (%(levels)s)") % {"levels": " / ".join(_public_levels(figure))}
    if figure.formula.stock:
        yield _("day (a period counts by its last day)")
    else:
        grains = " / ".join(str(_GRAINS[grain]) for grain in figure.grains)
        yield _("period (%(grains)s)") % {"grains": grains}
    if figure.people:
        yield _("person")
    for one in figure.dimensions:
        yield f"{one.title} (`{one.name}`)"
    yield _("evidence class (A, B, C)")


def _public_levels(figure: Figure) -> Iterator[str]:
    for level, words in _LEVELS.items():
        yield str(words)
        if level is figure.public_to:
            return


def _seen_by(figure: Figure) -> str:
    number = _who("figure.read_published")
    if figure.people:
        return _("%(who)s; one person's as said above") % {"who": number}
    return _("%(who)s; not by person") % {"who": number}
