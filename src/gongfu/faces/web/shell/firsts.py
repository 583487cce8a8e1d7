"""What an account must do before anything else: choose a password, set up the second step."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

_ELSEWHERE = frozenset({"mfa", "socialaccount"})


def first_of_all(request: HttpRequest) -> str:
    """Return the name of the page to which the account is led first, or nothing."""
    if getattr(request.user, "must_change", False):
        return "account_change_password"
    return "mfa_activate_totp" if lacks_second_factor(request) else ""


def lacks_second_factor(request: HttpRequest) -> bool:
    """Say whether a role of the viewer asks for a second factor that the account has not.

    Never in a demonstration, and not for who came by the district's own sign-in: that asks for
    its own second factor.
    """
    roles = set(settings.GONGFU_SECOND_FACTOR)
    viewer = request.viewer  # type: ignore[attr-defined]
    if settings.GONGFU_DEMO or not request.user.is_authenticated or not roles & viewer.roles:
        return False
    if any(one.get("method") in _ELSEWHERE for one in get_authentication_records(request)):
        return False
    return not is_mfa_enabled(request.user)
