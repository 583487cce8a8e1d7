"""What is kept about people, why and how long, as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.kernel.people.declared import DECLARED, OTHERS
from gongfu.kernel.people.keeping import DAYS, LEAST, PERSONAL, DataClass, Keep, Personal

LANGUAGES = ("en", "zh-hans")
WHAT = {
    Keep.READINGS: gettext_lazy("who looked, was asked again, opened what is sealed"),
    Keep.EXPORTS: gettext_lazy("lists with names taken along"),
    Keep.WORDS: gettext_lazy("words of visits and requests"),
    Keep.PHOTOS: gettext_lazy("photos"),
    Keep.NOTICES: gettext_lazy("notices"),
    Keep.ROUNDS: gettext_lazy("plans of rounds"),
    Keep.OFFERS: gettext_lazy("questions to keepers without an answer"),
    Keep.PROPOSALS: gettext_lazy("proposed appointments without an answer"),
    Keep.WITH_THE_CONSENT: gettext_lazy("health notes without a consent"),
    Keep.IMPORTS: gettext_lazy("workbooks that nobody took in"),
}
_HOW_LONG = {
    Keep.WITH_THE_PERSON: gettext_lazy("until the person is erased"),
    Keep.WITH_THE_LEDGER: gettext_lazy("with the records; anonymous once the person is erased"),
    Keep.WITH_THE_CONSENT: gettext_lazy("until the consent ends"),
    Keep.UNTIL_DONE: gettext_lazy("until it is over"),
}
_CLASSES = {
    DataClass.PUBLIC: gettext_lazy("public"),
    DataClass.INSIDE: gettext_lazy("inside"),
    DataClass.PERSONAL: gettext_lazy("personal"),
    DataClass.SENSITIVE: gettext_lazy("sensitive"),
    DataClass.JOINING: gettext_lazy("joins what is apart"),
}


def written(language: str) -> str:
    """Return the page in a language, as Markdown."""
    with translation.override(language):
        return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f"# {_('What is kept about people')}"
    yield ""
    yield _("Written by `gongfu retain --declared` from the declarations in the code; do not edit.")
    yield ""
    yield _("`gongfu tend` removes what was kept long enough and says what. The days are settings "
            "(`GONGFU_KEEP_DAYS`).")  # fmt: skip
    yield ""
    yield f"## {_('How long')}"
    yield ""
    yield _row(_("name in the setting"), _("what"), _("days"), _("at least"))
    yield "|---|---|---|---|"
    for keep, days in DAYS.items():
        yield _row(f"`{keep}`", WHAT[keep], days, LEAST.get(keep, ""))
    yield ""
    yield f"## {_('Tables')}"
    yield ""
    yield _row(_("table"), _("what for"), _("class"), _("how long"))
    yield "|---|---|---|---|"
    for name, one in sorted(_tables().items()):
        yield _row(f"`{name}`", one.purpose, _CLASSES[one.data_class], _how_long(one))
    yield ""
    yield f"## {_('Fields of people')}"
    yield ""
    yield _row(_("field"), _("what for"), _("class"))
    yield "|---|---|---|"
    for name, field in DECLARED.items():
        yield _row(f"`{name}`", field.purpose, _CLASSES[field.data_class])


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _tables() -> dict[str, Personal]:
    return {**OTHERS, **{model._meta.label_lower: one for model, one in PERSONAL.items()}}


def _how_long(one: Personal) -> str:
    keeps = [expiry.keep for expiry in one.expiries] or [one.keep]
    return "; ".join(str(_HOW_LONG.get(keep) or f"`{keep}`") for keep in keeps)
