"""What can be wrong with a form or a filling, each in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import BadInput, WrongState


class NoSuchForm(BadInput):
    """There is no such form."""

    code = "sheets.no-such-form"
    words = _("There is no such form.")
    status = 404


class NoIssuer(BadInput):
    """No form without who asks for it."""

    code = "sheets.no-issuer"
    words = _("Write the title of the form and which office asks for it.")


class NoEnd(BadInput):
    """No form without an end."""

    code = "sheets.no-form-end"
    words = _("Write until when the form is asked for: a day to come, within three years.")


class NoPrice(BadInput):
    """No form without its price."""

    code = "sheets.no-price"
    words = _(
        "Write how often a year it is asked, how many minutes it takes, and how many fill it."
    )


class FormOver(WrongState):
    """The form has ended or was closed."""

    code = "sheets.form-over"
    words = _("This form is no longer asked for. Its office may set a new end.")


class NoSuchCell(BadInput):
    """The form has no such cell."""

    code = "sheets.no-such-cell"
    words = _("The form has no such cell to fill.")


class NoSuchSource(BadInput):
    """A cell cannot be bound to that."""

    code = "sheets.no-such-source"
    words = _("Choose what belongs into this cell from the list.")


class NoSuchItem(BadInput):
    """The figure is not broken down into such parts."""

    code = "sheets.no-such-item"
    words = _("“%(figure)s” is not known for this part. Choose the whole, or another part.")


class NoPurpose(BadInput):
    """Nothing leaves without a purpose."""

    code = "sheets.no-purpose"
    words = _("Say what the filled form is for.")


class NotTheOwner(WrongState):
    """A field is written by its owner."""

    code = "sheets.not-the-owner"
    words = _("“%(field)s” is written by its owner alone; here it can only be read.")


class NoSuchFilling(BadInput):
    """There is no such filling for this viewer, or its file was deleted."""

    code = "sheets.no-such-filling"
    words = _("This file was deleted or does not exist. Fill the form again.")
    status = 404
