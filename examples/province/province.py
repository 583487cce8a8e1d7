"""Compute a province's figures over the exports of its cities, on Apache Spark.

    python province.py FOLDER [--master 'local[2]']

It reads the published column files alone (docs/column-files.md) and imports nothing of gongfu.
Sums run in whole minutes and exact decimals; a quotient is a fraction until it is printed.
"""

from __future__ import annotations

import argparse
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from comparing import FIGURES, differences, own
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import lit

_COMMON = "number bigint, day date, place string, evidence string, reverses bigint"
TABLES = {
    "visits": ("keys.visit.made", "minutes bigint, hours_kind string"),
    "services": ("keys.service.given", "minutes bigint, hours_kind string"),
    "disputes": ("ledger.record.disputed", "record bigint"),
    "settlements": ("ledger.dispute.settled", "record bigint"),
    "confirmations": ("ledger.record.confirmed", "record bigint"),
    "returns": (
        "statistics.value.received",
        "series string, period string, basis string, value decimal(24, 4)",
    ),
}
"""What the query reads: table, kind of deed, columns of its own."""
QUERY = Path(__file__).with_name("province.sql")


def main() -> None:
    """Print the figures of each city and of all, and compare them with the ledgers' own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--master", default="local[2]")
    given = parser.parse_args()
    session = session_of(given.master)
    found = figures(session, exports(given.folder))
    session.stop()
    for city, values in found.items():
        print(city, *map(printed, values.values()), sep="\t")
    wrong = differences(found, own(given.folder))
    print("\n".join(wrong) or "all cities and their sum: the same as their own ledgers say")
    raise SystemExit(len(wrong))


def printed(value: Fraction) -> str:
    """Return a value with four decimals."""
    return f"{Decimal(value.numerator) / value.denominator:,.4f}"


def session_of(master: str) -> SparkSession:
    """Return a session on that master, such as local[2] or local-cluster[2,1,1024]."""
    builder = SparkSession.builder.master(master).appName("province")
    builder = builder.config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "2")
    return builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()


def exports(folder: Path) -> dict[str, Path]:
    """Return the column files of each city."""
    return {one.parent.parent.name: one for one in sorted(folder.glob("*/export/columns"))}


def figures(session: SparkSession, folders: dict[str, Path]) -> dict[str, dict[str, Fraction]]:
    """Return the exact figures by city, and of all under `all`."""
    for name in TABLES:
        table(session, name, folders).createOrReplaceTempView(name)
    rows = session.sql(QUERY.read_text("utf-8")).collect()
    return {row["city"]: {code: value(row) for code, value in FIGURES.items()} for row in rows}


def table(session: SparkSession, name: str, folders: dict[str, Path]) -> DataFrame:
    """Return the records of a kind from all exports; a ledger without any has no such folder."""
    kind, own_columns = TABLES[name]
    schema = f"{_COMMON}, {own_columns}"
    found = session.createDataFrame([], f"{schema}, ledger string")
    for ledger, folder in folders.items():
        path = folder / f"kind={kind}"
        if path.exists():
            years = session.read.schema(schema).option("recursiveFileLookup", "true")
            found = found.unionByName(years.parquet(str(path)).withColumn("ledger", lit(ledger)))
    return found


if __name__ == "__main__":
    main()
