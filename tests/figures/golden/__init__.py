"""The same questions to every engine: DuckDB, PostgreSQL, ClickHouse, Spark."""
