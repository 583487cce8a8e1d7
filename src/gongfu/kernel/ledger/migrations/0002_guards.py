"""Install the triggers that refuse change."""

from typing import Any

from django.db import migrations

from gongfu.kernel.ledger import guards


def install(apps: Any, editor: Any) -> None:
    """Create the triggers on the database that is being migrated."""
    guards.install(editor.connection)


def remove(apps: Any, editor: Any) -> None:
    """Drop the triggers before the tables go."""
    guards.remove(editor.connection)


class Migration(migrations.Migration):
    """Guard the ledger's tables."""

    dependencies = (("ledger", "0001_initial"),)
    operations = (migrations.RunPython(install, remove),)
