"""The ledger as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Tables of the ledger."""

    name = "gongfu.kernel.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the ledger's own projection."""
        from gongfu.kernel.ledger import standing  # noqa: F401
