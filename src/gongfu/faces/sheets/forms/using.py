"""Fill a form for a place and a period: only what is missing is asked, and everything is logged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from gongfu.faces.sheets import sealed
from gongfu.faces.sheets.forms import refusals, sources
from gongfu.faces.sheets.forms.filling import Work, Writer, digest_of, work_of
from gongfu.faces.sheets.forms.into_documents import DocumentWriter
from gongfu.faces.sheets.forms.into_workbooks import WorkbookWriter
from gongfu.faces.sheets.forms.registering import check_asked, paper_of
from gongfu.faces.sheets.forms.sources import Occasion
from gongfu.faces.sheets.models import Answer, Bound, Field, Filling, Form
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.measures.periods import Period, period
from gongfu.kernel.people import vault
from gongfu.kernel.people.ids import new_id
from gongfu.kernel.people.readings import note_export
from gongfu.kernel.places import tree
from gongfu.kernel.rights.checking import check, may
from gongfu.kernel.rights.viewers import Viewer

FILL, MANY = "form.fill_and_export", "export.over_50_people"
_MOST_PEOPLE, _KEPT = 50, timedelta(days=30)


class Asked(NamedTuple):
    """A fact that must be written by hand: what stands for this period, and what stood before.

    mine: the viewer is its owner.
    """

    field: Field
    place: str
    now: Answer | None
    before: Answer | None
    mine: bool


def occasion_for(viewer: Viewer, form: Form, place: str, span: Period, at: datetime) -> Occasion:
    """Return the occasion of a filling.  Raises Denied, FormOver."""
    check(viewer, FILL, place=place, owner=viewer.person)
    check_asked(form, on=shanghai_day(at))
    return Occasion(viewer, place, span, at)


def usual_period(form: Form, on: date) -> Period:
    """Return the period that a form is usually about: the last that is over."""
    this = period(_text(form.times, on))
    return sources.previous(this)


def _text(times: int, on: date) -> str:
    if times >= 12:
        return f"{on:%Y-%m}"
    if times >= 4:
        return f"{on.year}-Q{(on.month + 2) // 3}"
    return f"{on.year}-H{(on.month + 5) // 6}" if times >= 2 else str(on.year)


def asked_of(form: Form, occasion: Occasion) -> list[Asked]:
    """Return the facts of a form that nothing but a hand can give, for this place and period."""
    bounds = list(form.bound_set.filter(sort="field").order_by("part", "row", "column"))
    written = sources.written_for(bounds, occasion)
    pairs = dict.fromkeys((one.what, one.at_place or occasion.place) for one in bounds)
    return [
        Asked(
            field,
            place,
            written.answer(code, place, occasion.period),
            written.last(code, place),
            owns(occasion.viewer, field, place),
        )
        for code, place in pairs
        if (field := written.fields.get(code))
    ]


def owns(viewer: Viewer, field: Field, place: str) -> bool:
    """Say whether the viewer's office is the owner of a field there."""
    return any(
        office.role == field.owner and place.startswith(office.stem) for office in viewer.offices
    )


def answer(form: Form, occasion: Occasion, texts: Mapping[str, str], *, same: bool) -> int:
    """Write what the owner says for this period, or that nothing has changed; return how many.

    texts: by the code of the field.  same: what stood before stands again.  Raises NotTheOwner.
    """
    rows: list[Answer] = []
    for one in asked_of(form, occasion):
        text = texts.get(one.field.code, "").strip()
        if same and one.now is None and one.before and one.mine:
            text = one.before.text
        elif not text or same or (one.now and one.now.text == text):
            continue
        if not one.mine:
            raise refusals.NotTheOwner(field=one.field.title)
        rows.append(_answer(one, text, occasion))
    Answer.objects.bulk_create(rows)
    return len(rows)


def _answer(one: Asked, text: str, occasion: Occasion) -> Answer:
    return Answer(
        field=one.field,
        place=one.place,
        period=occasion.period.text,
        text=text[:200],
        same=one.before is not None and one.before.text == text,
        by=occasion.viewer.person,
        at=occasion.at,
    )


def preview(form: Form, occasion: Occasion) -> Work:
    """Return what would be written into a form."""
    return work_of(paper_of(form), _bounds(form), occasion)


def _bounds(form: Form) -> list[Bound]:
    return list(form.bound_set.order_by("part", "row", "column"))


def fill(form: Form, occasion: Occasion, *, purpose: str) -> Filling:
    """Fill a form, keep the file sealed and log who took it for what.

    One that names more than 50 people waits for a second person.  Raises NoPurpose.
    """
    if not purpose.strip():
        raise refusals.NoPurpose()
    forget_old(occasion.at)
    work = preview(form, occasion)
    made = Filling(id=new_id(), form=form, place=occasion.place, period=occasion.period.text)
    made.purpose, made.by, made.at = purpose.strip()[:200], occasion.viewer.person, occasion.at
    made.size = reading.size()
    body, filled = _writer(form).write(work, head_of(made, occasion))
    made.filled, made.people = len(filled), work.people
    made.cells = made.filled + len(work.missing)
    made.missing = [[one.where, one.label, one.reason] for one in work.missing]
    made.digest, made.state = digest_of(body), "done"
    if made.people > _MOST_PEOPLE:
        check(occasion.viewer, MANY, place=made.place, second=new_id())
        made.state = "waits"
    made.wrapped, made.body = sealed.seal(made.id, body)
    made.save()
    _use(form, made)
    return made


def _writer(form: Form) -> Writer:
    if form.kind == "docx":
        return DocumentWriter(bytes(form.body))
    return WorkbookWriter(bytes(form.body), paper_of(form))


def _use(form: Form, made: Filling) -> None:
    form.used_on, form.used_by, form.used_for = shanghai_day(made.at), made.place, made.purpose
    form.save(update_fields=["used_on", "used_by", "used_for"])


def head_of(made: Filling, occasion: Occasion) -> list[str]:
    """Return the lines that say what a filled file is; the last is printed at its foot."""
    who = vault.names(occasion.viewer, [made.by]).get(made.by, "")
    when = f"{made.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    place = tree.name_of(made.place)
    lines = [
        f"{made.form.title} · {place} · {sources.period_words(occasion.period)}",
        _("Asked for by %(issuer)s. Purpose: %(purpose)s.")
        % {"issuer": made.form.issuer, "purpose": made.purpose},
        _("Filled by %(who)s from the ledger, as of record %(size)s.")
        % {"who": who or "—", "size": made.size},
    ]
    if settings.GONGFU_DEMO:
        lines.append(_("Demonstration: real places, invented people and deeds."))
    mark = _("gongfu · %(place)s · %(when)s · filling %(id)s")
    return [*lines, mark % {"place": place, "when": when, "id": made.id}]


def forget_old(at: datetime) -> int:
    """Delete filled files after a month; the log stays."""
    old = Filling.objects.filter(at__lt=at - _KEPT).exclude(body=b"")
    return old.update(body=b"", wrapped=b"")


def filling_for(viewer: Viewer, key: str) -> Filling:
    """Return a filling that the viewer made or may confirm.  Raises NoSuchFilling."""
    made = Filling.objects.select_related("form").filter(pk=key).first()
    if made is None or not (made.by == viewer.person or may_confirm(viewer, made)):
        raise refusals.NoSuchFilling()
    return made


def may_confirm(viewer: Viewer, made: Filling) -> bool:
    """Say whether the viewer may be the second person of a filling that names many."""
    if made.by == viewer.person or made.state != "waits":
        return False
    return may(viewer, MANY, place=made.place, second=made.by)


def confirm(viewer: Viewer, made: Filling) -> None:
    """Let a filling that names many people out, as the second person.  Raises NoSuchFilling."""
    if not may_confirm(viewer, made):
        raise refusals.NoSuchFilling()
    made.state, made.second = "done", viewer.person
    made.save(update_fields=["state", "second"])


def body_of(viewer: Viewer, made: Filling, *, at: datetime) -> bytes:
    """Return the filled file to who filled it; one that names people is noted for the auditor.

    Raises NoSuchFilling.
    """
    if made.by != viewer.person or made.state != "done" or not made.body:
        raise refusals.NoSuchFilling()
    if made.people:
        note_export(viewer.person, "form", people=made.people, at=at)
    return sealed.opened(made.id, made.wrapped, made.body)


def fillings_of(viewer: Viewer, form: Form | None = None) -> list[Filling]:
    """Return what the viewer filled, newest first, and what waits for them."""
    rows = Filling.objects.select_related("form").defer("body", "wrapped", "form__body")
    rows = rows.order_by("-at")
    if form is not None:
        rows = rows.filter(form=form)
    mine = list(rows.filter(by=viewer.person)[:30])
    waiting = [one for one in rows.filter(state="waits")[:60] if may_confirm(viewer, one)]
    return [*waiting, *mine]
