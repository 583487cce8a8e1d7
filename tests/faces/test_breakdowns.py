"""A figure by its own dimensions on its page, in the interfaces, at the command line, as data."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.urls import reverse

from gongfu.faces.cli.figure_command import command
from gongfu.kernel.needs import catalogue
from gongfu.kernel.rights.viewers import PUBLIC
from tests.faces.api.worlds import Machine
from tests.figures.test_dimensions import DISTRICT, NANYANG, asked, write

CODE = "grids.needs-raised"
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(db, looked_at_by):
    """Twenty requests of three kinds, one kind of them rare."""
    catalogue.seed()
    write(*[asked("repair")] * 11, *[asked("escort")] * 7, *[asked("moving")] * 2)
    return looked_at_by(PUBLIC)


def page(client, **query):
    answer = client.get(reverse("figure", args=[CODE]), {"period": "2021", **query})
    assert answer.status_code == 200
    return answer


def rows(answer):
    (one,) = [part for part in answer.context["breakdowns"] if part.name == "category"]
    return [(row.value, row.href, row.withheld) for row in one.rows]


def test_the_page_shows_items_that_lead_to_their_own_number_and_records(reader):
    first, *others = rows(page(reader))
    assert first[0] == "11" and "category=repair" in first[1]
    assert [(value, href, bool(why)) for value, href, why in others] == [("", "", True)] * 2
    inner = reader.get(first[1])
    assert inner.context["number"].value == "11" and inner.context["breakdowns"] == ()
    assert "category=repair" in inner.context["number"].records_href
    listed = reader.get(inner.context["number"].records_href)
    assert len(listed.context["lines"]) == 11


def test_a_withheld_item_cannot_be_asked_for_by_its_address(reader):
    hidden = page(reader, category="moving")
    assert hidden.context["number"].withheld and not hidden.context["chart"]
    records = reader.get(reverse("figure-records", args=[CODE]), {"category": "moving"})
    assert records.status_code == 403
    assert page(reader, category="repair", place=NANYANG).context["number"].withheld


def test_programs_read_the_same_items(reader):
    said = Machine().get(f"/figures/{CODE}/items", by="category", period="2021")
    assert [(one["item"], one["value"], one["withheld"]) for one in said["items"]] == [
        ("escort", None, True),
        ("moving", None, True),
        ("repair", "11", False),
    ]
    assert Machine().ask(f"GET /figures/{CODE}/items", by="colour").status_code == 404
    figures = Machine().get("/figures", limit="100")["items"]
    assert ["category", "channel"] in [one["dimensions"] for one in figures]


def test_open_data_carries_the_items_and_describes_them(reader):
    lines = reader.get(reverse("opendata-items", args=[CODE, "category"])).content.decode()
    assert f"{CODE},category,repair," in lines and ",2021,11,requests,false" in lines
    assert ",2021,,requests,true" in lines
    described = json.loads(reader.get(reverse("opendata-package", args=[CODE])).content)
    paths = [one["path"] for one in described["resources"]]
    assert paths == ["data.csv", "by-category.csv", "by-channel.csv"]
    assert reader.get(reverse("opendata-items", args=[CODE, "colour"])).status_code == 404


@pytest.mark.slow
def test_frictionless_finds_the_items_valid(reader, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    files = {"data.csv": reverse("opendata-csv", args=[CODE])}
    files["datapackage.json"] = reverse("opendata-package", args=[CODE])
    for name in ("category", "channel"):
        files[f"by-{name}.csv"] = reverse("opendata-items", args=[CODE, name])
    for name, address in files.items():
        (tmp_path / name).write_bytes(reader.get(address).content)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid and len(report.tasks) == 3, report.flatten(["message"])


def test_the_command_line_prints_the_items(reader):
    asked_for = [CODE, "--place", DISTRICT, "--period", "2021", "--by", "category"]
    said = json.loads(CliRunner().invoke(command, [*asked_for, "--json"]).output)
    assert said["by"] == {"category": {"escort": "7", "moving": "2", "repair": "11"}}
    printed = CliRunner().invoke(command, asked_for).output.splitlines()
    assert [line.split()[0] for line in printed[-3:]] == ["7", "2", "11"]
