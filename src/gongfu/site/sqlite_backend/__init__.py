"""Django's SQLite backend, insisting on durability for every connection."""
