"""What the key team's codes are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

ANSWERS = {
    "well": _("All is well"),
    "unwell": _("Not feeling well"),
    "help": _("Needs help"),
    "no-answer": _("Nobody answered"),
}
SERVICES = {
    "hospital": _("Going along to the hospital"),
    "shopping": _("Shopping"),
    "repair": _("Repairs in the home"),
    "errand": _("Errands"),
    "meal": _("Meals"),
    "company": _("Keeping company"),
    "on-call": _("Being on call"),
}
SORTS = {
    "visit": _("Visit"),
    **SERVICES,
}
THINGS = {
    "key": _("house key"),
    "bank-card": _("bank card"),
    "bankbook": _("bankbook"),
    "medical-card": _("medical card"),
}
REASONS = {
    "nearest": _("closest on the way"),
    "window": _("must be before the end of the welcome time"),
    "overdue": _("overdue"),
    "only-you": _("only you look after them"),
    "way": _("on the way"),
    "pair": _("needs two keepers"),
    "own-order": _("your own order"),
}
CAUSES = {
    "no-answer": _("Nobody answered"),
    "unwell": _("Not feeling well"),
    "help": _("Needs help"),
    "call": _("Called for help"),
}
PURPOSES = {
    "cash": _("fetching cash"),
    "shopping": _("shopping"),
    "bills": _("paying bills"),
    "medical": _("medical costs"),
    "other": _("something else"),
}
ROLES = {
    "keeper": _("volunteer of the key team"),
    "office": _("community office"),
}
PAIR_STATES = {
    "waiting": _("waiting for the second person"),
    "confirmed": _("confirmed by the second person"),
    "denied": _("the second person says no"),
    "settled": _("the office found that it stands"),
    "taken-back": _("taken back"),
}
EVIDENCE = {
    "A": _("stated by you"),
    "B": _("confirmed by the elder"),
    "C": _("confirmed by the office"),
}
SPOKEN = {
    "mandarin": _("Mandarin too"),
    "dialect": _("only the local dialect"),
    "sign": _("sign language"),
    "other": _("another language"),
}
LANGUAGES = {"": _("not noted"), **SPOKEN}


def yuan(fen: int) -> str:
    """Return an amount in yuan, with fen where there are any."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def said(words: Mapping[str, object], code: str) -> str:
    """Return what a code is called; an unknown one as it is."""
    return str(words.get(code, code))
