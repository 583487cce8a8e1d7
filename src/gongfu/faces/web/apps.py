"""The pages as a Django application."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and template tags of the pages."""

    name = "gongfu.faces.web"
    label = "web"

    def ready(self) -> None:
        """Let a password that its owner chose stand."""
        from allauth.account.signals import password_changed

        password_changed.connect(_chosen)


def _chosen(user: Any, **_signal: Any) -> None:
    if user.must_change:
        user.must_change = False
        user.save(update_fields=["must_change"])
