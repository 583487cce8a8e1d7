"""The interfaces for machines as a Django application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The keys with which machines sign their requests."""

    name = "gongfu.faces.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
