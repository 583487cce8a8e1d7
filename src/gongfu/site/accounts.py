"""Accounts are given by an office; nobody signs up by themselves."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):
    """The way allauth asks whether a stranger may open an account: no."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an office opens accounts for people on its register."""
        return False
