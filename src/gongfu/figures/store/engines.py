"""Where queries run: one protocol, and the engine inside the process.

A reader needs two things of an engine: to give a query a name, and to run one.  DuckDB runs inside;
Spark and ClickHouse run the same expressions over the same column files on many machines.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa


class Engine(Protocol):
    """An engine that holds the column files as tables."""

    @property
    def dialect(self) -> str:
        """Return the name of its SQL, as Ibis and SQLGlot call it."""
        ...

    def define(self, name: str, query: str) -> None:
        """Let later queries read this query under a name, until it is defined anew."""
        ...

    def run(self, query: str) -> pa.Table:
        """Return the rows of a query."""
        ...


class DuckDB:
    """DuckDB inside this process, on two threads."""

    dialect = "duckdb"

    def __init__(self) -> None:
        """Open an empty database in memory."""
        self._connection: Any = duckdb.connect(config={"threads": 2})
        self._connection.execute("SET parquet_metadata_cache = true")

    def define(self, name: str, query: str) -> None:
        """Let later queries read this query under a name."""
        self._connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {query}')

    def hold(self, name: str, table: pa.Table) -> None:
        """Let later queries read rows in memory under a name."""
        self._connection.register(name, table)

    def run(self, query: str) -> pa.Table:
        """Return the rows of a query."""
        return self._connection.sql(query).to_arrow_table()


def files_as_table(paths: Sequence[Path]) -> str:
    """Return what DuckDB reads as one table from these Parquet files."""
    quoted = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{quoted}], hive_partitioning = false)"


class Spark:
    """A session of Apache Spark, in this process or on many machines.

    What is given a name is kept once it was computed: a figure asks its parts again and again.
    """

    dialect = "pyspark"

    def __init__(self, session: Any) -> None:
        """Take the session; its days and moments are those of UTC."""
        session.conf.set("spark.sql.session.timeZone", "UTC")
        self._session = session
        self._kept: dict[str, Any] = {}

    def define(self, name: str, query: str) -> None:
        """Let later queries read this query under a name."""
        if name in self._kept:
            self._kept[name].unpersist()
        self._kept[name] = self._session.sql(query).cache()
        self._kept[name].createOrReplaceTempView(name)

    def run(self, query: str) -> pa.Table:
        """Return the rows of a query."""
        return self._session.sql(query).toArrow()
