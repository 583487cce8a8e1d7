"""Notices as a Django application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Tables of notices, of the wishes about them, and of what leaves the product."""

    name = "gongfu.kernel.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
