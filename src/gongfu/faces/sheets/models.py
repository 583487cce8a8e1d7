"""Layouts, imports and the marks of rows already taken: ordinary tables, uncounted.

What a file holds is sealed with a key of its own and deleted when the import is over.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.state import PersonRef
from gongfu.kernel.people.keeping import DataClass, Expiry, Keep, personal

_ID, _CODE, _WORDS = 26, 40, 200


@personal(_("to know which officer pointed out a layout"), keep=Keep.WITH_THE_PERSON)
class Layout(models.Model):
    """How the sheets of one origin are read, pointed out once.

    marks: the normalised heading of each field.  sheet: its name then.  place: the area of the
    office that pointed; its own sheets are found first.  more: what holds for every row (`fixed`,
    empty where it is asked anew); of a wide sheet also the heading rows (`height`), which field
    stands in which of them (`across`), and the headings of the columns without values (`skipped`).
    """

    target = models.CharField(max_length=_CODE)
    name = models.CharField(max_length=_WORDS)
    place = models.CharField(max_length=18)
    sheet = models.CharField(max_length=_WORDS)
    marks = models.JSONField()
    more = models.JSONField(default=dict)
    by = PersonRef()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)

    class Meta:
        """The index answers: is there one for these sheets."""

        indexes = (models.Index(fields=("target", "used_at"), name="layout_target"),)

    def __str__(self) -> str:
        """Return its name."""
        return self.name


@personal(
    _("to take a workbook in, checked by two people"),
    Expiry(Keep.IMPORTS, "at", Q(done_at=None)),
    data_class=DataClass.SENSITIVE,
)
class Import(models.Model):
    """One workbook on its way in.

    state: mapping, checked, waits (for a second person), done, dropped.  plan: target, sheet,
    heading rows, columns by field, what is fixed or across.  wrapped, body, report: the file and
    what was found in it, sealed; empty when it is over.  total, good, known, wrong, doubts, out:
    rows.  first, last: numbers of the records that came of it.  good_only: the person takes the
    rows without errors.
    """

    id = models.CharField(max_length=_ID, primary_key=True)
    name = models.CharField(max_length=_WORDS)
    by = PersonRef()
    place = models.CharField(max_length=18)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, default="mapping")
    target = models.CharField(max_length=_CODE, default="")
    plan = models.JSONField(default=dict)
    layout = models.ForeignKey(Layout, null=True, on_delete=models.SET_NULL)
    wrapped = models.BinaryField(default=b"")
    body = models.BinaryField(default=b"")
    report = models.BinaryField(default=b"")
    total = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    doubts = models.PositiveIntegerField(default=0)
    out = models.PositiveIntegerField(default=0)
    good_only = models.BooleanField(default=False)
    needs_second = models.BooleanField(default=False)
    second = PersonRef(default="")
    done_at = models.DateTimeField(null=True)
    first = models.BigIntegerField(null=True)
    last = models.BigIntegerField(null=True)

    class Meta:
        """The index answers: what is on its way here."""

        indexes = (models.Index(fields=("state", "at"), name="import_state_at"),)

    def __str__(self) -> str:
        """Return the id: the name of a file may name a person."""
        return self.id


class Taken(models.Model):
    """A row that was taken in, by the keyed hash of what it says for which target."""

    digest = models.CharField(max_length=32, primary_key=True)
    taken_in = models.ForeignKey(Import, on_delete=models.CASCADE)

    def __str__(self) -> str:
        """Return the hash."""
        return self.digest


@personal(_("to know which officer registered a form"), keep=Keep.WITH_THE_PERSON)
class Form(models.Model):
    """A form of a department, uploaded empty once.

    place: the area of the office that registered it.  issuer: the office that asks for it.  until:
    its last day.  times, minutes, people: how often a year it is asked, how long one takes, how
    many must fill it.  asked: how many cells it asks for.  kind: xlsx or docx.
    """

    id = models.CharField(max_length=_ID, primary_key=True)
    title = models.CharField(max_length=_WORDS)
    issuer = models.CharField(max_length=_WORDS)
    until = models.DateField()
    times = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    kind = models.CharField(max_length=4)
    name = models.CharField(max_length=_WORDS)
    body = models.BinaryField()
    place = models.CharField(max_length=18)
    by = PersonRef()
    registered_at = models.DateTimeField()
    used_on = models.DateField(null=True)
    used_by = models.CharField(max_length=18, default="")
    used_for = models.CharField(max_length=_WORDS, default="")
    closed_on = models.DateField(null=True)

    class Meta:
        """The index answers: which forms stand."""

        indexes = (models.Index(fields=("closed_on", "until"), name="form_standing"),)

    def __str__(self) -> str:
        """Return its title."""
        return self.title


@personal(_("to know which officer bound a cell"), keep=Keep.WITH_THE_PERSON)
class Bound(models.Model):
    """What one cell of a form is filled with.

    part, row, column: where.  sort: figure, list, field, words, place, period, day, filler, pen.
    what: code of the figure, list or field, or the words.  detail: a list's column, or one item of
    a figure's own dimension, such as crop=melon.  at_place,
    at_period: another place or period than the form's.  scale: the value is divided by it.
    repeats: the row is one of a list and is repeated.
    """

    form = models.ForeignKey(Form, on_delete=models.CASCADE)
    part = models.CharField(max_length=_WORDS)
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    sort = models.CharField(max_length=8)
    what = models.CharField(max_length=_WORDS, default="")
    detail = models.CharField(max_length=_CODE, default="")
    at_place = models.CharField(max_length=18, default="")
    at_period = models.CharField(max_length=12, default="")
    scale = models.DecimalField(max_digits=12, decimal_places=4, default=1)
    repeats = models.BooleanField(default=False)
    by = PersonRef()
    made_at = models.DateTimeField()

    class Meta:
        """A cell has one source."""

        constraints = (
            models.UniqueConstraint(fields=("form", "part", "row", "column"), name="bound_once"),
        )

    def __str__(self) -> str:
        """Return where it is and what it holds."""
        return f"{self.part}:{self.row}:{self.column} {self.sort} {self.what}"


@personal(_("to know which officer added a field"), keep=Keep.WITH_THE_PERSON)
class Field(models.Model):
    """A fact that no record gives and somebody must write: asked for once, by one owner.

    owner: the role whose office writes it for its own area.  grain: month, quarter, year or once,
    after which it is asked again.
    """

    code = models.CharField(max_length=_CODE, primary_key=True)
    title = models.CharField(max_length=_WORDS)
    mark = models.CharField(max_length=_WORDS, unique=True)
    owner = models.CharField(max_length=3)
    grain = models.CharField(max_length=8)
    by = PersonRef()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return its title."""
        return self.title


@personal(_("to show who wrote a value, and when"), keep=Keep.WITH_THE_PERSON)
class Answer(models.Model):
    """What the owner wrote for a field, a place and a period; the newest counts, all are kept.

    same: it was confirmed as unchanged from the period before.
    """

    field = models.ForeignKey(Field, on_delete=models.CASCADE)
    place = models.CharField(max_length=18)
    period = models.CharField(max_length=12)
    text = models.CharField(max_length=_WORDS)
    same = models.BooleanField(default=False)
    by = PersonRef()
    at = models.DateTimeField()

    class Meta:
        """The index answers: what was written last for this field here."""

        indexes = (models.Index(fields=("field", "place", "at"), name="answer_field_place"),)

    def __str__(self) -> str:
        """Return the field and period: what was written may be about people."""
        return f"{self.field_id} {self.period}"


@personal(
    _("to log who took data out in a form, for which purpose"),
    Expiry(Keep.EXPORTS, "at"),
    data_class=DataClass.SENSITIVE,
)
class Filling(models.Model):
    """One filling of a form: the log of who took what out, for which purpose.

    state: waits (for a second person) or done.  cells, filled: how many; missing: which not, and
    why.  people: how many people it names.  size: records in the ledger then.  digest: SHA-256 of
    the file.  wrapped, body: the file, sealed, kept for a month.
    """

    id = models.CharField(max_length=_ID, primary_key=True)
    form = models.ForeignKey(Form, on_delete=models.CASCADE)
    place = models.CharField(max_length=18)
    period = models.CharField(max_length=12)
    purpose = models.CharField(max_length=_WORDS)
    by = PersonRef()
    at = models.DateTimeField()
    state = models.CharField(max_length=8, default="done")
    second = PersonRef(default="")
    cells = models.PositiveIntegerField()
    filled = models.PositiveIntegerField()
    people = models.PositiveIntegerField(default=0)
    missing = models.JSONField(default=list)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64, default="")
    wrapped = models.BinaryField(default=b"")
    body = models.BinaryField(default=b"")

    class Meta:
        """The index answers: what was filled here."""

        indexes = (models.Index(fields=("form", "at"), name="filling_form_at"),)

    def __str__(self) -> str:
        """Return the id."""
        return self.id
