"""Open data: the same numbers as the pages, read by programs that others wrote."""

from __future__ import annotations

import io
import json

import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from gongfu.figures import asking
from gongfu.figures.catalogue import FIGURES, figure_named
from gongfu.figures.questions import Question
from gongfu.kernel.measures.periods import period
from gongfu.kernel.places import tree
from gongfu.kernel.rights.viewers import PUBLIC
from tests import worlds

CODE, DISTRICT = "keys.visits", "330402000000"


@pytest.fixture
def reader(team, looked_at_by, settings):
    settings.GONGFU_SMALL_GROUP = 1
    return looked_at_by(PUBLIC)


def fetched(client, name, *arguments):
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return answer.content


def test_csv_and_parquet_hold_the_numbers_of_the_pages(reader):
    lines = fetched(reader, "opendata-csv", CODE).decode().splitlines()
    asked = asking.ask(Question(figure_named(CODE), DISTRICT, period("2021"))).value
    assert (
        f"{CODE},{DISTRICT},{tree.name_of(DISTRICT)},2021,2021-01-01,2021-12-31,{asked},visits,false"
        in lines
    )
    table = pq.read_table(io.BytesIO(fetched(reader, "opendata-parquet", CODE)))
    assert table.num_rows == len(lines) - 1
    places = {row["place"] for row in table.to_pylist()}
    assert places == {DISTRICT, "330402007000", worlds.NANYANG}


def test_numbers_about_few_people_are_left_out(reader, settings):
    settings.GONGFU_SMALL_GROUP = 5
    rows = pq.read_table(io.BytesIO(fetched(reader, "opendata-parquet", CODE))).to_pylist()
    assert rows and all(row["withheld"] and row["value"] is None for row in rows)
    assert b'OBS_STATUS="Q"' in fetched(reader, "opendata-sdmx", CODE, "2.1")


@pytest.mark.slow
def test_frictionless_finds_the_data_package_valid(reader, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    (tmp_path / "data.csv").write_bytes(fetched(reader, "opendata-csv", CODE))
    described = fetched(reader, "opendata-package", CODE)
    (tmp_path / "datapackage.json").write_bytes(described)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["message"])
    assert json.loads(described)["resources"][0]["schema"]["primaryKey"]


@pytest.mark.slow
@pytest.mark.parametrize("version", ["2.1", "3.0"])
@pytest.mark.filterwarnings("ignore")
def test_the_independent_client_sdmx1_reads_structure_and_data(reader, version):
    sdmx = pytest.importorskip("sdmx")
    pytest.importorskip("sdmx.reader.xml.v30")  # else it stumbles over 2.1 data read before
    structure = sdmx.read_sdmx(io.BytesIO(fetched(reader, "opendata-structure", version)))
    (definition,) = [one for one in structure.structure.values() if one.id == "FIGURES"]
    names = structure.codelist["CL_FIGURE"]["KEYS_VISITS"].name.localizations
    assert names["zh"] == "走访老人" and names["en"] == "Visits to elders"
    content = fetched(reader, "opendata-sdmx", CODE, version)
    message = sdmx.read_sdmx(io.BytesIO(content), structure=definition)
    read = sdmx.to_pandas(message.data[0])
    asked = asking.ask(Question(figure_named(CODE), DISTRICT, period("2021"))).value
    assert read.loc[("KEYS_VISITS", DISTRICT, "2021")] == float(asked)


def test_the_catalogue_names_every_figure_in_both_languages(reader):
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=fetched(reader, "opendata-catalogue"), format="json-ld")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    sets = list(graph.subjects(rdflib.RDF.type, dcat.Dataset))
    assert len(sets) == len(FIGURES)
    for one in sets:
        languages = {title.language for title in graph.objects(one, rdflib.DCTERMS.title)}
        assert languages == {"zh", "en"}
        files = [
            f
            for d in graph.objects(one, dcat.distribution)
            for f in graph.objects(d, dcat.downloadURL)
        ]
        assert len(files) == 3


def test_an_unchanged_ledger_is_not_sent_again(reader):
    address = reverse("opendata-csv", args=[CODE])
    first = reader.get(address)
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("arguments", [("nothing.here", "2.1"), (CODE, "9.9")])
def test_nonsense_is_refused_in_words(reader, arguments):
    answer = reader.get(reverse("opendata-sdmx", args=arguments))
    assert answer.status_code == 404
