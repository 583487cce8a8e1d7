"""Engines that hold the column files of a district, beside DuckDB inside the process."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_POSTGRES = {
    pa.int64(): "bigint",
    pa.bool_(): "boolean",
    pa.string(): 'text COLLATE "C"',
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "timestamptz",
    pa.decimal128(24, 4): "numeric(24, 4)",
    pa.list_(pa.string()): "text[]",
}


class PostgreSQL:
    """PostgreSQL, through a psycopg connection."""

    dialect = "postgres"

    def __init__(self, connection, tables: dict[str, pa.Table]):
        """Copy the tables into the server's memory of this connection."""
        self._connection = connection
        for name, table in tables.items():
            fields = ", ".join(f'"{f.name}" {_POSTGRES[f.type]}' for f in table.schema)
            connection.execute(f'CREATE TEMP TABLE "{name}" ({fields})')
            with connection.cursor().copy(f'COPY "{name}" FROM STDIN') as copy:
                for row in table.to_pylist():
                    copy.write_row(list(row.values()))

    def define(self, name: str, query: str) -> None:
        """Let later queries read this query under a name."""
        self._connection.execute(f'DROP VIEW IF EXISTS "{name}" CASCADE')
        self._connection.execute(f'CREATE TEMP VIEW "{name}" AS {query}')

    def run(self, query: str) -> pa.Table:
        """Return the rows of a query."""
        cursor = self._connection.execute(query)
        names = [column.name for column in cursor.description]
        rows = cursor.fetchall()
        columns = list(zip(*rows, strict=True)) or [()] * len(names)
        return pa.table(dict(zip(names, columns, strict=True)))


class ClickHouse:
    """ClickHouse inside this process, over the Parquet files themselves.

    An outer join gives what is missing as NULL only with `join_use_nulls`.
    """

    dialect = "clickhouse"

    def __init__(self, tables: dict[str, pa.Table]):
        """Write the tables as Parquet and read them from there."""
        from chdb import session

        folder = Path(tempfile.mkdtemp())
        self._session = session.Session(str(folder / "state"))
        self._session.query("SET join_use_nulls = 1")
        for name, table in tables.items():
            pq.write_table(table, folder / f"{name}.parquet")
            self.define(name, f"SELECT * FROM file('{folder}/{name}.parquet', Parquet)")

    def define(self, name: str, query: str) -> None:
        """Let later queries read this query under a name."""
        self._session.query(f'CREATE OR REPLACE VIEW "{name}" AS {query}')

    def run(self, query: str) -> pa.Table:
        """Return the rows of a query."""
        return self._session.query(query, "ArrowTable")

    def close(self) -> None:
        """End the session; a process may have one at a time."""
        self._session.close()
