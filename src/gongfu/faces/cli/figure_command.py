"""`gongfu figure`: a number with its records."""

from __future__ import annotations

import json
from typing import Any

import click
from django.conf import settings
from django.utils.translation import gettext as _

from gongfu.faces.cli import figure_pages
from gongfu.faces.web.board import items
from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES, figure_named
from gongfu.figures.restating import Restated, restated
from gongfu.figures.totals import rounded
from gongfu.kernel.measures.periods import period
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code

_DIGITS = 12


@click.command()
@click.argument("code", required=False)
@click.option(
    "--place",
    help="A place code, of 6 digits for a district; left out, it is ours.",
)
@click.option("--period", "text", help="2020, 2021-H1, 2021-Q3, 2021-09 or 2021-09-20.")
@click.option("--person", default="", help="An opaque id: only this person's.")
@click.option("--known", default="", help="As known at the end of that day.")
@click.option("--since", default="", help="Why it changed since it was known on that day.")
@click.option("--records", default=0, help="Print so many numbers of records under the figure.")
@click.option("--by", default="", help="Also by one of its own dimensions, such as category.")
@click.option("--json", "as_json", is_flag=True, help="Machine readable.")
@click.option(
    "--catalogue",
    type=click.Choice(figure_pages.LANGUAGES),
    help="Print the page of all figures, as in docs/figures.md.",
)
def command(
    code: str | None,
    place: str | None,
    text: str | None,
    person: str,
    known: str,
    since: str,
    records: int,
    by: str,
    as_json: bool,
    catalogue: str | None,
) -> None:
    """Print a figure; without CODE, the catalogue."""
    if catalogue:
        click.echo(figure_pages.written(catalogue), nl=False)
        return
    if code is None or text is None:
        _print_catalogue()
        return
    place, figure = (place or settings.GONGFU_DISTRICT).ljust(_DIGITS, "0"), figure_named(code)
    if not figure.formula.exact:
        check_code(place)
    as_of = period(known).last_day if known else None
    question = Question(figure, place, period(text), person, as_of)
    if as_json:
        click.echo(json.dumps(_said(question, records, by), ensure_ascii=False))
    else:
        _print(asking.ask(question))
        if by:
            _print_items(question, by)
    if since:
        _print_change(restated(question, since=period(since).last_day), question)


def _said(question: Question, records: int, by: str) -> dict[str, Any]:
    numbers = asking.evidence(question, limit=records) if records else []
    said = described(asking.ask(question), numbers)
    return {**said, "by": {by: _items(question, by)}} if by else said


def described(answer: asking.Answer, numbers: list[int]) -> dict[str, Any]:
    """Return an answer as the command line and the interfaces print it."""
    question = answer.question
    return {
        "figure": question.figure.code,
        "version": question.figure.version,
        "place": question.place,
        "period": question.period.text,
        "person": question.person or None,
        "known": question.known.isoformat() if question.known else None,
        "value": None if answer.value is None else str(answer.value),
        "unit": question.figure.unit,
        "origin": question.figure.origin.value,
        "records": answer.records,
        "evidence": answer.evidence,
        "ledger_size": answer.size,
        "numbers": numbers,
        "operands": [described(one, []) for one in answer.operands],
    }


def _print(answer: asking.Answer) -> None:
    question = answer.question
    value = _("no value") if answer.value is None else f"{answer.value:,}"
    click.echo(f"{question.figure.title}  {value} {question.figure.unit_words}")
    click.echo(f"{tree.name_of(question.place)}  {question.period.text}")
    shares = "  ".join(f"{letter} {count:,}" for letter, count in answer.evidence.items())
    words = {"records": f"{answer.records:,}", "shares": shares}
    click.echo(_("%(records)s records; evidence %(shares)s") % words)


def _items(question: Question, by: str) -> dict[str, str | None]:
    found = asking.by_item(question, dimension=by)
    return {code: None if value is None else str(value) for code, value in sorted(found.items())}


def _print_items(question: Question, by: str) -> None:
    named = items.words(question.figure, by)
    for code, value in _items(question, by).items():
        click.echo(f"{value or '—':>12}  {items.called(named, code)}  {code}")


def _print_change(found: Restated, question: Question) -> None:
    values = {"before": found.before, "after": found.after}
    click.echo(_("then %(before)s, now %(after)s") % values)
    for one in found.records:
        change = rounded(one.after - one.before, question.figure.digits)
        click.echo(f"{one.number:>12,}  {change:+,}")


def _print_catalogue() -> None:
    for figure in FIGURES.values():
        click.echo(f"{figure.code:32} {figure.title} ({figure.unit_words})")
