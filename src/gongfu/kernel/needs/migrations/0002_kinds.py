"""The first catalogue of kinds; a district edits it afterwards."""

import csv
from pathlib import Path

from django.db import migrations

_FILE = Path(__file__).parents[1] / "kinds.csv"
_FLAGS = ("working", "shown", "automatic")


def fill(apps, schema_editor):
    kind = apps.get_model("needs", "Kind")
    with _FILE.open(encoding="utf-8", newline="") as file:
        for order, line in enumerate(csv.DictReader(file), start=1):
            values = {**line, **{name: line[name] == "1" for name in _FLAGS}, "order": order * 10}
            kind.objects.get_or_create(code=values.pop("code"), defaults=values)


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
