"""`gongfu figure`: a number with its records."""

from __future__ import annotations

import json
from typing import Any

import click
from django.conf import settings
from django.utils.translation import gettext as _

from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES, figure_named
from gongfu.kernel.measures.periods import period
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code


@click.command()
@click.argument("code", required=False)
@click.option("--place", help="A place code; the district where it is left out.")
@click.option("--period", "text", help="2020, 2021-H1, 2021-Q3, 2021-09 or 2021-09-20.")
@click.option("--person", default="", help="An opaque id: only this person's.")
@click.option("--records", default=0, help="Print so many numbers of records under the figure.")
@click.option("--json", "as_json", is_flag=True, help="Machine readable.")
def command(
    code: str | None, place: str | None, text: str | None, person: str, records: int, as_json: bool
) -> None:
    """Print a figure; without CODE, the catalogue."""
    if code is None or text is None:
        _print_catalogue()
        return
    place = place or settings.GONGFU_DISTRICT
    check_code(place)
    question = Question(figure_named(code), place, period(text), person)
    answer = asking.ask(question)
    if as_json:
        numbers = asking.evidence(question, limit=records) if records else []
        click.echo(json.dumps(described(answer, numbers), ensure_ascii=False))
    else:
        _print(answer)


def described(answer: asking.Answer, numbers: list[int]) -> dict[str, Any]:
    """Return an answer as the command line and the interfaces print it."""
    question = answer.question
    return {
        "figure": question.figure.code,
        "version": question.figure.version,
        "place": question.place,
        "period": question.period.text,
        "person": question.person or None,
        "value": None if answer.value is None else str(answer.value),
        "unit": question.figure.unit,
        "records": answer.records,
        "evidence": answer.evidence,
        "ledger_size": answer.size,
        "numbers": numbers,
    }


def _print(answer: asking.Answer) -> None:
    question = answer.question
    value = _("no value") if answer.value is None else f"{answer.value:,}"
    click.echo(f"{question.figure.title}  {value} {question.figure.unit_words}")
    click.echo(f"{tree.name_of(question.place)}  {question.period.text}")
    shares = "  ".join(f"{letter} {count:,}" for letter, count in answer.evidence.items())
    words = {"records": f"{answer.records:,}", "shares": shares}
    click.echo(_("%(records)s records; evidence %(shares)s") % words)


def _print_catalogue() -> None:
    for figure in FIGURES.values():
        click.echo(f"{figure.code:32} {figure.title} ({figure.unit_words})")
