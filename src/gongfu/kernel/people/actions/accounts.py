"""Give a person on the register an account, and close it."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gongfu.kernel.people import rules
from gongfu.kernel.people.models import Account, Resident
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


@action("user.create_in_scope")
def open_account(
    viewer: Viewer,
    person: str,
    *,
    username: str,
    password: str,
    once: bool = False,
    second: str = "",
) -> Account:
    """Open the account with which a person signs in; it holds no name, only the opaque id.

    once: the password was given by an office and must be changed at the first sign-in.  Raises
    UnknownPerson, Denied, SecondNeeded, AccountTaken, WeakPassword.
    """
    _check_right(viewer, person, second)
    taken = Account.objects.filter(username__iexact=username) | Account.objects.filter(
        person=person
    )
    if taken.exists():
        raise rules.AccountTaken()
    account = Account(username=username.strip(), person=person, must_change=once)
    _set_password(account, password)
    return account


@action("user.create_in_scope")
def renew_password(viewer: Viewer, person: str, *, password: str, second: str = "") -> Account:
    """Give a new password, good for one sign-in, to somebody who forgot theirs.

    Raises UnknownPerson, Denied, SecondNeeded, WeakPassword.
    """
    _check_right(viewer, person, second)
    account = Account.objects.filter(person=person).first()
    if account is None:
        raise rules.UnknownPerson()
    account.must_change = True
    _set_password(account, password)
    return account


def _set_password(account: Account, password: str) -> None:
    try:
        account.username_validator(account.username)
        validate_password(password, account)
    except ValidationError as error:
        raise rules.WeakPassword(why=" ".join(error.messages)) from error
    account.set_password(password)
    account.save()


@action("user.create_in_scope")
def close_account(viewer: Viewer, person: str, *, second: str = "") -> None:
    """Close a person's account: nobody can sign in with it any more.

    Raises UnknownPerson, Denied, SecondNeeded.
    """
    _check_right(viewer, person, second)
    Account.objects.filter(person=person).delete()


def _check_right(viewer: Viewer, person: str, second: str) -> None:
    resident = Resident.objects.filter(pk=person).first()
    if resident is None:
        raise rules.UnknownPerson()
    check(viewer, "user.create_in_scope", place=resident.place, second=second)
